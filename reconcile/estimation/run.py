"""The run: which of the figures that sources state one after another stands.

Replaying real events showed what a figure must be asked before it stands: who says it, does it go on
with the run, has it been left behind, does anyone independent second it? (model: `best`)

- The first figure stands, until another does.
- A figure that was left behind is a reprint, unless an office says it: two origins must mean it.
- A named origin's rise goes on with the run. So does its fall by no more than a fifth: whoever counts
  again comes to a little less. A deeper fall is at once believed of whoever told the figure that stands,
  and of an office that corrects itself. The first word of an office is its count so far.
- An unnamed source's fall, or its rise by more than half, is as likely a part, a sum or a slip, unless
  the figure that it rises from is its own.
- Two origins mean the same figure if theirs are within a fifth of each other; what an origin no longer
  says seconds nothing, nor does "at least 30" a fall to 30.
- "At least 30" does not contradict 40, nor does "about 40" or "30 to 50".
- Where no office speaks at all, and a figure that stood was taken down, nobody's word weighs more than
  another's: the middle of the three newest named origins' figures stands.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from collections.abc import Iterator
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from rpds import HashTrieMap, HashTrieSet

from reconcile.estimation.intervals import Interval
from reconcile.estimation.ordered import Ordered
from reconcile.estimation.origins import Origin
from reconcile.model import Qualifier, RecordedClaim

_RISE = 2
"""An unnamed source's rise by more than one half of the figure waits."""
_SAME = 5
"""Figures within one fifth of the larger mean the same."""
_MIDDLE_OF = 3
FIGURE = attrgetter("figure")


class Statement(NamedTuple):
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

    def allows(self, figure: int) -> bool:
        """Tell whether its words leave another figure open, and say no other outright."""
        if self.figure == figure:
            return True
        if self.contradicts_lower_only:
            return self.figure < figure
        loose = self.claims[-1].count.qualifier in (Qualifier.ABOUT, Qualifier.RANGE)
        return loose and self.interval.holds(figure)

    def is_close(self, other: Statement) -> bool:
        """Tell whether both mean the same, as counts of one toll made apart can differ."""
        return _is_close(self.figure, other.figure)


Placed = tuple[int, str, Statement]
"""A statement by its figure, and whose it is."""


def _is_close(one: int, other: int) -> bool:
    return abs(one - other) * _SAME <= max(one, other)


