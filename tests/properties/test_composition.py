"""Law: a clause makes the same claims in whatever sentence it stands, whoever is told to say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract
from tests.properties.composed import composed
from tests.samples.written import Written


@pytest.mark.parametrize("language", ["arabic", "english"])
@given(data=st.data())
def test_a_sentence_makes_the_claims_of_its_clauses(language: str, data: st.DataObject) -> None:
    sentence = data.draw(composed(language))
    claims = extract(sentence.text, language=language[:2])
    assert Written(sentence.text, sentence.claims, read=True).differences(claims) == []
    assert all(claim.attribution.source in spellings(sentence.source) for claim in claims)


def spellings(source: str | None) -> tuple[str | None, ...]:
    """How a source may be written: with a capital at the head of a sentence."""
    return (None,) if source is None else (source, source[0].upper() + source[1:])
