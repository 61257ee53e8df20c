"""Quantities and casualty words to mentions: so many, of whom, in which sense.

What is negated is read first, then every quantity, then the nouns that count by themselves, each from
what the ones before left over; last, what "and" joins to them.
"""

from dataclasses import dataclass
from operator import attrgetter

from reconcile.extraction.aged import aged_victims
from reconcile.extraction.alone import alone
from reconcile.extraction.clauses import does_otherwise
from reconcile.extraction.coordination import coordinated
from reconcile.extraction.counted import AN_AGE, PART_OF_NOTHING, UNTOLD, counted
from reconcile.extraction.fates import and_later
from reconcile.extraction.forms import Form
from reconcile.extraction.names import are_asked
from reconcile.extraction.nobody import all_unhurt, nobody
from reconcile.extraction.parts import is_left_behind, leads_on
from reconcile.extraction.phrases import Found
from reconcile.extraction.predicates import LASTING
from reconcile.extraction.quantities import Quantity, hedged
from reconcile.extraction.reading import GOVERNORS, NOUNS, Counted, Mention, Reading
from reconcile.extraction.scopes import scope_of
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Qualifier, Scope, Unit

_HYPOTHESIS_REACH = 6
"""How many words a condition may stand before what it makes uncertain."""
_INFINITIVE_REACH = 8
"""The same before what it would take "to kill" so many."""
_DISEASE_REACH = 10
"""How many words a disease may be named from those who have it."""
_SAID_REACH = 5
"""How many words of what is said behind a quantity can make it uncertain."""
_TOLD_BEFORE = 8
"""How many figures before a part its whole may stand."""
_TOLL_REACH = 14
"""How many words a toll may be named before it is reached."""
_RETOLD_REACH = 5
"""How many words who speaks of another figure may stand before it."""
_NEAR_DISCHARGE = 4
"""How many words may stand between leaving the hospital and who leaves it."""
_LABEL_SUBJECT = 7
"""How many words a hedge may stand before the label of a number, with who estimates between."""
_KNOWN_REACH = 5
"""How many words before a known number who they are may be told."""
_VESSEL_REACH = 5
"""How many words behind people it may be told what they were brought off."""
_SINGLE = frozenset({Sign.ONE_OF, Sign.ONE_AMONG, Sign.BOTH, Sign.ORDINALS, Sign.TITLES})
"""Signs of one or two who are counted without a number."""
_NEGATIONS = frozenset({Sign.NONE, Sign.NOBODY})
"""Signs without one of which a sentence says of no one that they are unhurt."""
_OPEN = frozenset({PART_OF_NOTHING, UNTOLD})
"""Why a figure was refused that those beside it may still tell of; an age or a plan stays refused."""
_UNCERTAIN = frozenset({Sign.HYPOTHESIS, Sign.FOILS})
"""Signs without one of which all is asserted."""
_AND = "و"
_LISTING = frozenset({":", "("})
"""What opens a list of parts."""
_DUAL = "ان"
"""How two end whom something befell."""
_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A quantity that is no mention, and why."""

    quantity: Quantity
    why: str


def mentions(
    sentence: Sentence, quantities: tuple[Quantity, ...], speaking: frozenset[int] = frozenset()
) -> tuple[tuple[Mention, ...], tuple[Refusal, ...]]:
    """Return the casualty mentions of a sentence, in text order, and the quantities that are none.

    Who is named at the tokens `speaking` tells of others.
    """
    reading = Reading(sentence, quantities)
    if sentence.has(Sign.FICTION):
        return (), tuple(Refusal(quantity, "fiction, a drill or a court") for quantity in quantities)
    found, refused = _all_nobody(reading), []
    unhurt = {at for zero in found for at in range(zero.first, zero.after)}
    for quantity in reading.quantities:
        if quantity.first in unhurt:
            refused.append(Refusal(quantity, "none of them"))
            continue
        told = _counted(reading, quantity, found)
        if isinstance(told, Refusal):
            refused.append(told)
            _spend_noun_behind(reading, quantity)
        else:
            found += [*and_later(reading, told[0]), *told[1:]]
            reading.spent.update(range(told[0].first, told[0].after))
            _spend_noun_before(reading, quantity, told[0])
    for at in sorted(_places(reading)):
        if at in reading.spent or at in speaking:
            continue
        before = sorted((m for m in found if m.first < at and m.count.high != 0), key=_FIRST)
        bare = alone(reading, at, before)
        if bare and _why_not(reading, bare.category, bare.first) is None:
            found.append(bare)
            reading.spent.update(range(bare.first, bare.after))
    ages = [refusal.quantity for refusal in refused if refusal.why == AN_AGE]
    found += aged_victims(reading, ages, found) if ages else []
    left = [refusal.quantity for refusal in refused if refusal.why in _OPEN]
    found += _tolls(reading, left, found)
    barred = [refusal.quantity for refusal in refused if refusal.why not in _OPEN]
    nobody_at = {at for quantity in barred for at in range(quantity.first, quantity.after)}
    joined = coordinated(reading, sorted(found, key=_FIRST), speaking.union(nobody_at))
    places = {mention.first for mention in joined}
    joined = tuple(_with_scope(reading, mention, joined) for mention in joined)
    return joined, tuple(r for r in refused if r.quantity.first not in places)


def _with_scope(reading: Reading, mention: Mention, told: tuple[Mention, ...]) -> Mention:
    """Return the third of "وفاة طفلين والبحث عن شخص ثالث" as all that are missing, no more dead."""
    if mention.scope is not Scope.INCREMENT or len(told) == 1:
        return mention
    near = range(mention.first - 1, mention.after + 1)
    ordinal = any(reading.sentence.sign(Sign.ORDINALS, at) for at in near)
    same = any(m.category is mention.category for m in told if m is not mention)
    return mention._replace(scope=Scope.TOTAL) if ordinal and not same else mention


def _spend_noun_behind(reading: Reading, quantity: Quantity) -> None:
    """Use up the noun of a number that makes no mention: "راكبا" of "من أصل 189 راكبا"."""
    at = reading.noun_at(quantity)
    noun = reading.casualty(at, NOUNS) or (reading.person(at) if at == quantity.after else None)
    if noun and noun.prefix in ("", "ال"):
        reading.spent.update(range(noun.first, noun.after))


def _spend_noun_before(reading: Reading, quantity: Quantity, mention: Mention) -> None:
    """Use up the first noun of "جثامين 5 شهداء", which the number counts too."""
    noun = reading.casualty(quantity.opens - 1, NOUNS)
    if noun and noun.meaning.category is mention.category and not reading.is_and(quantity):
        reading.spent.add(noun.first)


def _places(reading: Reading) -> set[int]:
    """Return the tokens at which a noun can count by itself."""
    sentence = reading.sentence
    # In "held hostage" the hostage is no further one.
    inside = {at for word in reading.casualties.values() for at in range(word.first + 1, word.after)}
    people = sentence.marked.persons.keys() - inside
    named = {*reading.casualties, *people, *_unknown_duals(reading)}
    return named.union(*map(sentence.places, _SINGLE)) if sentence.tells(_SINGLE) else named


def _unknown_duals(reading: Reading) -> list[int]:
    """Return the words that nobody knows right behind a casualty verb: "قتل قنصلان"."""
    if not reading.sentence.heads_first:
        return []
    behind = (word.after for word in reading.casualties.values() if word.meaning.form is Form.VERB)
    return [at for at in behind if at in reading.plain and reading.sentence.word(at).endswith(_DUAL)]


def _tolls(reading: Reading, left: list[Quantity], found: list[Mention]) -> list[Mention]:
    """Return the figures whose category another figure of the sentence tells.

    The 5 of "من 5 إلى 8 قتلى"; the 14 of "استشهاد شابين يرفع الحصيلة إلى 14"; the parts after a colon.
    """
    tolls, sentence = [], reading.sentence
    for quantity in left:
        if reading.counts_thing(quantity) or are_asked(sentence, quantity) or not found:
            continue
        after = next((m for m in found if m.first >= quantity.after), None)
        if after and not _can_be_toll(reading, quantity, after):
            after = None
        before = next((m for m in reversed(found) if m.first < quantity.first), None)
        part = before is not None and _is_listed(reading, before, quantity)
        other = (before if part else None) or _same_toll(reading, quantity, before, after)
        if other:
            scope = scope_of(reading, quantity.opens, quantity.after, part=part)
            scope = Scope.PREVIOUS if _is_left(reading, quantity) else scope
            start, category = quantity.start, other.category
            why = "of the same as the figure beside it"
            tolls.append(
                Mention(category, quantity.count, scope, quantity.first, quantity.after, start, why)
            )
    return tolls


def _can_be_toll(reading: Reading, quantity: Quantity, after: Mention) -> bool:
    """Tell whether those behind a toll are of it: no missing, in "rose to 46, and 4 are missing"."""
    parted = reading.sentence.first_mark(quantity.after, after.first) is not None
    return not parted or after.category in (Category.KILLED, Category.INJURED, Category.CASUALTIES)


def _same_toll(
    reading: Reading, quantity: Quantity, before: Mention | None, after: Mention | None
) -> Mention | None:
    """Return the mention, of those beside a figure, that counts the same as it does."""
    behind = None if reading.sentence.heads_first else after
    if is_left_behind(reading, quantity.first, quantity.after):
        # "from 5 to 8", "to 8 from 5"
        return after or before if leads_on(reading, quantity.after) else before or after
    scope = scope_of(reading, quantity.opens, quantity.after)
    compared = reading.sentence.ending(Sign.PREVIOUS, quantity.opens) is not None
    if scope is Scope.PREVIOUS or (compared and scope is Scope.HISTORICAL):
        return before or after
    if _is_left(reading, quantity) or _is_retold(reading, quantity):
        return before or behind
    if _is_reached(reading, quantity):
        return before or (behind if _is_of_somebody(reading, quantity) else after)
    return None


def _is_of_somebody(reading: Reading, quantity: Quantity) -> bool:
    """Tell "وصل عدد الإصابات بالفيروس إلى 3120"."""
    near = range(quantity.opens - _TOLL_REACH, quantity.opens)
    return any(reading.casualty(at) for at in near)


def _is_listed(reading: Reading, whole: Mention, quantity: Quantity) -> bool:
    """Tell the parts of "قتل 8: خمسة في قندهار وثلاثة في ننغرهار" and "قتل 7 (5 رجال وامرأتان)"."""
    sentence = reading.sentence
    colon = any(sentence.word(at) in _LISTING for at in range(whole.after, quantity.first))
    colon = colon or _is_of_sum(reading, whole, quantity)
    they = sentence.ending(Sign.IDENTIFIES, quantity.opens) if sentence.heads_first else None
    if they and sentence.word(they.first - 1) in COMMAS:
        colon = True  # "سبعة، هم أربعة جنود"
    fits = whole.count.low is not None and (quantity.count.low or 0) <= whole.count.low
    return colon and fits and reading.counts_people(quantity)


def _is_of_sum(reading: Reading, whole: Mention, quantity: Quantity) -> bool:
    """Tell the parts of "put the dead at 11 - nine civilians and two soldiers", which sum up to it."""
    sentence = reading.sentence
    opens = sentence.first_mark(whole.after, quantity.first)
    if opens is None or sentence.heads_first or not sentence.is_dash(opens):
        return False
    closes = sentence.next_mark(opens + 1)
    parts = {part.first: part for at, part in reading.counted.items() if opens < at < closes}
    return sum(part.count.low or 0 for part in parts.values()) == whole.count.low


def _is_left(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 23 of "19 شخصا لا 23 كما ورد سابقا"."""
    return reading.sentence.ending(Sign.NOT, quantity.opens) is not None


