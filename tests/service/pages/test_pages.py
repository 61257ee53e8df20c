"""The pages over HTTP: what they show, what protects them, and how they go wrong."""

import csv
import io
import json
import re
from importlib import resources
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reconcile import extract
from reconcile.model import Category, Claim, ExternalId, Incident, Report
from service.pages.headline import toll
from service.pages.language import language
from service.pages.samples import SAMPLES
from service.store.ledger import Ledger
from tests.service.conftest import NOW, REPORT, SetClock, claim
from tests.service.test_errors import assert_problem

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ARABIC = BROWSER | {"Accept-Language": "ar-LB,ar;q=0.9"}
LARGEST_BYTES = 100_000
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7*7 }}</title>"


@pytest.fixture
def page(incident: str) -> str:
    """The page of a fresh incident."""
    return incident.removeprefix("/v1")


def record(client: TestClient, incident: str, *claims: dict[str, Any]) -> None:
    for each in claims:
        assert client.post(f"{incident}/claims", json=each).status_code == 201


def test_a_page_of_everything_is_there_in_both_languages(
    client: TestClient, incident: str, page: str
) -> None:
    report = client.post(f"{incident}/reports", json=REPORT).json()["report"]["id"]
    for path in ["/", "/incidents", "/try", page, f"{page}/reports/{report}", "/try?sample=ar"]:
        for headers, code, direction in ((BROWSER, "en", "ltr"), (ARABIC, "ar", "rtl")):
            answer = client.get(path, headers=headers)
            assert answer.status_code == 200
            assert f'<html lang="{code}" dir="{direction}">' in answer.text
            assert answer.headers["Content-Language"] == code


def test_a_chosen_language_is_remembered(client: TestClient) -> None:
    assert 'lang="ar"' in client.get("/?lang=ar", headers=BROWSER).text
    assert '<html lang="ar"' in client.get("/incidents", headers=BROWSER).text
    assert '<html lang="en"' in client.get("/?lang=en", headers=ARABIC).text
    assert '<html lang="en"' in client.get("/", headers=ARABIC).text
    assert "set-cookie" not in client.get("/?lang=xx", headers=BROWSER).headers


def test_the_headlines_are_those_of_the_estimate(client: TestClient, incident: str, page: str) -> None:
    client.post(f"{incident}/reports", json=REPORT)
    html = client.get(page, headers=BROWSER).text
    assert "3 killed" in html
    assert "at least 12 injured" in html
    arabic = client.get(page, headers=ARABIC).text
    assert "3 قتلى" in arabic
    assert "12 جريحا على الأقل" in arabic


def test_the_list_says_what_the_account_says(client: TestClient, incident: str) -> None:
    record(client, incident, claim(3), claim(7, attribution={"source": "المرصد"}), claim(5))
    client.post(f"{incident}/reports", json=REPORT)
    estimates = client.get(f"{incident}/estimate").json()["estimates"]
    html = client.get("/incidents", headers=BROWSER).text
    account = client.app.state.service.ledger.account(incident.rsplit("/", 1)[1])  # type: ignore[attr-defined]
    for category in estimates:
        said = toll(language("en"), Category(category), account.rulings[Category(category)].figures)
        assert f"<strong>{said}</strong>" in html


def test_incidents_are_found_in_any_spelling_the_newest_first(client: TestClient) -> None:
    for title in ("حريق سوق الرمانة", "انهيار مبنى", "Flood in Kaf"):
        client.post("/v1/incidents", json={"title": title})
    html = client.get("/incidents", headers=BROWSER).text
    assert html.index("Flood in Kaf") < html.index("انهيار مبنى") < html.index("حريق")
    found = client.get("/incidents", params={"q": "الرمانه"}, headers=BROWSER).text
    assert "حريق سوق الرمانة" in found
    assert "Flood" not in found
    assert "No incident fits" in client.get("/incidents?q=nothing%00", headers=BROWSER).text


def test_the_list_goes_on(client: TestClient) -> None:
    for number in range(45):
        client.post("/v1/incidents", json={"title": f"Incident {number}"})
    seen: list[str] = []
    path = "/incidents"
    while path:
        html = client.get(path, headers=BROWSER).text
        seen += re.findall(r"Incident \d+", html)
        older = re.search(r'rel="next" href="([^"]+)"', html)
        path = older[1] if older else ""
    assert seen == [f"Incident {number}" for number in reversed(range(45))]


