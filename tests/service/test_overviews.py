"""What a list of incidents needs, read in one go: the newest first, and their last revisions."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.model import Category, Claim, Incident
from service.store.descriptions import IncidentSearch
from service.store.ledger import Ledger
from tests.properties.strategies import coupled_histories


def test_the_newest_come_first_a_page_at_a_time(ledger: Ledger) -> None:
    ids = [ledger.open_incident(Incident(title=f"Incident {number}")).id for number in range(5)]
    first = ledger.newest_incidents(2**31 - 1, 3)
    rest = ledger.newest_incidents(first[-1].number, 3)
    assert [incident.id for incident in (*first, *rest)] == ids[::-1]
    found = ledger.newest_incidents(2**31 - 1, 3, IncidentSearch(words="incident 3"))
    assert [incident.id for incident in found] == [ids[3]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(coupled_histories(largest=6), min_size=1, max_size=3))
def test_the_last_revisions_are_what_the_estimates_say(
    ledger: Ledger, histories: list[list[Claim]]
) -> None:
    ids = []
    for history in histories:
        ids.append(ledger.open_incident(Incident(title="انهيار مبنى")).id)
        said = [
            Claim.model_validate({name: getattr(each, name) for name in Claim.model_fields})
            for each in history
        ]
        ledger.record_claims(ids[-1], said)
    last = ledger.last_revisions(ids)
    for incident_id in ids:
        revisions = last.get(incident_id, [])
        assert [each.number for each in revisions] == sorted(each.number for each in revisions)
        told = {revision.category: revision.after for revision in revisions}
        rulings = ledger.account(incident_id).rulings
        for category in Category:
            figures = rulings[category].figures if category in rulings else None
            if figures is not None and figures.low is not None:
                assert told[category] == figures
            else:
                assert category not in told or told[category].low is None


def test_nothing_was_asked_for(ledger: Ledger) -> None:
    assert ledger.last_revisions([]) == {}