def _is_retold(reading: Reading, quantity: Quantity) -> bool:
    """Tell "…، وبحسب الأهالي سبعة": another source's figure of the same."""
    sentence, first = reading.sentence, quantity.opens
    of = sentence.ending(Sign.RELAYED_FROM, first)  # "بينما تحدثت الحكومة عن ثلاثة"
    reach = _RETOLD_REACH if of else 1
    told = sentence.has(Sign.ACCORDING_TO, first - 4, first)
    told = told or sentence.has(Sign.REPORTS, first - reach, first)
    told = told or sentence.ending(Sign.REPORTS, first) is not None  # "a surgeon spoke of fifteen"
    if not sentence.heads_first and reading.person(reading.noun_at(quantity)):
        return False  # "the mayor told 300 mourners"
    if does_otherwise(reading, quantity.after):
        return False
    return told and reading.counts_people(quantity)


def _is_reached(reading: Reading, quantity: Quantity) -> bool:
    """Tell the 14 of "يرفع الحصيلة إلى 14", where the toll is not said to be of anyone."""
    sentence = reading.sentence
    if sentence.ending(Sign.TOTAL, quantity.opens) and sentence.has(Sign.RISE, 0, quantity.first):
        return True  # "taking the count above 42,600"
    reached = sentence.sign(Sign.REACHES, quantity.opens - 1)
    label = sentence.sign(Sign.TOTAL, quantity.after)
    if label and sentence.sign(Sign.THINGS, label.after):  # "bringing to 9 the number of raids"
        return False
    return bool(reached) and sentence.has(Sign.TOTAL, quantity.opens - _TOLL_REACH, quantity.opens)


