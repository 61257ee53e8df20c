"""In which sense a figure is given: a total, a part, an increment, an earlier toll, another event's."""

import re

from reconcile.extraction.forms import Form
from reconcile.extraction.parts import is_left_behind, is_part, is_parted
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.reading import BY, GOVERNORS, SAID, Reading
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Category, Qualifier, Scope

_LEFT = frozenset({Sign.PREVIOUS, Sign.FROM, Sign.WAS, Sign.CORRECTS, Sign.RISE})
"""Signs without one of which no figure is an earlier one."""
_PAST = frozenset({Sign.HISTORICAL, Sign.SIMILAR, Sign.SEQUEL, Sign.PAST_DATE})
"""Signs of another event."""
_MORE = frozenset({Sign.INCREMENT, Sign.ORDINALS, Sign.RISE})
"""Signs without one of which no figure is added to another."""
_HEDGING = frozenset(Qualifier) - {Qualifier.EXACT}
"""The "more" of "more than 3" adds none."""
_COUNTING_ALL = frozenset({Form.PLURAL, Form.COUNTED_PLURAL, Form.EVENT_PLURAL})
_STROKE = "/"
_SHORTEST_DATE = 2
"""How many words name a month at the head of a sentence: "وفي نوفمبر"."""
_YEAR = re.compile("1[6-9][0-9]{2}|20[0-9]{2}")
_WOUND_REACH = 8
"""How many words behind a wound may tell when it was."""
_HISTORY_REACH = 12
"""How many words the past may be named before a figure of it."""
_SEQUEL_REACH = 17
"""The same, where the figure comes after another event: "years to the day after"."""
_PREVIOUS_REACH = 14
"""How many words an earlier toll may be named before its figure."""
_ADDED_REACH = 4
"""How many words "after" may stand before what raised a toll: "بعد العثور على جثتي شقيقتين"."""
_WARD = 3
"""How many words a hospital may stand from the verb of receiving."""
_AGO_REACH = 9
"""How many words behind a figure it may be told how long ago that was."""
_YEAR_BEHIND = 3
"""Within how many words behind a figure "last year" tells when it was."""
_YEAR_REACH = 5
"""How many words behind a figure its year may stand, in a clause that goes on."""
_SINCE_REACH = 8
"""How many words a year may stand behind "since": "منذ السابع من تشرين الأول/أكتوبر 2023"."""
_OPENING = 5
"""How many words of a sentence or clause can date it."""
_TOLD_ALONE = 3
"""How many words say no more than what befell how many: "30 were injured"."""
_DOES = frozenset({Form.ACTIVE, Form.VERB, Form.PARTICIPLE})
"""Verbs that can have an object behind them."""


def scope_of(reading: Reading, first: int, after: int, *, part: bool = False) -> Scope:
    """Return the scope of the figure at the tokens `first` up to `after`."""
    if _is_previous(reading, first, after):
        return Scope.PREVIOUS
    if part or is_part(reading, first, after):
        return Scope.SUBSET
    if _is_increment(reading, first, after):
        return Scope.INCREMENT
    if _is_of_one_hospital(reading, first):
        return Scope.SUBSET
    if _is_historical(reading, first, after):
        return Scope.HISTORICAL
    return Scope.TOTAL


def _is_previous(reading: Reading, first: int, after: int) -> bool:
    sentence = reading.sentence
    if not sentence.tells(_LEFT):
        return False
    left = [at for at in sentence.places(Sign.PREVIOUS) if first - _PREVIOUS_REACH <= at < first]
    turned = left and (
        sentence.has(Sign.CONTRASTS, max(left) + 1, first)
        or _is_reached_since(reading, max(left), first)
        or _is_left_before(reading, max(left), first)
        or _is_undone_before(reading, max(left), first)
    )
    if left and not turned:
        return not _is_of_a_year(reading, first, after)  # "compared with 96 in all of 2023"
    if is_left_behind(reading, first, after) or _is_bracketed(reading, first, after):
        return True
    if sentence.has(Sign.WAS, 0, 2) and sentence.has(Sign.RISE, after):  # "كانت قد أعلنت …"
        rise = min(at for at in sentence.places(Sign.RISE) if at >= after)
        return _reaches_total(reading, rise) or _is_outgrown(reading, first, after)
    return _is_corrected(reading, after) or _is_outgrown(reading, first, after)


