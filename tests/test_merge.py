"""The merge: what is new in a source comes in, what I wrote stays, and every other byte of my file too."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.diff.merge import merge
from cvgen.profile.model import Author, Award, Profile, Publication
from cvgen.profile.yaml import decode, load
from cvgen.profile.yaml.edit import AddEntries, SetKey, edited

MINE = """# my CV, kept by hand
name: Ada Poe

publications:   # newest first
  # the one that everybody cites
  - title: Ice on Rivers
    authors: [Ada Poe, Bo Ray]   # she did the work
    venue: "Journal of Ice"
    year: 2020

  -   {title: Mud in Motion, authors: [Ada Poe], year: 2018}  # short

awards: [{title: Ebb Prize, year: 2019}]
talks: []
# the end
"""


def profile(text):
    return load(text).profile


def entries(*papers, **more):
    return Profile(name="Ada Poe", publications=tuple(Publication(**paper) for paper in papers), **more)


ICE = {
    "title": "Ice on Rivers",
    "authors": (Author("Ada Poe"), Author("Bo Ray")),
    "venue": "Journal of Ice",
    "year": 2020,
}
MUD = {"title": "Mud in Motion", "authors": (Author("Ada Poe"),), "year": 2018}
NEW = {"title": "Floods by Night", "authors": (Author("Ada Poe"),), "year": 2024}


def test_what_is_empty_is_filled_and_what_is_new_is_added():
    merged = merge(profile(MINE), entries(ICE | {"doi": "10.1/ice", "abstract": "Long."}, NEW))

    assert merged.profile.publications[0] == Publication(**NEW)
    assert merged.profile.publications[1].doi == "10.1/ice"
    assert [(one.path, one.key) for one in merged.filled] == [
        (("publications", 0), "doi"),
        (("publications", 0), "abstract"),
    ]
    assert merged.conflicts == []


def test_what_i_wrote_stands_and_is_told():
    merged = merge(profile(MINE), entries(ICE | {"year": 2021, "doi": "10.1/ice"}))

    assert merged.profile.publications[0].year == 2020
    assert [(one.key, one.mine, one.theirs) for one in merged.conflicts] == [("year", 2020, 2021)]


def test_another_spelling_is_no_conflict():
    assert merge(profile(MINE), entries(ICE | {"venue": "JOURNAL OF ICE"})).conflicts == []


def test_what_the_source_changed_is_taken_where_i_changed_nothing():
    base = entries(ICE | {"year": 2020, "pages": "1"}, MUD)
    mine = replace(base, publications=(replace(base.publications[0], note="mine"), base.publications[1]))
    merged = merge(mine, entries(ICE | {"year": 2021, "pages": "1-9"}, MUD), base)

    assert (merged.profile.publications[0].year, merged.profile.publications[0].pages) == (2021, "1-9")
    assert merged.profile.publications[0].note == "mine"


def test_what_both_changed_stays_mine():
    base = entries(ICE | {"pages": "1"})
    merged = merge(entries(ICE | {"pages": "1-8"}), entries(ICE | {"pages": "1-9"}), base)

    assert merged.profile.publications[0].pages == "1-8"
    assert [one.key for one in merged.conflicts] == ["pages"]


def test_what_i_deleted_does_not_come_back():
    merged = merge(entries(ICE), entries(ICE, MUD), entries(ICE, MUD))

    assert merged.profile == entries(ICE)
    assert merged.deleted == [("publications", 1)]


def test_what_the_source_dropped_stays_and_is_told():
    merged = merge(entries(ICE, MUD), entries(ICE), entries(ICE, MUD))

    assert merged.profile == entries(ICE, MUD)
    assert merged.gone == [("publications", 1)]


def test_a_copy_on_arxiv_makes_no_preprint_of_a_paper():
    merged = merge(entries(ICE), entries(ICE | {"venue": "arXiv", "status": "preprint", "arxiv": "2001.00001"}))

    assert merged.profile.publications[0].status == "published"
    assert merged.profile.publications[0].arxiv == "2001.00001"


def test_links_are_added_and_one_that_i_took_out_stays_out():
    mine, theirs = (
        entries(MUD | {"links": {"Paper": "https://a.org"}}),
        {"Paper": "https://b.org", "Code": "https://c.org"},
    )
    assert merge(mine, entries(MUD | {"links": theirs})).profile.publications[0].links == {
        "Paper": "https://a.org", "Code": "https://c.org"
    }  # fmt: skip
    assert merge(mine, entries(MUD | {"links": theirs}), entries(MUD | {"links": theirs})).profile == mine


def test_a_mark_that_means_something_else_is_told():
    merged = merge(
        Profile(name="A", marks={"*": "Student"}), Profile(name="A", marks={"*": "Equal", "#": "Corresponding"})
    )

    assert merged.profile.marks == {"*": "Student", "#": "Corresponding"}
    assert [one.key for one in merged.conflicts] == ["*"]


@st.composite
def papers(draw):
    titles = draw(st.lists(st.sampled_from(["Ice on Rivers", "Mud in Motion", "Floods by Night", "Silt"]), unique=True))
    return tuple(
        Publication(
            title=title,
            authors=(Author("Ada Poe"),),
            year=draw(st.sampled_from([None, 2020, 2021])),
            venue=draw(st.sampled_from([None, "Journal of Ice", "Rivers"])),
            doi=draw(st.sampled_from([None, f"10.1/{title[:3]}"])),
        )
        for title in titles
    )


@settings(max_examples=80)
@given(papers(), papers(), papers())
def test_merging_twice_is_merging_once_and_what_i_edited_stays(mine, theirs, base):
    own, other, before = (Profile(name="Ada Poe", publications=found) for found in (mine, theirs, base))
    merged = merge(own, other, before).profile

    assert merge(merged, other, other).profile == merged
    assert merge(own, own).profile == own
    kept = {paper.title: paper for paper in merged.publications}
    for paper in mine:
        for one in fields(paper):
            value = getattr(paper, one.name)
            was = [getattr(old, one.name) for old in base if old.title == paper.title]
            assert value is None or value in was or getattr(kept[paper.title], one.name) == value


# ---- the file ------------------------------------------------------------------------------------


def test_only_what_was_edited_is_touched():
    edits = [
        SetKey(("publications", 0), "doi", "10.1/ice"),
        SetKey(("publications", 0), "abstract", "Rivers freeze, " * 9 + "and thaw."),
        SetKey(("publications", 1), "venue", "Journal of Mud, Sand"),
        SetKey(("publications", 1), "year", 2019),
        SetKey(("awards", 0), "years", (2019, 2020)),
        SetKey((), "headline", "Professor: of Ice"),
        AddEntries("publications", (Publication(**NEW),)),
        AddEntries("awards", (Award(title="Flood Prize"),)),
        AddEntries("talks", ()),
    ]

    assert edited(MINE.encode(), edits[:-1]).decode() == EDITED


EDITED = """# my CV, kept by hand
name: Ada Poe

