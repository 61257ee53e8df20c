"""The hearing: claims of one category, heard one by one, make what each origin holds.

The rules are those of the model. Claims are heard in the order of the time they speak of, whatever
the order in which they arrived (`transcript.py` sees to that):

1. a retracted, denied, previous or historical figure has no weight, nor has one of another window;
2. an origin's figure is heard once, when first said; saying it again adds nothing;
3. an origin's newest total replaces its older one, up or down; a vague word that does not contradict
   the figure replaces nothing;
4. a figure that another origin has left behind is stale until two origins mean it, or while one of
   those that said it holds it still;
5. a subset bounds from below until its origin gives a newer total; increments add to their origin's
   total;
6. an older total that a later one starts above stays true as a lower bound only (`heard.py`), unless
   the later one still waits for a second voice; then what its origin said before bounds from below;
7. while anybody else holds a position, a party to the conflict sets no bound.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from rpds import HashTrieMap, HashTrieSet

from reconcile.estimation.conventions import Convention
from reconcile.estimation.heard import Heard, Peak
from reconcile.estimation.holding import Holding
from reconcile.estimation.intervals import Interval, figure, interval, speaks_of_whole
from reconcile.estimation.origins import Origins, Speaker
from reconcile.estimation.position import Position, precedence
from reconcile.estimation.positions import Positions
from reconcile.estimation.run import FIGURE, Run, Statement
from reconcile.model import Count, Qualifier, RecordedClaim, Role, Scope, Unit

NOW_SAYS = "Its origin now says {words}."
"""Why an origin's older total no longer counts."""

Kept = TypeVar("Kept")
CountKey = tuple[int | None, int | None, Qualifier, str | None, Unit]
SaidKey = tuple[str, Scope, int | None, int | None, Qualifier, str | None, Unit]


def _key(count: Count) -> CountKey:
    """Return what makes two counts the same; a plain tuple, for hashing a model is slow."""
    return (count.low, count.high, count.qualifier, count.term, count.unit)


class Telling(NamedTuple):
    """What became of a claim: `reason` is a sentence with places for {words} and {who}.

    {words} are those of `because_of`, {who} the names of the voices in `voices`.
    """

    claim: RecordedClaim
    role: Role
    reason: str
    because_of: RecordedClaim | None = None
    voices: Iterable[str] = ()


class Voice(NamedTuple):
    """What one origin has said: its total, the increments since, and its parts.

    `waiting`: the stale figure that it has brought back and that waits for a second voice. `stated`: its
    statements by figure, ascending.
    """

    speaker: Speaker
    total: RecordedClaim | None = None
    increments: tuple[RecordedClaim, ...] = ()
    parts: tuple[Position, ...] = ()
    waiting: CountKey | None = None
    stated: tuple[Statement, ...] = ()


class Left(NamedTuple):
    """Who has left a figure behind, by key, and since when."""

    voices: HashTrieSet[str]
    since: datetime


@dataclass(frozen=True, slots=True)
class Method:
    """How claims are heard: by which convention for vague words, and what is known of sources."""

    convention: Convention
    origins: Origins


class Hearing(NamedTuple):
    """All that was heard so far, so that the next claim costs no more than the first.

    A frozen value: `hear` returns the hearing after one more claim, and the one before stays good.
    `positions` are those of every voice but the parties', `partisan` those of the parties. `newest`: the
    time the newest claim with weight speaks of. `peaks`: when a total first began higher than before.
    """

    method: Method
    voices: HashTrieMap[str, Voice] = HashTrieMap()
    said: HashTrieMap[SaidKey, RecordedClaim] = HashTrieMap()
    holding: HashTrieMap[CountKey, int] = HashTrieMap()
    """How many voices hold a count as their total."""
    left: HashTrieMap[CountKey, Left] = HashTrieMap()
    waiting: HashTrieMap[CountKey, HashTrieMap[str, RecordedClaim]] = HashTrieMap()
    run: Run = Run()
    positions: Positions = Positions()
    partisan: Positions = Positions()
    newest: datetime | None = None
    peaks: tuple[Peak, ...] = ()

    def hear(
        self,
        claims: Iterable[RecordedClaim],
        retracted: Container[str] = (),
        tellings: list[Telling] | None = None,
    ) -> Hearing:
        """Return the hearing after some claims.

        Many in one call cost less than one by one: what the voices hold is made out once, at the end.

        Args:
            claims: in the order of `precedence`; they precede none that was heard before.
            retracted: the ids of those that have no weight.
            tellings: if given, what became of these claims, and of others by them, is added to it.
        """
        sitting = _Sitting(self, tellings)
        for claim in claims:
            reason = _no_weight(claim, retracted)
            if reason:
                sitting.tell(claim, Role.EXCLUDED, reason)
            else:
                sitting.hear(claim)
        return sitting.hearing() if sitting.changed else self

    def heard(self) -> Heard:
        """Return what a policy rules on, the category taken by itself."""
        stands = self.run.stands
        return Heard(
            held=self.positions or self.partisan,
            stands=_as_position(stands) if stands else None,
            is_upheld=self.run.is_upheld,
            newest=self.newest,
            peaks=self.peaks,
        )


