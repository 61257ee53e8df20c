"""The database: how it is opened, and brought to the newest schema."""

from importlib import resources
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event

_BUSY_SECONDS = 30


def open_engine(url: str) -> Engine:
    """Return an engine for the ledger at `url`.

    On SQLite: write-ahead log, so that readers never wait; every commit reaches the disk; and a
    transaction that writes takes the write lock when it begins, so that none fails halfway. The
    execution option `writes` marks such transactions.
    """
    if not url.startswith("sqlite"):
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _configuration() -> Config:
    config = Config()
    migrations = resources.files("service.store") / "migrations"
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the database to the newest schema, its data in place; do nothing if it is there.

    Another revision than the newest is for tests of what older releases left behind.
    """
    config = _configuration()
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def is_current(engine: Engine) -> bool:
    """Tell whether the database answers and has the newest schema."""
    head = ScriptDirectory.from_config(_configuration()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
