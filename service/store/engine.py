"""The database: how it is opened, and brought to the newest schema."""

from collections.abc import Mapping
from contextlib import closing
from importlib import resources
from types import MappingProxyType
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic_core import to_json
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, OperationalError

_BUSY_SECONDS = 30
_CONNECT_SECONDS = 10
_MIGRATION_LOCK = 0x4861_7369_6C61
"""The key of PostgreSQL's advisory lock that a migration holds: "Hasila" in ASCII."""


def open_engine(url: str) -> Engine:
    """Return an engine for the ledger at `url`, on SQLite or PostgreSQL.

    The execution option `writes` marks a transaction that writes. On both, every commit has reached
    the disk when it returns. Transactions that write see what was committed before each of their
    statements, so that what they read behind a lock is the newest; `reading` has those that read.

    Raises:
        ArgumentError: the URL is none, or names another database.
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise ArgumentError("a ledger in memory is lost with each connection; name a file")
        return _sqlite(parsed)
    if backend in ("postgres", "postgresql"):
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise ArgumentError(f"it is kept by sqlite or postgresql, and {backend} is neither")


def reading(engine: Engine) -> Engine:
    """Return the engine for transactions that only read, all from one snapshot."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine  # on SQLite every transaction is a snapshot


def is_at_hand(engine: Engine) -> bool:
    """Tell whether the database answers a short question sooner than a thread is changed.

    So does the file of SQLite, whose readers wait for no writer.
    """
    return engine.dialect.name == "sqlite"


def plain_answer(
    engine: Engine, query: str, parameters: Mapping[str, str] = MappingProxyType({})
) -> tuple[Any, ...] | None:
    """Return the first row that a query finds, as the driver gives it, or None: for what is asked often.

    Without SQLAlchemy's care around a statement it takes a fifth of the time.

    Raises:
        OperationalError: the database did not answer.
    """
    try:
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(query, dict(parameters))
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
    except engine.dialect.loaded_dbapi.Error as error:
        raise OperationalError(query, None, error) from error


def _as_json(value: object) -> str:
    """Return a value as JSON, as compact as it gets, Arabic as it is; bytes are JSON already."""
    return (value if isinstance(value, bytes) else to_json(value)).decode()


def _sqlite(url: URL) -> Engine:
    """Write-ahead log, so that readers never wait.

    A transaction that writes takes the write lock when it begins, so that none fails halfway.
    """
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=_as_json,
        connect_args={"timeout": _BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # takes no lock yet, so it can't fail: said without SQLAlchemy's care
            connection.connection.cursor().execute("BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    """Connections are tried before they are used, so that a restart of the database is survived."""
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(_CONNECT_SECONDS)})
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=_as_json,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.execute(
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') = 'off'"
        )
        connection.commit()

    event.listen(engine, "handle_error", _leave_out_details)
    return engine


def _leave_out_details(context: ExceptionContext) -> None:
    """Keep of an error what is wrong, and not the row that PostgreSQL quotes with it."""
    told, wrapped = context.original_exception, context.sqlalchemy_exception
    primary = getattr(getattr(told, "diag", None), "message_primary", None)
    if primary is None or wrapped is None:
        return
    told.args = (primary,)
    wrapped.args = (f"({type(told).__name__}) {primary}",)


def configuration() -> Config:
    """Return what Alembic has to know."""
    config = Config()
    migrations = resources.files("service.store") / "migrations"
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a schema, the newest by default, its data in place.

    Does nothing if it is there. Of several processes that start together, one does it and the others
    wait.
    """
    config = configuration()
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def migrated(url: str) -> Engine:
    """Return an engine for the ledger at `url`, which has the newest schema by then.

    Raises:
        ArgumentError, DBAPIError, CommandError: it can't be opened, or not brought to it.
    """
    engine = open_engine(url)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def is_current(engine: Engine) -> bool:
    """Tell whether the database answers and has the newest schema."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
