"""The pages in a real browser, as a reader meets them: with a keyboard, on a phone, without scripts.

Whatever a test does, nothing may go wrong in the console and nothing may be asked of another host.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    ViewportSize,
    expect,
)

from scripts.chromium import HOW_TO_GET_IT, chromium, program
from tests.service.commands import command
from tests.service.pages.ledgers import HOSTILE, MANY, Incidents, filled, fresh
from tests.service.servers import running

Opener = Callable[..., Page]

WIDE = ViewportSize(width=1200, height=800)
PHONE = ViewportSize(width=360, height=740)
PATIENCE = 60_000
"""Milliseconds until something is taken never to come, on a machine that does much else."""
expect.set_options(timeout=PATIENCE)
MEANT_TO_FAIL = ("/nowhere", "as_of=never")
"""Pages that are errors, which a browser reports as such."""
BY_LANGUAGE = {"en": "en-GB", "ar": "ar-LB"}


@dataclass(frozen=True, slots=True)
class Site:
    """A service that runs, and what is in its ledger."""

    url: str
    incidents: Incidents

    def paths(self) -> list[str]:
        """Every kind of page there is, but for the largest."""
        known = self.incidents
        return [
            "/",
            "/incidents",
            "/incidents?q=nothing",
            "/try?sample=ar",
            "/nowhere",
            *(f"/incidents/{one}" for one in (known.sample, known.silent, known.hostile)),
            f"/incidents/{known.sample}?category=injured&policy=airwars&as_of=never",
            f"/incidents/{known.hostile}/reports/{known.hostile_report}",
        ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("site")
    incidents = filled(fresh(folder))
    with running(folder, rate_per_second=0) as service:
        yield Site(service.url, incidents)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = program()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_IT)
    with chromium(path) as browser:
        yield browser


@pytest.fixture
def opened(site: Site, browser: Browser) -> Iterator[Opener]:
    """Open pages; at the end see to it that none had an error and none left the house."""
    wrong: list[str] = []
    contexts = []

    def told(message: ConsoleMessage) -> None:
        asked_for = any(part in message.location["url"] for part in MEANT_TO_FAIL)
        if message.type == "error" and not asked_for:
            wrong.append(f"{message.text} {message.location}")

    def asked(request: Request) -> None:
        if not request.url.startswith(site.url):
            wrong.append(request.url)

    def opened_dialog(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", told)
        page.on("dialog", opened_dialog)
        page.on("request", asked)

    def opening(path: str, code: str = "en", size: ViewportSize = WIDE, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.url, locale=BY_LANGUAGE[code], viewport=size, java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(path)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert wrong == []


NEWCOMERS = {
    "en": {
        "sample": "an English report",
        "read": "Read the claims",
        "killed": "3 killed",
        "incidents": "Incidents",
        "contested": "5–7 killed",
        "show": "Show the injured",
        "injured": "11 injured, corroborated",
        "then": "See the page as known then",
        "known": "As it would have been answered",
        "report": "The whole report",
        "other": "العربية",
    },
    "ar": {
        "sample": "تقريرا بالعربية",
        "read": "اقرأ الأرقام",
        "killed": "3 قتلى",
        "incidents": "الحوادث",
        "contested": "من 5 إلى 7 قتلى",
        "show": "اعرض: الجرحى",
        "injured": "11 جريحا، مؤيدة من أكثر من مصدر",
        "then": "انظر الصفحة كما عُرفت حينئذ",
        "known": "كما كنا سنجيب",
        "report": "التقرير كاملا",
        "other": "English",
    },
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_the_whole_way_of_a_newcomer(opened: Opener, code: str, *, scripts: bool) -> None:
    said = NEWCOMERS[code]
    page = opened("/", code, scripts=scripts)
    page.get_by_role("link", name=said["sample"]).click()
    page.get_by_role("button", name=said["read"]).click()
    expect(page.locator(".card .figure").first).to_have_text(said["killed"])
    assert page.locator(".marked a").count() >= 5
    mark = page.locator(".marked a").first
    mark.hover()
    expect(page.locator(".tip").first).to_be_visible()
    mark.click()
    expect(page.locator("tr:target")).to_have_count(1)

    page.get_by_role("navigation").get_by_role("link", name=said["incidents"]).click()
    page.get_by_role("searchbox").fill("الرمانه")
    page.get_by_role("searchbox").press("Enter")
    page.locator("table.incidents a").click()
    expect(page.locator(".card .figure").first).to_have_text(said["contested"])
    chart = page.locator("#canvas canvas" if scripts else "#canvas > svg.band")
    expect(chart).to_be_visible()

    page.get_by_role("link", name=said["show"]).click()
    expect(page.get_by_text(said["injured"], exact=True)).to_be_visible()
    page.get_by_role("link", name=said["then"]).last.click()
    expect(page.locator(".notice")).to_contain_text(said["known"])
    page.get_by_role("link", name=said["report"]).first.click()
    expect(page.locator(".report-text .marked").first).to_be_visible()
    page.get_by_role("link", name=said["other"]).click()
    assert page.locator("html").get_attribute("lang") != code


def test_a_question_is_asked_by_a_form_that_needs_no_script(opened: Opener, site: Site) -> None:
    page = opened(f"/incidents/{site.incidents.sample}", scripts=False)
    page.locator(".ask summary").click()
    page.get_by_label("The toll at").fill("2026-03-01T11:00")
    page.get_by_label("Policy", exact=True).select_option("airwars")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".card .figure").first).to_have_text("1–4 killed")
    assert page.get_by_label("The toll at").input_value() == "2026-03-01T11:00"
    assert "policy=airwars" in page.url


def test_with_a_keyboard_alone(opened: Opener, site: Site) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _tab_to(page, "an English report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/try?sample=en*")
    _tab_to(page, "Read the claims")
    page.keyboard.press("Enter")
    page.wait_for_selector(".marked")
    _tab_to(page, "three people")
    expect(page.locator(".tip").first).to_be_visible()
    assert page.locator(".tip").first.inner_text().startswith("killed: 3")
    page.keyboard.press("Enter")
    expect(page.locator("#said-1")).to_be_in_viewport()

    page.goto(f"/incidents/{site.incidents.sample}")
    page.locator("#canvas").focus()
    said = page.locator(".readout").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".readout").inner_text() != said
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def _tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"no {words!r} within reach of the Tab key")


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_no_page_is_wider_than_a_phone(opened: Opener, site: Site, code: str) -> None:
    page = opened("/", code, PHONE)
    for path in site.paths():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    page.goto("/try?sample=en")
    page.get_by_role("button").first.click()
    page.locator(".marked a").first.hover()
    box = page.locator(".tip").first.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_arabic_is_laid_out_from_the_right(opened: Opener, site: Site) -> None:
    page = opened(f"/incidents/{site.incidents.sample}", "ar")
    brand, switch = (page.locator(each).bounding_box() for each in (".brand", ".tongue"))
    assert brand
    assert switch
    assert brand["x"] > switch["x"]
    cells = [page.locator("table.counted thead th").nth(n).bounding_box() for n in (0, 3)]
    assert cells[0]
    assert cells[1]
    assert cells[0]["x"] > cells[1]["x"]
    english = page.locator("q.evidence", has_text="seven people").first
    assert english.evaluate("node => getComputedStyle(node).direction") == "ltr"


def test_a_hostile_report_is_shown_as_text(opened: Opener, site: Site) -> None:
    known = site.incidents
    for path in (
        f"/incidents/{known.hostile}/reports/{known.hostile_report}",
        f"/incidents/{known.hostile}",
        "/",
    ):
        page = opened(path)
        page.wait_for_load_state("networkidle")
        assert "owned" not in page.title().replace(HOSTILE, "")
        assert (
            page.locator("main script:not([type='application/json']), main img, main style").count() == 0
        )
        assert page.locator("a[href^='javascript']").count() == 0
    report = opened(f"/incidents/{known.hostile}/reports/{known.hostile_report}")
    text = report.locator(".report-text")
    expect(text).to_contain_text('<script>document.title="owned"</script>')
    expect(text).to_contain_text("U+202E")
    expect(text).to_contain_text("U+2067")
    assert report.locator(".marked").count() == 2


def test_an_incident_of_thousands_of_claims_is_usable(opened: Opener, site: Site) -> None:
    page = opened(f"/incidents/{site.incidents.many}")
    expect(page.locator("#canvas canvas")).to_be_visible()
    expect(page.locator("figcaption")).to_contain_text(f"of {MANY:,} claims are drawn")
    expect(page.locator("figcaption")).to_contain_text("lies above the scale")
    assert page.locator("svg.band .point").count() <= 400
    expect(page.locator("table.counted tbody tr")).to_have_count(25)
    page.get_by_role("navigation", name="Pages of claims").get_by_role("link", name="Older").click()
    expect(page.get_by_text("Page 2 of 200")).to_be_visible()
    page.get_by_role("link", name="Those that count").click()
    assert "which=counting" in page.url


def test_the_chart_is_zoomed_and_read(opened: Opener, site: Site) -> None:
    page = opened(f"/incidents/{site.incidents.sample}")
    over = page.locator(".u-over")
    box = over.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30)
    assert re.search(r"\d killed", page.locator(".readout").inner_text())
    reset = page.get_by_role("button", name="Whole time")
    expect(reset).to_be_hidden()
    page.mouse.move(box["x"] + 100, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(reset).to_be_visible()
    reset.click()
    expect(reset).to_be_hidden()
    drawn = (
        "document.querySelector('#canvas canvas').getContext('2d').getImageData(0, 0, 2000, 600).data"
    )
    assert page.evaluate(f"new Set({drawn}).size") > 20


def test_a_browser_signs_in_and_out(browser: Browser, tmp_path: Path) -> None:
    made = command(tmp_path, "keys", "create", "the page")
    with running(tmp_path) as service, browser.new_context(base_url=service.url) as context:
        page = context.new_page()
        page.goto("/try?sample=en")
        page.get_by_label("Key").fill(made.stdout.strip())
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Read the claims").click()
        expect(page.locator(".card .figure").first).to_have_text("3 killed")
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Sign out").click()
        page.goto("/incidents")
        expect(page.get_by_label("Key")).to_be_visible()


@pytest.mark.parametrize(("code", "size"), [("en", WIDE), ("ar", PHONE)], ids=["en wide", "ar phone"])
def test_no_serious_fault_of_accessibility(
    opened: Opener, site: Site, code: str, size: ViewportSize
) -> None:
    page = opened("/", code, size)
    axe = Axe()
    for path in [*site.paths(), "tried"]:
        if path == "tried":
            page.goto("/try?sample=ar")
            page.locator("form.try button").click()
            page.locator(".marked a").first.focus()
        else:
            page.goto(path)
        assert _serious(axe, page) == [], path


def _serious(axe: Axe, page: Page) -> list[tuple[str, list[str]]]:
    return [
        (fault["id"], [node["html"] for node in fault["nodes"]][:3])
        for fault in axe.run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_a_planted_fault_of_accessibility_is_found(opened: Opener) -> None:
    page = opened("/try")
    page.evaluate("document.querySelector('label').remove()")
    assert [fault for fault, _ in _serious(Axe(), page)] == ["label"]
