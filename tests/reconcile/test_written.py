"""Short sentences, a construction each, make the claims that a reader finds in them."""

import pytest

from reconcile import extract
from tests.samples.written import Written, written


def _parameters() -> list[object]:
    left = pytest.mark.xfail(reason="not read yet", raises=AssertionError, strict=True)
    return [
        pytest.param(sentence, id=sentence.text, marks=() if sentence.read else left)
        for sentence in (*written("arabic"), *written("english"))
    ]


@pytest.mark.parametrize("sentence", _parameters())
def test_a_sentence_makes_the_claims_that_a_reader_finds(sentence: Written) -> None:
    assert sentence.differences(extract(sentence.text)) == []
