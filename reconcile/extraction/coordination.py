"""What "and" joins to a mention: further counts and persons of the same category."""

from collections.abc import Set
from itertools import pairwise, takewhile
from operator import attrgetter

from reconcile.extraction.aged import name_before
from reconcile.extraction.bare import ONE, TWO, bare_mention
from reconcile.extraction.clauses import does_otherwise, is_aged, past_age
from reconcile.extraction.forms import Form
from reconcile.extraction.names import are_speakers
from reconcile.extraction.persons import bare_person
from reconcile.extraction.predicates import LASTING
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Qualifier, Scope

_JOINED_REACH = 5
"""How many words may stand between a count and a bare person that "and" joins to it."""
_JOINED_FAR = 12
"""How many may stand between two numbers that it joins."""
_VERB_BETWEEN = 5
"""How many more where their verb stands between them."""
_LONGEST_NAME = 7
"""How many words a name in commas may have."""
_LONGEST_PLACE = 4
"""How many words may tell where the last of a list are: "in the capital"."""
_COUNTS = {Form.SINGULAR: ONE, Form.DUAL: TWO}
_ONE_OR_TWO = frozenset(_COUNTS)
_JOINED = "joined to the figure before"
_FIRST = attrgetter("first")


def coordinated(reading: Reading, found: list[Mention], barred: Set[int]) -> tuple[Mention, ...]:
    """Add what "and" joins to a mention without a category of its own; then each is only a part.

    "قتل 5 جنود و3 مدنيين": no sum is stated, so neither five nor three is the total. At the tokens
    `barred` stand quantities that are known to count nobody.
    """
    taken = {at for mention in found for at in range(mention.first, mention.after)}
    joined: list[Mention] = []
    for mention in found:
        part = mention
        while following := _joined_to(reading, part, taken, barred):
            joined += [part._replace(scope=_part_of(part.scope)), following]
            taken.update(range(following.first, following.after))
            part = following
    listed = [m for pair in pairwise(found) if _are_listed(reading, *pair) for m in pair]
    joined += [mention._replace(scope=_part_of(mention.scope)) for mention in listed]
    parts = {(mention.first, mention.category): mention for mention in (*found, *joined)}
    told = tuple(sorted(parts.values(), key=_FIRST))
    sums = {mention.first for mention in found if mention.scope is Scope.TOTAL}
    return tuple(
        mention._replace(scope=Scope.TOTAL)
        if mention.first in sums and _states_sum(reading, mention, told[index + 1 :])
        else mention
        for index, mention in enumerate(told)
    )


def _states_sum(reading: Reading, whole: Mention, behind: tuple[Mention, ...]) -> bool:
    """Tell the 4 of "أربعة من المسلحين، ثلاثة رجال وامرأة", which those behind a comma add up to."""
    parts = list(takewhile(lambda part: _is_part_of(part, whole), behind))
    summed = whole.count.qualifier is Qualifier.EXACT and len(parts) > 1
    if not summed or reading.sentence.word(reading.determined(parts[0].first) - 1) not in COMMAS:
        return False
    if not all(_names_people(reading, part) for part in parts[:-1]):
        return False  # "three in Kabul, two in Herat and one in Balkh"
    return whole.count.low == sum(part.count.low or 0 for part in parts)


def _names_people(reading: Reading, part: Mention) -> bool:
    named = any(reading.person(at) for at in range(part.first, part.after + 1))
    placed = not reading.sentence.heads_first and reading.sentence.sign(Sign.ENDS_COUNT, part.after)
    joins = reading.sentence.sign(Sign.AND, part.after)
    return named and (joins is not None or not placed)


def _is_part_of(part: Mention, whole: Mention) -> bool:
    return part.category is whole.category and part.scope is Scope.SUBSET


def _are_listed(reading: Reading, one: Mention, other: Mention) -> bool:
    """Tell "three soldiers and two civilians died", where one verb is said of both."""
    sentence = reading.sentence
    same = one.category is other.category and one.scope is other.scope is Scope.TOTAL
    if sentence.heads_first or not same or one.count.high == 0:
        return False
    opens = one.after + (sentence.word(one.after) in COMMAS)
    joins = sentence.sign(Sign.AND, opens)
    opens = joins.after if joins else opens
    quantity = reading.counted.get(other.first)
    begins = quantity.opens if quantity else reading.determined(other.first)
    return opens > one.after and begins == opens


