"""Seventeen hundred annotated sentences: what is read right stays right, what is not is known."""

import pytest

from reconcile import extract
from tests.samples import Sample, differences, samples


def _parameters() -> list[object]:
    left = pytest.mark.xfail(reason="not read yet", raises=AssertionError, strict=True)
    return [
        pytest.param(sample, id=sample.id, marks=() if sample.read else left)
        for sample in (*samples("arabic"), *samples("english"))
    ]


@pytest.mark.parametrize("sample", _parameters())
def test_a_sample_makes_the_claims_that_a_reader_found(sample: Sample) -> None:
    assert differences(sample, extract(sample.text)) == []
