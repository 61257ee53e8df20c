"""The page of an incident in a real browser, against a page that reads nothing of the ledger.

When it first paints and when its chart stands is what the browser says of itself, from the click on. The
first visit after a new claim reads the incident anew; later ones find the reading kept. The yardstick is
the first paint of /try in the same browser and run.
"""

import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser, Page

from bench.load import load, request
from bench.service import Server, server
from bench.timing import report
from scripts.chromium import HOW_TO_GET_IT, chromium, program

_SIZES: Final = (50, 5_000)
_VISITS: Final = 7
_PAUSE_MILLISECONDS: Final = 20
_PATIENCE: Final = 3_000
_PAINT: Final = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime'
_CHART: Final = 'performance.getEntriesByName("chart")[0]?.startTime'


def main() -> None:
    """Print the ratios."""
    path = program()
    if path is None:
        print(f"the page was not measured: {HOW_TO_GET_IT}")
        return
    with tempfile.TemporaryDirectory() as made, server(Path(made)) as running, chromium(path) as browser:
        plain = median(_visit(browser, running, "/try")[0] for _ in range(_VISITS))
        for size in _SIZES:
            _measure(browser, running, size, plain)


def _measure(browser: Browser, running: Server, size: int, plain: float) -> None:
    incident = running.post("/v1/incidents", {"title": "زلزال"})
    lines = b"".join(_line(place) for place in range(size))
    load(
        running.port,
        [request("POST", f"{incident}/claims", lines, media="application/x-ndjson")],
        connections=1,
    )
    page = incident.removeprefix("/v1")
    anew = [_visit(browser, running, page)]
    kept = [_visit(browser, running, page) for _ in range(_VISITS)]
    for when, visits in (("anew", anew), ("kept", kept)):
        for what, place in (("first paint", 0), ("chart", 1)):
            taken = median(visit[place] for visit in visits)
            told = f"{what} of an incident of {size:,} claims, read {when}"
            report(told, taken, "the first paint of /try", plain, f"{taken:.0f} ms here")


def _visit(browser: Browser, running: Server, path: str) -> tuple[float, float]:
    """Return the milliseconds to the first paint and to the chart; 0 where there is no chart."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{running.port}{path}")
        return _awaited(page, _PAINT), 0 if path == "/try" else _awaited(page, _CHART)


def _awaited(page: Page, expression: str) -> float:
    """Return a number once the page has it; its policy forbids Playwright's own way, which is eval."""
    for _ in range(_PATIENCE):
        found = page.evaluate(expression)
        if found is not None:
            return float(found)
        page.wait_for_timeout(_PAUSE_MILLISECONDS)
    raise TimeoutError(f"the page never had {expression}")


def _line(place: int) -> bytes:
    low = 5 + place // 30 + place % 3
    claim = {
        "category": "killed",
        "count": {"low": low, "high": low, "qualifier": "exact"},
        "attribution": {"source": f"مصدر {place % 40}"},
        "publisher": "صحيفة الضفة",
        "published_at": f"2026-03-{1 + place // 1440:02}T{place // 60 % 24:02}:{place % 60:02}:00Z",
    }
    return json.dumps(claim, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    main()
