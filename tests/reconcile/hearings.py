"""What came of claims of one category: how tests ask the hearing."""

from collections.abc import Iterable, Sequence

from reconcile.estimation.conventions import convention_named
from reconcile.estimation.heard import Heard
from reconcile.estimation.hearing import Hearing, Method
from reconcile.estimation.holding import Holding
from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origins
from reconcile.estimation.position import Position
from reconcile.estimation.positions import Positions
from reconcile.estimation.standings import standings
from reconcile.estimation.transcript import Transcript
from reconcile.model import RecordedClaim, SourceProfile, Standing


def transcript(
    claims: Iterable[RecordedClaim],
    retracted: Iterable[str] = (),
    convention: str = "literal",
    profiles: Iterable[SourceProfile] = (),
) -> Transcript:
    """Return the transcript of claims given in any order."""
    method = Method(convention_named(convention), Origins(profiles))
    said, taken_back = list(claims), set(retracted)
    empty = Transcript(Hearing(method))
    return empty.having_heard(said, [claim for claim in said if claim.id in taken_back])


def heard(claims: Iterable[RecordedClaim], retracted: Iterable[str] = ()) -> Heard:
    """Return what a policy rules on."""
    return transcript(claims, retracted).hearing.heard()


def doubted(heard: Heard) -> set[str]:
    """Return the voices whose total waits for a second voice."""
    return {*heard.held.doubted.keys()}


def standings_of(claims: Iterable[RecordedClaim], retracted: Iterable[str] = ()) -> tuple[Standing, ...]:
    """Return what became of each claim."""
    said = transcript(claims, retracted)
    return standings(said, said.hearing.heard())


def heard_of(positions: Iterable[Position]) -> Heard:
    """Return positions of several origins as if they had been heard."""
    by_origin: dict[str, list[Position]] = {}
    for position in positions:
        by_origin.setdefault(position.origin.key, []).append(position)
    held = Positions()
    for key, of_origin in by_origin.items():
        total_first = sorted(of_origin, key=lambda position: not position.is_total)
        held = held.with_voice(key, Holding(tuple(total_first)))
    return Heard(held)


def agreements(positions: Sequence[Position]) -> list[Interval]:
    """Return the regions where positions agree, lowest first: the model's sweep, step by step.

    The sets of positions that share a total and cannot be enlarged each cover a region; it ends where
    an interval ends after another began.
    """
    begins = [(position.interval.low, False, at) for at, position in enumerate(positions)]
    ends = [
        (float("inf") if high is None else high, True, at)
        for at, high in enumerate(position.interval.high for position in positions)
    ]
    found = []
    begun, grew = 0, False
    for total, ended, at in sorted(begins + ends):
        if not ended:
            begun, grew = positions[at].interval.low, True
        elif grew:
            found.append(Interval(begun, None if total == float("inf") else int(total)))
            grew = False
    return found
