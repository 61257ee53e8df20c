"""Standings: what became of every claim of a category, and why, in a plain sentence."""

from collections.abc import Iterable
from types import MappingProxyType

from reconcile.estimation.heard import Heard
from reconcile.estimation.hearing import NOW_SAYS, Hearing, Telling, Voice
from reconcile.estimation.intervals import speaks_of_whole
from reconcile.estimation.origins import Origins
from reconcile.estimation.position import Position, precedence
from reconcile.estimation.transcript import Transcript
from reconcile.estimation.wording import ENGLISH, words_of
from reconcile.model import Category, RecordedClaim, Role, Scope, Standing

BETWEEN_VOICES = ", "
"""What stands between the names of several voices in a reason."""
_STILL_STANDS = "Its figure still stands: its origin now says {words}."
_WAITS = "True as a lower bound: what its origin says now waits for a second voice."
_OUTGROWN = "True as a lower bound: later {who} says {words}."
_OUTGROWN_BY_PARTS = "True as a lower bound: those killed or injured, told later, are more."
_BESIDE = MappingProxyType(
    {
        Category.CASUALTIES: "Of all casualties: no more can be killed, or injured.",
        Category.KILLED: "Of the killed: with the injured, they are among all casualties.",
        Category.INJURED: "Of the injured: with the killed, they are among all casualties.",
    }
)
"""Why a claim of one category bounds another."""
_MOVED = "Less those who have died, or were found, since: {words} then."
_PARTY = "A party to the conflict: it sets no bound while anybody else speaks."


def standings(
    transcript: Transcript, heard: Heard, best: Position | None = None
) -> tuple[Standing, ...]:
    """Return the standing of every claim, in the order heard.

    Linear in the claims: they are heard once more, to be told about.

    Args:
        transcript: the claims of the category.
        heard: what came of them.
        best: whose figure is the best, None if nobody's.
    """
    claims = transcript.claims()
    tellings: list[Telling] = []
    hearing = Hearing(transcript.hearing.method).hear(claims, transcript.retracted, tellings)
    told = {telling.claim.id: telling for telling in tellings}
    for telling in [*_left_out(hearing, told.values()), *_lower_bounds(heard)]:
        told[telling.claim.id] = telling
    for claim in best.claims if best else ():
        if claim.id in told and told[claim.id].reason == NOW_SAYS:
            told[claim.id] = told[claim.id]._replace(reason=_STILL_STANDS)
    return tuple(_standing(told[claim.id], hearing) for claim in claims)


def standings_beside(claims: Iterable[RecordedClaim], origins: Origins) -> tuple[Standing, ...]:
    """Return the standing of claims of other categories that bound one, in the order they count."""
    return tuple(
        Standing(
            claim_id=claim.id,
            origin=origins.origin(claim).name,
            role=Role.COUNTED,
            reason=_BESIDE[claim.category],
        )
        for claim in sorted(claims, key=precedence)
    )


def _left_out(hearing: Hearing, told: Iterable[Telling]) -> list[Telling]:
    """Return what became of claims that counted when they were heard, and no longer do."""
    tellings = []
    for telling in told:
        if telling.role is not Role.COUNTED:
            continue
        claim = telling.claim
        speaker = hearing.method.origins.speaker(claim)
        reason, because_of = _since(hearing.voices[speaker.origin.key], claim)
        if reason is None and speaker.party and hearing.positions:
            reason = _PARTY
        if reason:
            role = Role.SUPERSEDED if because_of else Role.EXCLUDED
            tellings.append(Telling(claim, role, reason, because_of))
    return tellings


def _since(voice: Voice, claim: RecordedClaim) -> tuple[str | None, RecordedClaim | None]:
    """Tell the part and the increment that a later total of their origin has replaced."""
    total = voice.total
    if total is None:
        return None, None
    if claim.scope is Scope.INCREMENT:
        if precedence(claim) < precedence(total):
            return "Its origin has since given a total, {words}.", total
    elif not speaks_of_whole(claim) and claim.as_of < total.as_of:
        return "A part of an older figure; its origin now says {words}.", total
    return None, None


def _lower_bounds(heard: Heard) -> list[Telling]:
    """Return what became of totals that the toll has outgrown, or that their origin has raised."""
    tellings = []
    for position in heard.held:
        later = heard.outgrown_by(position)
        if later is not None:
            reason = _OUTGROWN_BY_PARTS if later is heard.beside.implied else _OUTGROWN
            tellings += [
                Telling(claim, Role.COUNTED, reason, later.newest, (ENGLISH.name(later.origin),))
                for claim in position.claims
            ]
        if heard.after_moves(position) is not position:
            tellings += [Telling(claim, Role.COUNTED, _MOVED, claim) for claim in position.claims]
    for position in heard.held.still_meant():
        tellings += [Telling(claim, Role.COUNTED, _WAITS) for claim in position.claims]
    return tellings


def _standing(telling: Telling, hearing: Hearing) -> Standing:
    names = {
        key: ENGLISH.name(voice.speaker.origin)
        for key in telling.voices
        if (voice := hearing.voices.get(key)) is not None
    }
    who = BETWEEN_VOICES.join(names.get(key, key) for key in sorted(telling.voices))
    because_of = telling.because_of
    words = words_of(because_of) if because_of else ""
    return Standing(
        claim_id=telling.claim.id,
        origin=hearing.method.origins.origin(telling.claim).name,
        role=telling.role,
        # Not format(): what is quoted can hold braces of its own.
        reason=telling.reason.replace("{who}", who).replace("{words}", words),
        because_of=because_of.id if because_of and because_of is not telling.claim else None,
    )
