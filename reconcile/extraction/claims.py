"""Mentions and frames to claims: the end of the cascade, and its face."""

from datetime import datetime

from pydantic import AwareDatetime

from reconcile import lexicon
from reconcile.extraction.attribution import Frame, attribution, frames, is_undone, leading
from reconcile.extraction.mentions import mentions
from reconcile.extraction.quantities import quantities
from reconcile.extraction.reading import Mention
from reconcile.extraction.sentences import Sentence, sentences, sentences_before
from reconcile.lexicon.language import Sign
from reconcile.model import Claim, Evidence, Frozen, Name

CONTEXT = 40
"""How many code points of the text stand in an evidence's prefix and suffix."""
_CARRIED_OVER = 4
"""From how many sentences back a source carries over to "وأضاف أن"."""


class _Publication(Frozen):
    """Checked before anything is read, so that a bad argument is refused whatever the text."""

    publisher: Name | None
    published_at: AwareDatetime | None


def extract(
    text: str,
    *,
    language: str = "ar",
    publisher: str | None = None,
    published_at: datetime | None = None,
) -> list[Claim]:
    """Return the casualty claims that `text` makes, in text order.

    Args:
        text: one report, of any length; any string is accepted.
        language: its ISO 639-1 code.
        publisher: who published it; the origin of what it attributes to nobody.
        published_at: when, with an offset; the time its figures speak of unless it says another.

    Raises:
        UnknownLanguage: the language has no lexicon; the message lists those there are.
        pydantic.ValidationError: `published_at` has no offset, or `publisher` is empty.
    """
    lexicon.require(language, lexicon.LANGUAGES)
    publication = _Publication(publisher=publisher, published_at=published_at)
    claims: list[Claim] = []
    for sentence in sentences(text, language):
        counted = quantities(sentence)
        reported = frames(sentence, counted)
        preliminary = _preliminary_frames(sentence, reported)
        found, _ = mentions(sentence, counted)
        for mention in found:
            lead = leading(reported, mention.first)
            carried = (
                _carried(sentence, reported, mention.first, language) if lead and lead.carries else None
            )
            claims.append(
                Claim(
                    category=mention.category,
                    count=mention.count,
                    scope=mention.scope,
                    denied=(lead is not None and lead.denies) or is_undone(reported, mention.first),
                    preliminary=lead in preliminary,
                    attribution=attribution(reported, mention.first, carried),
                    evidence=_evidence(text, sentence, mention),
                    publisher=publication.publisher,
                    published_at=publication.published_at,
                    as_of=publication.published_at,
                )
            )
    return claims


def _carried(sentence: Sentence, reported: tuple[Frame, ...], at: int, language: str) -> str | None:
    """Return the source named last before a token, in its sentence or one of those before it."""
    here = _last_named(reported, at)
    if here or sentence.passage is None:
        return here
    for earlier in sentences_before(sentence.passage, language, _CARRIED_OVER):
        named = _last_named(frames(earlier, quantities(earlier)), len(earlier))
        if named:
            return named
    return None


def _last_named(reported: tuple[Frame, ...], at: int) -> str | None:
    named = [frame.source for frame in reported if frame.source and frame.first < at]
    return named[-1] if named else None


def _preliminary_frames(sentence: Sentence, reported: tuple[Frame, ...]) -> set[Frame | None]:
    """Return the frames under which the text speaks of a first toll."""
    return {leading(reported, at) for at in sentence.marked.signs[Sign.PRELIMINARY]}


def _evidence(text: str, sentence: Sentence, mention: Mention) -> Evidence:
    _, end = sentence.span(mention.first, mention.after)
    start = mention.start
    return Evidence(
        exact=text[start:end],
        prefix=text[max(start - CONTEXT, 0) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
    )
