"""The source registry: what a recorder knows of sources, in versions that are only added.

A version is a number that grows by one with every change; version 0 is the empty registry. An incident
keeps to the version it was opened under, so that its revisions and its estimates agree.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, text

from reconcile.estimation.origins import ConflictingProfiles, Origins
from reconcile.model import SourceProfile
from service.store.records import RecordedSource
from service.store.registry_tables import source_versions
from service.store.tables import incidents


class NoSuchVersion(LookupError):
    """A version that the registry does not have yet; the message says which it has."""

    def __init__(self, asked: int, newest: int) -> None:
        super().__init__(f"the source registry has no version {asked}; the newest is {newest}")


class NameTaken(ValueError):
    """Another source goes by a name: by the alias in place `alias`, or the name itself, None."""

    def __init__(self, why: ConflictingProfiles, alias: int | None) -> None:
        super().__init__(str(why))
        self.alias = alias


Precondition = Callable[[RecordedSource | None], None]
"""Raises where what is known of a source is not what a caller took it for."""


class Registry:
    """Keeps profiles of sources by key. `clock` tells the time, with an offset."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._clock = clock

    def put(
        self, key: str, profile: SourceProfile, precondition: Precondition = lambda _: None
    ) -> tuple[RecordedSource, bool]:
        """Record what is known of a source; return it, and whether anything changed.

        Args:
            key: names the source in the registry.
            profile: replaces what was known; what was known stays in older versions.
            precondition: is asked inside the transaction, unless nothing would change; what it raises
                is raised.

        Raises:
            NameTaken: another source claims one of its names; the message names both.
        """
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
                connection.execute(text("LOCK TABLE source_versions IN SHARE ROW EXCLUSIVE MODE"))
            newest = current_version(connection)
            known = {source.key: source for source in _sources(connection, newest)}
            if key in known and _profile(known[key]) == profile:
                return known[key], False
            precondition(known.get(key))
            _refuse_taken(profile, [_profile(known[other]) for other in known if other != key])
            now, version = self._clock(), newest + 1
            row = {"version": version, "key": key, "recorded_at": now}
            body = profile.model_dump(mode="json")
            connection.execute(insert(source_versions).values(**row, body=body))
        return RecordedSource(**dict(profile), key=key, version=version, recorded_at=now), True

    def version(self, asked: int | None = None) -> int:
        """Return `asked` if the registry has it, the newest version if it is None.

        Raises:
            NoSuchVersion: the registry does not have it yet.
        """
        with self._engine.connect() as connection:
            newest = current_version(connection)
        if asked is None:
            return newest
        if asked > newest:
            raise NoSuchVersion(asked, newest)
        return asked

    def sources(self, version: int, after: int = 0, limit: int | None = None) -> list[RecordedSource]:
        """Return up to `limit` sources of a version, by when each was last changed, above `after`."""
        with self._engine.connect() as connection:
            return _sources(connection, version, after, limit)

    def source(self, key: str, version: int) -> RecordedSource | None:
        """Return a source as a version has it; None if it has not."""
        query = _newest_rows(version).where(source_versions.c.key == key)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _source(row)

    def versions_of(self, key: str, after: int, limit: int) -> list[RecordedSource]:
        """Return up to `limit` of the profiles that a source has had since version `after`, in order."""
        query = (
            select(source_versions)
            .where(source_versions.c.key == key, source_versions.c.version > after)
            .order_by(source_versions.c.version)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [_source(row) for row in connection.execute(query)]

    def profiles(self, version: int) -> tuple[SourceProfile, ...]:
        """Return the profiles of a version."""
        with self._engine.connect() as connection:
            return profiles_of(connection, version)


def _refuse_taken(profile: SourceProfile, others: Sequence[SourceProfile]) -> None:
    try:
        Origins([profile, *others])
    except ConflictingProfiles as error:
        raise NameTaken(error, _alias_taken(profile, others)) from None


def _alias_taken(profile: SourceProfile, others: Sequence[SourceProfile]) -> int | None:
    """Return the first alias that others claim, None if they claim the name itself."""

    def is_taken(count: int) -> bool:
        """Tell whether others claim the name or one of so many aliases."""
        try:
            Origins([profile.model_copy(update={"aliases": profile.aliases[:count]}), *others])
        except ConflictingProfiles:
            return True
        return False

    count = bisect_left(range(len(profile.aliases) + 1), True, key=is_taken)
    return count - 1 if count else None


def current_version(connection: Connection) -> int:
    """Return the newest version of the registry, 0 while it is empty."""
    return connection.scalar(select(func.coalesce(func.max(source_versions.c.version), 0))) or 0


def profiles_of(connection: Connection, version: int) -> tuple[SourceProfile, ...]:
    """Return the profiles of a version of the registry."""
    return tuple(map(_profile, _sources(connection, version))) if version else ()


def profiles_kept_to(connection: Connection, incident_id: str) -> tuple[SourceProfile, ...]:
    """Return the source profiles that an incident keeps to."""
    query = select(incidents.c.registry_version).where(incidents.c.id == incident_id)
    return profiles_of(connection, connection.execute(query).scalar_one())


def _newest_rows(version: int) -> Select[tuple[object, ...]]:
    later = source_versions.alias()
    newest = (
        select(func.max(later.c.version))
        .where(later.c.key == source_versions.c.key, later.c.version <= version)
        .scalar_subquery()
    )
    return select(source_versions).where(source_versions.c.version == newest)


def _sources(
    connection: Connection, version: int, after: int = 0, limit: int | None = None
) -> list[RecordedSource]:
    query = (
        _newest_rows(version)
        .where(source_versions.c.version > after)
        .order_by(source_versions.c.version)
        .limit(limit)
    )
    return [_source(row) for row in connection.execute(query)]


def _source(row: Row[tuple[object, ...]]) -> RecordedSource:
    return RecordedSource(**row.body, key=row.key, version=row.version, recorded_at=row.recorded_at)


def _profile(source: RecordedSource) -> SourceProfile:
    return SourceProfile(**{name: getattr(source, name) for name in SourceProfile.model_fields})
