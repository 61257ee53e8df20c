"""The transcript of a hearing: every claim in the order it is heard, and the hearing after it.

A claim that speaks of an earlier time than those heard before is put in its place: the hearing goes
back to there, and what follows is heard again. So is what follows a claim that is retracted. The cost
of a claim is that of what follows it, which for claims that come in order is nothing.
"""

from __future__ import annotations  # the persistent maps have no [] at run time

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rpds import HashTrieSet

from reconcile.estimation.hearing import Hearing
from reconcile.estimation.position import precedence
from reconcile.model import RecordedClaim


class Block(NamedTuple):
    """Claims heard one after another, the hearing before the first of them, and the block before."""

    claims: tuple[RecordedClaim, ...]
    hearing: Hearing
    before: Block | None


class Transcript(NamedTuple):
    """Claims as heard. A frozen value: with one claim more it is another one.

    `newest` is the block that holds the newest claim. The further back a block, the more claims it
    holds: few hearings are kept, and to go back costs about twice what there is to go back over.
    `retracted` holds the ids of the claims taken back.
    """

    hearing: Hearing
    newest: Block | None = None
    retracted: HashTrieSet[str] = HashTrieSet()

    def with_claim(self, claim: RecordedClaim) -> Transcript:
        """Return the transcript with a claim in its place."""
        back, later = self._back_to(claim)
        later.insert(bisect_left(later, precedence(claim), key=precedence), claim)
        return back._on(later)

    def without_weight(self, claim: RecordedClaim) -> Transcript:
        """Return the transcript with a claim of it retracted: listed, and without weight."""
        back, later = self._back_to(claim)
        return back._replace(retracted=self.retracted.insert(claim.id))._on(later)

    def claims(self) -> list[RecordedClaim]:
        """Return every claim, in the order heard."""
        return [claim for block in [*self._blocks()][::-1] for claim in block.claims]

    def _blocks(self) -> Iterator[Block]:
        block = self.newest
        while block is not None:
            yield block
            block = block.before

    def _back_to(self, claim: RecordedClaim) -> tuple[Transcript, list[RecordedClaim]]:
        """Return a transcript that ends before `claim`, and the claims heard since."""
        place = precedence(claim)
        hearing, newest, later = self.hearing, self.newest, list[RecordedClaim]()
        while newest is not None and precedence(newest.claims[-1]) >= place:
            later = [*newest.claims, *later]
            hearing, newest = newest.hearing, newest.before
        return Transcript(hearing, newest, self.retracted), later

    def _on(self, claims: Iterable[RecordedClaim]) -> Transcript:
        """Return the transcript with claims heard that follow those heard before."""
        hearing, newest = self.hearing, self.newest
        for claim in claims:
            newest = _merged(Block((claim,), hearing, newest))
            hearing, _ = hearing.hear(claim, retracted=claim.id in self.retracted)
        return Transcript(hearing, newest, self.retracted)


def _merged(newest: Block) -> Block:
    """Return the blocks with the older two of three of one size made one, all the way back."""
    second = newest.before
    third = second.before if second else None
    if second is None or third is None or len(third.claims) > len(newest.claims):
        return newest
    both = Block((*third.claims, *second.claims), third.hearing, third.before)
    return newest._replace(before=_merged(both))


def transcript_of(
    hearing: Hearing, claims: Iterable[RecordedClaim], retracted: HashTrieSet[str]
) -> Transcript:
    """Return the transcript of claims in any order, heard by an empty hearing."""
    return Transcript(hearing, retracted=retracted)._on(sorted(claims, key=precedence))
