"""The names of sources: where one begins, where it ends, and what is no name."""

from reconcile import lexicon
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import Sentence
from reconcile.fields import LONGEST_NAME
from reconcile.lexicon.language import Sign
from reconcile.model import Category

LONGEST_WORDS = 10
"""A source's name of more words than this has run into what it says."""
LONGEST_SUBJECT = 9
"""How many words may stand between a source and the verb after it."""
_FURTHEST_SPEAKER = 3
"""How many words speakers may stand behind their number: "two senior security officials said"."""
_FURTHEST_OWNER = 3
"""How many words may stand between a toll and whose it is."""
_ALI = "علي"
TO = "ل"
"""The particle on a source or an owner: "وفقا لوزارة الصحة"."""
_IT = ("ها", "ته", "اه")
"""How a verb ends whose object was named before it: "قدمتها"."""
_OPENING_QUOTES = frozenset("\"'«“")
_BOTH_ENDS = "\"'"
"""Marks that open a quotation and close it."""
_CLOSING_QUOTES = frozenset("\"'»”")
QUOTING_MARKS = frozenset("\"'«»“”()[]")
_ENDS = (Sign.NAME_ENDS, Sign.RELAYED_FROM, Sign.ACCORDING_TO, Sign.NOT, Sign.ANY, Sign.ADDRESSEES)
"""Words that end a name."""
_DESCRIBED = ("ي", "يان", "يون", "يين")
"""How adjectives end that say who speaks: "أمنيان"."""
_SHORTEST_ADJECTIVE = 4
"""How many letters such an adjective has: "في" is none."""
_SHORTEST_OWNED = 5
"""How many letters a noun has with whose it is: "مها" and "معها" are none."""
_SPOKEN_FOR = ("ال", "باسم", "بلسان", "و")
"""What begins no object behind a name: "المتحدث باسمها"."""
_STOPS = (Sign.REPORTS, Sign.RECEIVES, Sign.RISE, Sign.RELAYS)
"""Verbs that end a name."""
_ARABIC_STOPS = (*_STOPS, Sign.REACHES)
"""And in Arabic "بلغت"; in English it is "of" too, which names have."""


