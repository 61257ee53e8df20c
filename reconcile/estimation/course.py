"""The course of a toll: what the figures were, moment by moment, on either of the two clocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from reconcile.estimation.account import Account
from reconcile.estimation.position import precedence
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import Category, Figures, RecordedClaim, Retraction


class Clock(StrEnum):
    """By which time a course runs."""

    AS_OF = "as_of"
    """By the time that figures speak of: at T stands what is now thought of the toll at T."""
    KNOWN_AT = "known_at"
    """By the time that they were recorded: at T stands what would have been answered at T."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The figures of a category from a moment on, until its next turn."""

    at: datetime
    figures: Figures


def course(
    opened: Account,
    claims: Sequence[RecordedClaim],
    retractions: Iterable[Retraction],
    clock: Clock,
    most_moments: int,
) -> dict[Category, tuple[Turn, ...]]:
    """Return the turns of each category, in order; a turn that changes nothing is left out.

    Each turn is what `reconcile` answers for its moment by the clock. Where there are more moments than
    `most_moments`, neighbouring ones are taken together at the last of them: turns are then left out,
    none is made up.

    Args:
        opened: an account that has heard nothing yet, with its policy and method.
        claims: a valid record, in any order.
        retractions: of claims among them.
        clock: by which time.
        most_moments: how many moments are looked at, at most; at least 1.
    """
    turns: dict[Category, list[Turn]] = {}
    account = opened
    for at, events in _together(_events(claims, retractions, clock), most_moments):
        account = account.having_heard(events)
        for category, ruling in account.rulings.items():
            so_far = turns.setdefault(category, [])
            if not so_far or so_far[-1].figures != ruling.figures:
                so_far.append(Turn(at, ruling.figures))
    return {category: tuple(of_category) for category, of_category in turns.items()}


Dated = tuple[datetime, Event]


def _events(
    claims: Sequence[RecordedClaim], retractions: Iterable[Retraction], clock: Clock
) -> list[Dated]:
    """Return what happens by a clock, in order.

    What was taken back never counts by the time that figures speak of: we now know better.
    """
    if clock is Clock.AS_OF:
        retracted = {retraction.claim_id for retraction in retractions}
        live = (claim for claim in claims if claim.id not in retracted)
        return [(claim.as_of, claim) for claim in sorted(live, key=precedence)]
    events: list[Event] = [*claims, *retractions]
    return [(event.recorded_at, event) for event in sorted(events, key=arrival)]


def _together(events: Sequence[Dated], most: int) -> list[tuple[datetime, list[Event]]]:
    """Return the events by moment, neighbouring moments together where there are more than `most`."""
    moments = [
        (at, [event for _, event in of_moment])
        for at, of_moment in groupby(events, key=lambda dated: dated[0])
    ]
    size = -(-len(moments) // most)
    return [
        (some[-1][0], [event for _, of_moment in some for event in of_moment])
        for some in (moments[first : first + size] for first in range(0, len(moments), size or 1))
    ]