def _as_position(statement: Statement) -> Position:
    interval_, figure_ = statement.interval, statement.figure
    return Position(statement.origin, interval_, figure_, is_total=True, claims=statement.claims)


def _no_weight(claim: RecordedClaim, retracted: Container[str]) -> str | None:
    if claim.id in retracted:
        return "Retracted by whoever recorded it."
    if claim.denied:
        return "Denied by the text that carries it."
    if claim.scope is Scope.PREVIOUS:
        return "An earlier figure, quoted as such."
    if claim.scope is Scope.HISTORICAL:
        return "A figure of another event."
    if claim.since is not None:
        return "A figure over another window of time."
    return None


def _with_changes(
    before: HashTrieMap[CountKey, Kept], changes: Mapping[CountKey, Kept | None]
) -> HashTrieMap[CountKey, Kept]:
    """Return what was kept by count, with changes; what comes to nothing is kept no more."""
    for count, kept in changes.items():
        before = before.insert(count, kept) if kept else before.discard(count)
    return before


class _Speaking:
    """A voice that speaks in a sitting, and changes; local to it."""

    def __init__(self, before: Voice) -> None:
        self.speaker, self.total, self.increments, self.parts, self.waiting, self.stated = before

    def voice(self) -> Voice:
        """Return the voice as it is now."""
        return Voice(self.speaker, self.total, self.increments, self.parts, self.waiting, self.stated)


