"""Origins: who stands behind a claim, one voice for all its names, and what is known of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reconcile import lexicon
from reconcile.lexicon.sources import plain_name
from reconcile.model import Claim, SourceKind, SourceProfile

_LETTERS = MappingProxyType({"ar": re.compile("[\u0620-\u06d3]"), "en": re.compile("[A-Za-z]")})
"""By which letters a name shows that it is of a language."""
_PARTICLE = r"(?:[ae]l-|bin |ibn |de |van |von )"
"""What a name goes on with that begins without a capital."""
_NO_NAME = r"(?!(?:An?|One|Two|Some|Another|The [a-z][^ ]*) )"
"""How what is no name of anybody begins: "a doctor", "the governor"."""
_APPOSITIONS = tuple(
    re.compile(rf"({_NO_NAME}{name}), {said}")
    for name, said in (
        # "Omar Nasser, head of the clinic", "Save the Palms, an aid group", "Palmas, which runs"
        (
            rf"[A-Z][\w.'’-]*(?: {_PARTICLE}?[A-Z][\w.'’-]*)+|[^,A-Za-z]*\w",
            rf"(?!{_PARTICLE}|citing |quoting )[a-z]",
        ),
        (r"[A-Z][^ ,]* [^,]*\w", r"(?:an?|the) [a-z]"),
        (r"[A-Z][^,]*\w", "which "),
    )
)
"""Names, a comma, and what they say of themselves."""
_LISTED_APPOSITION = re.compile(r"([^,،]+), (?!citing |quoting )[a-z]")
"""The same, of a name that has to be listed: "Hamas, which runs the town"."""


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """An independent voice: `key` is its identity, `name` what people call it, `aliases` what else."""

    key: str
    name: str = field(compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)

    def called(self, language: str) -> str:
        """Return the first of its names that is of a language, "ar" or "en"; its name if none is."""
        letters = _LETTERS[language]
        return next((name for name in (self.name, *self.aliases) if letters.search(name)), self.name)


UNKNOWN = Origin("", "an unnamed source")
"""The origin of a claim that names neither source nor publisher: all such claims are one voice."""

_OFFICES = frozenset({SourceKind.OFFICIAL, SourceKind.SECURITY, SourceKind.MEDICAL})
_RELIABLE_FROM = 0.5


class Speaker(NamedTuple):
    """Who says a claim, and what is known of them.

    `named`: the text attributes the claim to somebody, and not to "media reports". `official`: to an
    office, whose figures can fall without a second voice. `party`: to a party to the conflict.
    `reliable`: by its profile or, without one, by being named.
    """

    origin: Origin
    named: bool
    official: bool
    party: bool
    reliable: bool


_NOBODY = Speaker(UNKNOWN, named=False, official=False, party=False, reliable=False)


class _Known(NamedTuple):
    key: str
    names: tuple[str, ...]
    official: bool
    nobody: bool


@lru_cache(maxsize=1 << 16)
def _known(written: str) -> _Known:
    """Return what the lexicon knows of a name."""
    sources = lexicon.sources()
    key = sources.key(written)
    names = sources.names(key) or (written,)
    return _Known(key, names, sources.is_official(written), sources.is_nobody(written))


def _voice(written: str) -> _Known:
    """Return what is known of a name without what it says of itself behind a comma.

    "Omar Nasser, a spokesman" is the voice that "Omar Nasser" is; but of "a doctor, Omar", "the
    governor, al-Hassan" and "residents, in Homs" that is what tells them apart. A listed name is taken
    whole.
    """
    known = _known(written)
    if known.names != (written,):
        return known
    head = next((found for said in _APPOSITIONS if (found := said.match(written))), None)
    if head:
        return _known(head[1])
    name = _LISTED_APPOSITION.match(written)
    whole = _known(name[1]) if name else known
    return whole if name and whole.names != (name[1],) else known


class ConflictingProfiles(ValueError):
    """Two profiles claim one name; the message says which."""


class Origins:
    """Finds who speaks: by the lexicon's aliases, and by `profiles`, whose word on a source goes first.

    Raises:
        ConflictingProfiles: two profiles claim one name.
    """

    def __init__(self, profiles: Iterable[SourceProfile] = ()) -> None:
        by_name: dict[str, SourceProfile] = {}
        for profile in profiles:
            names = {plain_name(name) for name in (profile.name, *profile.aliases)}
            for name in names | {_known(profile.name).key}:
                taken = by_name.setdefault(name, profile)
                if taken is not profile:
                    raise ConflictingProfiles(
                        f"{profile.name!r} and {taken.name!r} are profiles of one source, {name!r}"
                    )
        self._profiles: Mapping[str, SourceProfile] = MappingProxyType(by_name)

    def speaker(self, claim: Claim) -> Speaker:
        """Return who says a claim: its source, else its publisher."""
        source = claim.attribution.source
        written = source or claim.publisher
        if written is None:
            return _NOBODY
        profile = self._profile(written)
        if profile is None:
            return _unprofiled(written, attributed=source is not None)
        named = source is not None and not _known(written).nobody
        return _profiled(profile, named=named)

    def origin(self, claim: Claim) -> Origin:
        """Return the claim's origin."""
        return self.speaker(claim).origin

    def origin_called(self, name: str) -> Origin:
        """Return the origin that goes by a name."""
        profile = self._profile(name)
        if profile is not None:
            return _profiled(profile, named=True).origin
        return _origin(_voice(name))

    def _profile(self, written: str) -> SourceProfile | None:
        if not self._profiles:
            return None
        by_key = self._profiles.get(_known(written).key) or self._profiles.get(plain_name(written))
        return by_key or self._profiles.get(_voice(written).key)


@lru_cache(maxsize=1 << 16)
def _unprofiled(written: str, *, attributed: bool) -> Speaker:
    """Return who goes by a name that no profile knows; `attributed`: the text names it as its source."""
    known = _known(written)
    return Speaker(
        _origin(_voice(written)),
        named=attributed and not known.nobody,
        official=attributed and known.official,
        party=False,
        reliable=attributed,
    )


def _origin(known: _Known) -> Origin:
    name, *aliases = known.names
    return Origin(known.key, name, tuple(aliases))


def _profiled(profile: SourceProfile, *, named: bool) -> Speaker:
    party = profile.kind is SourceKind.PARTY
    reliability = profile.reliability
    known = _known(profile.name)
    return Speaker(
        Origin(known.key, profile.name, (*profile.aliases, *known.names)),
        # What a party says of losses weighs no more than what nobody is named for.
        named=named and not party,
        official=named and profile.kind in _OFFICES,
        party=party,
        reliable=named if reliability is None else reliability >= _RELIABLE_FROM,
    )


def origin(claim: Claim) -> Origin:
    """Return the claim's origin: its source, else its publisher, the lexicon's aliases resolved."""
    return _LEXICON_ALONE.origin(claim)


_LEXICON_ALONE = Origins()
