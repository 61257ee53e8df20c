"""Claims to positions: what each origin holds now, and what became of every claim.

The rules are those of the model. Claims are heard in the order of the time they speak of, whatever
the order in which they arrived:

1. a retracted, denied, previous or historical figure has no weight;
2. an origin's figure is heard once, when first said; saying it again adds nothing;
3. an origin's newest total replaces its older one, up or down; a vague word that does not contradict
   the figure replaces nothing;
4. a figure that another origin has left behind is stale until two origins mean it, or while one of
   those that said it holds it still;
5. a subset bounds from below until its origin gives a newer total; increments add to their origin's
   total;
6. an older total that a later one starts above stays true as a lower bound only, unless the later one
   still waits for a second voice; then what its origin said before bounds from below.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reconcile.estimation.conventions import Convention
from reconcile.estimation.intervals import Interval, figure, interval, speaks_of_whole
from reconcile.estimation.origins import Origin, is_named, is_official, origin
from reconcile.estimation.run import Statement, outcome
from reconcile.estimation.wording import words_of
from reconcile.model import Count, Qualifier, RecordedClaim, Role, Scope, Standing, Unit


def precedence(claim: RecordedClaim) -> tuple[datetime, datetime, int, str]:
    """Return the order in which claims are heard: by the time they speak of, then by the record.

    Claims of one report share both times; there the place in the text decides, so that a figure
    stated after a vague word replaces it.
    """
    start = claim.evidence.start if claim.evidence else 0
    return (claim.as_of, claim.recorded_at, start, claim.id)


@dataclass(frozen=True, slots=True)
class Position:
    """What an origin holds: the totals it allows, the figure it states, and the claims behind it.

    `interval` is the one of `claims` and, after growth, open above. `is_total`: it speaks of the
    whole, and is not a bound from a part.
    """

    origin: Origin
    interval: Interval
    figure: int | None
    is_total: bool
    claims: tuple[RecordedClaim, ...]

    @property
    def newest(self) -> RecordedClaim:
        """The claim that was heard last."""
        return self.claims[-1]


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of a category, and the standing of every claim in it.

    `stands`: the figure that stands, of all that were stated one after another; its origin may have
    said since that it is no lower.
    """

    positions: tuple[Position, ...]
    standings: tuple[Standing, ...]
    stands: Position | None