def _is_bracketed(reading: Reading, first: int, after: int) -> bool:
    """Tell the 57 of "63 (was 57 this morning)" and the 12 of "الإصابات 17 (كانت 12)"."""
    sentence = reading.sentence
    was = sentence.ending(Sign.WAS, first)
    closes = not sentence.heads_first or sentence.word(after) == ")"  # "(كان خمسة على متن السيارة)"
    return was is not None and closes and sentence.word(was.first - 1) == "("


def _is_reached_since(reading: Reading, left: int, first: int) -> bool:
    """Tell the seven of "the initial toll of nine was lowered to seven" and "down from 9 to 7"."""
    sentence = reading.sentence
    since = [quantity for at, quantity in reading.counted.items() if left < at < first]
    changed = sentence.has(Sign.RISE, left + 1, first) or sentence.has(Sign.CORRECTS, left + 1, first)
    changed = changed or any(sentence.ending(Sign.FROM, quantity.opens) for quantity in since)
    return bool(since) and changed and sentence.ending(Sign.TO, first) is not None


def _is_left_before(reading: Reading, left: int, first: int) -> bool:
    """Tell the dozens of "46, up from 38, with dozens missing" and "بعد أن كانت 38، ولا يزال 4"."""
    sentence = reading.sentence
    counted = [at for at in reading.counted if left < at < first]
    comma = sentence.first_mark(min(counted) + 1, first) if counted else None
    if comma is None or sentence.word(comma) not in COMMAS:
        return False
    return not sentence.heads_first or comma + 1 < first  # not in "بعد أن كانت 38، و12 جريحا"


def _is_undone_before(reading: Reading, left: int, first: int) -> bool:
    """Tell the nine of "the earlier figure of 12 was wrong and only nine had died"."""
    undone = [at for at in reading.sentence.places(Sign.UNDOES) if left < at < first]
    return bool(undone) and any(left < at < min(undone) for at in reading.counted)


def _is_outgrown(reading: Reading, first: int, after: int) -> bool:
    """Tell the 9 of "the toll stood at 9 and rose to 12": the same toll, and no other is named."""
    sentence = reading.sentence
    later = next((reading.counted[at] for at in sorted(reading.counted) if at >= after), None)
    if later is None or not sentence.has(Sign.TOTAL, first - _PREVIOUS_REACH, first):
        return False
    if not (sentence.has(Sign.RISE, after, later.opens) and sentence.ending(Sign.TO, later.opens)):
        return False
    label = sentence.sign(Sign.TOTAL, later.after)
    if label and _is_of_things(sentence, label):
        return False
    noun = reading.casualty(after)
    between = range(noun.after if noun else after, later.opens)
    risen_before = sentence.has(Sign.RISE, 0, first) or sentence.has(Sign.THAT, after, later.opens)
    return not risen_before and not any(
        reading.casualty(at) or sentence.sign(Sign.TOTAL, at) for at in between
    )


def _is_corrected(reading: Reading, after: int) -> bool:
    """Tell "5, later revised to 8" from "8, revising an earlier 5", which leaves the 8 standing."""
    sentence = reading.sentence
    corrects = next((at for at in sentence.places(Sign.CORRECTS) if at >= after), None)
    if corrects is None:
        return False
    later = next((at for at in sorted(reading.counted) if at > corrects), None)
    if later is None or sentence.has(Sign.PREVIOUS, corrects, later):
        return False
    quantity = reading.counted[later]
    if _is_of_another_toll(reading, corrects, quantity):
        return False
    return not is_left_behind(reading, quantity.first, quantity.after)


def _is_of_another_toll(reading: Reading, corrects: int, later: Quantity) -> bool:
    """Tell the 18 of "six are missing, he said, revising the number of dead to 18"."""
    words = reading.casualties.items()
    told = {word.meaning.category for at, word in words if at < corrects}
    named = {word.meaning.category for at, word in words if corrects < at <= later.after}
    return bool(told and named) and told.isdisjoint(named)


def _is_increment(reading: Reading, first: int, after: int) -> bool:
    """Tell "3 قتلى جدد", "قتيل ثالث", and what is told beside the toll that it raises."""
    sentence = reading.sentence
    if not sentence.tells(_MORE):
        return False
    before = sentence.sign(Sign.ORDINALS, first - 1)  # but not that of "الفرقة الثالثة أحد عشر"
    another = (before and not before.definite) or sentence.sign(Sign.ORDINALS, after)
    if another or _is_said_to_be_more(reading, first, after):
        return True
    return Sign.RISE in sentence.marked.signs and _raises(reading, first, after)