def _near(figure: int) -> tuple[int, int]:
    """Return the lowest and the highest figure that are close to one."""
    return -(-figure * (_SAME - 1) // _SAME), figure * _SAME // (_SAME - 1)


def _middle(
    newest: tuple[Statement, ...], *, has_fallen: bool, has_office: bool
) -> tuple[Statement, ...]:
    """Return the newest statements where the one in their middle stands, else none."""
    decides = has_fallen and not has_office and len(newest) == _MIDDLE_OF
    return newest if decides else ()


class Statements(NamedTuple):
    """One statement an origin at most, by the origins' keys and by their figures."""

    by_origin: HashTrieMap[str, Statement] = HashTrieMap()
    by_figure: Ordered[Placed] = Ordered()

    def between(self, lowest: int, highest: int) -> Iterator[Statement]:
        """Yield those whose figure is neither below `lowest` nor above `highest`."""
        found = takewhile(lambda placed: placed[0] <= highest, self.by_figure.starting((lowest,)))
        return (statement for _, _, statement in found)

    def having(self, statement: Statement) -> Statements:
        """Return them with a statement in the place of the one of its origin."""
        key = statement.origin.key
        new = (statement.figure, key, statement)
        by_figure = self.by_figure.exchanged(self._places(key), (new,))
        return Statements(self.by_origin.insert(key, statement), by_figure)

    def without(self, key: str) -> Statements:
        """Return them less the statement of an origin, which is there."""
        return Statements(self.by_origin.remove(key), self.by_figure.exchanged(self._places(key), ()))

    def _places(self, key: str) -> tuple[tuple[int, str], ...]:
        before = self.by_origin.get(key)
        return () if before is None else ((before.figure, key),)


class Run(NamedTuple):
    """What the statements of one category came to so far; `hear` one more, and it is another run.

    Hearing one costs some look-ups; a figure that is doubted is compared with what others said last near
    it. Every earlier run stays valid.

    `believed`: the figure that the run has reached. `left`: the figures it left behind. `named`: what
    each named origin said last, `newest` those that spoke last of them. `waiting`: what each origin said
    last, of those that wait for a second voice. `heard`: who has stated a figure, `followed`: who has
    stated more than one. `has_office`: an office has spoken. `has_fallen`: a figure that stood was taken
    down. `stands`: the statement that stands. Origins go by their keys.
    """

    believed: Statement | None = None
    left: HashTrieSet[int] = HashTrieSet()
    named: Statements = Statements()
    waiting: Statements = Statements()
    newest: tuple[Statement, ...] = ()
    heard: HashTrieSet[str] = HashTrieSet()
    followed: HashTrieSet[str] = HashTrieSet()
    has_office: bool = False
    has_fallen: bool = False
    stands: Statement | None = None

    @property
    def is_upheld(self) -> bool:
        """Whether what stands is no single word.

        Its origin has stated a figure before, or the run came down, so that higher figures were weighed.
        """
        stands = self.stands
        return self.has_fallen or (stands is not None and stands.origin.key in self.followed)

    def doubts(self, key: str, figure: int) -> bool:
        """Tell whether a figure that an origin stated waits for a second voice, far from what stands."""
        stands = self.stands
        if stands is None or _is_close(figure, stands.figure):
            return False
        waiting = self.waiting.by_origin.get(key)
        if waiting is not None and waiting.figure == figure:
            return True
        return any(one.origin.key == key and one.figure == figure for one in self._middle())

    def judged_anew(self, before: Run) -> set[str]:
        """Return the origins whose older statements may be doubted now, or no longer."""
        origins = {statement.origin.key for run in (before, self) for statement in run._middle()}
        old, new = before.stands, self.stands
        if not self.waiting.by_figure or old is None or new is None:
            return origins
        if old.figure != new.figure:
            for edge in zip(_near(old.figure), _near(new.figure), strict=True):
                near_edge = self.waiting.between(min(edge), max(edge))
                origins.update(statement.origin.key for statement in near_edge)
        return origins

    def _middle(self) -> tuple[Statement, ...]:
        return _middle(self.newest, has_fallen=self.has_fallen, has_office=self.has_office)

    def hear(self, *statements: Statement) -> Run:
        """Return the run after some statements, none of which its origin has made before."""
        if not statements:
            return self
        stretch = _Stretch(self)
        for statement in statements:
            stretch.hear(statement)
        return stretch.run()


class _Stretch:
    """A part of a run, one statement after another; local to one call of `hear`.

    `newest` holds those that spoke last, the last one at its end; that of older ones is no harm.
    """

    def __init__(self, before: Run) -> None:
        self.believed = before.believed
        self.left = before.left
        self.named = before.named
        self.waiting = before.waiting
        self.newest = {statement.origin.key: statement for statement in before.newest}
        self.heard = before.heard
        self.followed = before.followed
        self.has_office = before.has_office
        self.has_fallen = before.has_fallen

    def run(self) -> Run:
        """Return the run after this stretch, and what then stands.

        That is what is believed, or the middle of what was said last.
        """
        newest = tuple(self.newest.values())[-_MIDDLE_OF:]
        middle = _middle(newest, has_fallen=self.has_fallen, has_office=self.has_office)
        return Run(
            self.believed,
            self.left,
            self.named,
            self.waiting,
            newest,
            self.heard,
            self.followed,
            self.has_office,
            self.has_fallen,
            sorted(middle, key=FIGURE)[_MIDDLE_OF // 2] if middle else self.believed,
        )

    def hear(self, statement: Statement) -> None:
        key = statement.origin.key
        if key in self.waiting.by_origin:
            self.waiting = self.waiting.without(key)
        self.weigh(statement)
        if key not in self.heard:
            self.heard = self.heard.insert(key)
        elif key not in self.followed:
            self.followed = self.followed.insert(key)
        if statement.named:
            self.named = self.named.having(statement)
            self.newest.pop(key, None)
            self.newest[key] = statement
            self.has_office = self.has_office or statement.official

    def weigh(self, statement: Statement) -> None:
        if self.believed and statement.allows(self.believed.figure):
            return
        if self.is_doubted(statement) and not self.is_seconded(statement):
            self.waiting = self.waiting.having(statement)
        else:
            self.believe(statement)

    def believe(self, statement: Statement) -> None:
        """Go on with `statement`, and leave what stood behind."""
        if self.believed:
            self.has_fallen = self.has_fallen or statement.figure < self.believed.figure
        for before in (self.believed, self.named.by_origin.get(statement.origin.key)):
            if before:
                self.left = self.left.insert(before.figure)
        self.left = self.left.discard(statement.figure)
        self.believed = statement

    def is_doubted(self, statement: Statement) -> bool:
        if self.believed is None:
            return False
        if statement.figure in self.left and not statement.official:
            return True
        rise = statement.figure - self.believed.figure
        if rise > 0 and statement.origin == self.believed.origin:
            return False
        if not statement.named:
            return rise < 0 or rise * _RISE > self.believed.figure
        return rise < 0 and not self.can_correct(statement, self.believed)

    def can_correct(self, statement: Statement, believed: Statement) -> bool:
        """Tell whether a named origin is believed when it states a lower figure."""
        if statement.is_close(believed) or statement.origin == believed.origin:
            return True
        return statement.official and statement.origin.key in self.named.by_origin

    def is_seconded(self, statement: Statement) -> bool:
        """Tell whether another origin means the figure, and one of both is named.

        What a named origin said before seconds another named one. A reprint that nobody is named for
        needs somebody who says it anew.
        """
        figure = statement.figure
        lowest, highest = figure, figure
        if figure not in self.left:
            lowest, highest = _near(figure)
        waits = self.waiting.between(lowest, highest)
        if any(self.seconds(other, statement) for other in waits if other.named or statement.named):
            return True
        return statement.named and any(
            other.origin != statement.origin and self.seconds(other, statement)
            for other in self.named.between(lowest, highest)
        )

    def seconds(self, other: Statement, statement: Statement) -> bool:
        """Tell whether `other` means the figure too.

        "At least 30" is no word for a fall to 30, and a figure left behind must come back exactly.
        """
        falls = self.believed is not None and statement.figure < self.believed.figure
        if falls and other.contradicts_lower_only:
            return False
        if statement.figure in self.left:
            return other.figure == statement.figure
        return other.is_close(statement)