@dataclass(slots=True)
class _Hearing:
    """The hearing of one category's claims; local to one call of `positions`."""

    convention: Convention
    totals: dict[Origin, RecordedClaim] = field(default_factory=dict)
    parts: dict[Origin, list[RecordedClaim]] = field(default_factory=dict)
    increments: dict[Origin, list[RecordedClaim]] = field(default_factory=dict)
    first_said: dict[tuple[Origin, Scope, Count], RecordedClaim] = field(default_factory=dict)
    left: dict[Count, set[Origin]] = field(default_factory=dict)
    left_at: dict[Count, datetime] = field(default_factory=dict)
    waiting: dict[Count, dict[Origin, RecordedClaim]] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def hear(self, claim: RecordedClaim, *, retracted: bool) -> None:
        reason = _no_weight(claim, retracted=retracted)
        if reason:
            self.stand(claim, Role.EXCLUDED, reason)
            return
        speaker = origin(claim)
        said = (speaker, claim.scope, claim.count)
        first = self.first_said.setdefault(said, claim)
        if first is not claim:
            self.stand(claim, Role.REPEATED, "Its origin said this before.", first)
            return
        self.note(speaker, claim)
        if claim.scope is Scope.INCREMENT:
            self.increments.setdefault(speaker, []).append(claim)
            self.stand(claim, Role.COUNTED, "More, on top of its origin's total.")
        elif not speaks_of_whole(claim):
            self.parts.setdefault(speaker, []).append(claim)
            self.stand(claim, Role.COUNTED, "A part: the total is no lower.")
        else:
            self.hear_total(speaker, claim)

    def note(self, speaker: Origin, claim: RecordedClaim) -> None:
        """Keep what a claim states outright: its figure, or an increment with the total it raises."""
        stated = figure(claim)
        claims: tuple[RecordedClaim, ...] = (claim,)
        allowed = self.allowed(claim)
        total = self.totals.get(speaker)
        if claim.scope is Scope.INCREMENT and total is not None:
            claims = (total, *self.increments.get(speaker, ()), claim)
            stated = self.sum_of(claims)
            allowed = Interval(stated, stated) if stated is not None else allowed
        if stated:  # that there are none is no figure of a run
            kind = (is_named(claim), is_official(claim))
            self.statements.append(Statement(speaker, stated, allowed, claims, *kind))

    def sum_of(self, claims: Sequence[RecordedClaim]) -> int | None:
        """Return a total and the increments after it as one figure, None where one of them is vague."""
        total, *increments = claims
        stated = figure(total)
        for increment in increments:
            more = self.more(increment)
            stated = stated + more.low if stated is not None and more.low == more.high else None
        return stated

    def more(self, increment: RecordedClaim) -> Interval:
        """Return what an increment adds; families are so many persons at least."""
        more = interval(increment.count, self.convention)
        return more if increment.count.unit is Unit.PERSONS else more.opened()

    def hear_total(self, speaker: Origin, claim: RecordedClaim) -> None:
        count = claim.count
        left_by_others = self.left.get(count, set()) - {speaker}
        held = any(total.count == count for total in self.totals.values())
        if not left_by_others or held or claim.as_of <= self.left_at[count]:
            self.take(speaker, claim)
            return
        self.stop_waiting(speaker)
        waiting = self.waiting.setdefault(count, {})
        waiting[speaker] = claim
        who = ", ".join(speaker.name for speaker in sorted(left_by_others))
        reason = f"A figure that {who} had left behind; no second origin means it."
        self.stand(claim, Role.STALE, reason)
        if len(waiting) > 1:
            del self.waiting[count], self.left[count], self.left_at[count]
            for revived_speaker, revived in waiting.items():
                self.take(revived_speaker, revived)

    def take(self, speaker: Origin, claim: RecordedClaim) -> None:
        """Make `claim` its origin's total."""
        current = self.totals.get(speaker)
        if current and self.says_less(claim, current):
            reason = f"A vague word beside its origin's figure, {words_of(current)}."
            self.stand(claim, Role.SUPERSEDED, reason, current)
            return
        if current:
            reason = f"Its origin now says {words_of(claim)}."
            self.stand(current, Role.SUPERSEDED, reason, claim)
            self.left.setdefault(current.count, set()).add(speaker)
            self.left_at.setdefault(current.count, claim.as_of)
        self.stop_waiting(speaker)
        self.totals[speaker] = claim
        self.stand(claim, Role.COUNTED, "The newest total of its origin.")

    def stop_waiting(self, speaker: Origin) -> None:
        """Forget a figure that waits for a second voice: its origin has said another since."""
        for waiting in self.waiting.values():
            waiting.pop(speaker, None)

    def says_less(self, claim: RecordedClaim, current: RecordedClaim) -> bool:
        vague = claim.count.qualifier is Qualifier.VAGUE
        stated = current.count.qualifier is not Qualifier.VAGUE
        return vague and stated and self.allowed(claim).meets(self.allowed(current))

    def allowed(self, claim: RecordedClaim) -> Interval:
        allowed = interval(claim.count, self.convention)
        return allowed if speaks_of_whole(claim) else allowed.opened()

    def stand(
        self, claim: RecordedClaim, role: Role, reason: str, because_of: RecordedClaim | None = None
    ) -> None:
        self.standings[claim.id] = Standing(
            claim_id=claim.id,
            origin=origin(claim).name,
            role=role,
            reason=reason,
            because_of=because_of.id if because_of else None,
        )

    def positions(self) -> list[Position]:
        held = [self.position(speaker, total) for speaker, total in self.totals.items()]
        for speaker, parts in self.parts.items():
            held += [p for part in parts if (p := self.part(speaker, part))]
        for speaker, increments in self.increments.items():
            if speaker not in self.totals:
                held += [self.bound(speaker, increment) for increment in increments]
        return held

    def position(self, speaker: Origin, total: RecordedClaim) -> Position:
        """Return an origin's total, with the increments it announced since."""
        claims = [total]
        sum_ = self.allowed(total)
        for increment in self.increments.get(speaker, ()):
            if precedence(increment) < precedence(total):
                reason = f"Its origin has since given a total, {words_of(total)}."
                self.stand(increment, Role.SUPERSEDED, reason, total)
                continue
            sum_ = sum_.plus(self.more(increment))
            claims.append(increment)
        return Position(speaker, sum_, self.sum_of(claims), is_total=True, claims=tuple(claims))

    def part(self, speaker: Origin, part: RecordedClaim) -> Position | None:
        total = self.totals.get(speaker)
        if total and part.as_of < total.as_of:
            reason = f"A part of an older figure; its origin now says {words_of(total)}."
            self.stand(part, Role.SUPERSEDED, reason, total)
            return None
        return self.bound(speaker, part)

    def bound(self, speaker: Origin, claim: RecordedClaim) -> Position:
        low = self.allowed(claim).opened()
        return Position(speaker, low, None, is_total=False, claims=(claim,))

    def still_meant(self, waiting: Position) -> Statement | None:
        """Return the highest figure below a waiting one that its origin said before, and still means."""
        said = [statement for statement in self.statements if statement.origin == waiting.origin]
        lower = [one for one in said if waiting.figure is not None and one.figure < waiting.figure]
        return max(lower, key=lambda statement: statement.figure, default=None)

    def at_least(self, statement: Statement) -> Position:
        """Return what an origin that rose to a figure that waits has said before, as a lower bound."""
        for claim in statement.claims:
            reason = "True as a lower bound: what its origin says now waits for a second voice."
            self.stand(claim, Role.COUNTED, reason)
        low = statement.interval.opened()
        return Position(statement.origin, low, None, is_total=False, claims=statement.claims)

    def after_growth(self, position: Position, held: Iterable[Position]) -> Position:
        """Open a total above if a later one starts above it: tolls grow, and the older stays true."""
        if not position.is_total:
            return position
        for later in held:
            is_later = later.is_total and later.newest.as_of > position.newest.as_of
            if is_later and position.interval.is_below(later.interval):
                reason = (
                    f"True as a lower bound: later {later.origin.name} says {words_of(later.newest)}."
                )
                for claim in position.claims:
                    self.stand(claim, Role.COUNTED, reason, later.newest)
                return replace(position, interval=position.interval.opened())
        return position