def _all_nobody(reading: Reading) -> list[Mention]:
    found = all_unhurt(reading)
    if not reading.sentence.tells(_NEGATIONS):
        return found
    for at in sorted({*reading.casualties, *reading.sentence.places(Sign.LOSSES)}):
        zeros = None if at in reading.spent else nobody(reading, at)
        if zeros is not None:
            reading.negate(at)
            found += zeros
    return found


def _counted(reading: Reading, quantity: Quantity, before: list[Mention]) -> list[Mention] | Refusal:
    """Return the mentions that a quantity makes, one for all that befell them, or why it makes none."""
    said = counted(reading, quantity, before)
    if isinstance(said, str):
        return Refusal(quantity, said)
    why_not = _why_not(reading, said.category, quantity.opens) or _why_not_after(reading, said, quantity)
    if why_not:
        return Refusal(quantity, why_not)
    scope = scope_of(reading, quantity.opens, quantity.after)
    if scope is Scope.TOTAL and _is_of_known(reading, quantity, said.category, before):
        scope = Scope.SUBSET
    category = said.category
    if category is Category.DISPLACED and _is_off_board(reading, quantity):
        category = Category.RESCUED
    count = _hedged_far(reading, quantity).count
    noun = quantity.after if reading.sentence.heads_first else reading.noun_at(quantity)
    if reading.sentence.sign(Sign.FAMILIES, noun):
        count = count.model_copy(update={"unit": Unit.FAMILIES})
    return [
        Mention(befell, count, scope, quantity.first, said.after, quantity.start, said.why)
        for befell in (category, *said.also)
    ]


