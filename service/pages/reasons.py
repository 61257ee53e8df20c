"""Why a claim counts or not, in the reader's language.

The domain says it in English. Its sentences are the keys by which other languages are found: en.toml
has each word for word, with its places for {who} and {words}.
"""

import re
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup, escape

from reconcile.estimation.origins import UNKNOWN, Origins
from reconcile.estimation.standings import BETWEEN_VOICES
from reconcile.model import Claim, Standing
from service.pages.language import Language, messages
from service.pages.visible import visible

_PREFIX = "reason."


def reason(
    language: Language, standing: Standing, claims: Mapping[str, Claim], origins: Origins
) -> Markup:
    """Return why a claim counts or not; a sentence that is not in the language stays in English."""
    for key, pattern in _patterns().items():
        found = pattern.fullmatch(standing.reason)
        if found:
            meant = claims[standing.because_of or standing.claim_id]
            names = (found.groupdict().get("who") or "").split(BETWEEN_VOICES)
            who = escape(language.text("between_items")).join(
                Markup("<bdi>{}</bdi>").format(visible(called(language, origins, name)))
                for name in names
            )
            return language.html(key, who=who, words=words_of(language, meant))
    return Markup('<bdi lang="en">{}</bdi>').format(visible(standing.reason))


def is_known(sentence: str) -> bool:
    """Tell whether a sentence of the domain is in the languages' files."""
    return any(pattern.fullmatch(sentence) for pattern in _patterns().values())


def called(language: Language, origins: Origins, name: str) -> str:
    """Return what an origin that goes by a name is called in the language."""
    return language.wording.name(UNKNOWN if name == UNKNOWN.name else origins.origin_called(name))


def words_of(language: Language, claim: Claim) -> Markup:
    """Return the words that state a claim, quoted; of one recorded as a bare figure, the figure."""
    if claim.evidence is None:
        return Markup("{}").format(language.wording.count(claim.count))
    return Markup("“<bdi>{}</bdi>”").format(visible(claim.evidence.exact))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    english = {key: text for key, text in messages("en").items() if key.startswith(_PREFIX)}
    return {key: _pattern(text) for key, text in english.items() if isinstance(text, str)}


def _pattern(sentence: str) -> re.Pattern[str]:
    literal = re.escape(sentence)
    for name in ("who", "words"):
        literal = literal.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>.+)")
    return re.compile(literal, re.DOTALL)
