"""What all tests share: Hypothesis profiles and the material beside the project."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=100, deadline=None)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The annotated text and real events that lie beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip("the material in ../shared is not here; it is not part of the project")
    return SHARED
