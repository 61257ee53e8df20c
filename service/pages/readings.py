"""What an incident's page is about, read from the ledger; kept while the ledger says the same."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from reconcile.estimation.account import Account
from reconcile.estimation.course import Clock, Turn, course
from reconcile.estimation.origins import Origins
from reconcile.estimation.reconciliation import current_account
from reconcile.model import Category, Estimate, Revision
from service.api.dependencies import Service
from service.kept import Kept
from service.pages.asked import Question
from service.store.records import LedgerClaim, RecordedIncident, retractions_in

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


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """Some of an incident's revisions, the newest first; `pages` counts all pages, at least 1."""

    revisions: tuple[Revision, ...]
    page: int
    pages: int


class Readings:
    """The last readings."""

    def __init__(self, most_claims: int = _MOST_CLAIMS) -> None:
        # One reading is kept however large: its page would else be made anew at every look.
        self._kept: Kept[tuple[str, Question], Reading] = Kept(
            most_claims, lambda reading: min(max(len(reading.claims), _AT_LEAST), most_claims)
        )

    def read(
        self, service: Service, incident: RecordedIncident, asked: Question, present: Account
    ) -> Reading:
        """Return what a question about an incident is about; `present` is the ledger's account of it.

        Raises:
            NotInLedger: there is no such incident.
        """
        key = (incident.id, replace(asked, which="all", claims_page=1, revisions_page=1))
        known = self._kept.known(key, present)
        return known or self._kept.keep(key, present, _reading(service, incident, asked, present))


def _reading(service: Service, incident: RecordedIncident, asked: Question, present: Account) -> Reading:
    claims = service.ledger.claims(incident.id)
    account = _account(service, incident, claims, asked, present)
    known = account.categories
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
    service: Service,
    incident: RecordedIncident,
    claims: Sequence[LedgerClaim],
    asked: Question,
    present: Account,
) -> Account:
    """Return the account that a question is about: what the ledger has at hand, wherever it serves."""
    if asked.is_plain:
        usual = asked.policy == present.policy.name
        return present if usual else present.under(asked.policy)
    return current_account(
        claims,
        retractions=retractions_in(claims),
        policy=asked.policy,
        convention=asked.convention,
        profiles=service.registry.profiles(incident.registry_version),
        as_of=asked.as_of,
        known_at=asked.known_at,
    )


def _turns(
    account: Account, claims: Sequence[LedgerClaim], category: Category, clock: Clock
) -> tuple[Turn, ...]:
    opened = Account(account.policy, account.method)
    heard = list(account.claims.values())
    taken_back = retractions_in(claim for claim in claims if claim.id in account.retracted)
    return course(opened, heard, taken_back, clock, _MOST_MOMENTS).get(category, ())


def revisions_page(
    service: Service, incident_id: str, asked: Question, present: Account
) -> RevisionsPage:
    """Return a page of the revisions recorded by a moment, the last page if there are fewer.

    Raises:
        NotInLedger: there is no such incident.
    """
    total = _revisions_by(service, incident_id, asked.known_at, present.revisions)
    pages = max(-(-total // REVISIONS_A_PAGE), 1)
    page = min(asked.revisions_page, pages)
    last = total - (page - 1) * REVISIONS_A_PAGE
    first = max(last - REVISIONS_A_PAGE, 0)
    found = service.ledger.revisions(incident_id, first, last - first) if last else []
    return RevisionsPage(tuple(reversed(found)), page, pages)


def _revisions_by(service: Service, incident_id: str, known_at: datetime | None, total: int) -> int:
    """Return how many revisions had been recorded by a moment: they are numbered in their order."""
    if known_at is None:
        return total

    def is_later(number: int) -> bool:
        return service.ledger.revisions(incident_id, number, 1)[0].recorded_at > known_at

    return bisect_left(range(total), True, key=is_later)
