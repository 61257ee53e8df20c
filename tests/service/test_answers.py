"""Answers that are kept: good for one state of an incident only, and bounded."""

from fastapi.testclient import TestClient

from reconcile.estimation.account import Account
from service.api.answers import Answers
from tests.service.conftest import claim


def test_an_answer_is_good_for_its_account_only() -> None:
    answers, account, later = Answers(), Account.opened(), Account.opened()
    answers.keep("a", account, b"one")
    assert answers.known("a", account) == b"one"
    assert answers.known("a", later) is None
    assert answers.known("b", account) is None


def test_those_not_asked_for_longest_make_room() -> None:
    answers, account = Answers(most_bytes=6), Account.opened()
    for incident in "abc":
        answers.keep(incident, account, b"xyz")
        answers.known("a", account)
    assert [answers.known(incident, account) for incident in "abc"] == [b"xyz", None, b"xyz"]
    assert answers.keep("d", account, b"too large") == b"too large"
    assert answers.known("d", account) is None


def test_the_usual_question_is_answered_anew_after_every_change(
    client: TestClient, incident: str
) -> None:
    tags = []
    for low in (3, 5):
        taken = client.post(f"{incident}/claims", json=claim(low)).json()["claim"]
        first, again = (client.get(f"{incident}/estimate") for _ in range(2))
        assert again.content == first.content
        assert first.json()["estimates"]["killed"]["high"] == low
        explicit = client.get(f"{incident}/estimate?registry=0").json()
        assert explicit == first.json(), "the same by the way that keeps nothing"
        tags.append(first.headers["ETag"])
    client.post(f"{incident}/claims/{taken['id']}/retraction", json={"reason": "a slip"})
    assert client.get(f"{incident}/estimate").json()["estimates"]["killed"]["high"] == 3
    assert len(set(tags)) == 2
