"""Marks lie where the claims' words are, however they overlap, and the text stays as it is."""

from hypothesis import given
from hypothesis import strategies as st

from service.pages.language import language
from service.pages.marked import MOST_MARKED, marked_text
from service.pages.marking import pieces
from service.pages.visible import visible, without_controls
from tests.properties.strategies import histories


@given(st.text(), st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60))))
def test_the_pieces_are_the_text_and_each_span_covers_its_words(
    text: str, spans: list[tuple[int, int]]
) -> None:
    found = pieces(text, spans)
    assert "".join(piece.text for piece in found) == text
    for place, (start, end) in enumerate(spans):
        marked = "".join(piece.text for piece in found if place in piece.covered_by)
        words = text[max(start, 0) : max(end, 0)]
        assert marked == words
        assert sum(place in piece.begins for piece in found) == (1 if marked else 0)


def test_overlapping_claims_share_a_piece() -> None:
    found = [(piece.text, piece.covered_by) for piece in pieces("abcdef", [(0, 4), (2, 6)])]
    assert found == [("ab", (0,)), ("cd", (0, 1)), ("ef", (1,))]


HOSTILE = "<script>alert(1)</script> \u202eevil\u202c \x00 \u2066x\u2069 &amp;"


def test_hostile_text_is_shown_as_what_it_is() -> None:
    shown = str(visible(HOSTILE))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "&amp;amp;" in shown
    for control in ("\u202e", "\u202c", "\x00", "\u2066", "\u2069"):
        assert control not in shown
        assert f"U+{ord(control):04X}" in shown


def test_marks_of_good_arabic_stay() -> None:
    kept = "ق\u200f ه\u200cذا \u061c 3\u200d"
    assert str(visible(kept)) == kept
    assert without_controls(f"{kept}\u202e") == kept


@given(st.text())
def test_nothing_of_a_text_is_markup_but_our_own_boxes(text: str) -> None:
    shown = str(visible(text))
    boxes = shown.count('<span class="unseen"')
    assert shown.count("<") == 2 * boxes
    assert shown.count("</span>") == boxes


@given(histories())
def test_claims_without_words_are_listed_only(history: list[object]) -> None:
    text = "لا شيء"
    found = marked_text(language("ar"), text, history)  # type: ignore[arg-type]
    assert [piece.claims for piece in found.pieces] == [()]
    assert len(found.rows) == min(len(history), MOST_MARKED)