def _joined_to(reading: Reading, mention: Mention, taken: Set[int], barred: Set[int]) -> Mention | None:
    """Return the next count that "and" joins to `mention`, or None."""
    sentence = reading.sentence
    if mention.count.qualifier is Qualifier.ZERO:
        return None
    near = _JOINED_REACH if sentence.heads_first else _JOINED_REACH + _VERB_BETWEEN
    far = _JOINED_FAR if sentence.heads_first else near + _VERB_BETWEEN
    passed = 0
    for at in range(mention.after, min(mention.after + far, len(sentence))):
        passed = past_age(reading, at) or passed
        if at < passed or at in barred or (at not in reading.telling and at not in taken):
            continue  # the age of "Omar, 34, and his son"
        person = reading.person(at)
        is_its_own = not sentence.heads_first and at in reading.spent  # "3 were killed there and 2 here"
        if (reading.casualty(at) and not is_its_own) or at in taken:
            return _lasting_person(reading, mention, at)
        hedged = reading.counted.get(person.after if person else at + 1)
        if hedged and hedged.opens == at:
            continue  # the "another" of "and another eight", "and the other two"
        if at in reading.counted:
            quantity = reading.counted[at]
            is_near = sentence.heads_first or at < mention.after + near
            can_join = is_near or _are_others(reading, quantity)
            return _joined_quantity(reading, mention, quantity) if can_join else None
        if at >= mention.after + near:
            continue
        if sentence.ends_phrase(at) and not (sentence.word(at) in COMMAS and _goes_on(reading, at)):
            break
        joins = person and (person.prefix == "و" or reading.joins(at) or _is_listed_person(reading, at))
        if joins:
            return _joined_person(reading, mention, at)
    return None


def _lasting_person(reading: Reading, mention: Mention, at: int) -> Mention | None:
    """Return the refugee of "قتل ضابط ولاجئ", who was that before."""
    noun = reading.casualty(at, _ONE_OR_TWO) if reading.sentence.heads_first else None
    if noun is None or noun.prefix != "و" or noun.meaning.category not in LASTING:
        return None
    if at in reading.spent or noun.meaning.category is mention.category:
        return None  # "تؤوي 2800 نازحة ونازح"
    other = bare_mention(reading, noun, mention.category, _COUNTS[noun.meaning.form], _JOINED)
    return other._replace(scope=_part_of(other.scope))


def _joined_person(reading: Reading, mention: Mention, at: int) -> Mention | None:
    """Return the one or two that a joined noun names, or so many of them: "وأطفالهما الثلاثة"."""
    sentence = reading.sentence
    if theirs := _known_and_counted(reading, at):
        return _of_same(mention, theirs)
    parted = any(sentence.ends_phrase(between) for between in range(mention.after, at))
    aged = mention.after + 1
    ends = reading.counted[aged].after if is_aged(reading, aged) else mention.after
    another = parted or reading.determined(at) > ends + 1  # "a woman aged 34 and her son"
    if another and sentence.sign(Sign.PASSIVE, at + 1):
        return None  # "3 were arrested and journalists were beaten"
    if not sentence.heads_first and sentence.sign(Sign.REPORTS, at + 1):
        return None  # "…, the mayor said"
    definite = not sentence.heads_first  # "and his wife"
    at = at if sentence.heads_first else _head_of(reading, at)  # "and their Nepali guide"
    other = bare_person(reading, at, mention.category, _JOINED, definite=definite)
    return other._replace(scope=_part_of(other.scope)) if other else None


def _head_of(reading: Reading, at: int) -> int:
    """Return the noun of "Nepali guide", which both words could be; not of "both passengers"."""
    person = reading.person(at)
    counts = person is not None and person.meaning is Form.DUAL
    return at + 1 if reading.person(at + 1) and not counts else at


def _goes_on(reading: Reading, comma: int) -> bool:
    """Tell whether a list goes on behind a comma, or the comma opens or closes a name."""
    added = reading.sentence.heads_first and reading.sentence.sign(Sign.AND, comma + 1)
    return bool(added) or _lists_after(reading, comma) or _brackets_name(reading, comma)


def _brackets_name(reading: Reading, comma: int) -> bool:
    """Tell the commas of "a commander, Idris Malo, and four guards" and "Malo, a commander, and"."""
    sentence = reading.sentence
    if _opens_and(reading, comma + 1):
        inside = range(comma - 1, comma - 1 - _LONGEST_NAME, -1)
        opens = next((at for at in inside if not _can_be_named(reading, at)), comma - 1)
        named = opens < comma - 1 and sentence.word(opens) in COMMAS
        return named or name_before(reading, reading.determined(comma - 1) - 1) is not None
    inside = range(comma + 1, comma + 1 + _LONGEST_NAME)
    closes = next((at for at in inside if not _can_be_named(reading, at)), comma + 1)
    named = closes > comma + 1 and sentence.word(closes) in COMMAS
    return named and _opens_and(reading, closes + 1)


def _can_be_named(reading: Reading, at: int) -> bool:
    """Tell whether the token at `at` can be of a name: no mark, and nobody counted or hurt."""
    told = at in reading.counted or reading.casualty(at) or reading.person(at)
    return not told and (not reading.sentence.is_mark(at) or reading.sentence.joins_words(at))


def _opens_and(reading: Reading, at: int) -> bool:
    """Tell whether "and" is the word at a token, or joined to it."""
    joined = reading.sentence.heads_first and reading.opens_with_and(at)
    return joined or reading.sentence.sign(Sign.AND, at) is not None


