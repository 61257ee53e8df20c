"""The band of a toll, drawn: low to high as an area, the best figure as a line, claims as points.

Pure geometry: what goes in are moments and numbers, what comes out are paths and places for an SVG. The
band is a staircase, for between two reports nothing is known to have changed. Where nobody sets an upper
limit it is open, up to the top of the plot.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reconcile.estimation.course import Turn
from service.pages.scale import Scale, padded, round_moments, round_numbers
from service.pages.thinning import thinned

WIDTH: Final = 860
HEIGHT: Final = 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 14, 14, 34
_MOST_POINTS: Final = 400
_CROWD: Final = 120
_FAR_ABOVE: Final = 12
"""How many times the highest figure that stood the range may reach before the scale lets it go."""
_ABOVE_ALL: Final = 2
"""The same for a claim, of the highest of the band."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim to be drawn: when, its bounds (None: open), by which voice, and whether it counts."""

    id: str
    at: datetime
    low: int | None
    high: int | None
    voice: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A claim drawn: its place, and from where to where its whisker reaches if its words leave a range.

    `beyond`: its figure lies above the scale, and it stands at the top.
    """

    said: Said
    x: float
    y: float
    whisker: tuple[float, float] | None
    beyond: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid, at a place, for a value."""

    place: float
    number: int | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the SVG of a band needs. `closed`, `open` and `best` are paths, "" where there is none.

    `claims` counts what there is, `points` holds what is drawn of it. `highest`: the upper end of the
    range, if it lies above the scale.
    """

    first: datetime
    last: datetime
    top: int
    closed: str
    open: str
    best: str
    edges: str
    points: tuple[Point, ...]
    claims: int
    marks: tuple[float, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    columns_are_days: bool
    highest: int | None

    @property
    def is_crowded(self) -> bool:
        """Whether there is so much in it that points and marks are drawn small."""
        return max(len(self.points), len(self.marks)) > _CROWD

    @property
    def beyond(self) -> int:
        """How many points lie above the scale."""
        return sum(point.beyond for point in self.points)


def drawn(turns: Sequence[Turn], claims: Sequence[Said]) -> Drawing | None:
    """Return the drawing of a category's course and its claims; None where there is nothing to draw."""
    moments = [turn.at for turn in turns] + [said.at for said in claims]
    if not moments:
        return None
    first, last = padded(moments)
    numbers = round_numbers(_highest(turns, claims))
    time = Scale(first.timestamp(), last.timestamp(), _LEFT, WIDTH - _RIGHT)
    count = Scale(0, numbers[-1], HEIGHT - _BOTTOM, _TOP)
    steps = _steps(turns, last, time)
    moments_shown, days = round_moments(first, last)
    return Drawing(
        first=first,
        last=last,
        top=numbers[-1],
        closed=_area(steps, count, is_open=False),
        open=_area(steps, count, is_open=True),
        best=_line(steps, count),
        edges=_edges(steps, count),
        points=tuple(_points(claims, time, count)),
        claims=len(claims),
        marks=tuple(dict.fromkeys(round(time.place(turn.at.timestamp())) for turn in turns)),
        rows=tuple(Tick(count.place(number), number=number) for number in numbers),
        columns=tuple(Tick(time.place(at.timestamp()), moment=at) for at in moments_shown),
        columns_are_days=days,
        highest=_above(turns, numbers[-1]),
    )


def _highest(turns: Iterable[Turn], claims: Iterable[Said]) -> int:
    """Return the highest number on the scale: a slip far above all else must not flatten the rest."""
    figures = [turn.figures for turn in turns]
    stood = max((n for f in figures for n in (f.low, f.best) if n is not None), default=0)
    ends = [
        f.high for f in figures if f.high is not None and (not stood or f.high <= stood * _FAR_ABOVE)
    ]
    of_band = max([stood, *ends])
    of_claims = [n for said in claims for n in (said.low, said.high) if n is not None]
    return max([of_band, *(n for n in of_claims if not of_band or n <= of_band * _ABOVE_ALL)], default=1)


def _above(turns: Iterable[Turn], top: int) -> int | None:
    highest = max((turn.figures.high or 0 for turn in turns), default=0)
    return highest if highest > top else None


@dataclass(frozen=True, slots=True)
class _Step:
    """A turn, from where to where it holds."""

    start: float
    end: float
    low: int | None
    best: int | None
    high: int | None


def _steps(turns: Sequence[Turn], last: datetime, time: Scale) -> list[_Step]:
    ends = [*(turn.at for turn in turns[1:]), last]
    return [
        _Step(
            time.place(turn.at.timestamp()),
            time.place(end.timestamp()),
            turn.figures.low,
            turn.figures.best,
            turn.figures.high,
        )
        for turn, end in zip(turns, ends, strict=True)
    ]


def _area(steps: Iterable[_Step], count: Scale, *, is_open: bool) -> str:
    """Return the path of the steps that have an upper limit, or of those that have none."""
    parts = []
    for step in steps:
        if step.low is None or (step.high is None) is not is_open:
            continue
        low = count.place(step.low)
        high = count.end if step.high is None else count.place(step.high)
        if low - high < _THIN and not is_open:  # a range of one number is still to be seen
            middle = (low + high) / 2
            low, high = round(middle + _THIN / 2, 1), round(middle - _THIN / 2, 1)
        parts.append(f"M{step.start} {low}V{high}H{step.end}V{low}Z")
    return "".join(parts)


_THIN: Final = 5.0


def _edges(steps: Iterable[_Step], count: Scale) -> str:
    """Return the lower edge of the open steps, which have no other outline."""
    return "".join(
        f"M{step.start} {count.place(step.low)}H{step.end}"
        for step in steps
        if step.low is not None and step.high is None
    )


def _line(steps: Sequence[_Step], count: Scale) -> str:
    """Return the path of the best figure, broken where nobody states one."""
    parts: list[str] = []
    goes_on = False
    for step in steps:
        if step.best is None:
            goes_on = False
            continue
        y = count.place(step.best)
        parts.append(f"V{y}H{step.end}" if goes_on else f"M{step.start} {y}H{step.end}")
        goes_on = True
    return "".join(parts)


def _points(claims: Sequence[Said], time: Scale, count: Scale) -> list[Point]:
    placed = [_point(said, time, count) for said in claims]
    return thinned(placed, _cell, lambda point: point.said.counts, _MOST_POINTS)


def _cell(point: Point, size: float) -> tuple[int, int, int, bool]:
    """Return the cell of a point; those of each voice lie between those of others, not upon them."""
    voice = point.said.voice
    shifted = point.x + size * voice / _SHARES
    return (int(shifted / size), int(point.y / size), voice, point.said.counts)


_SHARES: Final = 8


def _point(said: Said, time: Scale, count: Scale) -> Point:
    figure = said.low if said.low is not None else said.high or 0
    if not said.low and said.high:  # "at most 5" says 5
        figure = said.high
    whisker = None
    if said.low != said.high:
        low = count.place(said.low or 0)
        whisker = (low, count.end if said.high is None else count.place(said.high))
        if said.high is None:
            whisker = (low, round(max(low - _UP, count.end), 1))
    return Point(
        said=said,
        x=time.place(said.at.timestamp()),
        y=count.place(figure),
        whisker=whisker,
        beyond=figure > count.high,
    )


_UP: Final = 16.0
"""How far the whisker of an "at least" points up."""
