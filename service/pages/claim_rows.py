"""Claims as rows of a table: what is said, how many, who says it, and what became of it."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from reconcile.extraction.claims import CONTEXT
from reconcile.model import Claim, Retraction, Scope, Standing, Unit
from service.pages.language import Language
from service.pages.readings import Reading
from service.pages.reasons import reason
from service.pages.visible import visible


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a claim, and what stands around them."""

    prefix: Markup
    exact: Markup
    suffix: Markup


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What a claim says, as any text makes it.

    `flags` say more of the figure: denied, preliminary; `notes` also the scope, if it is no total.
    """

    quote: Quote | None
    category: str
    figure: str
    qualifier: str
    scope: str
    flags: tuple[str, ...]
    notes: tuple[str, ...]
    source: Markup


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A claim of an incident, and what became of it in the estimate.

    `voice` is the place of its origin in the chart's legend, None where the chart shows nothing of it.
    """

    id: str
    said: SaidRow
    moment: Markup
    voice: int | None
    role: str
    role_name: str
    sets: tuple[str, ...]
    reason: Markup
    retracted: Markup | None
    report_id: str | None


def said_row(language: Language, claim: Claim) -> SaidRow:
    """Return what a claim says."""
    scope, flags = language.text(f"scope.{claim.scope}"), _flags(language, claim)
    return SaidRow(
        quote=quote(claim),
        category=language.text(f"category.{claim.category}"),
        figure=figure(language, claim),
        qualifier=language.text(f"qualifier.{claim.count.qualifier}"),
        scope=scope,
        flags=flags,
        notes=flags if claim.scope is Scope.TOTAL else (scope, *flags),
        source=source(language, claim),
    )


def counted_row(
    language: Language,
    reading: Reading,
    standing: Standing,
    sets: tuple[str, ...],
    voice: int | None,
) -> CountedRow:
    """Return a claim of a reading and what became of it; `sets` are the figures it stands behind."""
    claim = reading.claims[standing.claim_id]
    return CountedRow(
        id=claim.id,
        said=said_row(language, claim),
        moment=language.time(claim.as_of),
        voice=voice,
        role=standing.role,
        role_name=language.text(f"role.{standing.role}"),
        sets=tuple(language.text(f"claims.sets_{name}") for name in sets),
        reason=reason(language, standing, reading.claims, reading.origins),
        retracted=_taken_back(language, claim.retraction) if claim.retraction else None,
        report_id=claim.report_id,
    )


def _taken_back(language: Language, retraction: Retraction) -> Markup:
    why = Markup("<bdi>{}</bdi>").format(visible(retraction.reason))
    return language.html("claims.retracted", moment=language.time(retraction.recorded_at), reason=why)


def quote(claim: Claim) -> Quote | None:
    """Return the words of a claim and those around them, None for a bare figure."""
    found = claim.evidence
    if found is None:
        return None
    prefix, suffix = found.prefix, found.suffix
    if len(prefix) >= CONTEXT:  # cut off, most likely within a word
        prefix = f"… {prefix.partition(' ')[2]}"
    if len(suffix) >= CONTEXT:
        suffix = f"{suffix.rpartition(' ')[0]} …"
    return Quote(visible(prefix), visible(found.exact), visible(suffix))


def figure(language: Language, claim: Claim) -> str:
    """Return how many, in words; families are named."""
    said = language.wording.count(claim.count)
    if claim.count.unit is Unit.FAMILIES:
        return f"{said} {language.text('unit.families')}"
    return said


def source(language: Language, claim: Claim) -> Markup:
    """Return the source chain, from who says it to who published it."""
    said_by = claim.attribution.source
    chain = [_name(said_by) if said_by else language.html("claims.unattributed")]
    chain += [language.html("claims.relayed", name=_name(name)) for name in claim.attribution.via[::-1]]
    if claim.publisher:
        chain.append(language.html("claims.published", name=_name(claim.publisher)))
    return escape(language.text("between_items")).join(chain)


def _name(name: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(visible(name))


def _flags(language: Language, claim: Claim) -> tuple[str, ...]:
    told = ("denied", "preliminary", "final")
    return tuple(language.text(f"flags.{flag}") for flag in told if getattr(claim, flag))