def _lists_after(reading: Reading, at: int) -> bool:
    """Tell whether what stands behind a comma is one more of a list."""
    if at + 1 in reading.counted or reading.sentence.heads_first:
        return at + 1 in reading.counted
    if _closes_list(reading, at):
        return True
    return _is_listed_person(reading, at + 2) or _is_listed_person(reading, at + 3)


def _closes_list(reading: Reading, comma: int) -> bool:
    """Tell the 36 of "two died in Kabul, 34 in Herat, and 36 in Balkh": a place ends its clause."""
    sentence = reading.sentence
    last = reading.counted.get(comma + 2) if sentence.sign(Sign.AND, comma + 1) else None
    if last is None or sentence.sign(Sign.ENDS_COUNT, last.after) is None:
        return False
    place = last.after + 1
    if not sentence.written(place, place + 1).istitle():
        return False  # "and 36 in all", "and 30 in jail"
    ends = any(sentence.ends_phrase(at) for at in range(last.after, last.after + _LONGEST_PLACE))
    listed = any(sentence.word(at) in COMMAS for at in range(comma - _JOINED_REACH, comma))
    return ends and listed


def _is_listed_person(reading: Reading, at: int) -> bool:
    """Tell the son of "killed a woman, her son and a neighbour", but no "a neighbour said"."""
    sentence = reading.sentence
    if sentence.heads_first or reading.person(at) is None:
        return False
    opens = reading.determined(at)
    goes_on = sentence.sign(Sign.AND, at + 1) or sentence.word(at + 1) in COMMAS
    return opens < at and sentence.word(opens - 1) in COMMAS and bool(goes_on)


def _joined_quantity(reading: Reading, mention: Mention, quantity: Quantity) -> Mention | None:
    opens = reading.determined(quantity.opens)
    listed = reading.sentence.word(opens - 1) in COMMAS or reading.opens_with_and(opens)
    joined = (listed or reading.is_and(quantity)) and reading.counts_people(quantity)
    if not joined or reading.counts_thing(quantity):
        return None
    person = reading.person(quantity.after)
    after = person.after if person else quantity.after
    said = reading.sentence.sign(Sign.PASSIVE, after)
    if said and not reading.person(said.after):  # "5 were killed and 12 were released"
        return None
    if _have_otherwise(reading, after):
        return None
    escaped = reading.sentence.sign(Sign.RELEASE, after)  # "and two others escaped"
    feared = reading.sentence.sign(Sign.HYPOTHESIS, after)  # "and five feared trapped"
    if escaped or feared or does_otherwise(reading, after):
        return None
    if not reading.sentence.heads_first and _speak(reading.sentence, quantity, after):
        return None
    scope = _part_of(scope_of(reading, quantity.opens, after))
    return _of_same(mention, quantity)._replace(scope=scope, after=after)


def _have_otherwise(reading: Reading, after: int) -> bool:
    """Tell "leaving 11 dead and the other 41 with mostly minor injuries", of whom that is told."""
    sentence = reading.sentence
    near = range(after, min(after + _JOINED_REACH, sentence.next_mark(after)))
    return not sentence.heads_first and any(
        (word := reading.casualty(at)) and word.meaning.form is Form.EVENT_PLURAL for at in near
    )


def _speak(sentence: Sentence, quantity: Quantity, after: int) -> bool:
    """Tell the two of "twelve people were hurt, two nurses said", not of "killed 12 and two nurses"."""
    if sentence.sign(Sign.REPORTS, after):
        return True
    end = sentence.next_mark(after)
    return are_speakers(sentence, quantity) and sentence.has(Sign.REPORTS, after, end)


def _are_others(reading: Reading, quantity: Quantity) -> bool:
    """Tell "and six others at a market", who can only be joined to those told before."""
    sentence, at = reading.sentence, quantity.after
    others = sentence.sign(Sign.OTHERS, at) or sentence.sign(Sign.INCREMENT, at)
    if others is None:
        return False  # "and 60 others fought it"
    return sentence.is_mark(others.after) or sentence.sign(Sign.ENDS_COUNT, others.after) is not None


def _known_and_counted(reading: Reading, at: int) -> Quantity | None:
    """Return the "three" of "وأطفالهما الثلاثة", behind those it counts."""
    person = reading.person(at)
    quantity = reading.counted.get(person.after) if person else None
    return quantity if quantity and quantity.definite and reading.sentence.heads_first else None


def _of_same(mention: Mention, quantity: Quantity) -> Mention:
    """Return so many more of what a mention counts: a part, as no sum is stated."""
    return mention._replace(
        count=quantity.count,
        scope=_part_of(mention.scope),
        first=quantity.first,
        after=quantity.after,
        start=quantity.start,
        why=_JOINED,
    )


def _part_of(scope: Scope) -> Scope:
    return Scope.SUBSET if scope is Scope.TOTAL else scope