def test_nobody_spoke_is_no_zero(client: TestClient, page: str) -> None:
    html = client.get(page, headers=BROWSER).text
    assert "Unknown is not zero" in html
    assert "0 killed" not in html
    record(client, f"/v1{page}", claim(3, denied=True))
    denied = client.get(page, headers=BROWSER).text
    assert "no figure yet" in denied
    assert "Denied by the text that carries it." in denied


def test_both_clocks_and_every_policy_can_be_asked(
    client: TestClient, incident: str, page: str, clock: SetClock
) -> None:
    record(client, incident, claim(3))
    then = clock.now.isoformat()
    clock.forward(hours=3)
    later = claim(9, published_at="2026-03-01T14:00:00Z")
    record(client, incident, later)
    ask = {"headers": BROWSER}
    assert "9 killed" in client.get(page, **ask).text  # type: ignore[arg-type]
    known = client.get(page, params={"known_at": then}, headers=BROWSER).text
    assert "3 killed" in known
    assert "9 killed" not in known
    assert "3 killed" in client.get(page, params={"as_of": "2026-03-01T11:00"}, headers=BROWSER).text
    airwars = client.get(page, params={"policy": "airwars"}, headers=BROWSER).text
    assert "Under the policy" in airwars
    assert "airwars 1" in airwars


def test_a_bad_question_is_told_and_the_rest_is_shown(
    client: TestClient, incident: str, page: str
) -> None:
    record(client, incident, claim(3))
    answer = client.get(page, params={"as_of": "<b>then</b>", "policy": "mine"}, headers=BROWSER)
    assert answer.status_code == 422
    assert "&lt;b&gt;then&lt;/b&gt;" in answer.text
    assert "is no time" in answer.text
    assert "mine" in answer.text
    assert "3 killed" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        {"claims_page": "0000000001" + "9" * 4_400},
        {"revisions_page": "1" * 4_400},
        {"as_of": "9999-12-31T23:59:59.999900"},
        {"known_at": "0001-01-01T00:00"},
    ],
)
def test_no_number_and_no_time_is_too_much_for_the_page(
    client: TestClient, incident: str, page: str, asked: dict[str, str]
) -> None:
    record(client, incident, claim(3))
    answer = client.get(page, params=asked, headers=BROWSER)
    assert answer.status_code == 422
    assert "3 killed" in answer.text


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/x", "/%2felsewhere.example", "/%5celsewhere.example"]
)
def test_no_address_leads_to_another_host(client: TestClient, path: str) -> None:
    answer = client.get(f"http://testserver{path}", headers=BROWSER)
    assert answer.status_code == 404
    assert not re.findall(r'href="[/\\]{2}', answer.text)


def test_why_a_claim_counts_is_told_in_both_languages(
    client: TestClient, incident: str, page: str
) -> None:
    record(client, incident, claim(3), claim(4, published_at="2026-03-01T11:00:00Z"))
    (first, _) = client.get(f"{incident}/claims").json()["items"]
    client.post(f"{incident}/claims/{first['id']}/retraction", json={"reason": "خطأ <i>"})
    html = client.get(page, headers=BROWSER).text
    assert "The newest total of its origin." in html
    assert "Retracted by whoever recorded it." in html
    assert "خطأ &lt;i&gt;" in html
    arabic = client.get(page, headers=ARABIC).text
    assert "أحدث حصيلة لمصدره." in arabic
    assert "سحبه من سجّله." in arabic


def test_a_source_is_named_in_the_language_of_the_page(
    client: TestClient, incident: str, page: str
) -> None:
    first, later = {"source": "AFP"}, {"source": "رويترز"}
    record(client, incident, claim(3, attribution=first))
    record(client, incident, claim(9, attribution=later, published_at="2026-03-01T11:00:00Z"))
    html = client.get(page, headers=BROWSER).text
    assert "later <bdi>Reuters</bdi> says" in html
    assert html.count("AFP") > 1
    assert "وكالة الصحافة" not in html
    arabic = client.get(page, headers=ARABIC).text
    assert "بعده يقول <bdi>رويترز</bdi>" in arabic
    assert "وكالة الصحافة الفرنسية" in arabic