def are_speakers(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell the three of "عن ثلاثة مصادر" and "two security officials said", who tell of others."""
    if sentence.sign(Sign.SPEAKERS, quantity.after):
        return not _are_told_of(sentence, quantity)
    found = () if sentence.heads_first else _speakers_behind(sentence, quantity)
    return any(sentence.sign(Sign.REPORTS, speaker.after) for speaker in found)


def _are_told_of(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell "12 police officers were freed" and "picked up 12 police officers", who tell nothing."""
    if sentence.heads_first:
        return False
    who = sentence.marked.persons.get(quantity.after)
    behind = who.after if who else quantity.after
    verbs = sentence.marked.constructions
    befell = any(quantity.opens == verb.after or verb.first == behind for verb in verbs)
    return befell or sentence.sign(Sign.PASSIVE, behind) is not None


def are_asked(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell the two of "according to two security officials" and "وفق ثلاثة مسؤولين"."""
    if sentence.ending(Sign.ACCORDING_TO, quantity.opens) is None:
        return False
    behind = None if sentence.heads_first else _speakers_behind(sentence, quantity)
    return bool(behind or sentence.sign(Sign.SPEAKERS, quantity.after))


def _speakers_behind(sentence: Sentence, quantity: Quantity) -> list[Found[Sign]]:
    further = quantity.after + _FURTHEST_SPEAKER
    marks = (at for at in range(quantity.after, further) if sentence.ends_phrase(at))
    end = next(marks, further)  # not the police of "killed two women, police said"
    found = (sentence.sign(Sign.SPEAKERS, at) for at in range(quantity.after + 1, end))
    return [speaker for speaker in found if speaker]


class Names:
    """Reads the names of sources in one sentence."""

    def __init__(self, sentence: Sentence, quantities: tuple[Quantity, ...]) -> None:
        self.sentence = sentence
        told = [q for q in quantities if not (are_speakers(sentence, q) or are_asked(sentence, q))]
        self.counted = {at for quantity in told for at in range(quantity.opens, quantity.after)}
        self._plain = sentence.marked.strange - self.counted
        signs = sentence.marked.signs
        self._ending = {at for sign in _ENDS for at in signs.get(sign, ())}
        self._stopping = {
            verb.first
            for sign in (_ARABIC_STOPS if sentence.heads_first else _STOPS)
            if sign in signs
            for verb in signs[sign].values()
            if verb.prefix != "ال"
        }

    def past_addressee(self, start: int) -> int:
        """Return where a name begins that stands behind who is told: "قال لوكالة فرانس برس طبيب"."""
        sentence = self.sentence
        late = self._is_when(start) and sentence.sign(Sign.SPEAKERS, start + 1)
        if late and late.prefix in ("", "ال"):  # "أعلنت أمس وزارة الصحة"
            return start + 1
        if sentence.sign(Sign.ADDRESSEES, start) is None:
            return start
        speakers = (
            at for at in range(start + 2, start + LONGEST_SUBJECT) if sentence.sign(Sign.SPEAKERS, at)
        )
        return next(speakers, start)

    def past_toll(self, start: int) -> int:
        """Return where a name begins that a toll is of: "حصيلة أولية للدفاع المدني"."""
        sentence = self.sentence
        if sentence.sign(Sign.NO_SOURCE, start) is None:
            return start
        owner = sentence.sign(Sign.SPEAKERS, start + 1) or sentence.sign(Sign.ADDRESSEES, start + 1)
        if sentence.heads_first and owner:
            return start + 1  # "استنادا إلى أرقام وزارة الصحة", "وفق إحصاء لوكالة الصحافة"
        if told := self._teller(start + 1):
            return told
        owners = (
            at
            for at in range(start + 1, start + 1 + _FURTHEST_OWNER)
            if (owner := sentence.sign(Sign.SPEAKERS, at)) and owner.prefix.startswith("ل")
        )
        return next(owners, start)

    def _teller(self, first: int) -> int | None:
        """Return where who told a toll is named: "حصيلة مؤقتة قدمتها السلطات المحلية"."""
        sentence = self.sentence
        for at in range(first, first + _FURTHEST_OWNER):
            if sentence.is_mark(at) or at in self.counted:
                return None
            if sentence.word(at).endswith(_IT) and sentence.sign(Sign.SPEAKERS, at + 1):
                return at + 1
        return None

    def name_end(self, start: int) -> int:
        """Return the token after the name that begins at a token, that token where none does."""
        end = start
        while end < len(self.sentence) and not self._ends_name(end, opening=end == start):
            end += 1
            if end - start > LONGEST_WORDS:
                return self._cut_name(start)
        while end > start and self._opens_what_follows(start, end - 1):
            end -= 1
        return end

    def _opens_what_follows(self, start: int, at: int) -> bool:
        """Tell a quotation mark at the end of a name that closes nothing in it."""
        mark = self.sentence.word(at)
        closes = mark in ")»”" or any(self.sentence.word(near) == mark for near in range(start, at))
        return mark in QUOTING_MARKS and not closes

    def _cut_name(self, start: int) -> int:
        """Return where a name that ran into what it says ends: before "ب…", or with its office.

        That is the last noun for a source, and the words with an article behind it.
        """
        sentence = self.sentence
        joined = (at for at in range(start + 1, start + 6) if sentence.word(at).startswith("ب"))
        end = next(joined, start)
        if end > start or not (sentence.heads_first and sentence.sign(Sign.SPEAKERS, start)):
            return end
        near = (sentence.sign(Sign.SPEAKERS, at) for at in range(start, start + LONGEST_SUBJECT))
        office = [speaker for speaker in near if speaker][-1]
        end = office.after
        while sentence.word(end).startswith("ال"):
            end += 1
        return end if office.definite or end > office.after else start

    def _ends_name(self, at: int, *, opening: bool) -> bool:
        sentence = self.sentence
        governs = opening and sentence.sign(Sign.SPEAKS_BEHIND, at) is not None
        named = (
            (at in self._plain and not self._is_object_of_speaker(at))
            or self._is_initials(at)
            or governs
        )
        if named or (not opening and (self._is_name_of_one(at) or self.is_work(at))):
            return False
        if sentence.is_mark(at):
            if not opening and sentence.joins_words(at):
                return False  # "the Moscow-appointed governor"
            quotes = sentence.word(at) in QUOTING_MARKS and not self._opens_quotation(at)
            return not quotes and not self._is_abbreviated(at - 1)
        if self._is_no_part(at, opening=opening):
            return True
        casualty = sentence.marked.casualties.get(at)
        definite = casualty and (casualty.definite or sentence.word(at).startswith("لل"))  # "للاجئين"
        if casualty and (not definite or opening):
            return not ((opening and sentence.sign(Sign.SPEAKERS, at)) or self._closes_name(at))
        is_noun = not sentence.heads_first and sentence.is_mark(at + 1)  # "a police report, …"
        return not opening and at in self._stopping and not is_noun

    def _is_object_of_speaker(self, at: int) -> bool:
        """Tell the object of "صححت الوزارة بيانها", which is hers, from "المعترف بها", "الطبيبة مها"."""
        sentence, word = self.sentence, self.sentence.word(at)
        if not (sentence.heads_first and sentence.word(at - 1).startswith("ال")):
            return False
        hers = word.endswith("ها") and len(word) >= _SHORTEST_OWNED and not word.startswith(_SPOKEN_FOR)
        return hers and sentence.sign(Sign.SAME, at) is None

    def _is_no_part(self, at: int, *, opening: bool) -> bool:
        """Tell a number, a word that no name has, when it was at its head, what is told behind it."""
        other = self._is_when(at) if opening else (self._is_told(at) or self._is_object_of_speaker(at))
        return at in self.counted or at in self._ending or other

    def _opens_quotation(self, at: int) -> bool:
        """Tell what is said behind "وفق الأمم المتحدة" from the name in "وكالة «هرانا»"."""
        sentence = self.sentence
        known = sentence.heads_first and sentence.word(at - 1).startswith("ال")
        mark = sentence.word(at)
        before = sum(sentence.word(near) == mark for near in range(at)) if mark in _BOTH_ENDS else 0
        return known and mark in _OPENING_QUOTES and before % 2 == 0

    def _is_name_of_one(self, at: int) -> bool:
        """Tell the name "علي", behind another, from the preposition that is folded to the same."""
        return at - 1 in self._plain and self.sentence.written(at, at + 1) == _ALI

    def _is_initials(self, at: int) -> bool:
        """Tell "WHO" and "IOM" in a sentence that is not all capitals."""
        written = self.sentence.written(at, at + 1)
        if not (len(written) > 1 and written.isascii() and written.isupper()):
            return False
        return not self.sentence.written(0, len(self.sentence)).isupper()

    def _is_abbreviated(self, at: int) -> bool:
        """Tell the "Dr." of "said Dr. Amal Nasser"."""
        sentence = self.sentence
        short = sentence.word(at) in lexicon.abbreviations() and sentence.word(at + 1) == "."
        return short and at + 2 < len(sentence)

    def _closes_name(self, at: int) -> bool:
        """Tell the "rescue" of "mountain rescue"."""
        speaker = self.sentence.ending(Sign.SPEAKERS, at + 1)
        return speaker is not None and speaker.first < at

    def is_work(self, at: int) -> bool:
        """Tell what those are called by who do it: "منظمة إنقاذ الطفولة", "خدمة إسعاف نجمة داود"."""
        casualty = self.sentence.marked.casualties.get(at)
        if casualty is None or casualty.definite:
            return False
        rescues = casualty.meaning.category is Category.RESCUED
        serves = self.sentence.heads_first and self.sentence.sign(Sign.SPEAKERS, at) is not None
        speaker = self.sentence.ending(Sign.SPEAKERS, at) if rescues or serves else None
        known = self.sentence.word(at - 1).startswith("ال")  # "خفر السواحل إنقاذ 17" is no name
        return speaker is not None and not speaker.definite and not known

    def _is_told(self, at: int) -> bool:
        """Tell what is spoken of: "أدانت الجامعة الهجوم", "نفت الوزارة الأنباء عن"."""
        event, news = (self.sentence.sign(sign, at) for sign in (Sign.ACCIDENT, Sign.UNKNOWN))
        if event and event.prefix in ("ال", "بال"):
            return True
        if not self.sentence.heads_first and (
            self.sentence.has(Sign.SPEAKERS, at, at + 2) or self.sentence.written(at, at + 1).istitle()
        ):
            return False  # "a senior official", "the state news agency", "Seagull News"
        media = self.sentence.sign(Sign.MEDIA, at) if self.sentence.heads_first else None
        told = media is not None and not self.sentence.word(at).startswith("ال")
        before = self.sentence.word(at - 1)
        described = before.endswith(_DESCRIBED) and len(before) >= _SHORTEST_ADJECTIVE
        if told and (before.startswith("ال") or described):
            return True  # "أبلغ مسؤول في الهلال الأحمر رويترز", "أبلغ مسؤولان أمنيان رويترز"
        return bool(news and news.prefix in ("", "ال")) and not self._is_agency(at - 1)

    def _is_when(self, at: int) -> bool:
        """Tell the "في البداية" of "كما أعلن في البداية", which opens no name."""
        found = self.sentence.sign(Sign.ENDS_COUNT, at)
        return self.sentence.heads_first and found is not None and found.prefix == ""

    def _is_agency(self, at: int) -> bool:
        """Tell the agency of "وكالة الأنباء" from the ministry of "نفت الوزارة أنباء عن"."""
        speaker = self.sentence.sign(Sign.SPEAKERS, at)
        return speaker is not None and not speaker.definite

    def name(self, start: int, end: int, prefix: str = "") -> str | None:
        """Return the name as written, joined particles taken off, or None where nobody is named."""
        sentence = self.sentence
        while start < end and sentence.word(start) in QUOTING_MARKS:
            start += 1
        opened = any(sentence.word(at) in _OPENING_QUOTES for at in range(start, end - 1))
        end -= end > start and sentence.word(end - 1) in _CLOSING_QUOTES and not opened
        if end <= start or (sentence.sign(Sign.NO_SOURCE, start) and not self._is_initials(start)):
            return None
        opens = start + 1 if sentence.heads_first else end  # "state media"
        if sentence.sign(Sign.THINGS, start) and not sentence.has(Sign.SPEAKERS, start, opens):
            return None  # "نقلت سيارات الإسعاف"
        if start in sentence.marked.casualties and not sentence.sign(Sign.SPEAKERS, start):
            return None
        name = sentence.written(start, end)
        if len(name) > LONGEST_NAME:
            return None
        speaker = sentence.sign(Sign.SPEAKERS, start)
        begins_with_l = speaker is not None and speaker.prefix == TO  # "وفقا للجنة التحقيق"
        begins_with_l = begins_with_l or sentence.sign(Sign.ADDRESSEES, start) is not None
        if name.startswith("لل") and not begins_with_l:  # "وفقا للشرطة"
            return "ال" + name.removeprefix("لل")
        told_by = TO if begins_with_l else prefix  # "وفقا لوزارة الصحة"
        particles = told_by.removesuffix("ال")
        return name[len(particles) :] if particles and name.startswith(particles) else name

    def relays(self, start: int, end: int) -> tuple[str, ...]:
        """Return the name between two tokens as a chain of relays, empty where nobody is named."""
        name = self.name(start, end)
        return (name,) if name else ()
