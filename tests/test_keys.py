"""The keys that people guess: one set of names in every section, texts for whole entries, and helpful errors."""

from dataclasses import fields

import pytest

from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.assign_ids import assign_ids
from cvgen.profile.names import same_person
from cvgen.profile.yaml.edit import SetKey, edited
from cvgen.profile.yaml.key_list import COMMON, describe, sections

# A line of a profile -> the same with the keys that its section calls its own.
SAME = {
    "teaching: [{title: Logic, organization: Bonn}]": "teaching: [{course: Logic, institution: Bonn}]",
    "teaching: [{title: Logic, semester: Winter 2024}]": "teaching: [{course: Logic, term: Winter 2024}]",
    "education: [{title: Ph.D., organization: Bonn, year: 2019}]":
        "education: [{degree: Ph.D., institution: Bonn, end: 2019}]",
    "education: [{degree: Ph.D., institution: Bonn, gpa: '3.9'}]":
        "education: [{degree: Ph.D., institution: Bonn, grade: '3.9'}]",
    "education: [{degree: Ph.D., institution: Bonn, advisor: [A, B]}]":
        "education: [{degree: Ph.D., institution: Bonn, advisor: A; B}]",
    "positions: [{role: Fellow, institution: Bonn, year: 2015, note: Paid}]":
        "positions: [{title: Fellow, organization: Bonn, start: 2015, end: 2015, summary: Paid}]",
    "skills: [{title: Methods}]": "skills: [{name: Methods}]",
    "grants: [{title: Looms, funder: DFG, year: 2020}]":
        "grants: [{title: Looms, organization: DFG, start: 2020, end: 2020}]",
    "talks: [{title: Looms, venue: Bonn, year: 2020, invited: true}]":
        "talks: [{title: Looms, event: Bonn, date: 2020, kind: invited}]",
    "talks: [{title: Looms, invited: false}]": "talks: [{title: Looms}]",
    "service: [{title: Chair, organization: ACM, date: 2020}]":
        "service: [{role: Chair, organizations: [ACM], years: [2020]}]",
    "awards: [{name: Prize, institution: ACM, date: 2020}]": "awards: [{title: Prize, organization: ACM, year: 2020}]",
    "memberships: [{title: Fellow, institution: ACM, year: 2020}]":
        "memberships: [{role: Fellow, organization: ACM, start: 2020}]",
    "mentees: [{name: Bo, organization: Bonn, degree: phd, year: 2020}]":
        "mentees: [{name: Bo, affiliation: Bonn, role: phd, end: 2020}]",
    "references: [{name: Bo, affiliation: Bonn, role: Dean}]":
        "references: [{name: Bo, organization: Bonn, title: Dean}]",
    "news: [{title: New book, year: 2020}]": "news: [{text: New book, date: 2020}]",
    "media: [{title: On looms, outlet: Radio, type: interview}]":
        "media: [{title: On looms, organization: Radio, kind: interview}]",
    "sections: [{name: Press, items: [{text: On looms, year: 2020}]}]":
        "sections: [{title: Press, entries: [{title: On looms, date: 2020}]}]",
    "publications: [{title: Looms, with: [Ann Lee], location: Rome}]":
        "publications: [{title: Looms, with_authors: [Ann Lee], place: Rome}]",
    "publications: [{title: Looms, type: edited, status: forthcoming}]":
        "publications: [{title: Looms, type: edited volume, status: forthcoming}]",
    "patents: [{title: Loom, authors: [A. Lee], year: 2020}]":
        "patents: [{title: Loom, inventors: [A. Lee], date: 2020}]",
    "affiliation: [Bonn, MPI]": "affiliation: Bonn; MPI",
    "awards: [Prize]": "awards: [{title: Prize}]",
    "service: [Reviewer for Nature]": "service: [{role: Reviewer for Nature}]",
    "skills: [Python, R]": "skills: [{name: Python}, {name: R}]",
    "languages: [German]": "languages: [{name: German}]",
    "publications: [Looms]": "publications: [{title: Looms}]",
    "talks: [Looms]": "talks: [{title: Looms}]",
    "teaching: [Logic]": "teaching: [{course: Logic}]",
    "memberships: [ACM]": "memberships: [{organization: ACM}]",
}  # fmt: skip


def read(text):
    return profile_yaml.load(f"name: A\n{text}\n").profile


def problems(text):
    with pytest.raises(InputError) as caught:
        read(text)
    return [(one.message, one.hint) for one in caught.value.problems]


@pytest.mark.parametrize("line", SAME)
def test_a_synonym_reads_as_the_key_itself(line):
    assert read(line) == read(SAME[line])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("teaching: [{course: a, title: b}]", ("course", "title")),
        ("education: [{degree: a, institution: b, organization: c}]", ("institution", "organization")),
        ("talks: [{title: a, kind: keynote, invited: true}]", ("kind", "invited")),
        ("positions: [{title: a, start: 2015, year: 2016}]", ("start", "year")),
        ("awards: [{title: a, year: 2015, date: 2016}]", ("year", "date")),
    ],
)
def test_two_names_of_one_key_are_an_error_that_names_both(line, names):
    [(message, hint)] = problems(line)

    assert message.endswith(f"has both '{names[0]}' and '{names[1]}'")
    assert hint == "keep one of them"


