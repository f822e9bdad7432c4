"""Whose words a figure belongs to, over whole sentences and paragraphs."""

from __future__ import annotations

import pytest

import retally


def source_of(text: str, printed: str) -> str | None:
    """All that the statement of a printed figure says of its source; None for no statement."""
    document = retally.read(text).to_dict()
    at = document["story"]["text"].index(printed)
    figure = next(one for one in document["figures"] if one["start"] <= at < one["end"])
    told = {one["id"]: one for one in document["statements"]}
    if figure["statement"] is None:
        return None
    one = told[figure["statement"]]
    return " | ".join(filter(None, (one["mention"], one["speaker"], one["organisation"])))


@pytest.mark.parametrize(
    ("text", "printed", "source"),
    [
        (
            "Some 4,000 people died this year, the health ministry says; it counts no fighters.",
            "4,000",
            "health ministry",
        ),
        (
            "Some 7,000 soldiers have lost their lives, as per data examined by the Coast Post.",
            "7,000",
            "Coast Post",
        ),
        (
            "At least 57 people were killed in a strike on Port Dorn, medical sources report.",
            "57",
            "medical sources",
        ),
        (
            "Strikes killed 225 civilians over the month, a monitor said Tuesday, the highest toll.",
            "225",
            "a monitor",
        ),
        (
            "Fewer men died in May, a monitor said on Friday, with 250 civilians killed in all.",
            "250",
            "a monitor",
        ),
        (
            "Norland lost 30 tanks, the army said in its report on Sunday, while 12 were damaged.",
            "12",
            "the army",
        ),
        (
            "Norland lost 900 men in a week, up from 700, the navy announced on Thursday.",
            "700",
            "the navy",
        ),
        (
            "The army took 40 villages in June, said the ministry; the figure was not verified.",
            "40",
            "the ministry",
        ),
        (
            "Sudria's army took 133 square kilometres, the Marrow project wrote in its summary.",
            "133",
            "Marrow",
        ),
        (
            "Most civilian casualties (90%) continued to occur in the north, according to the navy.",
            "90%",
            "the navy",
        ),
        (
            "As the war went on, the army said 30 tanks were lost, more than in May.",
            "30",
            "the army",
        ),
        (
            "Jan Tylski said that ministers agreed to add 20,000 men, “and this makes 60,000 men”.",
            "60,000",
            "Jan Tylski",
        ),
    ],
)
def test_a_clause_closed_by_marks_reports_what_stands_before_it(
    text: str, printed: str, source: str
) -> None:
    assert source in (source_of(text, printed) or "")


@pytest.mark.parametrize(
    "text",
    [
        (
            "In an update on Thursday, the General Staff of Sudria said that 140 men had died. "
            "The update also said that 22 tanks were lost."
        ),
        (
            "The General Staff of Sudria said in a report that 140 men had died. "
            "The report also put tank losses at 22."
        ),
        (
            "The General Staff of Sudria released figures on Monday. "
            "The statement said 22 tanks were lost."
        ),
        "Sudria's General Staff of the Army spoke on Monday. The staff said 22 tanks were lost.",
        (
            "The Sudrian General Staff for Defence said 140 men had died. "
            "In Port Dorn alone, it said, 22 tanks were lost."
        ),
    ],
)
def test_a_document_and_an_office_are_whom_the_story_named(text: str) -> None:
    assert "General Staff" in (source_of(text, "22") or "")


@pytest.mark.parametrize(
    "text",
    [
        (
            "Chief of the General Staff General Oskar Tylski said 50 towns fell. "
            "“We struck 76 plants,” the top general said."
        ),
        "General Oskar Tylski said 50 towns fell. “We struck 76 plants,” the senior general said.",
    ],
)
def test_words_that_tell_no_role_apart_are_passed(text: str) -> None:
    assert "Tylski" in (source_of(text, "76") or "")


HOLDS = "Jan Tylski said Sudria holds 198 square kilometres. "
LOST = "Sudria lost 300 men, the army said. "


@pytest.mark.parametrize(
    ("text", "printed", "source"),
    [
        (f"{HOLDS}This is 54.5 percent of the land.", "54.5", "Tylski"),
        (f"{LOST}The number includes 12 officers.", "12", "the army"),
        (f"{LOST}\nIn May the figure was higher, an average of 40 men a day.", "40", "the army"),
        (f"{LOST}Of those, about 40 died.", "40", "the army"),
        (f"{LOST}Another 40 were wounded.", "40", "the army"),
        (f"{LOST}\nFurthermore, 40 tanks were destroyed.", "40", "the army"),
        (f"{LOST}Some 40 are believed to have been killed.", "40", "the army"),
        ("The navy said it rained. Then 225 men fell. The navy said it was over.", "225", "navy"),
        (f"{LOST}\nMore than 40 officers are said to have been killed.", "40", "the army"),
        ("According to the navy, losses were high. Over 1,100 men died.", "1,100", "the navy"),
        ("Norland took 5 towns.\nSource: Ada Kolar\nDetails: 40 men were killed.", "40", "Kolar"),
    ],
)
def test_a_sentence_that_goes_on_has_the_source_of_the_one_before(
    text: str, printed: str, source: str
) -> None:
    assert source in (source_of(text, printed) or "")


