"""Answers kept for `Idempotency-Key`: a request repeated is answered as the first time.

A request is written down before it is carried out, and its answer before it is sent. A crash between
the two leaves a request without an answer; repeated, it is carried out again. That never records a fact
twice, for two reasons. Reports, claims and retractions are known by what they say: the ledger takes each
once, whoever asks. What has no such identity (two incidents may rightly be opened with the same words)
takes the id reserved for it here, before anything was done: opened under the same id, it is the same.
So the record needs no transaction in common with the ledger.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from service.store.key_tables import idempotent_requests as requests
from service.store.ledger import Clock


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request to be carried out now, by whoever holds this.

    `reserved_id` is the id for what it makes that has no identity of its own; the same every time.
    """

    request_id: str
    attempt: str
    reserved_id: str


class Refusal(Enum):
    """Why a repeated request is neither carried out nor answered."""

    OTHER_BODY = "other body"
    UNDERWAY = "underway"


class Idempotency:
    """Keeps answers for `keep`; a request that never got one may be tried again after `hold`."""

    def __init__(self, engine: Engine, clock: Clock, keep: timedelta, hold: timedelta) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._clock = clock
        self._keep = keep
        self._hold = hold

    def begin(self, request_id: str, fingerprint: str) -> Attempt | Answer | Refusal:
        """Tell what to do with a request; `fingerprint` stands for its body.

        `request_id` stands for its key, method, path and caller.
        """
        try:
            return self._begin(request_id, fingerprint)
        except IntegrityError:  # another process wrote it down at the same moment
            return self._begin(request_id, fingerprint)

    def _begin(self, request_id: str, fingerprint: str) -> Attempt | Answer | Refusal:
        now = self._clock()
        this = requests.c.id == request_id
        attempt = Attempt(request_id, attempt=str(uuid7()), reserved_id=str(uuid7()))
        held = {"attempt": attempt.attempt, "held_until": now + self._hold}
        with self._writer.begin() as connection:
            connection.execute(delete(requests).where(requests.c.begun_at <= now - self._keep))
            known = connection.execute(select(requests).where(this).with_for_update()).one_or_none()
            if known is None:
                new = {"id": request_id, "fingerprint": fingerprint, "begun_at": now}
                new["reserved_id"] = attempt.reserved_id
                connection.execute(insert(requests).values(**new, **held))
                return attempt
            if known.fingerprint != fingerprint:
                return Refusal.OTHER_BODY
            if known.status is not None:
                headers = [(name, value) for name, value in known.headers]
                return Answer(known.status, headers, known.body)
            if known.held_until > now:
                return Refusal.UNDERWAY
            connection.execute(update(requests).where(this).values(**held))
            return Attempt(request_id, attempt.attempt, known.reserved_id)

    def finish(self, attempt: Attempt, answer: Answer) -> None:
        """Keep the answer; do this before it is sent."""
        self._close(attempt, status=answer.status, headers=answer.headers, body=answer.body)

    def give_up(self, attempt: Attempt) -> None:
        """Let the request be tried again at once: it failed on our side."""
        self._close(attempt, held_until=self._clock())

    def _close(self, attempt: Attempt, **values: object) -> None:
        """Write down how an attempt ended, unless another has taken over since."""
        this = (requests.c.id == attempt.request_id) & (requests.c.attempt == attempt.attempt)
        with self._writer.begin() as connection:
            connection.execute(update(requests).where(this).values(**values))