def _is_of_known(reading: Reading, quantity: Quantity, befell: Category, before: list[Mention]) -> bool:
    """Tell "ثلاثة من القتلى أطفال", and the nine of "37 جريحا، … تسعة من المصابين"."""
    of = reading.sentence.sign(Sign.OF, quantity.after) if reading.sentence.heads_first else None
    noun = reading.casualty(of.after, NOUNS) if of and of.after == of.first + 1 else None
    if noun is None or not noun.definite:
        return False
    category, high = noun.meaning.category, quantity.count.high
    was = reading.sentence.ending(Sign.WAS, quantity.opens)
    opens = quantity.opens == 0 or was is not None  # not in "سقوط 31 من القتلى"
    exact = quantity.count.qualifier is Qualifier.EXACT  # not in "العشرات من القتلى"
    if opens and exact and category is befell and category not in LASTING:
        return True
    near = before[-_TOLD_BEFORE:]
    return high is not None and any(
        whole.category is category and (whole.count.low or 0) > high for whole in near
    )


def _is_off_board(reading: Reading, quantity: Quantity) -> bool:
    """Tell passengers, and who is brought off what they travelled on: "إجلاء 180 من طائرة"."""
    sentence, noun = reading.sentence, reading.noun_at(quantity)
    told = quantity.definite or sentence.ending(Sign.THEIR_TOTAL, quantity.opens) is not None
    known = range(quantity.opens - _KNOWN_REACH, quantity.opens) if told else ()
    if any(sentence.sign(Sign.PASSENGERS, at) for at in (noun, *known)):  # "ركاب العبارة الـ210"
        return sentence.has(Sign.EVACUATES)
    left = (at for at in sentence.places(Sign.VESSELS) if noun <= at <= noun + _VESSEL_REACH)
    return any(sentence.ending(Sign.OFF, at) for at in left)