def test_a_claim_of_another_category_stands_among_those_whose_bound_it_sets(
    client: TestClient, incident: str, page: str
) -> None:
    police, observatory = {"source": "الشرطة"}, {"source": "المرصد"}
    record(client, incident, claim(6), claim(5, attribution=police, published_at="2026-03-01T11:00:00Z"))
    record(client, incident, claim(9, category="injured", attribution=observatory))
    record(client, incident, claim(4, category="casualties", published_at="2026-03-01T09:00:00Z"))
    for which in ("all", "counting"):
        asked = {"category": "casualties", "which": which}
        killed, injured, own = rows_of_claims(client.get(page, params=asked, headers=BROWSER).text)
        assert 'how-many">5</span><span class="soft small block">killed</span>' in killed
        assert "sets low" in killed
        assert "Of the killed: with the injured, they are among all casualties." in killed
        assert 'how-many">9</span><span class="soft small block">injured</span>' in injured
        assert 'how-many">4</span></th>' in own
        in_arabic, *_ = rows_of_claims(client.get(page, params=asked, headers=ARABIC).text)
        assert "القتلى</span>" in in_arabic
        assert "عن القتلى: وهم مع الجرحى من مجموع القتلى والجرحى." in in_arabic
    of_the_killed = client.get(page, params={"category": "killed"}, headers=BROWSER).text
    assert len(rows_of_claims(of_the_killed)) == 2


def rows_of_claims(html: str) -> list[str]:
    return re.findall(r'<tr id="claim-.*?</tr>', html, re.DOTALL)


def test_the_claims_come_a_page_at_a_time(client: TestClient, incident: str, page: str) -> None:
    record(client, incident, *(claim(n, published_at=f"2026-03-01T10:{n:02}:00Z") for n in range(1, 41)))
    first = client.get(page, headers=BROWSER).text
    second = client.get(page, params={"claims_page": "2"}, headers=BROWSER).text
    beyond = client.get(page, params={"claims_page": "99"}, headers=BROWSER).text
    ids = [set(re.findall(r'id="claim-(\w+)"', html)) for html in (first, second, beyond)]
    assert [len(found) for found in ids] == [25, 15, 15]
    assert not ids[0] & ids[1]
    counting = client.get(page, params={"which": "counting"}, headers=BROWSER).text
    assert len(re.findall(r'<tr id="claim-', counting)) == 1


def test_the_revisions_come_a_page_at_a_time_the_newest_first(
    client: TestClient, incident: str, page: str
) -> None:
    record(client, incident, *(claim(n, published_at=f"2026-03-01T10:{n:02}:00Z") for n in range(1, 31)))
    first = client.get(page, headers=BROWSER).text
    second = client.get(page, params={"revisions_page": "2"}, headers=BROWSER).text
    numbers = [re.findall(r'value="(\d+)"><span', html) for html in (first, second)]
    assert numbers[0] + numbers[1] == [str(number) for number in range(30, 0, -1)]
    moment = client.get(f"{incident}/revisions").json()["items"][4]["recorded_at"]
    then = client.get(page, params={"known_at": moment}, headers=BROWSER).text
    assert re.findall(r'value="(\d+)"><span', then) == ["5", "4", "3", "2", "1"]


def test_a_retraction_is_felt_at_once_though_readings_are_kept(
    client: TestClient, incident: str, page: str
) -> None:
    record(client, incident, claim(3))
    assert "3 killed" in client.get(page, headers=BROWSER).text
    (known,) = client.get(f"{incident}/claims").json()["items"]
    client.post(f"{incident}/claims/{known['id']}/retraction", json={"reason": "wrong"})
    assert "3 killed" not in client.get(page, headers=BROWSER).text


