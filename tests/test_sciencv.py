"""Grants for SciENcv: its elements in its order and within its limits, and every gap said with its line."""

import dataclasses
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.cli import main
from cvgen.exporters import exporter, remarks
from cvgen.exporters.sciencv import LIMITS
from cvgen.profile.dates import Date
from cvgen.profile.model import Grant, Profile
from cvgen.profile.yaml import load
from tests.conftest import CASES
from tests.test_profile_yaml import values

TODAY = Date(2026, 11, 30)
ORDER = (  # of the elements of a grant, and what each may be
    ("projecttitle", ".*"), ("awardnumber", ".*"), ("supportsource", ".*"), ("location", ".*"),
    ("contributiontype", "award|inkind"), ("awardamount", "[0-9]{0,13}"), ("inkinddescription", ".*"),
    ("overallobjectives", ".*"), ("potentialoverlap", ".*"), ("startdate", "([0-9]{4}-[0-9]{2}-[0-9]{2})?"),
    ("enddate", "([0-9]{4}-[0-9]{2}-[0-9]{2})?"), ("supporttype", "current|pending"), ("commitment", ".*"),
)  # fmt: skip
HEAD = """name: Ada King Poe
positions: [{title: Professor, organization: Carrow, location: "Galveston, TX", end: present}]
"""
NAME = "'Mud & <Water>'"  # of the grant
FULL = """grants:
  - title: "*Mud* & <Water>"
    organization: National Science Foundation
    number: NSF-1
    amount: $1,250,000
    place: University of Carrow
    effort: {2026: 1.5, 2027: 2}
    objectives: To date storms.
    overlap: none
    start: 2026-09-15
    end: 2027-08
"""


def exported(text, today=TODAY):
    return ET.fromstring(exporter("sciencv", today)(load(text).profile))


def said(text, today=TODAY):
    return [one.message for one in remarks("sciencv", load(HEAD + text).profile, today)]


def supports(text, today=TODAY):
    return [{one.tag: one.text or "" for one in support} for support in exported(HEAD + text, today).iter("support")]


def check(root):
    """Fail where SciENcv would refuse a file."""
    assert root.tag == "profile"
    assert not root.attrib
    assert [one.tag for one in root] == ["identification", "employment", "funding"]
    order = [name for name, _ in ORDER]
    for support in root.iter("support"):
        names = [one.tag for one in support]
        assert names == [name for name in order if name in names]
        assert set(order) - set(names) <= {"enddate"}
        for name, pattern in ORDER:
            assert re.fullmatch(pattern, support.findtext(name, ""), re.DOTALL), name
        for one in support.iter("personmonth"):
            assert re.fullmatch("[0-9]{4}", one.get("year"))
            assert re.fullmatch(r"(\d+(\.\d{1,2})?)?", one.text or "")
    assert all(year.text for year in root.iter("year"))


def test_a_full_grant_is_written_without_a_remark():
    (support,) = supports(FULL)

    assert list(support.values()) == [
        "Mud & <Water>", "NSF-1", "National Science Foundation", "University of Carrow", "award", "1250000", "",
        "To date storms.", "none", "2026-09-15", "2027-08-01", "current", support["commitment"],
    ]  # fmt: skip
    root = exported(HEAD + FULL)
    assert [(one.get("year"), one.text) for one in root.iter("personmonth")] == [("2026", "1.5"), ("2027", "2")]
    names = ("firstname", "middlename", "lastname", "positiontitle", "orgname")
    assert [root.findtext(f".//{name}") for name in names] == ["Ada", "King", "Poe", "Professor", "Carrow"]
    assert [root.findtext(f".//{name}") or "" for name in ("city", "stateorprovince", "country")] == [
        "Galveston",
        "TX",
        "",
    ]
    assert said(FULL) == []


@pytest.mark.parametrize("case", sorted(CASES))
def test_each_case_is_as_sciencv_takes_it(case):
    text = CASES[case].read_text("utf-8")
    profile = load(text).profile

    assert exporter("sciencv", TODAY)(profile).startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<profile>')
    assert b"HIDDEN-SECRET" not in exporter("sciencv", TODAY)(profile)
    check(exported(text))


