"""Accounts kept in memory are a function of the tables, and spare a reading of all claims."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, delete

from reconcile.estimation.account import Account
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Incident, RecordedClaim
from service.store import rows
from service.store.accounts import Accounts
from service.store.engine import is_at_hand, migrate, open_engine
from service.store.ledger import Ledger
from service.store.records import retractions_in
from service.store.tables import claims, report_claims, retractions, revisions
from tests.service.test_ledger import NOW, _claim


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


class RowsRead:
    """How many rows of `claims` were read as claims."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        as_claim = rows._as_claim

        def counted(row: rows.AnyRow) -> object:
            self.count += 1
            return as_claim(row)

        monkeypatch.setattr(rows, "_as_claim", counted)


def _filled(engine: Engine, amount: int) -> tuple[Ledger, str]:
    ledger = Ledger(engine, lambda: NOW)
    incident = ledger.open_incident(Incident(title="انهيار مبنى")).id
    for low in range(1, amount + 1):
        ledger.record_claims(incident, [_claim(low, low)])
    return ledger, incident


def test_one_more_claim_reads_none_of_those_before(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, incident = _filled(engine, 20)
    read = RowsRead(monkeypatch)
    ledger.record_claims(incident, [_claim(30, 30)])
    ledger.account(incident)
    assert read.count == 0


def test_a_duplicate_is_found_without_its_neighbours(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, incident = _filled(engine, 20)
    fresh = Ledger(engine, lambda: NOW)
    read = RowsRead(monkeypatch)
    assert not fresh.record_claims(incident, [_claim(7, 7)]).added
    assert read.count == 1


def test_what_another_process_wrote_is_read_and_no_more(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, incident = _filled(engine, 20)
    other = Ledger(engine, lambda: NOW)
    other.record_claims(incident, [_claim(30, 30), _claim(31, 31)])
    read = RowsRead(monkeypatch)
    ledger.record_claims(incident, [_claim(32, 32)])
    assert read.count == 3, "the two, and the last one known, by which it fits"


def test_a_database_put_back_from_a_backup_is_noticed(engine: Engine) -> None:
    """The tables then reach as far as before, with other claims."""
    ledger, incident = _filled(engine, 4)
    with engine.execution_options(writes=True).begin() as connection:
        for table in (revisions, report_claims, retractions, claims):
            connection.execute(delete(table).where(table.c.incident_id == incident))
    other = Ledger(engine, lambda: NOW)
    for low in (51, 52, 53, 54):
        other.record_claims(incident, [_claim(low, low)])
    for _ in range(2):
        assert (
            ledger.account(incident).estimates() == current_account(ledger.claims(incident)).estimates()
        )
        other.record_claims(incident, [_claim(60, 59)])


def test_the_estimate_at_hand_is_that_of_the_tables(engine: Engine) -> None:
    ledger, incident = _filled(engine, 6)
    ledger.retract(incident, ledger.claims(incident)[5].id, "خطأ")
    kept = ledger.claims(incident)
    taken_back = retractions_in(kept)
    for reader in (ledger, Ledger(engine, lambda: NOW)):
        assert (
            reader.account(incident).estimates()
            == current_account(kept, retractions=taken_back).estimates()
        )


def test_an_account_is_at_hand_as_long_as_the_tables_say_no_more(engine: Engine) -> None:
    ledger, incident = _filled(engine, 3)
    if not is_at_hand(engine):
        assert ledger.account_at_hand(incident) is None
        return
    assert ledger.account_at_hand(incident) is ledger.account(incident)
    another = Ledger(engine, lambda: NOW)
    assert another.account_at_hand(incident) is None, "it has not read it yet"
    another.record_claims(incident, [_claim(9, 9)])
    assert ledger.account_at_hand(incident) is None
    assert ledger.account(incident).figures() == another.account(incident).figures()
    assert ledger.account_at_hand(incident) is ledger.account(incident)


def _account(amount: int) -> Account:
    recorded = [
        RecordedClaim.model_validate(
            {name: value for name, value in dict(_claim(low, low)).items() if value is not None}
        )
        for low in range(1, amount + 1)
    ]
    return Account.opened().with_record(recorded, [])


def test_accounts_used_last_are_kept_as_long_as_there_is_room() -> None:
    accounts = Accounts(most_claims=10)
    for name in "abc":
        accounts.keep(name, _account(3))
    accounts.recent("a")
    accounts.keep("d", _account(3))
    assert [name for name in "abcd" if accounts.recent(name)] == ["a", "c", "d"]
    accounts.keep("e", _account(20))
    assert [name for name in "abcde" if accounts.recent(name)] == ["e"], "the newest always is"
    accounts.keep("e", _account(2))
    accounts.keep("a", _account(3))
    assert [name for name in "ae" if accounts.recent(name)] == ["a", "e"]
