"""What an incident's page is about, read from the ledger; kept while the ledger says the same."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Final

from reconcile.estimation.account import Account
from reconcile.estimation.course import Clock, Turn, course
from reconcile.estimation.origins import Origins
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Category, Estimate, Revision, SourceProfile
from service.api.dependencies import Service
from service.pages.asked import Question
from service.store.records import LedgerClaim, RecordedIncident

REVISIONS_A_PAGE: Final = 20
_MOST_MOMENTS: Final = 240
_MOST_CLAIMS: Final = 50_000
"""How many claims the kept readings hold together."""
_AT_LEAST: Final = 100
"""As how many claims a reading counts at least: readings of small incidents are bounded too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of an incident as a question has them read.

    `category` is the one looked at, None where nobody spoke; `estimate` and `turns` are of it. `claims`
    are all of the ledger, by id.
    """

    account: Account
    origins: Origins
    claims: Mapping[str, LedgerClaim]
    category: Category | None
    estimate: Estimate | None
    turns: tuple[Turn, ...]

    @property
    def spoken_of(self) -> tuple[Category, ...]:
        """The categories that anybody spoke of, in their order."""
        return spoken_of(self.account)


def spoken_of(account: Account) -> tuple[Category, ...]:
    """Return the categories that anybody spoke of, in their order."""
    return tuple(category for category in Category if category in account.transcripts)


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """Some of an incident's revisions, the newest first; `pages` counts all pages, at least 1."""

    revisions: tuple[Revision, ...]
    page: int
    pages: int


class Readings:
    """The last readings, each good as long as the ledger's account of the incident is the same value."""

    def __init__(self, most_claims: int = _MOST_CLAIMS) -> None:
        self._most_claims = most_claims
        self._kept: OrderedDict[tuple[str, Question], tuple[Account, Reading]] = OrderedDict()
        self._claims = 0
        self._lock = Lock()

    def read(self, service: Service, incident: RecordedIncident, asked: Question) -> Reading:
        """Return what a question about an incident is about.

        Raises:
            NotInLedger: there is no such incident.
        """
        key = (incident.id, replace(asked, which="all", claims_page=1, revisions_page=1))
        present = service.ledger.account(incident.id)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept[0] is present:
                self._kept.move_to_end(key)
                return kept[1]
        reading = _reading(service, incident, asked, present)
        self._keep(key, present, reading)
        return reading

    def _keep(self, key: tuple[str, Question], present: Account, reading: Reading) -> None:
        with self._lock:
            self._forget(self._kept.pop(key, None))
            self._kept[key] = (present, reading)
            self._claims += _size(reading)
            while self._claims > self._most_claims and len(self._kept) > 1:
                self._forget(self._kept.popitem(last=False)[1])

    def _forget(self, kept: tuple[Account, Reading] | None) -> None:
        self._claims -= _size(kept[1]) if kept else 0


def _size(reading: Reading) -> int:
    return max(len(reading.claims), _AT_LEAST)


def _reading(service: Service, incident: RecordedIncident, asked: Question, present: Account) -> Reading:
    claims = service.ledger.claims(incident.id)
    profiles = service.registry.profiles(incident.registry_version)
    account = _account(claims, profiles, asked, present)
    known = spoken_of(account)
    category = asked.category if asked.category in known else next(iter(known), None)
    return Reading(
        account=account,
        origins=account.method.origins,
        claims={claim.id: claim for claim in claims},
        category=category,
        estimate=None if category is None else account.estimate(category),
        turns=() if category is None else _turns(account, claims, category, asked.clock),
    )


def _account(
    claims: Sequence[LedgerClaim],
    profiles: Iterable[SourceProfile],
    asked: Question,
    present: Account,
) -> Account:
    """Return the account that a question is about: what the ledger has at hand, wherever it serves."""
    if asked.is_plain:
        usual = asked.policy == present.policy.name
        return present if usual else present.under(asked.policy)
    return current_account(
        claims,
        retractions=[claim.retraction for claim in claims if claim.retraction],
        policy=asked.policy,
        convention=asked.convention,
        profiles=profiles,
        as_of=asked.as_of,
        known_at=asked.known_at,
    )


def _turns(
    account: Account, claims: Sequence[LedgerClaim], category: Category, clock: Clock
) -> tuple[Turn, ...]:
    opened = Account(account.policy, account.method)
    heard = list(account.claims.values())
    taken_back = [
        claim.retraction for claim in claims if claim.retraction and claim.id in account.retracted
    ]
    return course(opened, heard, taken_back, clock, _MOST_MOMENTS).get(category, ())


def revisions_page(
    service: Service, incident_id: str, known_at: datetime | None, page: int
) -> RevisionsPage:
    """Return a page of the revisions recorded by a moment, the last page if there are fewer.

    Raises:
        NotInLedger: there is no such incident.
    """
    total = _revisions_by(service, incident_id, known_at)
    pages = max(-(-total // REVISIONS_A_PAGE), 1)
    page = min(page, pages)
    last = total - (page - 1) * REVISIONS_A_PAGE
    first = max(last - REVISIONS_A_PAGE, 0)
    found = service.ledger.revisions(incident_id, first, last - first) if last else []
    return RevisionsPage(tuple(reversed(found)), page, pages)


def _revisions_by(service: Service, incident_id: str, known_at: datetime | None) -> int:
    """Return how many revisions had been recorded by a moment: they are numbered in their order."""
    total = service.ledger.account(incident_id).revisions
    if known_at is None:
        return total

    def is_later(number: int) -> bool:
        return service.ledger.revisions(incident_id, number, 1)[0].recorded_at > known_at

    return bisect_left(range(total), True, key=is_later)
