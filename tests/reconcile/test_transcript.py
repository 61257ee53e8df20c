"""A transcript goes back for a late claim, and keeps few hearings to go back to."""

from functools import cache
from itertools import accumulate
from math import log2

from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.hearing import Hearing, Method
from reconcile.estimation.origins import Origins
from reconcile.estimation.position import precedence
from reconcile.estimation.transcript import Transcript
from reconcile.model import RecordedClaim
from tests.reconcile.saying import claim

_METHOD = Method(convention_named("literal"), Origins())
_MINUTES = st.lists(st.integers(0, 400), min_size=1, max_size=60, unique=True)
_SIZES = st.lists(st.integers(1, 25), min_size=1, max_size=60)


@cache
def _said(minute: int) -> RecordedClaim:
    return claim(minute, f"مصدر {minute % 7}", 1 + minute // 9)


@given(_MINUTES, _SIZES)
def test_each_hearing_kept_is_that_of_what_stands_before(minutes: list[int], sizes: list[int]) -> None:
    """Whatever comes together, and however late."""
    transcript, coming = Transcript(Hearing(_METHOD)), [_said(minute) for minute in minutes]
    for end, size in zip(accumulate(sizes), sizes, strict=True):
        transcript = transcript.having_heard(coming[end - size : end])
    heard = sorted(coming[: sum(sizes)], key=precedence)
    assert transcript.claims() == heard
    before = len(heard)
    for block in transcript._blocks():
        before -= len(block.claims)
        assert block.hearing == Hearing(_METHOD).hear(heard[:before])
    assert before == 0


@settings(max_examples=25)  # each is long
@given(st.lists(st.sampled_from((1, 1, 1, 20)), min_size=60, max_size=120))
def test_few_hearings_are_kept(sizes: list[int]) -> None:
    """However many claims come together, of those in order no more than some a doubling."""
    transcript, minute = Transcript(Hearing(_METHOD)), 0
    for size in sizes:
        transcript = transcript.having_heard(_said(minute + at) for at in range(size))
        minute += size
        assert len(list(transcript._blocks())) <= 2 + 2 * log2(minute + 1)
