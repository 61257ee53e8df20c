"""The transcript of a hearing: every claim in the order it is heard, and the hearing after it.

A claim that speaks of an earlier time than those heard before is put in its place: the hearing goes
back to there, and what follows is heard again. So is what follows a claim that is retracted. The cost
of a claim is that of what follows it, which for claims that come in order is nothing.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rpds import HashTrieSet

from reconcile.estimation.hearing import Hearing
from reconcile.estimation.position import precedence
from reconcile.model import RecordedClaim

_BLOCK = 256
"""How many claims are kept without a hearing of each: memory, against what a late claim costs."""


class Step(NamedTuple):
    """A claim, the hearing before it, and the step before it."""

    claim: RecordedClaim
    hearing: Hearing
    before: Step | None


class Block(NamedTuple):
    """Claims heard one after another, the hearing before the first of them, and the block before."""

    claims: tuple[RecordedClaim, ...]
    hearing: Hearing
    before: Block | None


class Transcript(NamedTuple):
    """Claims as heard. A frozen value: with one claim more it is another one.

    `recent` is the newest step and `recently` the number of them, `older` the block before the first of
    them. `retracted` holds the ids of the claims taken back.
    """

    hearing: Hearing
    recent: Step | None = None
    recently: int = 0
    older: Block | None = None
    retracted: HashTrieSet[str] = HashTrieSet()

    def with_claim(self, claim: RecordedClaim) -> Transcript:
        """Return the transcript with a claim in its place."""
        return self._again_from(claim, [claim], self.retracted)

    def without_weight(self, claim: RecordedClaim) -> Transcript:
        """Return the transcript with a claim of it retracted: listed, and without weight."""
        return self._again_from(claim, [], self.retracted.insert(claim.id))

    def claims(self) -> list[RecordedClaim]:
        """Return every claim, in the order heard."""
        backwards = [step.claim for step in self._steps()]
        block = self.older
        while block is not None:
            backwards += reversed(block.claims)
            block = block.before
        return backwards[::-1]

    def _steps(self) -> Iterator[Step]:
        step = self.recent
        while step is not None:
            yield step
            step = step.before

    def _again_from(
        self, claim: RecordedClaim, added: list[RecordedClaim], retracted: HashTrieSet[str]
    ) -> Transcript:
        """Go back to where `claim` belongs, and hear from there on."""
        place = precedence(claim)
        transcript = self
        later: list[RecordedClaim] = []
        while (newest := transcript._newest()) is not None and precedence(newest) >= place:
            transcript, claim_after = transcript._back()
            later.append(claim_after)
        transcript = transcript._replace(retracted=retracted)
        for heard in (*added, *reversed(later)):
            transcript = transcript._on(heard)
        return transcript

    def _newest(self) -> RecordedClaim | None:
        if self.recent is not None:
            return self.recent.claim
        return self.older.claims[-1] if self.older else None

    def _back(self) -> tuple[Transcript, RecordedClaim]:
        """Return the transcript without its newest claim, and that claim."""
        step = self.recent
        if step is None:
            return self._with_block_opened()._back()
        back = Transcript(step.hearing, step.before, self.recently - 1, self.older, self.retracted)
        return back, step.claim

    def _on(self, claim: RecordedClaim) -> Transcript:
        hearing, _ = self.hearing.hear(claim, retracted=claim.id in self.retracted)
        recent = Step(claim, self.hearing, self.recent)
        on = Transcript(hearing, recent, self.recently + 1, self.older, self.retracted)
        return on._with_block_closed() if on.recently > 2 * _BLOCK else on

    def _with_block_closed(self) -> Transcript:
        """Keep of the older recent steps one hearing only."""
        steps = [*self._steps()]
        newer, older = steps[:_BLOCK], steps[_BLOCK:]
        block = Block(tuple(step.claim for step in reversed(older)), older[-1].hearing, self.older)
        recent = None
        for step in reversed(newer):
            recent = step._replace(before=recent)
        return self._replace(recent=recent, recently=len(newer), older=block)

    def _with_block_opened(self) -> Transcript:
        """Hear the newest block again, claim by claim."""
        block = self.older
        if block is None:
            return self
        transcript = Transcript(block.hearing, older=block.before, retracted=self.retracted)
        for claim in block.claims:
            transcript = transcript._on(claim)
        return transcript


def transcript_of(
    hearing: Hearing, claims: Iterable[RecordedClaim], retracted: HashTrieSet[str]
) -> Transcript:
    """Return the transcript of claims in any order, heard by an empty hearing."""
    transcript = Transcript(hearing, retracted=retracted)
    for claim in sorted(claims, key=precedence):
        transcript = transcript._on(claim)
    return transcript