def _raises(reading: Reading, first: int, after: int) -> bool:
    """Tell the 3 of "3 died, raising the toll to 8"."""
    sentence = reading.sentence
    near = first - (_ADDED_REACH if sentence.heads_first else 2)
    counted = max((at + 1 for at in reading.counted if at < first), default=0)
    added = sentence.has(Sign.ADDED_BY, max(near, counted), first)
    added = added and sentence.sign(Sign.THAT, first - 1) is None  # "adding that 9 were hurt"
    toll = counted > 0 or sentence.has(Sign.TOTAL, 0, first)  # not "ارتفعت حدة التوتر بعد مقتل 5"
    if added and toll and sentence.has(Sign.RISE, 0, first):
        return True
    raised = [
        at
        for at, rise in sentence.places(Sign.RISE).items()
        if at >= after
        and not sentence.sign(Sign.SPEAKERS, rise.after)  # somebody else's toll
        and not sentence.ending(Sign.ADDED_BY, at)  # "بعد أن ارتفعت": it rose before
    ]
    if not raised or sentence.has(Sign.PREVIOUS, raised[0]):  # "8 died, raising an earlier toll of 5"
        return False
    quantity = reading.counted.get(after - 1)
    if quantity and is_parted(reading, quantity):  # "2 of the 12 wounded have died, raising"
        return False
    reached = next((reading.counted[at] for at in sorted(reading.counted) if at > raised[0]), None)
    if reached and _is_of_another_toll(reading, raised[0], reached):
        return False
    return _reaches_total(reading, raised[0])


def _is_said_to_be_more(reading: Reading, first: int, after: int) -> bool:
    """Tell "3 more died"; but of "2 died and another 3 were hurt" the 3 are all the hurt."""
    sentence = reading.sentence
    near = range(after - 1, after + 3) if sentence.heads_first else range(first, after + 1)
    hedges = sentence.marked.hedges_before
    if not any(
        at in near and not (at in hedges and hedges[at].meaning in _HEDGING)
        for at in sentence.places(Sign.INCREMENT)
    ):
        return False
    if sentence.heads_first or _tells_of_rise(reading):
        return True
    told_before = any(reading.casualty(at, SAID) for at in reading.casualties if at < first)
    return not told_before and not any(at < first for at in reading.counted)


def _tells_of_rise(reading: Reading) -> bool:
    """Tell "the number of dead rose to 84" from "bringing to 9 the number of raids"."""
    sentence = reading.sentence
    rise = min(sentence.places(Sign.RISE), default=len(sentence))
    return _names_toll(sentence) and any(at > rise for at in reading.counted)


def _reaches_total(reading: Reading, rise: int) -> bool:
    """Tell whether a toll is named after a word of rising: "ليرتفع … إلى 8"."""
    sentence = reading.sentence
    named = _names_toll(sentence, rise - 1)  # "الحصيلة ترتفع إلى 8"
    dead = sentence.heads_first and reading.casualty(rise + 1, _COUNTING_ALL)
    named = named or bool(dead)  # "لترتفع وفيات الحريق إلى تسع"
    return named and any(at > rise for at in reading.counted)


def _names_toll(sentence: Sentence, since: int = 0) -> bool:
    """Tell whether a toll is named from a token on: no "number of raids"."""
    totals = sentence.places(Sign.TOTAL).items()
    return any(at >= since and not _is_of_things(sentence, total) for at, total in totals)


def _is_of_things(sentence: Sentence, total: Found[Sign]) -> bool:
    of = sentence.sign(Sign.OF, total.after)
    at = of.after if of else total.after
    return sentence.sign(Sign.THINGS, at) is not None and sentence.sign(Sign.ACCIDENT, at) is None