def test_a_synonym_has_its_place_and_that_of_the_key():
    places = profile_yaml.load("name: A\nteaching:\n  - title: Logic\n").places

    assert places["teaching", 0, "title"] == places["teaching", 0, "course"]


def test_a_text_with_a_key_and_no_space_is_not_the_title_of_an_entry():
    [(message, hint)] = problems("awards: ['title:Prize']")

    assert message.startswith("awards[0] must be keys with values")
    assert hint == "put a space after the colon: key: value"


def test_an_edit_keeps_the_name_that_the_file_has():
    text = "name: A\nteaching:\n  - title: Logic\n    organization: Bonn  # here\nawards: [{title: a, date: 2015}]\n"
    edits = [SetKey(("teaching", 0), "institution", "Berlin"), SetKey(("awards", 0), "years", (2015, 2016))]

    assert edited(text.encode(), edits).decode() == text.replace("Bonn", "Berlin").replace(
        "date: 2015", "years: [2015, 2016]"
    )


def test_an_edit_below_a_key_with_another_name_finds_it():
    text = "name: A\nsections:\n- name: Press\n  items:\n  - title: On looms\n"

    assert b"note: Good" in edited(text.encode(), [SetKey(("sections", 0, "entries", 0), "note", "Good")])


def test_ids_are_added_beside_synonyms():
    text = "name: A\npublications:\n- title: Looms\n  with: [Ann Lee]\n  location: Rome\n"

    assert assign_ids(text.encode())[0].decode() == text.replace("- title", "- id: lee-looms\n  title")


@pytest.mark.parametrize(
    ("written", "dumped"),
    [
        ("expected 2027-03", "expected 2027-03"),
        ("2027-03 (expected)", "expected 2027-03"),
        ("2027 expected", "expected 2027"),
    ],
)
def test_an_expected_date_stays_one(written, dumped):
    profile = read(f"education: [{{degree: Ph.D., institution: Bonn, end: {written}}}]")

    assert profile.education[0].end.expected
    assert f"end: {dumped}" in profile_yaml.dump(profile)


@pytest.mark.parametrize(
    ("line", "key", "meant"),
    [
        ("teaching: [{course: a, school: b}]", "school", "institution"),
        ("talks: [{title: a, conference: b}]", "conference", "event"),
        ("grants: [{title: a, agency: b}]", "agency", "organization"),
        ("talks: [{title: a, when: 2020}]", "when", "date"),
        ("presentations: []", "presentations", "talks"),
        ("funding: []", "funding", "grants"),
        ("courses: []", "courses", "teaching"),
        ("books: []", "books", "publications"),
        ("press: []", "press", "media"),
        ("mentees: [{name: a, coadvisor: b}]", "coadvisor", "co_advisor"),
    ],
)
def test_a_near_miss_names_the_key(line, key, meant):
    [(message, hint)] = problems(line)

    assert message.startswith(f"unknown key '{key}'")
    assert hint == f"did you mean '{meant}'?"


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("2022-13", "write 2022, or 2022 with a month from 01 to 12: 2022-05"),
        ("2010-13", "write start: 2010 and end: 2013"),
        ("now", "write present"),
        ("heute", "write present"),
    ],
)
def test_a_date_that_is_none_gets_the_right_repair(value, hint):
    [(_, found)] = problems(f"positions: [{{title: a, end: {value}}}]")

    assert found == hint


def test_winter_2024_is_a_term():
    [(_, hint)] = problems("teaching: [{course: Logic, year: Winter 2024}]")

    assert hint == "write four digits such as 2019; the semester of a course is  term: Winter 2024"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("J. Mueller", "Jörg Müller", True),
        ("Soeren Gross", "Sören Groß", True),
        ("J. Miller", "Jörg Müller", False),
        ("Michael Moeller", "Michael Möller", True),
    ],
)
def test_umlauts_may_be_written_with_two_letters(one, other, same):
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_the_keys_of_every_section_are_listed_with_their_meaning():
    text = describe()

    for name, cls in sections().items():
        assert f"\n{name}: " in text
        assert all(f"  {field.name}" in describe(name) for field in fields(cls) if field.name not in COMMON)
    assert "funder" in describe("grants")
    assert "book review" in describe("publications")


def test_languages_with_levels_behind_them_get_the_list():
    [(_, hint)] = problems("languages: {German: native, English: C1}")

    assert hint == "write [{name: German, level: native}, {name: English, level: C1}]"


def test_a_year_that_is_a_status_says_so():
    [(_, hint)] = problems("publications: [{title: a, year: forthcoming}]")

    assert hint.endswith("add 'status: forthcoming'")


@pytest.mark.parametrize(
    ("written", "meant"), [("to appear", "forthcoming"), ("revise and resubmit", "in revision"), ("forthcoming",) * 2]
)
def test_a_status_in_other_words(written, meant):
    assert read(f"publications: [{{title: a, status: {written}}}]").publications[0].status == meant
