"""What a hand-written biography says is held against the lists: old roles, numbers that are wrong or stale."""

import json

import pytest

from cvgen.checks.bio_claims import stale_claims
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from tests.conftest import CASES

TODAY = Date(2026, 11, 22)
POSTS = [
    {"title": "Professor of Mud", "organization": "University of Carrow", "start": 2020, "end": "present"},
    {"title": "Associate Professor", "organization": "University of Carrow", "start": 2011, "end": 2020},
    {"title": "Research Scientist", "organization": "Wadden Institute", "start": 2006, "end": 2011},
    {"title": "Professor", "organization": "Patmouth College", "hidden": True, "end": 2012},
]
AWARDS = [{"title": "Halcyon Medal", "years": [2014, 2015]}, {"title": "Halcyon Medal", "year": 2020}]
MENTEES = [{"name": f"Bo {n}", "role": "intern"} for n in range(20)]


def wrong(text, papers=0):
    listed = [{"title": f"Paper {n}", "type": "journal"} for n in range(papers)]
    data = {"name": "Ada", "bio": text, "positions": POSTS, "awards": AWARDS, "mentees": MENTEES}
    return list(stale_claims(profile_yaml.load(json.dumps({**data, "publications": listed})).profile, TODAY))


@pytest.mark.parametrize("case", CASES)
def test_the_cases_contradict_nothing(case):
    assert list(stale_claims(profile_yaml.load(CASES[case].read_text("utf-8")).profile, TODAY)) == []


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("She has published 60 papers.", 45),
        ("She has published over 45 papers.", 52),
        ("She has published over 45 papers at CVPR, ICCV and other leading venues.", 52),
        ("She has published forty-five peer-reviewed articles.", 52),
        ("She is the author of more than 1,200 publications.", 300),
        ("Her 12 papers are read.", 3),
        ("She has published about 60 papers.", 45),
        ("She has won two Halcyon Medals.", 0),
        ("She is a four-time winner of the Halcyon Medal.", 0),
        ("She is an Associate Professor at the University of Carrow.", 0),
        ("Ada is currently Associate Professor at the University of Carrow. She sings.", 0),
        ("Ada is a scientist at the Wadden Institute.", 0),
        ("Ada works at the Wadden Institute.", 0),
        ("She has mentored 12 interns.", 0),
    ],
)
def test_a_contradiction_is_told(text, papers):
    assert [one.path for one in wrong(text, papers)] == [("bio", "long")]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("She has published over 45 papers.", 45),
        ("She has published over 45 papers.", 49),
        ("She has published 45 papers.", 45),
        ("She has published about 50 papers.", 46),
        ("She has published 12 papers on mud.", 45),
        ("She has published 12 papers at CVPR.", 45),
        ("She has published ten first-author papers.", 45),
        ("She has read over 300 papers.", 45),
        ("She has published 60 papers.", 0),  # who lists none has them elsewhere
        ("She has won three Halcyon Medals.", 0),
        ("She is a three-time winner of the Halcyon Medal.", 0),
        ("She is Professor of Mud at the University of Carrow.", 0),
        ("She is Professor of Mud, and was an Associate Professor before.", 0),
        ("She is a former Research Scientist at the Wadden Institute.", 0),
        ("She was a scientist at the Wadden Institute.", 0),
        ("She is a Senior Associate Professor.", 0),
        ("She has mentored 40 interns.", 0),  # lists of mentees are seldom whole
    ],
)
def test_what_may_be_true_is_let_be(text, papers):
    assert wrong(text, papers) == []


def test_it_says_what_the_facts_are():
    told = wrong("She has published over 45 papers.", 52)[0]
    assert (told.message, told.hint) == (
        "the long biography says 'over 45 papers', but the profile lists 52", "write 52")  # fmt: skip
    told = wrong("She is an Associate Professor.")[0]
    assert told.message == "the long biography says 'is an Associate Professor', but that ended in 2020"
    assert told.hint == "it is Professor of Mud, University of Carrow"


def test_mentees_count_whatever_their_role_is_called():
    mentees = [{"name": f"Bo {n}", "role": "PhD student"} for n in range(9)]
    text = json.dumps({"name": "Ada", "bio": "She has supervised 2 PhD students.", "mentees": mentees})

    assert [one.path for one in stale_claims(profile_yaml.load(text).profile, TODAY)] == [("bio", "long")]
