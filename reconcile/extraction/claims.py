"""Mentions and frames to claims: the end of the cascade, and its face."""

from datetime import datetime

from pydantic import AwareDatetime

from reconcile.extraction.attribution import Frame, attribution, frames, leading
from reconcile.extraction.mentions import Mention, mentions
from reconcile.extraction.quantities import quantities
from reconcile.extraction.sentences import Sentence, sentences
from reconcile.extraction.vocabulary import Vocabulary, vocabulary
from reconcile.model import Claim, Evidence, Frozen, Name

CONTEXT = 40
"""How many code points of the text stand in an evidence's prefix and suffix."""


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
    words = vocabulary(language)
    publication = _Publication(publisher=publisher, published_at=published_at)
    claims: list[Claim] = []
    carried: str | None = None
    for sentence in sentences(text):
        counted = quantities(sentence, words)
        reported = frames(sentence, words, counted)
        preliminary = _preliminary_frames(sentence, words, reported)
        for mention in mentions(sentence, words, counted):
            said_before = _last_named(reported, mention.first) or carried
            lead = leading(reported, mention.first)
            claims.append(
                Claim(
                    category=mention.category,
                    count=mention.count,
                    scope=mention.scope,
                    denied=lead is not None and lead.denies,
                    preliminary=lead in preliminary,
                    attribution=attribution(reported, mention.first, said_before),
                    evidence=_evidence(text, sentence, mention),
                    publisher=publication.publisher,
                    published_at=publication.published_at,
                    as_of=publication.published_at,
                )
            )
        carried = _last_named(reported, len(sentence.tokens)) or carried
    return claims


def _last_named(reported: tuple[Frame, ...], at: int) -> str | None:
    named = [frame.source for frame in reported if frame.source and frame.first < at]
    return named[-1] if named else None


def _preliminary_frames(
    sentence: Sentence, words: Vocabulary, reported: tuple[Frame, ...]
) -> set[Frame | None]:
    """Return the frames under which the text speaks of a first toll."""
    found = words.preliminary.between(sentence.tokens, 0, len(sentence.tokens))
    return {leading(reported, phrase.first) for phrase in found}


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