publications:   # newest first
  - title: Floods by Night
    authors: [Ada Poe]
    year: 2024
  # the one that everybody cites
  - title: Ice on Rivers
    authors: [Ada Poe, Bo Ray]   # she did the work
    venue: "Journal of Ice"
    year: 2020
    abstract: >-
      Rivers freeze, Rivers freeze, Rivers freeze, Rivers freeze, Rivers freeze, Rivers freeze, Rivers
      freeze, Rivers freeze, Rivers freeze, and thaw.
    doi: 10.1/ice

  -   {title: Mud in Motion, authors: [Ada Poe], year: 2019, venue: 'Journal of Mud, Sand'}  # short

awards: [{title: Flood Prize}, {title: Ebb Prize, years: [2019, 2020]}]
talks: []
headline: 'Professor: of Ice'
# the end
"""


@pytest.mark.parametrize(
    "start", ["", "talks:\n", "talks: []\n", "talks: # none yet\n", "name: Ada\r\nbio: >\r\n  Two\r\n  lines\r\n"]
)
def test_a_list_that_was_empty_or_missing(start):
    text = start if start.startswith("name") else f"name: Ada\n{start}"

    result = edited(text.encode(), [AddEntries("talks", load("name: A\ntalks: [{title: T}]").profile.talks)])
    assert load(decode(result)).profile == replace(
        load(text).profile, talks=load("name: A\ntalks: [{title: T}]").profile.talks
    )


WORDS = st.text(st.sampled_from("ab é中'\"#:{}[],&*!|>%@`-?\\"), min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=150)
@given(WORDS, st.sampled_from([("publications", 0), ("publications", 1), ()]))
def test_any_text_is_written_so_that_it_reads_back(word, path):
    key = "headline" if not path else "note"
    result = edited(MINE.encode(), [SetKey(path, key, word)])

    read = load(decode(result)).profile
    assert getattr(read.publications[path[1]] if path else read, key) == " ".join(word.split())
    assert [line for line in MINE.splitlines() if "#" in line and line not in result.decode()] in (
        [],
        [MINE.splitlines()[10]],
    )