def _hedged_far(reading: Reading, quantity: Quantity) -> Quantity:
    """Apply what hedges a figure from before its label: "لا يتجاوز عدد المصابين عشرة"."""
    sentence, low = reading.sentence, quantity.count.low
    if quantity.count.qualifier is not Qualifier.EXACT or low is None:
        return quantity
    hedges = sentence.marked.hedges_before_label
    if not hedges:
        return quantity
    moves = sentence.ending(Sign.TO, quantity.opens) or sentence.ending(Sign.FROM, quantity.first)
    if moves and sentence.has(Sign.RISE, 0, quantity.first):  # "زادت الحصيلة من 12 إلى 19"
        return quantity
    for total in sentence.places(Sign.TOTAL):
        if total >= quantity.first:
            break
        if any(total < at < quantity.first for at in reading.counted):
            continue  # it hedges the first alone: "لا يتجاوز عدد القتلى 5 والجرحى 10"
        for at in range(total - _LABEL_SUBJECT, total):
            if at in hedges and (hedges[at].after == total or _estimates(reading, hedges[at], total)):
                return quantity._replace(count=hedged(low, hedges[at].meaning))
    return quantity


def _estimates(reading: Reading, hedge: Found[Qualifier], label: int) -> bool:
    """Tell "تقدر الأمم المتحدة عدد النازحين ب", where who estimates stands before what."""
    speaker = reading.sentence.sign(Sign.SPEAKERS, hedge.after)
    about = hedge.meaning is Qualifier.ABOUT and speaker is not None
    return about and not any(reading.sentence.is_mark(at) for at in range(hedge.after, label))


def _why_not(reading: Reading, category: Category, at: int) -> str | None:
    """Return why what stands at a token is not asserted of this world, or None."""
    sentence = reading.sentence
    if _is_hypothetical(sentence, at) or sentence.has(Sign.ATTEMPTS, at - 2, at):
        return "a condition, a threat or a plan"
    if category in (Category.CAPTURED, Category.RESCUED) and _is_release(
        reading, at, rescued=category is Category.RESCUED
    ):
        return "set free"
    if category is Category.CAPTURED and sentence.ending(Sign.RETURNS, at):
        return "come home"  # "عاد ثلاثة مخطوفين"
    if category is Category.DISPLACED and _go_home(reading, at):
        return "gone home"
    lost = category is Category.MISSING and sentence.heads_first and sentence.has(Sign.SPORT)
    if lost and not sentence.has(Sign.ACCIDENT):
        return "sport"  # "فقد المنتخب 3 من لاعبيه"
    return _why_not_hurt(reading, at) if category is Category.INJURED else None


def _go_home(reading: Reading, at: int) -> bool:
    """Tell "عودة 300 نازح" from "the return of fighting displaced 300"."""
    first = max(at - _HYPOTHESIS_REACH, 0)
    home = [place for place in reading.sentence.places(Sign.RETURNS) if first <= place < at]
    fled = any(reading.casualty(place, GOVERNORS) for place in range(max(home, default=at) + 1, at))
    return bool(home) and not fled


def _is_hypothetical(sentence: Sentence, at: int) -> bool:
    """Tell what a condition stands before in the same clause."""
    if not sentence.tells(_UNCERTAIN):
        return False
    infinitive = not sentence.heads_first and sentence.sign(Sign.TO, at - 2)  # "would take … to kill"
    furthest = max(at - (_INFINITIVE_REACH if infinitive else _HYPOTHESIS_REACH), 0)
    begin = at
    while begin > furthest and not sentence.is_mark(begin - 1):
        if not sentence.heads_first and sentence.sign(Sign.CONTRASTS, begin - 1):
            break  # "could hear voices but found two bodies"
        begin -= 1
    return sentence.has(Sign.HYPOTHESIS, begin, at) or _is_foiled(sentence, begin, at)


def _is_foiled(sentence: Sentence, begin: int, at: int) -> bool:
    """Tell "أحبط هجوما لقتل 4" from "أحبط هجوما وقتل 4", which came to pass."""
    foiled = [place for place in sentence.places(Sign.FOILS) if begin <= place < at]
    if not foiled:
        return False
    did = sentence.marked.casualties
    return not any(
        place in did and did[place].prefix == _AND and did[place].meaning.form is Form.VERB
        for place in range(max(foiled) + 1, at)
    )


