"""The command: contracts of JSON Lines, tables for people, errors for both."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.service.commands import HASILA, hasila


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def lines(*items: object) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def test_the_program_reads_and_writes_a_pipe() -> None:
    given = lines({"id": 7, "text": "بين 20 و٣٠"}).encode()
    asked = [str(HASILA), "numbers", "--format", "jsonl", "-"]
    done = subprocess.run(asked, input=given, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [number["value"] for number in rows(done)[0]["numbers"]] == [20, 30]


TEXT = "أعلن الدفاع المدني مقتل ثلاثة أشخاص وإصابة ٥ في انهيار مبنى."


def test_extract_writes_a_line_for_each_line() -> None:
    done = hasila("extract", "--format", "jsonl", "-", given=lines({"id": "a", "text": TEXT, "more": 1}))
    assert done.returncode == 0
    (row,) = rows(done)
    assert row["id"] == "a"
    killed = row["claims"][0]
    assert killed == {
        "category": "killed",
        "count": {"low": 3, "high": 3, "qualifier": "exact", "term": None, "unit": "persons"},
        "scope": "total",
        "denied": False,
        "preliminary": False,
        "attribution": {"source": "الدفاع المدني", "via": []},
        "evidence": {
            "exact": "ثلاثة أشخاص",
            "prefix": "أعلن الدفاع المدني مقتل ",
            "suffix": " وإصابة ٥ في انهيار مبنى.",
            "start": 24,
            "end": 35,
        },
    }


def test_extract_carries_publisher_and_date_where_they_are_given() -> None:
    row = {"id": 1, "text": TEXT, "publisher": "صحيفة", "published_at": "2026-03-01T09:40:00+03:00"}
    (answer,) = rows(hasila("extract", "--format", "jsonl", "-", given=lines(row)))
    assert answer["claims"][0]["publisher"] == "صحيفة"
    assert answer["claims"][0]["as_of"] == "2026-03-01T09:40:00+03:00"


def test_numbers_writes_value_place_and_words() -> None:
    done = hasila("numbers", "--format", "jsonl", "-", given=lines({"id": 7, "text": "بين 20 و٣٠"}))
    assert rows(done) == [
        {
            "id": 7,
            "numbers": [
                {"value": 20, "start": 4, "end": 6, "exact": "20"},
                {"value": 30, "start": 8, "end": 10, "exact": "٣٠"},
            ],
        }
    ]


def test_numbers_are_read_in_english_too() -> None:
    row = {"id": 1, "text": "A hundred and five were hurt.", "language": "en"}
    (answer,) = rows(hasila("numbers", "--format", "jsonl", "-", given=lines(row)))
    assert [number["value"] for number in answer["numbers"]] == [105]


def test_a_bad_row_answers_for_itself_and_loses_no_good_one() -> None:
    given = lines({"id": "a", "text": TEXT}).encode()
    given += (
        b"not json\n[1]\n\xff\n"
        + lines({"id": "b"}, {"id": "c", "text": TEXT, "language": "xx"}).encode()
    )
    given += lines({"id": "d", "text": TEXT, "published_at": "2026-03-01T09:40:00"}).encode()
    given += b'{"id": "e", "text": "\\ud83d"}\n' + lines({"id": "f", "text": TEXT}).encode()
    done = hasila("extract", "--format", "jsonl", "-", given=given)
    answers = rows(done)
    assert done.returncode == 1
    assert [(row["id"], "claims" in row) for row in answers] == [
        ("a", True), (None, False), (None, False), (None, False), ("b", False), ("c", False),
        ("d", False), ("e", False), ("f", True),
    ]  # fmt: skip
    errors = [row["error"] for row in answers if "error" in row]
    wanted = (
        "not JSON",
        "not a JSON object",
        "not UTF-8",
        "text: ",
        "it reads: ar",
        "published_at: ",
        "text: ",
    )
    for error, words in zip(errors, wanted, strict=True):
        assert words in error
    assert len(done.stderr.decode().splitlines()) == 7


@pytest.mark.parametrize("command", ["extract", "numbers"])
def test_a_member_that_is_named_twice_is_no_answer_to_the_last(command: str) -> None:
    given = b'{"id": 1, "text": "a", "text": "b"}\n{"id": 2, "text": "", "x": [{"y": 1, "y": 2}]}\n'
    given += b'{"id": 3, "id": 4,\n' + lines({"id": 5, "text": TEXT}).encode()
    done = hasila(command, "--format", "jsonl", "-", given=given)
    assert [row.get("error") for row in rows(done)] == [
        "text: this is named more than once; say which one is meant",
        "x.0.y: this is named more than once; say which one is meant",
        "not JSON: Expecting property name enclosed in double quotes: line 2 column 1 (char 19)",
        None,
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_json_is_never_given_back(number: str) -> None:
    done = hasila("extract", "--format", "jsonl", "-", given=f'{{"id": {number}, "text": "3 killed"}}\n')
    assert done.returncode == 1
    (row,) = [json.loads(line, parse_constant=pytest.fail) for line in done.stdout.splitlines()]
    assert "not JSON" in row["error"]


def test_a_number_is_no_time() -> None:
    done = hasila(
        "extract", "--format", "jsonl", "-", given=lines({"id": 1, "text": TEXT, "published_at": 0})
    )
    assert done.returncode == 1
    assert rows(done)[0]["error"].startswith("published_at: ")


@pytest.mark.parametrize("command", ["extract", "numbers"])
def test_the_language_given_is_that_of_rows_without_one(command: str) -> None:
    known = {"id": 1, "text": "Twelve people were killed.", "language": "en"}
    unknown = {"id": 1, "text": "Twelve people were killed."}
    asked = [command, "--format", "jsonl", "-"]
    said = hasila(*asked, given=lines(known)).stdout
    assert hasila(*asked, "--language", "en", given=lines(unknown)).stdout == said
    assert hasila(*asked, "--language", "ar", given=lines(known)).stdout == said
    assert hasila(*asked, "--language", "ar", given=lines(unknown)).stdout != said
    refused = hasila(*asked, "--language", "xx", given=lines(unknown))
    assert (refused.returncode, refused.stdout) == (2, b"")


def test_lines_are_utf_8_whatever_the_terminal_writes() -> None:
    asked = [str(HASILA), "extract", "--format", "jsonl", "-"]
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    given = lines({"id": 1, "text": TEXT}).encode()
    done = subprocess.run(
        asked, input=given, capture_output=True, check=False, timeout=60, env=environment
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert rows(done)[0]["claims"]


def test_what_is_written_to_nobody_is_no_fault_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(lines(*({"id": place, "text": TEXT} for place in range(2_000))), encoding="utf-8")
    with subprocess.Popen(
        [str(HASILA), "numbers", "--format", "jsonl", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(lines({"id": 1, "text": TEXT}), encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [str(HASILA), "extract", "--format", "jsonl", str(file)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "hasila: the answer can't be written: No space left on device\n"


def test_what_extract_writes_reconcile_reads() -> None:
    reports = lines(
        {"id": 1, "text": TEXT, "publisher": "صحيفة", "published_at": "2026-03-01T09:40:00+03:00"},
        {"id": 2, "text": "وزارة الصحة: 4 قتلى", "published_at": "2026-03-01T11:00:00+03:00"},
    )
    extracted = hasila("extract", "--format", "jsonl", "-", given=reports).stdout
    (history,) = rows(hasila("reconcile", "-", given=extracted))
    killed = history["estimates"]["killed"]
    assert (killed["low"], killed["best"], killed["high"], killed["status"]) == (4, 4, 4, "developing")
    assert [revision["kind"] for revision in history["revisions"]] == ["initial", "initial", "raised"]


def _claim(low: int, minute: int, **more: object) -> dict[str, object]:
    moment = f"2026-03-01T09:{minute:02}:00Z"
    return {
        "category": "killed",
        "count": {"low": low, "high": low, "qualifier": "exact"},
        "attribution": {"source": "وزارة الصحة"},
        "as_of": moment,
        "published_at": moment,
        "recorded_at": moment,
    } | more


def test_reconcile_answers_for_any_moment() -> None:
    given = lines(_claim(3, 0), _claim(5, 30))
    asked: list[list[str]] = [
        ["--as-of", "2026-03-01T09:15:00Z"],
        ["--known-at", "2026-03-01T09:15:00Z"],
        [],
    ]
    bests = [
        rows(hasila("reconcile", "-", *options, given=given))[0]["estimates"]["killed"]["best"]
        for options in asked
    ]
    assert bests == [3, 3, 5]


def test_reconcile_reads_by_the_rule_of_any_recorder() -> None:
    given = lines(_claim(3, 0), _claim(9, 1, attribution={"source": "المرصد"}), _claim(5, 2))
    for policy, expected in {"airwars": (5, 5, 9), "ucdp": (5, 5, 9), "maximum": (9, 9, 9)}.items():
        asked = ["--policy", policy, "--convention", "airwars"]
        (history,) = rows(hasila("reconcile", "-", *asked, given=given))
        killed = history["estimates"]["killed"]
        assert (killed["low"], killed["best"], killed["high"]) == expected
        assert (killed["policy"]["name"], killed["convention"]["name"]) == (policy, "airwars")


def test_reconcile_takes_profiles_of_sources(tmp_path: Path) -> None:
    boast = _claim(40, 1) | {"attribution": {"source": "الجيش"}}
    profiles = tmp_path / "sources.jsonl"
    profiles.write_text(lines({"name": "الجيش", "kind": "party"}, {"name": "الجيش"}), encoding="utf-8")
    done = hasila("reconcile", "-", "--profiles", str(profiles), given=lines(_claim(3, 0), boast))
    assert rows(done)[0]["estimates"]["killed"]["high"] == 3
    assert done.returncode == 1
    assert "sources.jsonl: line 2 left out: kind" in done.stderr.decode()
    profiles.write_text(
        lines({"name": "A", "kind": "media"}, {"name": "a", "kind": "party"}), encoding="utf-8"
    )
    done = hasila("reconcile", "-", "--profiles", str(profiles), given=lines(boast))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "profiles of one source" in done.stderr.decode()


def test_reconcile_names_what_cannot_stand_and_reconciles_the_rest() -> None:
    other = _claim(4, 0) | {"id": "same"}
    done = hasila("reconcile", "-", given=lines(_claim(3, 0) | {"id": "same"}, other))
    assert done.returncode == 1
    assert rows(done)[0]["estimates"]["killed"]["best"] == 3
    assert rows(done)[0]["refused"][0]["claim_id"] == "same"
    assert "line 2 left out: two different claims have the id 'same'" in done.stderr.decode()


def test_reconcile_leaves_out_what_it_cannot_read_and_says_so() -> None:
    done = hasila("reconcile", "-", given=lines(_claim(3, 0), _claim(-1, 1), {"category": "killed"}))
    assert done.returncode == 1
    assert rows(done)[0]["estimates"]["killed"]["best"] == 3
    refused = [(line["what"], line["place"]) for line in rows(done)[0]["refused"]]
    assert refused == [("line", 2), ("line", 3)]
    complaints = done.stderr.decode().splitlines()
    assert "line 2 left out: count.low" in complaints[0]
    assert "line 3 left out: count" in complaints[1]


def test_what_is_left_out_is_named_by_its_id() -> None:
    upside_down = {"low": 5, "high": 3, "qualifier": "range"}
    bad = _claim(3, 0) | {"id": "upside down", "count": upside_down}
    done = hasila("reconcile", "-", given=lines(bad, _claim(3, 0)))
    (refused,) = rows(done)[0]["refused"]
    assert (refused["place"], refused["claim_id"]) == (1, "upside down")
    assert refused["reason"] == "count: low (5) is above high (3)"


def test_a_bad_claim_loses_no_good_one_of_its_line() -> None:
    answer = {"id": 1, "claims": [_claim(7, 0), _claim(8, 1) | {"category": "dead"}, _claim(9, 2)]}
    done = hasila("reconcile", "-", given=lines(answer))
    assert done.returncode == 1
    estimate = rows(done)[0]["estimates"]["killed"]
    assert (estimate["best"], len(estimate["standings"])) == (9, 2)
    (refused,) = rows(done)[0]["refused"]
    assert (refused["what"], refused["place"]) == ("line", 1)
    assert refused["reason"].startswith("claims.1.category: ")


def test_reconcile_reads_what_the_ledger_lists() -> None:
    retraction = {"claim_id": "b", "recorded_at": "2026-03-01T10:00:00Z", "reason": "a slip"}
    ledger = {"report_id": None}
    given = lines(
        _claim(3, 0, id="a", number=1, retraction=None, **ledger),
        _claim(30, 5, id="b", number=2, retraction=retraction, **ledger),
    )
    (history,) = rows(hasila("reconcile", "-", given=given))
    assert history["estimates"]["killed"]["best"] == 3
    assert [revision["kind"] for revision in history["revisions"]] == ["initial", "raised", "retracted"]


def test_reconcile_says_what_a_row_of_another_step_is() -> None:
    done = hasila("reconcile", "-", given=lines({"id": 1, "error": "not JSON"}, {"id": 2, "text": TEXT}))
    assert done.returncode == 1
    complaints = done.stderr.decode().splitlines()
    assert "the error of an earlier step: not JSON" in complaints[0]
    assert "extract its claims first" in complaints[1]


def test_people_get_tables(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    claims = hasila("extract", str(report)).stdout.decode()
    assert "ثلاثة أشخاص" in claims
    assert "killed" in claims
    numbers = hasila("numbers", str(report)).stdout.decode()
    assert "٥" in numbers
    estimates = hasila("reconcile", "-", "--format", "table", given=lines(_claim(3, 0))).stdout.decode()
    assert "single source" in estimates


def test_reconcile_explains_what_became_of_every_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = [_claim(3, 0), _claim(5, 30), _claim(3, 40), _claim(9, 50, scope="historical")]
    table = hasila("reconcile", "-", "--explain", given=lines(*said)).stdout.decode()
    for words in ("superseded", "counted", "repeated", "excluded", "low 5", "best 5", "high 5"):
        assert words in table
    assert "A figure of another event." in table


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["extract", "nowhere.txt"], "nowhere.txt: No such file or directory"),
        (["extract", "[red]nowhere[1].txt"], "[red]nowhere[1].txt: No such file or directory"),
        (["extract", "-", "--language", "xx"], "it reads: ar"),
        (["numbers", "-", "--language", "xx"], "it reads: ar"),
        (["reconcile", "-", "--policy", "guess"], "there are: agreement, airwars"),
        (["reconcile", "-", "--convention", "guess"], "there are: literal, none, acled"),
        (["reconcile", "-", "--as-of", "2026-03-01"], "no time with an offset"),
        (["serve", "--port", "99999"], "port: "),
        (["serve", "--host", "192.0.2.1"], "can't listen on 192.0.2.1 port 8000"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: list[str], complaint: str) -> None:
    done = hasila(*arguments)
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
    assert done.stdout == b""


def test_text_that_is_not_utf_8_is_refused() -> None:
    done = hasila("extract", "-", given=b"\xff")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "not UTF-8: see byte 0" in done.stderr.decode()


@pytest.mark.parametrize(("command", "answer"), [("extract", "No claims."), ("numbers", "No numbers.")])
def test_where_there_is_nothing_it_says_so(command: str, answer: str) -> None:
    done = hasila(command, "-", given="لا شيء".encode())
    assert (done.returncode, done.stdout.decode().strip()) == (0, answer)


def test_the_seed_article_gives_exactly_its_claims(shared: Path) -> None:
    article = (shared / "seed_article_ar.txt").read_text(encoding="utf-8")
    done = hasila("extract", "--format", "jsonl", "-", given=lines({"id": "seed", "text": article}))
    found = [
        (c["category"], c["count"]["low"], c["count"]["high"], c["scope"], c["attribution"]["source"])
        for c in rows(done)[0]["claims"]
    ]
    security = "مصادر أمنية عراقية"
    assert found == [
        ("killed", 1, 1, "total", security),
        ("injured", 2, None, "total", security),
        ("injured", 3, 3, "total", security),
        ("injured", 3, 3, "subset", None),
        ("injured", 1, None, "total", "الحشد"),
    ]


def test_explain_shows_why_a_claim_came_out_or_did_not() -> None:
    text = "أعلنت البلدية مقتل 3 عمال في 2 من المصانع."
    shown = hasila("extract", "--explain", "-", given=text)
    assert shown.returncode == 0
    printed = shown.stdout.decode()
    assert "governed by «مقتل»" in printed
    assert "no casualty word counts or governs it" in printed
    row = json.dumps({"id": 1, "text": text})
    answer = json.loads(hasila("extract", "--explain", "--format", "jsonl", "-", given=row).stdout)
    (sentence,) = answer["sentences"]
    assert [mention["category"] for mention in sentence["mentions"]] == ["killed"]


def test_dates_and_words_of_the_tables_are_whole_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = hasila(
        "reconcile", "-", "--explain", given=lines(_claim(3, 0), _claim(5, 30))
    ).stdout.decode()
    assert table.count("2026-03-01") >= 4
    assert "superseded" in table
    assert max(map(len, table.splitlines())) <= 80


def test_an_explanation_tells_of_the_claim_that_stood() -> None:
    done = hasila(
        "reconcile", "--explain", "-",
        given=lines(_claim(3, 0) | {"id": "same"}, _claim(400, 0) | {"id": "same"}),
    )  # fmt: skip
    table = done.stdout.decode()
    assert "400" not in table
    assert "3" in table


def test_half_a_character_beside_the_evidence_loses_no_good_claim() -> None:
    cut = {"exact": "3", "start": 0, "end": 1, "prefix": "a\ud83d"}
    bad = json.dumps(_claim(4, 1) | {"evidence": cut})  # written as an escape
    done = hasila("reconcile", "-", given=lines(_claim(3, 0)) + bad + "\n")
    assert done.returncode == 1
    assert rows(done)[0]["estimates"]["killed"]["best"] == 3
    (refused,) = rows(done)[0]["refused"]
    assert refused["reason"].startswith("evidence.prefix: half a character")


def test_standard_input_is_one_thing() -> None:
    done = hasila("reconcile", "--profiles", "-", "-", given=lines(_claim(3, 0)))
    assert done.returncode == 2
    assert "not both" in done.stderr.decode()
