"""What `explain` shows: the words that mean something, the rule that decided, the reason for a no."""

from reconcile import explain, extract

TEXT = "أعلنت البلدية مقتل 3 عمال في 2 من المصانع. وانتظر 20 راكبا. دون وقوع إصابات"


def test_every_sentence_is_shown_with_its_place() -> None:
    seen = explain(TEXT)
    assert [TEXT[sentence.start : sentence.end] for sentence in seen] == [s.text for s in seen]
    assert [sentence.language for sentence in seen] == ["ar", "ar", "ar"]


def test_a_claim_names_the_rule_that_read_it_and_a_refusal_its_reason() -> None:
    first, second, _ = explain(TEXT)
    assert [(mention.words, mention.why) for mention in first.mentions] == [
        ("3 عمال", "governed by «مقتل»")
    ]
    assert {quantity.words: quantity.why for quantity in (*first.quantities, *second.quantities)} == {
        "3": "governed by «مقتل»",
        "2": "no casualty word counts or governs it",
        "20": "no casualty word counts or governs it",
    }


def test_words_and_sources_are_shown_as_the_stages_saw_them() -> None:
    first, _, third = explain(TEXT)
    meanings = {word.words: word.meanings for word in first.words}
    assert "killed (event)" in meanings["مقتل"]
    assert meanings["عمال"] == ("person (plural)",)
    assert [(source.source, source.way) for source in first.sources] == [
        ("البلدية", "speaks for what follows")
    ]
    assert [mention.why for mention in third.mentions] == ["nobody, it says"]


def test_the_claims_explained_are_the_claims_extracted() -> None:
    shown = [(m.category, m.count, m.scope) for sentence in explain(TEXT) for m in sentence.mentions]
    assert shown == [(claim.category, claim.count, claim.scope) for claim in extract(TEXT)]


def test_what_a_source_calls_its_figure_is_shown() -> None:
    first, last = explain("سقوط 4 قتلى في حصيلة أولية. الحصيلة النهائية 9 قتلى.")
    assert [mention.called for mention in (*first.mentions, *last.mentions)] == [
        ("preliminary",),
        ("final",),
    ]


def test_an_empty_text_has_nothing_to_explain() -> None:
    assert explain("") == ()
    assert explain(" \n ") == ()