def _is_of_one_hospital(reading: Reading, first: int) -> bool:
    """Tell "استقبل المستشفى 12 جريحا": a hospital knows its own wards, not the incident."""
    sentence = reading.sentence
    if Sign.RECEIVES not in sentence.marked.signs:
        return False
    received = [at for at in sentence.places(Sign.RECEIVES) if at < first]
    hospitals = sentence.places(Sign.HOSPITAL)
    named = [at for at, found in hospitals.items() if not found.definite]
    named = list(hospitals) if named else []  # "مدير مستشفى السلام إن المستشفى استقبل"
    if any(sentence.has(Sign.RISE, at, first) for at in received):  # "ليبلغ الإجمالي 39 ألفا"
        return False
    if any(_turns_between(reading, at, first) for at in received):
        return False
    return any(abs(hospital - at) <= _WARD for at in received for hospital in named)


def _turns_between(reading: Reading, received: int, first: int) -> bool:
    """Tell the 7 of "the hospital received 5 bodies, while 7 people are missing"."""
    sentence = reading.sentence
    opens = [at + 1 for at in range(received, first) if sentence.word(at) in COMMAS]
    turns = (Sign.CONTRASTS,) if sentence.heads_first else (Sign.CONTRASTS, Sign.AND)
    if any(sentence.sign(sign, at) for at in opens for sign in turns):
        return True
    return bool(opens) and any(reading.casualty(at, GOVERNORS) for at in range(opens[0], first))


def _is_historical(reading: Reading, first: int, after: int) -> bool:
    sentence = reading.sentence
    if (
        _is_of_a_year(reading, first, after)
        or _is_long_ago(reading, first, after)
        or _is_in_past_month(reading, first)
        or _is_looked_back_on(reading, after)
    ):
        return True
    if not sentence.tells(_PAST):
        return False
    if _is_like_another(reading, first, after) or _is_of_past_event(reading, first, after):
        return True
    end = sentence.first_mark(after, after + 4)
    end = after + 4 if end is None else end
    left = sentence.sign(Sign.FROM, after)
    if left and left.after in reading.counted:
        end = after  # "to 87 from 73 a day earlier"
    turns = [at for at in sentence.places(Sign.CONTRASTS) if at < first]
    turned = max(0, *turns, _since_another(reading, first))
    begin = max(first - _HISTORY_REACH, turned)
    if _names_past(sentence, begin, end) or _follows_another(reading, begin, turned, first):
        return True
    opens = _clause_of(sentence, first)
    dates = sentence.places(Sign.PAST_DATE)
    dated = any(begin <= at < first and at - opens <= _OPENING for at in dates)
    return dated and not sentence.has(Sign.SINCE, 0, first)


def _clause_of(sentence: Sentence, at: int) -> int:
    """Return where the clause begins that a token stands in: behind a comma, or with the sentence."""
    return next((mark + 1 for mark in range(at, -1, -1) if sentence.word(mark) in COMMAS), 0)


def _is_like_another(reading: Reading, first: int, after: int) -> bool:
    """Tell "انفجارا مماثلا … أدى إلى مقتل 5" and "قتل 5 في هجوم مماثل"; since a day they add up."""
    sentence = reading.sentence
    likened = {at: sentence.ending(Sign.ACCIDENT, at) for at in sentence.places(Sign.SIMILAR)}
    events = [event for event in likened.values() if event]
    if not events:
        return False
    turned = max((at for at in sentence.places(Sign.CONTRASTS) if at < first), default=0)
    begin = max(first - _PREVIOUS_REACH, turned)
    feared = sentence.has(Sign.HYPOTHESIS, 0, first)
    told_before = any(begin <= e.first < first and e.prefix != BY and not feared for e in events)
    like = told_before or any(_befell_in(reading, event, after) for event in events)
    end = sentence.first_mark(after, after + _HISTORY_REACH) or after + _HISTORY_REACH
    return like and (Sign.PAST_DATE in sentence.marked.signs or not sentence.has(Sign.SINCE, 0, end))


def _befell_in(reading: Reading, event: Found[Sign], after: int) -> bool:
    """Tell the event of "قتل 5 في هجوم مماثل" from one that is feared, or that a place has seen."""
    sentence, before = reading.sentence, event.first - 1
    if not after <= event.first < after + _HISTORY_REACH or sentence.has(Sign.WHICH, after, event.first):
        return False
    if any(reading.casualty(at, GOVERNORS) for at in range(after, event.first)):
        return False
    inside = sentence.sign(Sign.WHERE, before) and not sentence.sign(Sign.FROM, before)
    return event.prefix == BY or (bool(inside) and event.prefix == "")