class _Sitting:
    """A part of a hearing, one claim after another; local to one call of `hear`.

    `changed`: the voices that have said more in it. `stated`: what they stated outright, for the run to
    hear. `said`, `holding` and `left` are what it adds to those before it: no voice holds a count that
    has 0, none has left one that has None.
    """

    def __init__(self, before: Hearing, tellings: list[Telling] | None) -> None:
        self.before = before
        self.method = before.method
        self.said: dict[SaidKey, RecordedClaim] = {}
        self.holding: dict[CountKey, int] = {}
        self.left: dict[CountKey, Left | None] = {}
        self.waiting = before.waiting
        self.newest = before.newest
        self.peaks = before.peaks
        self.tellings = tellings
        self.changed: dict[str, _Speaking] = {}
        self.stated: list[Statement] = []

    def hearing(self) -> Hearing:
        """Return the hearing after this sitting."""
        voices, run = self.before.voices, self.before.run.hear(*self.stated)
        sides = {False: self.before.positions, True: self.before.partisan}
        for key, speaking in self.changed.items():
            voice = speaking.voice()
            voices = voices.insert(key, voice)
            party = voice.speaker.party
            holding = _held_now(voice, self.positions_of(voice), run)
            sides[party] = sides[party].with_voice(key, holding)
        for key in run.judged_anew(self.before.run) - self.changed.keys():
            voice = voices[key]
            party = voice.speaker.party
            before = sides[party].held_by(key)
            if before.doubted is not _is_doubted(voice, before.total, run):
                holding = _held_now(voice, before.positions, run)
                sides[party] = sides[party].with_voice(key, holding)
        return Hearing(
            self.method,
            voices,
            self.before.said.update(self.said),
            _with_changes(self.before.holding, self.holding),
            _with_changes(self.before.left, self.left),
            self.waiting,
            run,
            sides[False],
            sides[True],
            self.newest,
            self.peaks,
        )

    def hear(self, claim: RecordedClaim) -> None:
        speaker, count = self.method.origins.speaker(claim), _key(claim.count)
        key = speaker.origin.key
        said = (key, claim.scope, *count)
        first = self.said.get(said) or self.before.said.get(said)
        if first is not None:
            self.tell(claim, Role.REPEATED, "Its origin said this before.", first)
            return
        self.said[said] = claim
        self.newest = claim.as_of
        voice = self.speaking(speaker)
        voice.speaker = speaker
        if claim.scope is Scope.INCREMENT:
            self.state_sum(voice, claim)
            voice.increments = (*voice.increments, claim)
            self.tell(claim, Role.COUNTED, "More, on top of its origin's total.")
        elif not speaks_of_whole(claim):
            voice.parts = (*voice.parts, self.bound(speaker, claim))
            self.tell(claim, Role.COUNTED, "A part: the total is no lower.")
        else:
            self.state(voice, figure(claim), self.allowed(claim), (claim,))
            self.hear_total(voice, claim, count)

    def speaking(self, speaker: Speaker) -> _Speaking:
        """Return the voice of a speaker, to be changed."""
        key = speaker.origin.key
        voice = self.changed.get(key)
        if voice is None:
            voice = _Speaking(self.before.voices.get(key) or Voice(speaker))
            self.changed[key] = voice
        return voice

    def tell(
        self,
        claim: RecordedClaim,
        role: Role,
        reason: str,
        because_of: RecordedClaim | None = None,
        voices: Iterable[str] = (),
    ) -> None:
        if self.tellings is not None:
            self.tellings.append(Telling(claim, role, reason, because_of, voices))

    # -- what a claim states

    def state(
        self,
        voice: _Speaking,
        figure_: int | None,
        allowed: Interval,
        claims: tuple[RecordedClaim, ...],
    ) -> None:
        """Keep a total that a voice states outright, for the run to hear and among all it has stated."""
        if not figure_:  # that there are none is no figure of a run
            return
        speaker = voice.speaker
        statement = Statement(speaker.origin, figure_, allowed, claims, speaker.named, speaker.official)
        self.stated.append(statement)
        at = bisect_left(voice.stated, figure_, key=FIGURE)
        if at == len(voice.stated) or voice.stated[at].figure != figure_:
            voice.stated = (*voice.stated[:at], statement, *voice.stated[at:])

    def state_sum(self, voice: _Speaking, increment: RecordedClaim) -> None:
        """Keep the total that an increment raises, where it states one outright."""
        if voice.total is None:
            return
        claims = (voice.total, *voice.increments, increment)
        sum_ = self.sum_of(claims)
        if sum_ is not None:
            self.state(voice, sum_, Interval(sum_, sum_), claims)

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
        more = interval(increment.count, self.method.convention)
        return more if increment.count.unit is Unit.PERSONS else more.opened()

    def allowed(self, claim: RecordedClaim) -> Interval:
        allowed = interval(claim.count, self.method.convention)
        return allowed if speaks_of_whole(claim) else allowed.opened()

    # -- totals

    def hear_total(self, voice: _Speaking, claim: RecordedClaim, count: CountKey) -> None:
        key = voice.speaker.origin.key
        left = self.left_behind(count)
        left_by_others = left is not None and len(left.voices) > (key in left.voices)
        if left is None or not left_by_others or self.holders(count) or claim.as_of <= left.since:
            self.take(voice, claim, count)
            return
        self.stop_waiting(voice)
        voice.waiting = count
        waiting = self.waiting.get(count, HashTrieMap()).insert(key, claim)
        self.waiting = self.waiting.insert(count, waiting)
        reason = "A figure that {who} had left behind; no second origin means it."
        self.tell(claim, Role.STALE, reason, voices=left.voices.discard(key))
        if len(waiting) > 1:
            self.left[count] = None
            self.waiting = self.waiting.remove(count)
            for _, revived in sorted(waiting.items()):
                self.take(self.speaking(self.method.origins.speaker(revived)), revived, count)

    def take(self, voice: _Speaking, claim: RecordedClaim, count: CountKey) -> None:
        """Make `claim` its origin's total."""
        current = voice.total
        if current and self.says_less(claim, current):
            reason = "A vague word beside its origin's figure, {words}."
            self.tell(claim, Role.SUPERSEDED, reason, current)
            return
        if current:
            self.tell(current, Role.SUPERSEDED, NOW_SAYS, claim)
            self.leave(voice.speaker.origin.key, current, claim.as_of)
        low = interval(claim.count, self.method.convention).low
        if not self.peaks or low > self.peaks[-1][1]:
            self.peaks = (*self.peaks, (claim.as_of, low))
        self.holding[count] = self.holders(count) + 1
        self.stop_waiting(voice)
        if voice.increments:
            self.end_increments(voice, claim)
        voice.total = claim
        voice.parts = tuple(part for part in voice.parts if part.as_of >= claim.as_of)
        self.tell(claim, Role.COUNTED, "The newest total of its origin.")

    def end_increments(self, voice: _Speaking, claim: RecordedClaim) -> None:
        """Drop the increments from before a total."""
        later = []
        for increment in voice.increments:
            if precedence(increment) > precedence(claim):
                later.append(increment)
            else:
                reason = "Its origin has since given a total, {words}."
                self.tell(increment, Role.SUPERSEDED, reason, claim)
        voice.increments = tuple(later)

    def leave(self, key: str, total: RecordedClaim, when: datetime) -> None:
        """Note that a voice no longer holds a total."""
        count = _key(total.count)
        left = self.left_behind(count) or Left(HashTrieSet(), when)
        self.left[count] = Left(left.voices.insert(key), left.since)
        self.holding[count] = self.holders(count) - 1

    def holders(self, count: CountKey) -> int:
        """Return how many voices hold a count as their total."""
        now = self.holding.get(count)
        return self.before.holding.get(count, 0) if now is None else now

    def left_behind(self, count: CountKey) -> Left | None:
        """Return who has left a count behind."""
        return self.left[count] if count in self.left else self.before.left.get(count)

    def stop_waiting(self, voice: _Speaking) -> None:
        """Forget a figure that waits for a second voice: its origin has said another since."""
        count = voice.waiting
        if count is None:
            return
        if count in self.waiting:
            others = self.waiting[count].discard(voice.speaker.origin.key)
            self.waiting = self.waiting.insert(count, others)
        voice.waiting = None

    def says_less(self, claim: RecordedClaim, current: RecordedClaim) -> bool:
        vague = claim.count.qualifier is Qualifier.VAGUE
        stated = current.count.qualifier is not Qualifier.VAGUE
        return vague and stated and self.allowed(claim).meets(self.allowed(current))

    # -- what a voice holds

    def positions_of(self, voice: Voice) -> tuple[Position, ...]:
        """Return what a voice has said and means: its total and what came on top, or its bounds."""
        speaker, total = voice.speaker, voice.total
        if total is None:
            return (*[self.bound(speaker, increment) for increment in voice.increments], *voice.parts)
        claims = (total, *voice.increments)
        sum_ = self.allowed(total)
        for increment in voice.increments:
            sum_ = sum_.plus(self.more(increment))
        held = Position(speaker.origin, sum_, self.sum_of(claims), True, claims, speaker.reliable)
        return (held, *voice.parts)

    def bound(self, speaker: Speaker, claim: RecordedClaim) -> Position:
        low = self.allowed(claim).opened()
        return Position(
            speaker.origin, low, None, is_total=False, claims=(claim,), reliable=speaker.reliable
        )


def _held_now(voice: Voice, positions: tuple[Position, ...], run: Run) -> Holding:
    """Return what a voice holds: where its total is doubted, what it said before is still meant."""
    held = Holding(positions)
    total = held.total
    if total is None or not _is_doubted(voice, total, run):
        return held
    lower = bisect_left(voice.stated, total.figure, key=FIGURE)
    return Holding(positions, True, _as_position(voice.stated[lower - 1]) if lower else None)


def _is_doubted(voice: Voice, total: Position | None, run: Run) -> bool:
    """Tell whether a voice's total waits for a second voice."""
    if total is None or total.figure is None:
        return False
    return run.doubts(voice.speaker.origin.key, total.figure)
