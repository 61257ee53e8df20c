"""The run: which of the figures that sources state one after another stands.

Replaying real events showed what a figure must be asked before it stands: who says it, does it go on
with the run, has it been left behind, does anyone independent second it? (model: `best`)

- The first figure stands, until another does.
- A figure that was left behind is a reprint, unless an office says it: two origins must mean it. So
  must they one that named origins left for a lower one, whoever says it.
- An unnamed source's fall, or its rise by more than half, is as likely a part, a sum or a slip: another,
  named origin must mean it. So must a fall that neither an office tells nor whoever told the figure.
- "At least 30" does not contradict 40, nor does "about 40" or "30 to 50".
- Two origins mean the same figure if theirs are within a fifth of each other.
- Where no office speaks at all, the middle of the three newest origins' figures stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reconcile.estimation.intervals import Interval
from reconcile.estimation.origins import Origin
from reconcile.model import Qualifier, RecordedClaim

_RISE = 2
"""An unnamed source's rise by more than one half of the figure waits."""
_SAME = 5
"""Figures within one fifth of the larger mean the same."""
_OWN = 10
"""Who told a figure within one tenth of the one that stands can correct it."""
_MIDDLE_OF = 3
_VOICES = 2
"""How many independent origins must mean a figure that is doubted."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A total that an origin states outright, and the claims that say it.

    `named`: the text attributes it; `official`: to an office.
    """

    origin: Origin
    figure: int
    interval: Interval
    claims: tuple[RecordedClaim, ...]
    named: bool
    official: bool

    @property
    def contradicts_lower_only(self) -> bool:
        """Whether it says no more than that the total is not lower: "at least 30"."""
        return self.claims[-1].count.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)


@dataclass(slots=True)
class _Run:
    """The figures heard so far; local to one call of `outcome`."""

    stands: Statement | None = None
    left: set[int] = field(default_factory=set)
    left_by_name: set[int] = field(default_factory=set)
    """Those of them that a named origin had said."""
    latest: dict[Origin, Statement] = field(default_factory=dict)
    waiting: dict[Origin, Statement] = field(default_factory=dict)

    def hear(self, statement: Statement) -> None:
        before = self.latest.get(statement.origin)
        if self.is_news(statement) and not self.waits(statement, before):
            self.take(statement, before)
        self.latest[statement.origin] = statement

    def waits(self, statement: Statement, before: Statement | None) -> bool:
        """Tell whether a figure waits for a second voice, and keep it if so."""
        if not self.is_doubted(statement, before):
            return False
        self.waiting[statement.origin] = statement
        return not self.is_seconded(statement, first_word=before is None)

    def is_news(self, statement: Statement) -> bool:
        """Tell whether a statement says another figure than the one that stands."""
        if self.stands is None:
            return True
        if statement.figure == self.stands.figure:
            return False
        if statement.contradicts_lower_only and statement.figure < self.stands.figure:
            return False
        loose = statement.claims[-1].count.qualifier in (Qualifier.ABOUT, Qualifier.RANGE)
        return not (loose and statement.interval.holds(self.stands.figure))

    def is_doubted(self, statement: Statement, before: Statement | None) -> bool:
        if self.stands is None:
            return False
        figure, stands = statement.figure, self.stands.figure
        if figure in self.left and not statement.official:
            return True
        if figure > stands and figure in self.left_by_name:
            return True
        if not statement.named:
            return figure < stands or (figure - stands) * _RISE > stands
        return figure < stands and not self.can_correct(statement, before)

    def can_correct(self, statement: Statement, before: Statement | None) -> bool:
        """Tell whether whoever states a lower figure may: an office, or who told the one that stands."""
        if self.stands is None or statement.official or statement.origin == self.stands.origin:
            return True
        if before is None:
            return False
        near = abs(before.figure - self.stands.figure) * _OWN <= self.stands.figure
        return near or statement.figure > before.figure

    def is_seconded(self, statement: Statement, *, first_word: bool) -> bool:
        """Tell whether two independent origins, one of them named, mean the figure.

        Who speaks for the first time is seconded by all who hold it still; who spoke before, only by
        those whose figure waits too.
        """
        others = self.waiting.values()
        voices = {s.origin for s in others if self.is_same(s, statement)}
        named = {s.origin for s in others if s.named}
        if first_word and statement.named:
            held = {s.origin for s in self.latest.values() if s.named and _close(s, statement)}
            voices, named = voices | held, named | held
        return len(voices) >= _VOICES and bool(voices & named)

    def is_same(self, one: Statement, other: Statement) -> bool:
        """Tell whether two statements mean the same; a figure left behind must come back exactly."""
        return one.figure == other.figure if other.figure in self.left else _close(one, other)

    def take(self, statement: Statement, before: Statement | None) -> None:
        for figure in (self.stands, before):
            if figure and figure.figure != statement.figure:
                self.left.add(figure.figure)
                self.left_by_name |= {figure.figure} if figure.named else set()
        self.left.discard(statement.figure)
        self.left_by_name.discard(statement.figure)
        self.stands = statement
        self.waiting.pop(statement.origin, None)


def _close(one: Statement, other: Statement) -> bool:
    return abs(one.figure - other.figure) * _SAME <= max(one.figure, other.figure)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The statement that stands, and those that wait for a second voice."""

    stands: Statement | None
    waiting: tuple[Statement, ...]


def outcome(statements: Sequence[Statement]) -> Outcome:
    """Return what came of the statements of one category, in the order they were heard."""
    run = _Run()
    for statement in statements:
        run.hear(statement)
    stands, waiting = run.stands, list(run.waiting.values())
    newest = _newest(statements)
    if len(newest) == _MIDDLE_OF and not any(statement.official for statement in statements):
        stands = sorted(newest, key=lambda statement: statement.figure)[_MIDDLE_OF // 2]
        waiting += newest
    return Outcome(stands, tuple(other for other in waiting if stands and not _close(other, stands)))


def _newest(statements: Iterable[Statement]) -> list[Statement]:
    """Return the newest statements of the three origins that spoke last."""
    by_origin: dict[Origin, Statement] = {}
    for statement in statements:
        by_origin.pop(statement.origin, None)
        by_origin[statement.origin] = statement
    return list(by_origin.values())[-_MIDDLE_OF:]
