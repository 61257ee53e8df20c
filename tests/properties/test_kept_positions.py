"""What is kept claim by claim is what a look at everything finds: whom to doubt, who has left."""

from hypothesis import given

from reconcile.estimation.account import Account
from reconcile.estimation.heard import Heard
from reconcile.estimation.hearing import Hearing
from reconcile.estimation.positions import Positions
from reconcile.estimation.revisions import Event, arrival
from reconcile.model import RecordedClaim, Retraction, SourceProfile
from tests.properties.strategies import SOURCES, coupled_records

PARTY = SourceProfile.model_validate({"name": SOURCES[2], "kind": "party"})


def total_figures(held: Positions) -> dict[str, int]:
    """Return the figures that voices state by the totals they hold."""
    totals = {key: holding.total for key, holding in held.by_voice.items()}
    return {key: one.figure for key, one in totals.items() if one and one.figure is not None}


def check_doubt(hearing: Hearing) -> None:
    for held in (hearing.positions, hearing.partisan):
        figures = total_figures(held)
        doubted = {key for key, figure in figures.items() if hearing.run.doubts(key, figure)}
        assert {*held.doubted.keys()} == doubted
        for key in doubted:
            lower = [said for said in hearing.voices[key].stated if said.figure < figures[key]]
            meant = held.held_by(key).still_meant
            assert (meant.figure if meant else None) == (lower[-1].figure if lower else None)


def check_moves(heard: Heard) -> None:
    beside, lowest_high = heard.beside, heard.sweep.lowest_high
    if not beside.outflows or lowest_high is None:
        return
    every = [(p.interval.low, p.as_of) for p in (*heard.held, *heard.held.still_meant())]
    mattering = heard.held.lows_that_matter(lowest_high, beside.known_from)
    assert max((low - beside.moved(at) for low, at in mattering), default=None) == max(
        (low - beside.moved(at) for low, at in every if low > lowest_high), default=None
    )


@given(coupled_records())
def test_after_every_event(record: tuple[list[RecordedClaim], list[Retraction]]) -> None:
    claims, retractions = record
    events: list[Event] = [*{claim.id: claim for claim in claims}.values(), *retractions]
    account = Account.opened(profiles=[PARTY])
    for event in sorted(events, key=arrival):
        account, _ = account.after(event)
        for category in account.categories:
            check_doubt(account.transcripts[category].hearing)
            check_moves(account.heard[category])
    at_once = Account.opened(profiles=[PARTY]).with_record(
        {claim.id: claim for claim in claims}.values(), [one.claim_id for one in retractions]
    )
    assert account.figures() == at_once.figures()