def test_claims_as_csv_open_in_a_spreadsheet_and_run_nothing(
    client: TestClient, incident: str, page: str
) -> None:
    record(client, incident, claim(3, attribution={"source": "=HYPERLINK(1)"}, publisher="صحيفة"))
    answer = client.get(f"{page}/claims.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert (row["low"], row["role"], row["sets"]) == ("3", "counted", "low best high")
    assert row["source"] == "'=HYPERLINK(1)"
    assert row["published_at"] == "2026-03-01T10:00:00Z"


@pytest.mark.parametrize(
    "asked",
    ["policy=guess", "as_of=yesterday", "category=dead", "foo=1", "policy=latest&policy=maximum"],
)
def test_claims_as_csv_answer_what_was_asked_or_nothing(
    client: TestClient, incident: str, page: str, asked: str
) -> None:
    record(client, incident, claim(3))
    problem = assert_problem(client.get(f"{page}/claims.csv?{asked}"), 422, "invalid-input")
    assert [fault["parameter"] for fault in problem["errors"]] == [asked.partition("=")[0]]
    told = client.get(f"{page}/claims.csv?{asked}", headers=ARABIC)
    assert (told.status_code, told.headers["Content-Type"]) == (422, "text/html; charset=utf-8")


# -- a text that is tried


def test_a_text_is_tried_and_nothing_is_recorded(client: TestClient) -> None:
    answer = client.post("/try", data={"text": SAMPLES["en"].replace("\n", "\r\n")}, headers=BROWSER)
    assert answer.status_code == 200
    assert "3 killed" in answer.text
    assert "at least 12 injured" in answer.text
    assert answer.text.count('class="marked"') == 5
    assert client.get("/v1/incidents").json()["items"] == []


def test_a_tried_text_goes_along_into_the_other_language(client: TestClient) -> None:
    html = client.post("/try", data={"text": "Three people were killed."}, headers=BROWSER).text
    found = re.search(r'action="(/try[?]lang=ar)"><input[^>]* value="([^"]+)"', html)
    assert found
    arabic = client.post(found[1], data={"text": found[2]}, headers=BROWSER).text
    assert '<html lang="ar"' in arabic
    assert "3 قتلى" in arabic
    assert '<html lang="ar"' in client.get("/", headers=BROWSER).text


def test_a_text_of_mere_markup_is_shown_as_text(client: TestClient) -> None:
    text = (
        f"{HOSTILE} Police said three people were killed. \u202eAnd 5 injured, said \x07 the ministry."
    )
    html = client.post("/try", data={"text": text}, headers=BROWSER).text
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "{{ 7*7 }}" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "U+202E" in html
    assert "U+0007" in html


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [("", 422, "Paste a text first"), (" \n", 422, "Paste a text first"), ("x" * 5_001, 413, "5,000")],
)
def test_what_can_not_be_tried_stays_in_the_box(
    client: TestClient, text: str, status: int, told: str
) -> None:
    answer = client.post("/try", data={"text": text}, headers=BROWSER)
    assert answer.status_code == status
    assert told in answer.text
    assert f">\n{text}</textarea>" in answer.text


def test_another_site_can_not_make_a_browser_try(client: TestClient) -> None:
    for sent in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = client.post("/try", data={"text": "three killed"}, headers=BROWSER | sent)
        assert answer.status_code == 403
    same = {"Origin": str(client.base_url)}
    assert client.post("/try", data={"text": "three killed"}, headers=BROWSER | same).status_code == 200


def test_a_body_that_is_no_form_is_no_fault_of_ours(client: TestClient) -> None:
    for body in (b"\xff\xfe", b"&".join(b"a=1" for _ in range(2_000)), b"{}", b"text=%ff%00"):
        assert client.post("/try", content=body, headers=BROWSER).status_code in (200, 403, 422)


# -- what protects them


def test_every_page_has_a_strict_policy_and_no_style_or_script_in_it(
    client: TestClient, incident: str, page: str
) -> None:
    record(client, incident, claim(3))
    for path in ("/", "/incidents", "/try", page, "/nowhere"):
        answer = client.get(path, headers=BROWSER)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert " style=" not in answer.text
        assert " onclick" not in answer.text
        inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", answer.text)
        assert all('type="application/json"' in attributes for attributes in inline)


