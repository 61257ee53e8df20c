"""Who did it, told from whom it was done to: "قتل شرطي شابا", "قتل رجل زوجته"."""

from reconcile.extraction.forms import Form
from reconcile.extraction.phrases import Found
from reconcile.extraction.reading import Reading
from reconcile.lexicon.language import Sign

RELATIVE_ENDINGS = ("ي", "يه", "يا")
"""How words such as سوري end, folded: behind a noun that nobody knows, adjectives."""


def did_it(reading: Reading, at: int, victim: int) -> bool:
    """Tell the subject between a verb and its victim: "أنقذ رجال الإطفاء سيدتين", "قتل شرطي شابا"."""
    person = reading.person(at)
    if person is None or person.definite:
        return person is not None
    if person.meaning is Form.PLURAL or _is_accusative(reading.sentence.word(victim)):
        return True
    other = reading.person(victim)
    return other is not None and not other.prefix and _is_object(reading, person, other)


def is_subject(reading: Reading, person: Found[Form]) -> bool:
    """Tell the policeman of "قتل شرطي شابا", who did it: an accusative follows, to whom it was done."""
    if person.meaning is not Form.SINGULAR or person.first - 1 not in reading.casualties:
        return False
    first = person.after
    if reading.sentence.sign(Sign.WHERE, first) and first + 1 in reading.counted:
        first = reading.counted[first + 1].after  # "رجل في الخمسين"
    for at in range(first, first + 2):
        if reading.casualty(at):
            return False
        other = reading.person(at)
        told = other is not None and not other.prefix and other.meaning is not Form.PLURAL
        if other and told and _is_object(reading, person, other):
            return True
    return False


def _is_object(reading: Reading, subject: Found[Form], other: Found[Form]) -> bool:
    """Tell the second person of "قتل شرطي شابا" and "قتل رجل زوجته" from that of "شاب فلسطيني"."""
    verb = reading.casualty(subject.first - 1)
    if verb is None or verb.meaning.form is not Form.VERB:
        return False
    before, word = (reading.sentence.word(person.first) for person in (subject, other))
    feminine = word.endswith("ه") and not word.endswith(RELATIVE_ENDINGS)
    whose = word.endswith(("ها", "هم")) or (feminine and not before.endswith("ه"))
    return _is_accusative(word) or whose


def _is_accusative(word: str) -> bool:
    return word.endswith("ا") and not word.endswith("ها")