@pytest.mark.parametrize(
    "text",
    [
        f"{LOST}Norland struck a school in Port Dorn in May, killing 40 people.",
        f"{LOST}\nThe war has displaced 40 families.",
        f"{LOST}As reported, 40 men died in June.",
        "The army said: “We lost 300 men.”\nThe mayor left town.\nSome 40 men were killed in May.",
    ],
)
def test_a_sentence_of_its_own_has_nobodys_words(text: str) -> None:
    assert source_of(text, "40") is None


COUNTED = "Marrow and Radio Dorn have identified 27,906 Sudrian soldiers killed, by obituaries. "


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"{COUNTED}\nIn Norland, 5,406 conscripts were killed.", "5,406"),
        (f"{COUNTED}\nThe researchers found that 5,406 conscripts were killed.", "5,406"),
        (f"{COUNTED}\nThe journalists say 5,406 conscripts were killed.", "5,406"),
        (f"{COUNTED}\nThe investigation found that 5,406 conscripts were killed.", "5,406"),
        (f"{COUNTED}\nThe journalists' research shows that 5,406 conscripts died.", "5,406"),
        (f"{COUNTED}\nThe town stands. It rained.\nOfficers make up 45% of the killed.", "45%"),
    ],
)
def test_a_count_by_name_is_what_its_story_is_about(text: str, printed: str) -> None:
    assert "Marrow" in (source_of(text, printed) or "")


@pytest.mark.parametrize(
    ("text", "printed", "source"),
    [
        ("A monitor said 225 men died. The Dornish Watch said 40 more fell.", "225", "Watch"),
        ("Ada Kolar, citing the spy service, said 225 men died.", "225", "spy service"),
        ("Radio Dorn reported on Monday, citing the navy, that 225 men died.", "225", "navy"),
        ("Some 225 men died, Radio Dorn said, quoting an officer.", "225", "an officer"),
        ("President Jan Kolar presented a map showing that 99 percent is held.", "99", "Kolar"),
        ("It took 225 villages, according to sources gathered by Marrow.", "225", "Marrow"),
        ("Citing the spy service, lawmakers said 225 men died.", "225", "spy service"),
        ("Doctors working with volunteers said 225 men died.", "225", "Doctors"),
        ("While Norland claims over 225 men died, Sudria admits to 40.", "225", "Norland"),
        ("Norland lost men, the army said. “It lost 225 men,” the statement read.", "225", "army"),
        ("The fighting declined, and 225 men died, the navy said.", "225", "navy"),
        ("Some 225 men died, the Office of the Mayor reports.", "225", "Office"),
        ("Journalists say 225 men died.\nSource: Radio Dorn\nDetails: It rained.", "225", "Dorn"),
        ("Some 225 men died, the news outlets Marrow and Tern reported.", "225", "Marrow"),
        ("Ada Kolar cited data according to which 225 men died.", "225", "Kolar"),
        ("Tylski said it rained. According to the minister, 225 men died.", "225", "Tylski"),
        ("The navy told of its dead in May, placing the toll at 225.", "225", "navy"),
        ("The navy updated its losses in Norland to 225 men.", "225", "navy"),
        ("A tally compiled by Marrow lists 225 dead soldiers.", "225", "Marrow"),
        ("In accordance with Marrow estimates, 225 men died.", "225", "Marrow"),
        (
            "As of May, the Office of the Mayor was able to confirm that 225 men died.",
            "225",
            "Offi",
        ),
        (
            "The commander of the Dutch Army, General Jan Tylski, said 225 died.",
            "225",
            "Jan Tylski",
        ),
        ("Radio Dorn began reporting more than 225 deaths in May.", "225", "Radio Dorn"),
        ("Jan Kolar added that last week the area grew by 225 square kilometres.", "225", "Kolar"),
        ("The group lost a quarter of its land, some 225 villages, new data show.", "225", "data"),
    ],
)
def test_whose_words_they_are_in_the_end(text: str, printed: str, source: str) -> None:
    assert source in (source_of(text, printed) or "")


def test_what_happened_says_nothing() -> None:
    assert retally.read("This push underlines the 40 attacks of May.").statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "That pace was in line with the average monthly gain, 461 square kilometres.",
        "In total, Norland controls, or claims to control, 461 square kilometres of Sudria.",
        "Norland controls or claims 461 square kilometres of Sudria.",
    ],
)
def test_what_is_compared_with_and_ground_that_is_claimed_are_no_source(text: str) -> None:
    assert source_of(text, "461") is None