def _is_of_past_event(reading: Reading, first: int, after: int) -> bool:
    """Tell "قتل 60 شخصا في احتجاجات العام الماضي", named by when it was, and "60 شخصا العام الماضي"."""
    sentence = reading.sentence
    if any(after <= at < after + _HISTORY_REACH for at in sentence.places(Sign.OF_WOUNDS)):
        return False  # "died of injuries received in an attack last year"
    near = (at for at in sentence.places(Sign.LAST_YEAR) if after <= at < after + _YEAR_BEHIND)
    if any(sentence.ending(Sign.ACCIDENT, at) is None for at in near):
        return True
    told = max((at for at in reading.casualties if at < first), default=None)
    if told is not None and reading.casualties[told].meaning.category is Category.CAPTURED:
        return False  # "اعتقل ثلاثة مشتبه بهم في هجوم العام الماضي"
    end = sentence.first_mark(after, after + _HISTORY_REACH) or after + _HISTORY_REACH
    dates = (at for at in sentence.places(Sign.PAST_DATE) if after <= at < end)
    return any(sentence.ending(Sign.ACCIDENT, at) for at in dates)


def _names_past(sentence: Sentence, begin: int, end: int) -> bool:
    """Tell whether the past is named in a span, save as what a toll is of: "toll for last week's"."""
    dates = (at for at in sentence.places(Sign.HISTORICAL) if begin <= at < end)
    named = [at for at in dates if not _is_of_wound(sentence, at)]
    if sentence.heads_first:
        return bool(named)
    return any(sentence.ending(Sign.TOTAL, at - 1) is None for at in named)


def _is_of_wound(sentence: Sentence, date: int) -> bool:
    """Tell the date of "متأثرا بجراح أصيب بها قبل أسبوعين، ليرتفع العدد", when somebody was wounded."""
    wounds = (at for at in sentence.places(Sign.OF_WOUNDS) if date - _WOUND_REACH <= at < date)
    return any(sentence.first_mark(at, date) is None for at in wounds)


def _since_another(reading: Reading, first: int) -> int:
    """Return where the clause of "…killed 121 last year, and this week 8 died" begins, in English."""
    sentence = reading.sentence
    spans = (q.after for q in reading.quantities if sentence.sign(Sign.SEQUEL, q.after))
    span = next(spans, 0)  # "20 years to the day after" counts nobody
    counted = min((at for at in reading.counted if at >= span), default=first)
    if sentence.heads_first or counted >= first:
        return 0
    return max((at for at in range(counted, first) if sentence.is_mark(at)), default=0)


def _is_long_ago(reading: Reading, first: int, after: int) -> bool:
    """Tell the 16 of "قبل ثلاث سنوات، … أرواح 16", "أرواح 16 قبل 3 سنوات" and "3 years ago 16 died"."""
    sentence = reading.sentence
    for at, ago in sentence.places(Sign.AGO).items():
        span = reading.counted.get(ago.after if sentence.heads_first else at - 2)
        if span is None or sentence.sign(Sign.SPANS, span.after) is None:
            continue
        opens = span.first <= 1 and span.first < first
        if not sentence.heads_first:
            return opens and not _turns_since(reading, ago.after, first)
        behind = after <= at <= after + _AGO_REACH and sentence.first_mark(after, at) is None
        if opens or behind:
            return True
    return False


def _turns_since(reading: Reading, ago: int, first: int) -> bool:
    """Tell "two weeks ago the army attacked, and on Monday 12 died" from "… 13 died and 5 were hurt"."""
    sentence = reading.sentence
    opens = ago + (sentence.word(ago) in COMMAS)
    joins = (at for at in range(opens, first) if sentence.ends_phrase(at) or sentence.sign(Sign.AND, at))
    return not all(_tells_more(reading, at) for at in joins)


def _tells_more(reading: Reading, at: int) -> bool:
    """Tell the ", injured 30" or "and 30 were hurt" that goes on with the figure before."""
    sentence, follows = reading.sentence, at + 1
    mark = sentence.is_mark(at)
    if mark and (and_ := sentence.sign(Sign.AND, follows)):
        follows = and_.after
    told_alone = sentence.next_mark(follows) - follows <= _TOLD_ALONE  # not "12 were killed on Sunday"
    more = follows in reading.counted and (told_alone or not mark)
    return more or reading.casualty(follows, _DOES) is not None


