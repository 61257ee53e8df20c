"""Documentation that can rot is checked against what it documents."""

import re
from pathlib import Path

import pytest

from service.errors import TITLES
from service.settings import FILE_VARIABLE, Settings

ROOT = Path(__file__).parents[1]
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    default = Settings.model_fields[name].default
    assert f"| `HASILA_{name.upper()}` | `{default}` |" in OPERATING


def test_every_setting_that_is_documented_exists() -> None:
    known = {f"HASILA_{name.upper()}" for name in Settings.model_fields} | {FILE_VARIABLE}
    pages = [page.read_text(encoding="utf-8") for page in PAGES]
    named = {name for page in pages for name in re.findall(r"HASILA_[A-Z_]*[A-Z]", page)}
    assert named <= known


@pytest.mark.parametrize("kind", TITLES)
def test_every_kind_of_error_is_documented(kind: str) -> None:
    assert f"| `{kind}` |" in OPERATING


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-spark.lock"])
def test_no_lock_names_a_host(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock
