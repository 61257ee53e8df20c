"""Short sentences, a construction each, make the claims that a reader finds in them."""

import pytest

from reconcile import extract
from tests.samples import parameters
from tests.samples.written import Written, written


@pytest.mark.parametrize("sentence", parameters((*written("arabic"), *written("english"))))
def test_a_sentence_makes_the_claims_that_a_reader_finds(sentence: Written) -> None:
    assert sentence.differences(extract(sentence.text)) == []
