"""Take the screenshots of docs/screenshots: the pages with the sample, in both languages.

Needs Chromium, with fonts that have Arabic.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from scripts.chromium import HOW_TO_GET_IT, chromium, program
from scripts.readme import service
from service.pages.samples import SAMPLES

FOLDER: Final = Path(__file__).parents[1] / "docs" / "screenshots"
LARGEST_BYTES: Final = 200_000
"""What a screenshot may weigh: a repository keeps every one there ever was."""

_LOCALES: Final = {"en": "en-GB", "ar": "ar-LB"}
_WIDE, _PHONE = (1120, 760), (390, 780)
_TALL: Final = 1_150
_SETTLED_MILLISECONDS: Final = 300


def main() -> int:
    """Return the exit status."""
    path = program()
    if path is None:
        print(HOW_TO_GET_IT)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        service(Path(place), "--with-sample") as address,
        chromium(path) as browser,
    ):
        for code in _LOCALES:
            _take_all(browser, f"http://{address}", code)
    too_large = [each.name for each in FOLDER.glob("*.png") if each.stat().st_size > LARGEST_BYTES]
    print("\n".join(f"{name} is larger than {LARGEST_BYTES:,} bytes" for name in too_large))
    return 1 if too_large else 0


def _take_all(browser: Browser, address: str, code: str) -> None:
    page = _opened(browser, address, code, _WIDE)
    page.goto("/")
    _take(page, f"home-{code}")
    page.goto("/try")
    page.locator("textarea").fill(SAMPLES[code])
    page.locator("form.try button").click()
    page.locator(".marked a").nth(1).hover()
    _take(page, f"try-{code}")
    page.goto("/incidents")
    page.locator("table.incidents a").first.click()
    page.locator("#canvas canvas").wait_for()
    page.set_viewport_size({"width": _WIDE[0], "height": _TALL})
    _take(page, f"incident-{code}")
    incident = page.url
    page = _opened(browser, address, code, _PHONE)
    page.goto(incident)
    page.locator("#canvas canvas").wait_for()
    _take(page, f"phone-{code}")


def _opened(browser: Browser, address: str, code: str, size: tuple[int, int]) -> Page:
    context = browser.new_context(
        base_url=address,
        locale=_LOCALES[code],
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
    )
    return context.new_page()


def _take(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(_SETTLED_MILLISECONDS)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
