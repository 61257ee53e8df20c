"""English claims, phenomenon by phenomenon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import extract

Said = tuple[str, int | None, int | None, str]


def said(text: str) -> list[Said]:
    return [
        (claim.category.value, claim.count.low, claim.count.high, claim.scope.value)
        for claim in extract(text, language="en")
    ]


def sources(text: str) -> list[str | None]:
    return [claim.attribution.source for claim in extract(text, language="en")]


def one(category: str, n: int, scope: str = "total") -> Said:
    return (category, n, n, scope)


KILLED_4 = one("killed", 4)
HURT_9 = one("injured", 9)


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed 4 miners and injured 9 others.",
        "Four miners were killed and nine others wounded in the blast.",
        "A pit collapsed, killing four miners and injuring nine.",
        "The collapse left four miners dead and nine injured.",
        "4 dead, 9 injured in mine blast",
        "Dead: 4. Injured: 9.",
        "Blast kills 4, wounds 9 in coal mine",
        "Four people died and nine were hurt.",
        "Four people have been shot dead and nine others have been seriously wounded.",
        "The blast claimed four lives and left nine people with severe burns.",
    ],
)
def test_the_same_is_told_in_the_active_the_passive_and_without_a_verb(text: str) -> None:
    assert said(text) == [KILLED_4, HURT_9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen abducted 6 teachers", one("captured", 6)),
        ("Six teachers were taken hostage", one("captured", 6)),
        ("Police arrested six protesters", one("captured", 6)),
        ("Six hikers are missing", one("missing", 6)),
        ("Rescuers pulled six hikers alive from the snow", one("rescued", 6)),
        ("All six hikers survived", one("rescued", 6)),
        ("Six villagers fled their homes", one("displaced", 6)),
        ("Six villagers were evacuated from the valley", one("displaced", 6)),
        ("Six guests were taken to hospital", one("hospitalized", 6)),
        ("The storm left six campers stranded", one("affected", 6)),
        ("Six campers were killed or wounded", one("casualties", 6)),
        ("The raid killed and wounded six campers", one("casualties", 6)),
        ("The crew recovered the bodies of six sailors", one("killed", 6)),
        ("Both pilots drowned", one("killed", 2)),
        ("A dozen pilgrims were trampled to death", one("killed", 12)),
        ("Half a dozen pilgrims perished", one("killed", 6)),
    ],
)
def test_every_category_has_its_verbs_and_nouns(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("At least 7 people were killed", 7, None),
        ("More than 7 people were killed", 8, None),
        ("7 or more people were killed", 7, None),
        ("Up to 7 people were killed", 0, 7),
        ("Fewer than 7 people were killed", 0, 6),
        ("Nearly 7 people were killed", 7, 7),
        ("Between 7 and 9 people were killed", 7, 9),
        ("7-9 people were killed", 7, 9),
        ("Dozens of people were killed", 24, 99),
        ("Scores were killed", 40, 99),
        ("Tens of thousands were killed", 20000, 99999),
        ("A handful of people were killed", 3, 9),
        ("Several people were killed", 2, None),
    ],
)
def test_hedges_ranges_and_vague_words_bound_a_count(text: str, low: int, high: int | None) -> None:
    assert said(text) == [("killed", low, high, "total")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At least 20 people, including three children, were killed.",
            [("killed", 20, None, "total"), one("killed", 3, "subset")],
        ),
        ("The death toll rose from 5 to 8", [one("killed", 5, "previous"), one("killed", 8)]),
        ("The toll climbed to 8, up from 5", [one("killed", 8), one("killed", 5, "previous")]),
        ("The number of wounded passed 300", [("injured", 301, None, "total")]),
        (
            "Two more bodies were found, bringing the death toll to 9.",
            [one("killed", 2, "increment"), one("killed", 9)],
        ),
        ("Five of the 20 injured are children.", [one("injured", 5, "subset"), one("injured", 20)]),
        ("Two of the wounded died.", [one("killed", 2, "subset")]),
        ("A child was among 9 people injured.", [one("injured", 1, "subset"), HURT_9]),
        ("An earlier toll put the number of dead at 4.", [one("killed", 4, "previous")]),
        ("The worst fire since a 1998 blaze that killed 4.", [one("killed", 4, "historical")]),
        ("Last year, a fire in the hills killed 4.", [one("killed", 4, "historical")]),
        ("Since the truce began, 146 people have been killed.", [one("killed", 146)]),
    ],
)
def test_scopes_are_told_apart(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A soldier was killed and another wounded.", [one("killed", 1), one("injured", 1)]),
        ("The dog bit and the drone wounded a 7-year-old girl.", [one("injured", 1)]),
        ("A Syrian taxi driver was shot dead.", [one("killed", 1)]),
        ("Police arrested a suspect.", [one("captured", 1)]),
        (
            "A mother and her two children died.",
            [one("killed", 1, "subset"), one("killed", 2, "subset")],
        ),
        (
            "The flood killed a woman, her son and a neighbour.",
            [one("killed", 1, "subset")] * 3,
        ),
    ],
)
def test_a_person_without_a_number_is_one(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("Nobody died in the fire.", ["killed"]),
        ("No one was hurt.", ["injured"]),
        ("None of the 40 passengers was injured.", ["injured"]),
        ("There were no casualties.", ["killed", "injured"]),
        ("The roof fell without causing any deaths.", ["killed"]),
        ("No one was killed or injured.", ["killed", "injured"]),
    ],
)
def test_nobody_is_a_zero(text: str, categories: list[str]) -> None:
    assert said(text) == [one(category, 0) for category in categories]


@pytest.mark.parametrize(
    "text",
    [
        "There were no immediate reports of casualties.",
        "It was not clear how many people had been wounded.",
        "A breach of the dam could kill 5,000 people.",
        "A dozen fishermen are feared dead.",
        "The drill simulated a crash with 30 wounded.",
        "The film is about a raid that killed 9 sailors.",
        "The court sentenced 9 men for killing a guard.",
        "The flood destroyed 60 houses and killed 300 sheep.",
        "The striker injured his knee in the 9th minute of the match.",
        "The rebels released 15 captives.",
        "The committee killed the proposal before 200 guests.",
        "The injured were taken to hospital.",
        "The ministry recorded 900 new infections.",
        "Unemployment fell by 3 percent.",
    ],
)
def test_what_tells_of_no_casualties_makes_no_claim(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The harbour ministry said 4 sailors were killed.", "The harbour ministry"),
        ("Four sailors were killed, the harbour ministry said.", "the harbour ministry"),
        ("Four sailors were killed, said the mayor.", "the mayor"),
        ("Four sailors were killed, according to the mayor.", "the mayor"),
        ("According to the mayor, four sailors were killed.", "the mayor"),
        ("The mayor: 4 sailors killed", "The mayor"),
        ("4 sailors killed in collision: police", "police"),
        ("Omar Tell, a medic, reported that 4 sailors had died.", "Omar Tell, a medic"),
        ("The Gazette quoted a doctor as saying 4 sailors had died.", "a doctor"),
        ("State radio, citing the mayor, reported 4 deaths.", "the mayor"),
        ("Four sailors were killed.", None),
    ],
)
def test_who_says_it_is_named_before_or_behind(text: str, source: str | None) -> None:
    assert sources(text) == [source]


def test_a_speaker_goes_on_in_the_next_sentence() -> None:
    text = "The mayor said four sailors were killed. He added that nine were hurt."
    assert sources(text) == ["The mayor", "The mayor"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The army denied that 4 soldiers had been killed.", "The army"),
        ("Police dismissed reports that 4 people were killed.", "Police"),
        ("The rebels said they killed 4 soldiers, a claim the army denied.", "The rebels"),
    ],
)
def test_what_is_denied_keeps_its_figure(text: str, source: str) -> None:
    (claim,) = extract(text, language="en")
    assert (claim.denied, claim.count.low, claim.attribution.source) == (True, 4, source)


def test_families_are_counted_as_such() -> None:
    (claim,) = extract("More than 300 families were displaced", language="en")
    assert (claim.category.value, claim.count.low, claim.count.unit.value) == (
        "displaced",
        301,
        "families",
    )


PIECES = """
    killed were killing no one of the among a soldier dead from to toll rose said police denied more
    than 12 dozens and , : . ' - + including missing hostages in according citing
"""


@given(st.lists(st.sampled_from(PIECES.split())).map(" ".join))
def test_any_text_makes_claims_whose_words_stand_where_they_say(text: str) -> None:
    for claim in extract(text, language="en"):
        assert claim.evidence is not None
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.exact