def _no_weight(claim: RecordedClaim, *, retracted: bool) -> str | None:
    if retracted:
        return "Retracted by whoever recorded it."
    if claim.denied:
        return "Denied by the text that carries it."
    if claim.scope is Scope.PREVIOUS:
        return "An earlier figure, quoted as such."
    if claim.scope is Scope.HISTORICAL:
        return "A figure of another event."
    return None


def positions(
    claims: Iterable[RecordedClaim], *, retracted: Collection[str], convention: Convention
) -> Positions:
    """Return what each origin holds, from one category's claims in any order.

    `retracted` holds the ids of the claims taken back.
    """
    hearing = _Hearing(convention)
    for claim in sorted(claims, key=precedence):
        hearing.hear(claim, retracted=claim.id in retracted)
    held = sorted(hearing.positions(), key=lambda position: precedence(position.newest))
    came = outcome(hearing.statements)
    waiting = {(statement.origin, statement.figure) for statement in came.waiting}
    sure = [position for position in held if (position.origin, position.figure) not in waiting]
    doubted = [position for position in held if (position.origin, position.figure) in waiting]
    meant = [statement for position in doubted if (statement := hearing.still_meant(position))]
    sure += map(_as_position, meant)
    after_growth = [hearing.after_growth(position, sure) for position in held]
    after_growth += map(hearing.at_least, meant)
    stands = _as_position(came.stands) if came.stands else None
    return Positions(tuple(after_growth), tuple(hearing.standings.values()), stands)


def _as_position(statement: Statement) -> Position:
    interval, figure = statement.interval, statement.figure
    return Position(statement.origin, interval, figure, is_total=True, claims=statement.claims)