def _follows_another(reading: Reading, begin: int, turned: int, first: int) -> bool:
    """Tell the 40 of "بعد أيام من مقتل 40", and no figure that a comma parts from it."""
    sentence = reading.sentence
    if not sentence.heads_first:
        # "20 years to the day after the sinking of the ferry, which claimed 216"
        return sentence.has(Sign.SEQUEL, max(first - _SEQUEL_REACH, turned, 2), first)
    return any(
        begin <= at < first
        and sentence.first_mark(at, first) is None
        and _is_event(reading, sequel, first)
        for at, sequel in sentence.places(Sign.SEQUEL).items()
    )


def _is_event(reading: Reading, sequel: Found[Sign], first: int) -> bool:
    """Tell the "بعد أيام من الهجوم الذي قتل 20" from "بعد أيام من القتال قتل 20", which only lasted."""
    sentence = reading.sentence
    known = sentence.word(sequel.after).startswith("ال")
    return not known or sentence.has(Sign.THEN, sequel.after, first)


def _is_looked_back_on(reading: Reading, after: int) -> bool:
    """Tell "وكان 17 جنديا قد قتلوا … قبل عامين": a clause that opens with "had" and is dated."""
    sentence = reading.sentence
    if not (sentence.heads_first and sentence.has(Sign.WAS, 0, 2)):
        return False
    end = _clause_end(sentence, after)
    dated = sentence.has(Sign.HISTORICAL, 0, end) or sentence.has(Sign.PAST_DATE, 0, end)
    return dated or any(at < end and not _is_since(reading, at) for at in _years(sentence))


def _clause_end(sentence: Sentence, first: int) -> int:
    """Return where the clause ends that a token stands in; the stroke of two months' names ends none."""
    marks = (at for at in range(first, len(sentence)) if sentence.is_mark(at))
    return next((at for at in marks if sentence.word(at) != _STROKE), len(sentence))


def _is_in_past_month(reading: Reading, first: int) -> bool:
    """Tell the figures of "وفي تشرين الثاني/نوفمبر، أدى تفجير إلى مقتل 26", which looks back."""
    sentence = reading.sentence
    if Sign.MONTHS not in sentence.marked.signs:
        return False
    comma = next((at for at in range(_OPENING + 2) if sentence.word(at) in COMMAS), None)
    if comma is None or not _SHORTEST_DATE <= comma < first:
        return False
    words = [at for at in range(1, comma) if sentence.word(at) != _STROKE]
    months = [sentence.sign(Sign.MONTHS, at) or sentence.ending(Sign.MONTHS, at + 1) for at in words]
    return sentence.sign(Sign.YEARS, 0) is not None and all(months)


def _is_of_a_year(reading: Reading, first: int, after: int) -> bool:
    """Tell the 73 of "منذ عام 1987، عندما أدى انفجار إلى مصرع 73", and of "قتل فيه 73 عام 2012"."""
    sentence = reading.sentence
    for at in _years(sentence):
        if sentence.has(Sign.BUILT, at - 2, at):
            continue  # "في مبنى شيد عام 1970"
        end = sentence.first_mark(after, after + _HISTORY_REACH)
        if at >= (after + _YEAR_REACH if end is None else end):
            continue
        since = _is_since(reading, at) and not sentence.sign(Sign.INDEFINITE, at)  # "since a 1998 blaze"
        opens = at <= _OPENING and not since
        same_clause = sentence.first_mark(at + 2, first) is None
        then = sentence.has(Sign.THEN, at + 2, at + 4)
        if since and not sentence.heads_first:  # "since 2019, when", not "since April 2023 the war"
            then = then and sentence.is_mark(at + 2)
        if opens or (same_clause and not since) or then:
            return True
    return False


def _years(sentence: Sentence) -> list[int]:
    """Return where a year is named: the token before its number."""
    return [at for at in sentence.places(Sign.YEARS) if _YEAR.fullmatch(sentence.word(at + 1))]


def _is_since(reading: Reading, year: int) -> bool:
    """Tell "منذ عام 2019" and, of what goes on, "اندلعت الحرب في السودان في أبريل 2023"."""
    return any(
        year - _SINCE_REACH <= began.first <= year
        and reading.counted.keys().isdisjoint(range(began.first, year))
        for began in reading.sentence.places(Sign.SINCE).values()
    )
