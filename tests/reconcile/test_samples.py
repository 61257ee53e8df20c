"""Some 2,500 annotated sentences and articles: what is read right stays right, what is not is known."""

import pytest

from reconcile import extract
from tests.samples import Sample, differences, parameters, samples


@pytest.mark.parametrize("sample", parameters((*samples("arabic"), *samples("english"))))
def test_a_sample_makes_the_claims_that_a_reader_found(sample: Sample) -> None:
    assert differences(sample, extract(sample.text)) == []
