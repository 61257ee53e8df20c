"""Serving starts with what is promised, or says in one line why it can't."""

import socket
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from service.samples import load_sample
from service.serving import CannotServe, serve
from service.settings import Settings
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger
from tests.service.conftest import SetClock
from tests.service.test_cli import HASILA


def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = settings.model_copy(update={"port": other.getsockname()[1]})
        with pytest.raises(CannotServe, match=rf"port {taken.port}.*--port or HASILA_PORT"):
            serve(taken, with_sample=False)


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/ledger.sqlite", "foo://bar", "postgresql://me:hidden@127.0.0.1:1/ledger"]
)
def test_a_ledger_that_cannot_be_opened_is_said_in_one_line(tmp_path: Path, url: str) -> None:
    done = subprocess.run(
        [HASILA, "serve", "--port", "0"],
        env={"HASILA_DATABASE_URL": url},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "can't open the ledger of HASILA_DATABASE_URL" in line
    assert "hidden" not in line


def test_a_ledger_of_a_newer_schema_is_left_alone(settings: Settings) -> None:
    engine = open_engine(settings.database_url)
    migrate(engine)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    engine.dispose()
    with pytest.raises(CannotServe, match=r"up to date.*9999_later"):
        serve(settings.model_copy(update={"port": 0}), with_sample=False)


def test_the_sample_shows_what_the_service_is_for(settings: Settings, clock: SetClock) -> None:
    engine = open_engine(settings.database_url)
    migrate(engine)
    incident = load_sample(engine)
    ledger = Ledger(engine, clock)
    kinds = {revision.kind.value for revision in ledger.revisions(incident.id)}
    assert {"initial", "raised", "narrowed", "confirmed"} <= kinds
    assert len(ledger.claims(incident.id)) > 8
    engine.dispose()
