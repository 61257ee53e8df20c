"""Counts, figures and revisions as a person says them, in English and in Arabic."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reconcile.estimation.origins import UNKNOWN, Origin
from reconcile.model import Category, Claim, Count, Figures, Qualifier, RevisionKind, Status


@dataclass(frozen=True, slots=True)
class Wording:
    """How a language says them: sentences with places for {names}.

    `changes` say what became of a figure, the rest why. `vague` adds the word's class to its bounds.
    """

    language: str
    unknown: str
    at_least: str
    at_most: str
    between: str
    with_best: str
    about: str
    vague: str
    somebody: str
    says: str
    says_of_another: str
    taken_back: str
    categories: Mapping[Category, str]
    statuses: Mapping[Status, str]
    changes: Mapping[RevisionKind, str]

    def range(self, low: int | None, high: int | None) -> str:
        """Return bounds in words; null is no bound."""
        if low is None:
            return self.unknown if high is None else self.at_most.format(high=high)
        if high is None:
            return self.at_least.format(low=low)
        return str(low) if low == high else self.between.format(low=low, high=high)

    def figures(self, figures: Figures, beside: Figures | None) -> str:
        """Return a range in words, and the best figure where another estimate has the same range."""
        said = self.range(figures.low, figures.high)
        same = beside is not None and (beside.low, beside.high) == (figures.low, figures.high)
        moved = beside is not None and beside.best != figures.best is not None
        return self.with_best.format(range=said, best=figures.best) if same and moved else said

    def count(self, count: Count) -> str:
        """Return a count in words: "3", "at least 5", "10–15", "at least 2 (number of)"."""
        if count.qualifier is Qualifier.VAGUE:
            bounds = self.range(count.low or 1, count.high)
            return self.vague.format(bounds=bounds, term=(count.term or "vague").replace("_", " "))
        plain = self.range(count.low, count.high)
        return self.about.format(count=plain) if count.qualifier is Qualifier.ABOUT else plain

    def name(self, origin: Origin) -> str:
        """Return what an origin is called."""
        return self.somebody if origin.key == UNKNOWN.key else origin.called(self.language)

    def words(self, claim: Claim) -> str:
        """Return the words that state a claim, quoted; of one recorded as a bare figure, the figure."""
        return f"“{claim.evidence.exact}”" if claim.evidence else self.count(claim.count)


ENGLISH = Wording(
    language="en",
    unknown="unknown",
    at_least="at least {low}",
    at_most="at most {high}",
    between="{low}–{high}",
    with_best="{range} (best {best})",
    about="about {count}",
    vague="{bounds} ({term})",
    somebody="an unnamed source",
    says="{change}: {who} says {words}.",
    says_of_another="{change}: of the {other}, {who} says {words}.",
    taken_back="{change}: the claim {words} of {who} was retracted ({reason}).",
    categories=MappingProxyType({category: category.capitalize() for category in Category}),
    statuses=MappingProxyType({status: status.replace("_", " ") for status in Status}),
    changes=MappingProxyType(
        {
            RevisionKind.INITIAL: "{category}: {after}, where nothing was known",
            RevisionKind.RAISED: "{category} raised from {before} to {after}",
            RevisionKind.LOWERED: "{category} lowered from {before} to {after}",
            RevisionKind.NARROWED: "{category} narrowed from {before} to {after}",
            RevisionKind.WIDENED: "{category} widened from {before} to {after}",
            RevisionKind.CONTESTED: "{category} contested, {after} after {before}",
            RevisionKind.SETTLED: "{category} no longer contested: {after} after {before}",
            RevisionKind.CORRECTED: "{category} corrected from {before} to {after}",
            RevisionKind.CONFIRMED: "{category} stays {after}, now {status}",
            RevisionKind.RETRACTED: "{category} went from {before} to {after}",
        }
    ),
)

ARABIC = Wording(
    language="ar",
    unknown="غير معروفة",
    at_least="{low} على الأقل",
    at_most="{high} على الأكثر",
    between="من {low} إلى {high}",
    with_best="{range} (الأفضل {best})",
    about="نحو {count}",
    vague="{bounds}",
    somebody="مصدر لم يُسمَّ",
    says="{change}، بحسب {who}: {words}.",
    says_of_another="{change}، لقول {who} عن {other}: {words}.",
    taken_back="{change}، بعد سحب ما قاله {who}: {words} ({reason}).",
    categories=MappingProxyType(
        {
            Category.KILLED: "القتلى",
            Category.INJURED: "الجرحى",
            Category.MISSING: "المفقودون",
            Category.CAPTURED: "المحتجزون",
            Category.DISPLACED: "النازحون",
            Category.HOSPITALIZED: "من نُقلوا إلى المستشفيات",
            Category.RESCUED: "من أُنقذوا",
            Category.AFFECTED: "المتضررون",
            Category.CASUALTIES: "القتلى والجرحى معا",
        }
    ),
    statuses=MappingProxyType(
        {
            Status.UNQUANTIFIED: "بلا رقم",
            Status.SINGLE_SOURCE: "مصدر واحد",
            Status.DEVELOPING: "قيد التطور",
            Status.CORROBORATED: "مؤيدة من أكثر من مصدر",
            Status.CONTESTED: "موضع خلاف",
            Status.STABLE: "مستقرة",
            Status.FINAL: "نهائية",
        }
    ),
    changes=MappingProxyType(
        {
            RevisionKind.INITIAL: "{category}: {after}، ولم يكن شيء معروفا قبلها",
            RevisionKind.RAISED: "{category}: ارتفعت الحصيلة، فكانت {before} وصارت {after}",
            RevisionKind.LOWERED: "{category}: انخفضت الحصيلة، فكانت {before} وصارت {after}",
            RevisionKind.NARROWED: "{category}: ضاق المدى، فكان {before} وصار {after}",
            RevisionKind.WIDENED: "{category}: اتسع المدى، فكان {before} وصار {after}",
            RevisionKind.CONTESTED: "{category}: الحصيلة موضع خلاف، فكانت {before} وصارت {after}",
            RevisionKind.SETTLED: "{category}: لم تعد الحصيلة موضع خلاف، فكانت {before} وصارت {after}",
            RevisionKind.CORRECTED: "{category}: صُححت الحصيلة، فكانت {before} وصارت {after}",
            RevisionKind.CONFIRMED: "{category}: تبقى الحصيلة {after}، وهي الآن {status}",
            RevisionKind.RETRACTED: "{category}: كانت الحصيلة {before} وصارت {after}",
        }
    ),
)


def count_in_words(count: Count) -> str:
    """Return a count in English words: "3", "at least 5", "10–15", "at least 2 (number of)"."""
    return ENGLISH.count(count)


def figures_in_words(figures: Figures) -> str:
    """Return the range of an estimate in English words: "3", "16–18", "at least 2", "unknown"."""
    return ENGLISH.range(figures.low, figures.high)


def words_of(claim: Claim) -> str:
    """Return the words that state a claim, quoted; of one recorded as a bare figure, the figure."""
    return ENGLISH.words(claim)