def _why_not_hurt(reading: Reading, at: int) -> str | None:
    """Return why an injury told at a token is none of an incident, or None."""
    sentence = reading.sentence
    if _leaves(reading, at) or _left(reading, at):
        return "sent home"
    if sentence.has(Sign.DISEASE, at - _DISEASE_REACH, at + _DISEASE_REACH):
        return "a disease"
    if sentence.has(Sign.DISEASE) and not sentence.has(Sign.ACCIDENT):
        return "a disease"
    if Sign.SPORT not in sentence.marked.signs or sentence.has(Sign.ACCIDENT):
        return None
    killed = any(word.meaning.category is Category.KILLED for word in reading.casualties.values())
    return None if killed else "sport"


def _leaves(reading: Reading, at: int) -> bool:
    """Tell "خروج 9 مصابين من المستشفى", where the hurt go home."""
    sentence, first = reading.sentence, at - _NEAR_DISCHARGE
    healed = (near for near in sentence.places(Sign.DISCHARGED) if first <= near < at)
    if any(sentence.ending(Sign.NAMES, near) is None for near in healed):  # but "مستشفى الشفاء"
        return True
    quantity = reading.counted.get(at)
    if quantity and sentence.sign(Sign.PART, quantity.after) and sentence.has(Sign.LEAVES, at - 1, at):
        return True  # "أصيب 40، وخرج 28 منهم"
    behind = range(at + 1, at + 1 + _NEAR_DISCHARGE)
    hospital = any(place in behind for place in sentence.places(Sign.HOSPITAL))
    return hospital and sentence.has(Sign.LEAVES, at - 1, at)


def _left(reading: Reading, at: int) -> bool:
    """Tell "9 من المصابين غادروا المستشفى", in Arabic; the 19 of "3 من الـ19 غادروا" stand."""
    quantity = reading.counted.get(at)
    if quantity is None or quantity.definite or not reading.sentence.heads_first:
        return False
    left = reading.sentence.places(Sign.DISCHARGED)
    return any(
        at < found.first < at + _NEAR_DISCHARGE and found.after > found.first + 1
        for found in left.values()
    )


def _is_release(reading: Reading, at: int, *, rescued: bool) -> bool:
    """Tell whether people are set free: right before them, or anywhere where no one is taken captive."""
    if reading.sentence.has(Sign.RELEASE, at - _HYPOTHESIS_REACH, at):
        return True
    if rescued and not reading.sentence.heads_first:
        return False  # "a miner was pulled out alive while two others escaped"
    taken = any(
        word.meaning.category is Category.CAPTURED and word.meaning.form in GOVERNORS
        for word in reading.casualties.values()
    )
    return not taken and _sets_free(reading, 0, len(reading.sentence))


def _sets_free(reading: Reading, first: int, after: int) -> bool:
    """Tell "were released" from "one was arrested, the other escaped", said of somebody else."""
    sentence = reading.sentence
    told = {person.after for person in sentence.marked.persons.values()}
    told |= {quantity.after for quantity in reading.quantities}
    others = told if not sentence.heads_first else set[int]()
    return any(first <= at < after and at not in others for at in sentence.places(Sign.RELEASE))


def _why_not_after(reading: Reading, said: Counted, quantity: Quantity) -> str | None:
    """Return why what is said behind a quantity is not asserted: "3 may have died"."""
    sentence, after = reading.sentence, max(said.after, quantity.after)
    if sentence.heads_first:
        return None
    end = next(
        (at for at in range(after, after + _SAID_REACH) if sentence.is_mark(at)), after + _SAID_REACH
    )
    end = next((at for at in range(after, end) if at in reading.counted), end)
    said_at = next((at for at in range(after, end) if reading.casualty(at)), after)
    if sentence.has(Sign.HYPOTHESIS, after, said_at):
        return "a condition, a threat or a plan"
    if said.category in (Category.CAPTURED, Category.RESCUED) and _sets_free(reading, after, end):
        return "set free"
    if said.category is Category.INJURED and sentence.has(Sign.DISCHARGED, after, end):
        return "sent home"
    return None
