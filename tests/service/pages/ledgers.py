"""A ledger with what the pages must stand: the sample, a hostile report, thousands of claims."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reconcile import extract
from reconcile.model import Attribution, Category, Claim, Count, Incident, Qualifier, Report
from service.samples import load_sample
from service.store.engine import migrate, open_engine
from service.store.ledger import Ledger

START = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
MANY = 5_000
HOSTILE = (
    '<script>document.title="owned"</script><img src="//evil.example/x.png" onerror="alert(1)">'
    '</p></div><style>*{display:none}</style><a href="javascript:alert(1)">x</a> '
)
HOSTILE_TEXT = (
    f"{HOSTILE}The health ministry said three people were killed. \u202eReversed\u202c \u2067isolated. "
    f"Police said at least 12 people were injured.\n{HOSTILE}"
)


@dataclass(frozen=True, slots=True)
class Incidents:
    """The ids of what is in the ledger."""

    sample: str
    hostile: str
    hostile_report: str
    many: str
    silent: str


def filled(database_url: str) -> Incidents:
    """Fill a fresh ledger, and return what is in it."""
    engine = open_engine(database_url)
    migrate(engine)
    ledger = Ledger(engine, lambda: START + timedelta(days=30))
    silent = ledger.open_incident(Incident(title="Nobody spoke of this")).id
    many = ledger.open_incident(Incident(title="زلزال الجبل", occurred_at=START)).id
    ledger.record_claims(many, _many_claims())
    hostile, report = _hostile(ledger)
    sample = load_sample(engine).id
    engine.dispose()
    return Incidents(sample, hostile, report, many, silent)


def fresh(folder: Path) -> str:
    """Return the URL of the ledger that a service which runs in `folder` has by default."""
    return f"sqlite:///{folder / 'hasila.sqlite'}"


def _hostile(ledger: Ledger) -> tuple[str, str]:
    incident = ledger.open_incident(Incident(title=f"{HOSTILE}\u202etitle", place=HOSTILE)).id
    report = Report(
        text=HOSTILE_TEXT, publisher=f"{HOSTILE}\u202epaper", published_at=START, language="en"
    )
    claims = extract(report.text, publisher=report.publisher, published_at=report.published_at)
    return incident, ledger.record_report(incident, report, claims)[0].id


def _many_claims() -> list[Claim]:
    """Return the claims of a long disaster: forty sources, a toll that grows, figures that differ."""
    chance = random.Random(7)
    toll, claims = 5, []
    for number in range(MANY):
        toll += chance.random() < 0.03
        figure = max(toll + chance.choice([0, 0, 0, -1, 1, -3]), 0)
        source: str | None = f"مصدر {number % 40}"
        if number == MANY // 2:
            figure, source = 40_000, None  # a slip
        moment = START + timedelta(minutes=number * 5)
        claims.append(
            Claim(
                category=Category.KILLED,
                count=Count(low=figure, high=figure, qualifier=Qualifier.EXACT),
                attribution=Attribution(source=source),
                publisher="صحيفة الضفة",
                published_at=moment,
            )
        )
    return claims
