"""What each stage saw in a text, and why a claim came out or did not: the tool a linguist works with."""

from reconcile.extraction.attribution import leading
from reconcile.extraction.claims import SentenceRead, read_sentence
from reconcile.extraction.finality import is_final, is_preliminary
from reconcile.extraction.languages import languages
from reconcile.extraction.reading import Mention
from reconcile.extraction.sentences import Sentence, cut, read_in
from reconcile.fields import Frozen
from reconcile.model import Category, Count, Scope
from reconcile.numbers.passages import every_passage


class WordSeen(Frozen):
    """A word or phrase that the vocabulary knows, and all that it means."""

    words: str
    meanings: tuple[str, ...]


class QuantitySeen(Frozen):
    """A quantity, and why it is a claim or none."""

    words: str
    count: Count
    why: str


class SourceSeen(Frozen):
    """A reporting frame: who speaks, and how it is told."""

    words: str
    source: str | None
    way: str


class MentionSeen(Frozen):
    """A mention that became a claim, and the rule that read it.

    `called`: what its source calls the figure, `preliminary` or `final`, if either.
    """

    words: str
    category: Category
    count: Count
    scope: Scope
    why: str
    called: tuple[str, ...]


class SentenceSeen(Frozen):
    """A sentence as the stages saw it; `start` and `end` are code points of the text."""

    text: str
    language: str
    start: int
    end: int
    words: tuple[WordSeen, ...]
    quantities: tuple[QuantitySeen, ...]
    sources: tuple[SourceSeen, ...]
    mentions: tuple[MentionSeen, ...]


def explain(text: str, language: str | None = None) -> tuple[SentenceSeen, ...]:
    """Return what each stage of extraction saw in each sentence of `text`, claims or none.

    Raises:
        UnknownLanguage: the language has no lexicon; the message lists those there are.
    """
    told = languages(language)
    return tuple(
        _seen(read_sentence(sentence))
        for passage in every_passage(text)
        for sentence in cut(passage, told[0] if len(told) == 1 else read_in(passage))
    )


def _seen(read: SentenceRead) -> SentenceSeen:
    sentence = read.sentence
    start, end = sentence.span(0, len(sentence))
    return SentenceSeen(
        text=sentence.written(0, len(sentence)),
        language=sentence.language,
        start=start,
        end=end,
        words=_words(sentence),
        quantities=_quantities(read),
        sources=_sources(read),
        mentions=tuple(
            MentionSeen(
                words=sentence.written(mention.first, mention.after),
                category=mention.category,
                count=mention.count,
                scope=mention.scope,
                why=mention.why,
                called=_called(read, mention),
            )
            for mention in read.mentions
        ),
    )


def _called(read: SentenceRead, mention: Mention) -> tuple[str, ...]:
    lead = leading(read.frames, mention.first)
    preliminary = is_preliminary(read.sentence, read.frames, lead)
    final = is_final(read.sentence, read.frames, lead, mention)
    return (*(["preliminary"] if preliminary else []), *(["final"] if final else []))


def _words(sentence: Sentence) -> tuple[WordSeen, ...]:
    meanings: dict[tuple[int, int], list[str]] = {}
    for first, after, meaning in sentence.marked.meanings():
        meanings.setdefault((first, after), []).append(meaning)
    return tuple(
        WordSeen(words=sentence.written(*place), meanings=tuple(found))
        for place, found in meanings.items()
    )


def _quantities(read: SentenceRead) -> tuple[QuantitySeen, ...]:
    refused = {refusal.quantity.first: refusal.why for refusal in read.refusals}
    claimed = {
        at: mention.why for mention in read.mentions for at in range(mention.first, mention.after)
    }
    return tuple(
        QuantitySeen(
            words=read.sentence.written(quantity.opens, quantity.after),
            count=quantity.count,
            why=claimed.get(quantity.first) or refused.get(quantity.first, "it stands with its noun"),
        )
        for quantity in read.quantities
    )


def _sources(read: SentenceRead) -> tuple[SourceSeen, ...]:
    return tuple(
        SourceSeen(
            words=read.sentence.written(frame.first, max(frame.after, frame.first + 1)),
            source=frame.source,
            way=_way(
                denies=frame.denies or frame.undoes, carries=frame.carries, trailing=frame.trailing
            ),
        )
        for frame in read.frames
    )


def _way(*, denies: bool, carries: bool, trailing: bool) -> str:
    ways = ["denies"] if denies else []
    ways += ["the last source goes on"] if carries else []
    ways += ["speaks for what stands before it" if trailing else "speaks for what follows"]
    return ", ".join(ways)
