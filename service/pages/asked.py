"""What a reader asks of an incident, read from the address; what is wrong in it is said, not refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from pydantic import TypeAdapter

from reconcile.estimation.conventions import CONVENTIONS
from reconcile.estimation.course import Clock
from reconcile.estimation.policies import POLICIES
from reconcile.fields import Moment
from reconcile.model import Category

USUAL_POLICY: Final = "agreement"
USUAL_CONVENTION: Final = "literal"
_LARGEST_PAGE: Final = 1_000_000
_MOMENT: Final = TypeAdapter[datetime](Moment)

Which = Literal["all", "counting"]

PARAMETERS: Final = (
    *("as_of", "known_at", "policy", "convention", "category", "clock", "which"),
    *("claims_page", "revisions_page", "lang"),
)
"""What an address can ask of an incident."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: in which field, the key of the sentence that says so, what was given."""

    field: str
    message: str
    given: str


@dataclass(frozen=True, slots=True)
class Question:
    """How an incident is to be shown. `category` None: the first that anybody spoke of."""

    as_of: datetime | None = None
    known_at: datetime | None = None
    policy: str = USUAL_POLICY
    convention: str = USUAL_CONVENTION
    category: Category | None = None
    clock: Clock = Clock.AS_OF
    which: Which = "all"
    claims_page: int = 1
    revisions_page: int = 1

    @property
    def is_plain(self) -> bool:
        """Whether all claims are read as usual, by whatever policy."""
        return self.as_of is None and self.known_at is None and self.convention == USUAL_CONVENTION

    @property
    def asks_more(self) -> bool:
        """Whether it asks for anything but the incident as it stands, by the usual rules."""
        return not self.is_plain or self.policy != USUAL_POLICY

    def picked(self, field: str) -> str:
        """Return a moment as a browser's picker has it: in UTC, without offset, "" if none is asked for.

        A picker knows milliseconds; part of one is rounded up, so that what was known stays known.
        """
        moment = {"as_of": self.as_of, "known_at": self.known_at}[field]
        if moment is None:
            return ""
        moment += timedelta(microseconds=-moment.microsecond % 1000)
        spec = "milliseconds" if moment.microsecond else "minutes" if not moment.second else "seconds"
        return moment.replace(tzinfo=None).isoformat(timespec=spec)

    def parameters(self, **changes: str | int | None) -> dict[str, str]:
        """Return what an address has to say to ask this again, with changes; None leaves one out."""
        told: dict[str, str | int | None] = {
            "as_of": written(self.as_of),
            "known_at": written(self.known_at),
            "policy": self.policy if self.policy != USUAL_POLICY else None,
            "convention": self.convention if self.convention != USUAL_CONVENTION else None,
            "category": self.category,
            "clock": self.clock if self.clock is not Clock.AS_OF else None,
            "which": self.which if self.which != "all" else None,
        }
        return {name: str(value) for name, value in (told | changes).items() if value}


def written(moment: datetime | None) -> str | None:
    """Return a moment as an address has it, in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def question(parameters: Mapping[str, str]) -> tuple[Question, tuple[Fault, ...]]:
    """Return the question of an address, and what of it could not be read and is left out."""
    reader = _Reader(parameters)
    asked = Question(
        as_of=reader.moment("as_of"),
        known_at=reader.moment("known_at"),
        policy=reader.choice("policy", tuple(POLICIES), USUAL_POLICY) or USUAL_POLICY,
        convention=reader.choice("convention", tuple(CONVENTIONS), USUAL_CONVENTION) or USUAL_CONVENTION,
        category=Category(chosen) if (chosen := reader.choice("category", tuple(Category))) else None,
        clock=Clock(reader.choice("clock", tuple(Clock), Clock.AS_OF) or Clock.AS_OF),
        which="counting" if reader.choice("which", ("all", "counting"), "all") == "counting" else "all",
        claims_page=reader.page("claims_page"),
        revisions_page=reader.page("revisions_page"),
    )
    return asked, tuple(reader.faults)


class _Reader:
    """Reads parameters and keeps what was wrong; local to one call of `question`."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self._parameters = parameters
        self.faults: list[Fault] = []

    def moment(self, name: str) -> datetime | None:
        given = self._parameters.get(name, "").strip()
        if not given:
            return None
        try:
            # A "+" in an address is a blank when it is read.
            moment = datetime.fromisoformat(given.replace(" ", "+") if "T" in given else given)
            if moment.tzinfo is None:  # browsers' pickers know no offset
                moment = moment.replace(tzinfo=UTC)
            return _MOMENT.validate_python(moment).astimezone(UTC)
        except (ValueError, OverflowError):
            self._miss(name, "ask.wrong_moment", given)
            return None

    def choice(self, name: str, known: tuple[str, ...], usual: str | None = None) -> str | None:
        given = self._parameters.get(name, "")
        if not given or given in known:
            return given or usual
        self._miss(name, "ask.wrong_choice", given)
        return usual

    def page(self, name: str) -> int:
        given = self._parameters.get(name, "1")
        short = given.isascii() and given.isdigit() and len(given) <= len(str(_LARGEST_PAGE))
        if short and 1 <= (page := int(given)) <= _LARGEST_PAGE:
            return page
        self._miss(name, "ask.wrong_page", given)
        return 1

    def _miss(self, field: str, message: str, given: str) -> None:
        self.faults.append(Fault(field, message, given[:100]))
