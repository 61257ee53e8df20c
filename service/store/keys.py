"""API keys: who may call, and what for. A key itself is shown once and never stored.

A key reads `hasila_ID_SECRET`. Its id is no secret: it tells keys apart in lists and logs. Of the whole
key only a SHA-256 digest is kept. A slow hash protects guessable passwords; a secret of 256 random bits
can't be guessed, and is asked for with every request.
"""

import hashlib
import hmac
import secrets
from typing import Any

from pydantic import Field
from sqlalchemy import Engine, bindparam, insert, literal_column, select, update

from reconcile.fields import Frozen, Moment
from service.store.engine import is_at_hand, plain_answer
from service.store.key_tables import api_keys
from service.store.ledger import Clock
from service.store.scopes import Scope

_ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that can be misread
_ID_LENGTH = 8

# Asked with every request, and made once.
_ANY_KEY = str(select(api_keys.c.id).limit(literal_column("1")))
_A_KEY = select(api_keys).where(api_keys.c.id == bindparam("key_id"))


class ApiKey(Frozen):
    """A key as it is kept: everything but the key."""

    id: str
    name: str = Field(min_length=1, max_length=200)
    scope: Scope
    created_at: Moment
    revoked_at: Moment | None


class UnknownKey(LookupError):
    """There is no key with this id, or it is revoked already; the message says which."""


class Keys:
    """Makes, finds and revokes keys. `clock` tells the time, with an offset."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._clock = clock
        self._required = False

    @property
    def at_hand(self) -> bool:
        """Whether a key is found sooner than a thread is changed."""
        return is_at_hand(self._engine)

    def create(self, name: str, scope: Scope) -> tuple[ApiKey, str]:
        """Make a key; return what is kept of it, and the key itself, which can't be had again."""
        id_ = "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))
        key = f"hasila_{id_}_{secrets.token_urlsafe(32)}"
        kept = ApiKey(id=id_, name=name, scope=scope, created_at=self._clock(), revoked_at=None)
        with self._writer.begin() as connection:
            connection.execute(insert(api_keys).values(**dict(kept), digest=_digest(key)))
        return kept, key

    def all(self) -> list[ApiKey]:
        """Return every key ever made, revoked ones too, in the order in which they were made."""
        query = select(api_keys).order_by(api_keys.c.created_at, api_keys.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [_kept(dict(row)) for row in rows]

    def revoke(self, key_id: str) -> ApiKey:
        """Make a key worthless from now on; return it.

        Raises:
            UnknownKey: there is none with this id, or it was revoked before.
        """
        query = select(api_keys).where(api_keys.c.id == key_id)
        with self._writer.begin() as connection:
            row = connection.execute(query.with_for_update()).mappings().one_or_none()
            if row is None:
                raise UnknownKey(f"there is no key {key_id!r}; `hasila keys list` shows all")
            if row["revoked_at"] is not None:
                raise UnknownKey(f"the key {key_id} was revoked at {row['revoked_at'].isoformat()}")
            now = self._clock()
            connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(revoked_at=now))
        return _kept(dict(row) | {"revoked_at": now})

    def find(self, key: str) -> ApiKey | None:
        """Return what is kept of a key that works; None for any other text."""
        _, _, rest = key.partition("hasila_")
        row = self._working(rest[:_ID_LENGTH].replace("\0", "?"))
        if row is None or not hmac.compare_digest(row["digest"], _digest(key)):
            return None
        return _kept(row)

    def admit(self, key_id: str | None) -> bool:
        """Tell whether who was let in, by a key or while none was required, would be again."""
        return not self.required() if key_id is None else self._working(key_id) is not None

    def required(self) -> bool:
        """Tell whether a key was ever made. Revoking the last one doesn't open the service again."""
        if not self._required:  # once true, it stays
            self._required = plain_answer(self._engine, _ANY_KEY) is not None
        return self._required

    def _working(self, key_id: str) -> dict[str, Any] | None:
        """Return the row of a key that is not revoked."""
        with self._engine.connect() as connection:
            row = connection.execute(_A_KEY, {"key_id": key_id}).mappings().one_or_none()
        return dict(row) if row is not None and row["revoked_at"] is None else None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _kept(row: dict[str, object]) -> ApiKey:
    return ApiKey.model_validate({name: row[name] for name in ApiKey.model_fields})
