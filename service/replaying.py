"""Reading the CSV of past events for a replay: claims as they were published, and final tolls.

A row that can't be read is named by its line and left out; every good one is kept. Columns that are not
named here are ignored, above all what a coder knew later (`status`, `noise`, `note`), and `party`, for
which the model has no place until it has source profiles.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from reconcile.estimation.replay import Final
from reconcile.fields import Moment, Name
from reconcile.model import Attribution, Category, Count, Qualifier, RecordedClaim, Scope
from service.jsonlines import reason


class UnusableTable(ValueError):
    """A file that is no such table; the message says why."""


def _other_name(names: Mapping[str, str]) -> BeforeValidator:
    return BeforeValidator(lambda written: names.get(written, written))


CategoryName = Annotated[Category, _other_name({"killed_or_injured": Category.CASUALTIES})]
QualifierName = Annotated[Qualifier, _other_name({"approx": Qualifier.ABOUT, "none": Qualifier.ZERO})]
ScopeName = Annotated[
    Scope,
    # The model knows no windows yet: the sum of another window is as foreign as another event.
    _other_name({"cumulative": Scope.HISTORICAL, "other_event": Scope.HISTORICAL}),
]
Number = Annotated[int | None, BeforeValidator(lambda written: written or None)]
Toll = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(lambda written: written or None)]

_NO_SOURCE = ("", "unattributed")
_RELAYS = " <- "
_LONGEST_EVENT = 80
"""How many characters of an event's id stand in those of its claims."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")


class ClaimRow(_Row):
    """A claim as coded: `origin_source` is its root origin, "relay <- origin" where it was relayed.

    In parentheses stands a remark that nobody is named; such a figure is its outlet's.
    """

    event_id: Name
    seq: Annotated[int, Field(ge=0)]
    published_at: Moment
    outlet: str
    origin_source: str
    category: CategoryName
    lo: Number
    hi: Number
    qualifier: QualifierName
    scope: ScopeName

    def claim(self) -> RecordedClaim:
        """Return the claim, named for its place so that those of one moment keep their order."""
        return RecordedClaim(
            category=self.category,
            count=Count(low=self.lo, high=self.hi, qualifier=self.qualifier),
            scope=self.scope,
            attribution=self._attribution(),
            publisher=self.outlet.strip() or None,
            published_at=self.published_at,
            id=f"{self._event()}/{self.seq:06}",
        )

    def _event(self) -> str:
        """Return the event's id; where it is long, so much of it and a digest as tell it apart."""
        if len(self.event_id) <= _LONGEST_EVENT:
            return self.event_id
        digest = hashlib.sha256(self.event_id.encode()).hexdigest()[:16]
        return f"{self.event_id[: _LONGEST_EVENT - 17]}-{digest}"

    def _attribution(self) -> Attribution:
        *via, source = (part.strip() for part in self.origin_source.split(_RELAYS))
        named = source not in _NO_SOURCE and not (source.startswith("(") and source.endswith(")"))
        return Attribution(source=source if named else None, via=tuple(part for part in via if part))


class FinalRow(_Row):
    """What a toll was settled at, and how surely; `open` and `lower_bound` settle nothing."""

    event_id: Name
    category: CategoryName
    final_lo: Toll
    final_hi: Toll
    certainty: str

    @property
    def is_settled(self) -> bool:
        """Whether an estimate can be measured by it."""
        return self.certainty not in ("open", "lower_bound")

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.is_settled and (self.final_lo is None or self.final_hi is None):
            raise ValueError(f"a final toll of certainty {self.certainty!r} has final_lo and final_hi")
        if self.final_lo is not None and self.final_hi is not None and self.final_lo > self.final_hi:
            raise ValueError(f"final_lo ({self.final_lo}) is above final_hi ({self.final_hi})")
        return self

    def final(self) -> Final:
        """Return the bounds of a settled toll."""
        return Final(self.final_lo or 0, self.final_hi or 0)


@dataclass(slots=True)
class PastEvents:
    """Claims by event, in the order of the file, and final tolls by event and category.

    `faults` has a sentence for every row that was left out.
    """

    claims: dict[str, list[RecordedClaim]] = field(default_factory=dict)
    finals: dict[tuple[str, Category], Final] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def read_claims(self, name: str, text: str) -> None:
        """Take in a table of claims; `name` is the file's, for its faults.

        Raises:
            UnusableTable: it lacks a column.
        """
        known: set[str] = set()
        for place, row in _rows(name, text, ClaimRow):
            try:
                coded = ClaimRow.model_validate(row)
                claim = coded.claim()
            except ValidationError as error:
                self.faults.append(f"{place} left out: {reason(error)}")
                continue
            if claim.id in known:
                self.faults.append(f"{place} left out: {coded.event_id} has a claim {coded.seq} already")
                continue
            known.add(claim.id)
            self.claims.setdefault(coded.event_id, []).append(claim)

    def read_finals(self, name: str, text: str) -> None:
        """Take in a table of final tolls, those that are settled.

        Raises:
            UnusableTable: it lacks a column.
        """
        for place, row in _rows(name, text, FinalRow):
            try:
                final = FinalRow.model_validate(row)
            except ValidationError as error:
                self.faults.append(f"{place} left out: {reason(error)}")
                continue
            if not final.is_settled:
                continue
            settled = (final.event_id, final.category)
            if settled in self.finals:
                event = f"{final.event_id} has a final toll of {final.category.value} already"
                self.faults.append(f"{place} left out: {event}")
            else:
                self.finals[settled] = final.final()


def _rows(name: str, text: str, model: type[_Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row of a table with the file and line where it stands."""
    table = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = set(model.model_fields) - set(table.fieldnames or ())
        if missing:
            raise UnusableTable(f"{name} has no column {', '.join(sorted(missing))}")
        for row in table:
            # A short row has nulls, which no field but a number takes; what is too long is under None.
            yield f"{name}: line {table.line_num}", {key: value for key, value in row.items() if key}
    except csv.Error as error:
        raise UnusableTable(f"{name}: line {table.line_num}: {error}") from None
