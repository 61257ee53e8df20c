"""The transcript of a hearing: every claim in the order it is heard, and the hearing after it.

A claim that speaks of an earlier time than those heard before is put in its place: the hearing goes
back to there, and what follows is heard again. So is what follows a claim that is retracted. A claim
costs what it costs to hear what follows it, which for claims that come in order is nothing.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rpds import HashTrieSet

from reconcile.estimation.hearing import Hearing
from reconcile.estimation.position import Precedence, precedence
from reconcile.model import RecordedClaim


class Block(NamedTuple):
    """Claims heard one after another, the hearing before the first of them, and the block before."""

    claims: tuple[RecordedClaim, ...]
    hearing: Hearing
    before: Block | None


class Transcript(NamedTuple):
    """Claims as heard. A frozen value: with one claim more it is another one.

    `newest` is the block that holds the newest claim. The further back a block, the more claims it
    holds: few hearings are kept, and what is heard again is a few times what there is to go back over.
    `retracted` holds the ids of the claims taken back.
    """

    hearing: Hearing
    newest: Block | None = None
    retracted: HashTrieSet[str] = HashTrieSet()

    def having_heard(
        self, claims: Iterable[RecordedClaim] = (), taken_back: Iterable[RecordedClaim] = ()
    ) -> Transcript:
        """Return the transcript with claims in their places, and some of all of them without weight.

        Args:
            claims: those that came, in any order; none is in the transcript.
            taken_back: those that are retracted: they stay in the list.
        """
        coming, going = sorted(claims, key=precedence), list(taken_back)
        firsts = [precedence(claim) for claim in (*coming[:1], *going)]
        if not firsts:
            return self
        hearing, newest, later = self._back_to(min(firsts))
        retracted = self.retracted.update(claim.id for claim in going)
        in_place = sorted([*later, *coming], key=precedence) if later else coming
        return Transcript(hearing, newest, retracted)._on(in_place)

    def claims(self) -> list[RecordedClaim]:
        """Return every claim, in the order heard."""
        return [claim for block in [*self._blocks()][::-1] for claim in block.claims]

    def _blocks(self) -> Iterator[Block]:
        block = self.newest
        while block is not None:
            yield block
            block = block.before

    def _back_to(self, place: Precedence) -> tuple[Hearing, Block | None, list[RecordedClaim]]:
        """Return the hearing and the newest block before a place, and the claims heard since."""
        hearing, newest, later = self.hearing, self.newest, list[RecordedClaim]()
        while newest is not None and precedence(newest.claims[-1]) >= place:
            later = [*newest.claims, *later]
            hearing, newest = newest.hearing, newest.before
        return hearing, newest, later

    def _on(self, claims: Sequence[RecordedClaim]) -> Transcript:
        """Return the transcript with claims heard that follow those heard before."""
        hearing, newest = self.hearing, self.newest
        for some in _ever_fewer(claims):
            newest = _merged(Block(tuple(some), hearing, newest))
            hearing = hearing.hear(some, self.retracted)
        return Transcript(hearing, newest, self.retracted)


def _ever_fewer(claims: Sequence[RecordedClaim]) -> Iterator[Sequence[RecordedClaim]]:
    """Yield three in four of some claims, then of those left, down to single ones."""
    start = 0
    while start < len(claims):
        end = start + max(1, (len(claims) - start) * 3 // 4)
        yield claims[start:end]
        start = end


def _merged(newest: Block) -> Block:
    """Return the blocks with the older two of three made one where the third is no larger, all the way.

    So those behind a block are larger than it but for one.
    """
    while (second := newest.before) and (third := second.before):
        if len(third.claims) > len(newest.claims):
            break
        both = Block((*third.claims, *second.claims), third.hearing, third.before)
        newest = Block(newest.claims, newest.hearing, _merged(both))
    return newest