def test_what_others_wrote_is_escaped_wherever_it_stands(client: TestClient, ledger: Ledger) -> None:
    """The ledger holds what the API would not take: archives are loaded into it, too."""
    ids = (ExternalId(scheme="<b>", id=HOSTILE),)
    incident = ledger.open_incident(Incident(title=HOSTILE, place=HOSTILE, external_ids=ids)).id
    report = Report(
        text=f"قتل ثلاثة أشخاص {HOSTILE} وأصيب 4",
        publisher=HOSTILE,
        published_at=NOW,
        url=f"javascript:{HOSTILE}",
    )
    claims = extract(report.text, publisher=HOSTILE, published_at=NOW)
    made = ledger.record_report(incident, report, claims)[0].id
    said = claim(5, attribution={"source": HOSTILE, "via": [HOSTILE]}, publisher=HOSTILE)
    ledger.record_claims(incident, [Claim.model_validate(said)])
    page = f"/incidents/{incident}"
    for path in (
        "/",
        f"/incidents?q={HOSTILE}",
        page,
        f"{page}/reports/{made}",
        f"{page}?as_of={HOSTILE}",
    ):
        html = client.get(path, headers=BROWSER).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "{{ 7*7 }}" in html
        assert "\u202e{{ 7*7" not in html
        assert 'href="javascript' not in html
        assert html.count("</title>") == html.count("<title")
    data = re.search(r'id="band-data">(.*?)</script>', client.get(page, headers=BROWSER).text)
    assert data
    assert "alert(1)" in json.dumps(json.loads(data[1]))


def test_errors_are_pages_for_browsers_and_problems_for_tools(client: TestClient, incident: str) -> None:
    told = client.get("/nowhere", headers=ARABIC)
    assert (told.status_code, told.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "لا صفحة كهذه." in told.text
    assert "There is no such page" in client.get("/incidents/none", headers=BROWSER).text
    for path, headers in [("/nowhere", {}), ("/v1/nowhere", BROWSER), (f"{incident}/nope", BROWSER)]:
        answer = client.get(path, headers=headers)
        assert answer.headers["Content-Type"] == "application/problem+json"
    refused = client.delete("/incidents", headers=BROWSER)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")


def test_a_failure_of_ours_is_a_page_with_the_id_of_the_request(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.store.ledger.Ledger.newest_incidents", lambda *_: 1 / 0)
    answer = client.get("/", headers=BROWSER | {"X-Request-Id": "abc"})
    assert (answer.status_code, answer.headers["X-Request-Id"]) == (500, "abc")
    assert "on our side" in answer.text


def test_a_page_that_is_known_is_not_sent_again(client: TestClient, incident: str, page: str) -> None:
    record(client, incident, claim(3))
    for path in ("/", "/incidents", "/try"):
        first = client.get(path, headers=BROWSER)
        again = client.get(path, headers=BROWSER | {"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(path, headers=BROWSER)
        assert (head.status_code, head.content) == (200, b"")
    assert client.head(page, headers=BROWSER).headers["Content-Security-Policy"]


def test_static_files_are_kept_for_ever_under_an_address_of_their_content(client: TestClient) -> None:
    html = client.get("/", headers=BROWSER).text
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', html):
        answer = client.get(address)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" not in client.get(address.split("?")[0]).headers.get("Cache-Control", "")
    assert client.get("/static/../routes.py").status_code == 404


def test_metrics_name_the_pages_by_their_templates(client: TestClient, page: str) -> None:
    client.get(page, headers=BROWSER)
    text = client.get("/metrics").text
    assert 'route="/incidents/{incident_id}"' in text
    assert page not in text


def test_the_pages_are_no_part_of_the_contract(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert all(path.startswith(("/v1/", "/healthz", "/readyz", "/metrics")) for path in paths)


def test_all_of_it_is_light(client: TestClient, page: str) -> None:
    static = resources.files("service.pages") / "static"
    files = [*static.iterdir(), *(static / "uplot").iterdir()]
    sent = sum(len(each.read_bytes()) for each in files if each.name.endswith((".css", ".js", ".svg")))
    html = len(client.get(page, headers=ARABIC).content)
    assert sent + html < LARGEST_BYTES


def test_what_is_not_ours_has_its_licence_and_version_beside_it() -> None:
    uplot = resources.files("service.pages") / "static" / "uplot"
    version = (uplot / "VERSION").read_text("utf-8").split()[1].strip(",")
    assert f"(v{version})" in (uplot / "uPlot.iife.min.js").read_text("utf-8")[:200]
    assert "MIT" in (uplot / "LICENSE").read_text("utf-8")