@settings(max_examples=100, deadline=None)
@given(values(Grant), st.text(), st.dictionaries(st.from_regex("[12][0-9]{3}", fullmatch=True), st.floats(0, 12)))
def test_any_grant_is_valid_xml_with_the_same_bytes_each_time(grant, name, effort):
    profile = Profile(name=name or "A", grants=(dataclasses.replace(grant, effort=effort),))
    data = exporter("sciencv", TODAY)(profile)

    check(ET.fromstring(data))
    assert exporter("sciencv", TODAY)(profile) == data
    list(remarks("sciencv", profile, TODAY))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"number: NSF-1": "note: x"}, "{} lacks what SciENcv asks for: number"),
        ({"overlap: none": ""}, "{} lacks what SciENcv asks for: overlap"),
        ({"    effort: {2026: 1.5, 2027: 2}\n": ""}, "{} lacks what SciENcv asks for: effort"),
        ({"-09-15": ""}, "SciENcv asks for the year and month of the start of {}; it stays empty"),
        ({"end: 2027-08": "end: present"}, "SciENcv asks for the year and month of the end of {}; it stays empty"),
        ({"    end: 2027-08\n": ""}, "{} lacks what SciENcv asks for: end"),
        ({"$": "£"}, "the amount of {} is in £, so it stays empty; SciENcv asks for whole US dollars"),
        ({"$1,250,000": "$1.2 million"}, "the amount of {} is not a whole number, so it stays empty: write 250,000"),
        ({"$1,250,000": "1250000.50"}, "the amount of {} is not a whole number, so it stays empty: write 250,000"),
        ({"$1,250,000": "'1250000'"}, "the amount of {} has no currency; SciENcv takes it as US dollars"),
        ({"    amount: $1,250,000\n": ""}, "{} has no amount; SciENcv asks for the total in US dollars"),
        ({"{2026: 1.5,": "{2025: 1, 2026: 1.5,"}, "{} has effort in 2025, when it does not run"),
        ({", 2027: 2": ""}, "the effort of {} lacks 2027"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(change, message):
    text = FULL
    for old, new in change.items():
        text = text.replace(old, new)
    assert said(text) == [message.format(NAME)]


@pytest.mark.parametrize("key", LIMITS)
def test_each_limit_is_said_just_above_it(key):
    """A text as long as SciENcv takes it passes, and one character more does not."""
    text = FULL.replace("    end: 2027-08\n", "    end: 2027-08\n    in_kind: a ship\n")
    for length, is_said in ((LIMITS[key], False), (LIMITS[key] + 1, True)):
        line = f"    {key}: {'x' * length}\n"
        title = line if key == "title" else "    title: Mud\n"
        changed = re.sub(rf"(?m)^    {key}: .*\n", line, text)
        changed = changed.replace('  - title: "*Mud* & <Water>"\n', f"  - id: x\n{title}")
        assert any("characters" in one for one in said(changed)) is is_said, key


def test_effort_is_added_over_all_grants():
    both = FULL + FULL.removeprefix("grants:\n").replace("1.5", "10.75")
    assert said(both) == ["your effort in 2026 is 12.25 months over all grants; a year has 12"]


def test_only_what_is_current_or_pending_is_written():
    text = """grants:
  - {title: Over, end: 2025, amount: "1"}
  - {title: Said to be over, status: completed, end: 2028, amount: "1"}
  - {title: Asked for, status: pending, amount: USD 250000}
  - {title: Goes on, end: 2026, amount: "1"}
  - {title: Hidden, hidden: true, amount: "1"}
  - {title: A ship, in_kind: forty days, start: 2026-01, end: 2026-12, effort: {2026: 1}}
"""
    found = supports(text)

    assert [(one["projecttitle"], one["supporttype"], one["contributiontype"]) for one in found] == [
        ("Goes on", "current", "award"), ("Asked for", "pending", "award"), ("", "current", "inkind"),
    ]  # fmt: skip
    assert found[1]["awardamount"] == "250000"
    assert (found[2]["inkinddescription"], "enddate" in found[2]) == ("forty days", False)
    assert said("") == ["no grant is current or pending"]


def test_what_is_given_beside_money_is_an_entry_without_its_effort():
    root = exported(HEAD + FULL + "    in_kind: a ship\n")

    assert [one.findtext("contributiontype") for one in root.iter("support")] == ["award", "inkind"]
    assert len(list(root.iter("personmonth"))) == 2
    assert said(FULL + "    in_kind: a ship\n") == [
        "SciENcv asks for the worth in dollars of what 'Mud & <Water>' gives in kind"
    ]


def test_a_person_without_a_post_or_two_names_is_said():
    found = [one.message for one in remarks("sciencv", Profile(name="Plato"), TODAY)]
    assert found[:2] == [
        "SciENcv asks for given and family names apart; yours is all in the family name",
        "SciENcv asks for your position, and  positions  has none",
    ]


def test_the_command_names_the_line_of_each_remark(tmp_path, capsys):
    profile = tmp_path / "profile.yaml"
    profile.write_text(HEAD + FULL.replace("$1,250,000", "£1,250,000"), "utf-8")

    words = ["build", str(profile), "--only", "cv", "--to", "sciencv", "--date", "2026-11-30", "-o", str(tmp_path)]
    assert main(words) == 0
    assert "profile.yaml:7: the amount of 'Mud & <Water>' is in £" in capsys.readouterr().out
    check(ET.fromstring((tmp_path / "cv.sciencv.xml").read_bytes()))
