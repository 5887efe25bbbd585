"""Two versions of a CV and what an academic would say has changed; each folder of tests/diffs is a case to read.

The comment on top of new.yaml says in short what is expected, changes.json is the whole of it.
"""

import dataclasses
import json
import re
import typing
from functools import cache

import jsonschema
import pytest

from cvgen.diff import entries as entries_of_diff
from cvgen.diff.compare import diff
from cvgen.diff.events import KINDS, Change
from cvgen.diff.json_format import schema, to_json
from cvgen.diff.match.identity_keys import SHAPES
from cvgen.diff.person import IGNORED, OTHERS, SCALARS
from cvgen.diff.publications import KEYS
from cvgen.diff.rewritten import with_rewritten_lists
from cvgen.diff.seniority import is_promotion
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Author, Entry, Honor, Line, Profile, Publication
from tests.conftest import ROOT, SEEDS

CASES = sorted(path for path in (ROOT / "tests" / "diffs").iterdir() if path.is_dir())
MEASURED = json.loads((SEEDS / "diff.json").read_text("utf-8"))
EVENT = re.compile(
    r'(?P<op>added|removed|changed) (?P<section>.+?) "(?P<title>.*?)"(?:: (?P<kinds>.*?))?'
    r'(?: (?P<link>like|into) "(?P<other>.*?)")?(?P<doubt> \?)?'
)

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def profiles(case):
    return [profile_yaml.load((case / name).read_text("utf-8")).profile for name in ("old.yaml", "new.yaml")]


@cache
def compared(case):
    return with_rewritten_lists(diff(*profiles(case)), profiles(case)[0])


@pytest.mark.golden
@each_case
def test_what_changed(case, golden):
    golden(case / "changes.json", json.dumps(to_json(compared(case)), indent=2, ensure_ascii=False) + "\n")


@each_case
def test_what_changed_is_what_was_expected(case):
    found = compared(case)
    lines = [*map(in_short, found.events), *(f"reordered {section}" for section in found.reordered)]
    expected = expectations(case)

    assert list(map(cut, lines, expected)) + lines[len(expected) :] == expected


def in_short(event):
    """An event as the comments of the cases have it."""
    kinds = f": {', '.join(change.kind for change in event.changes)}" if event.changes else ""
    other = event.merged_into or event.related
    link = f' {"into" if event.merged_into else "like"} "{other.title}"' if other else ""
    doubt = " ?" if event.match and not event.match.is_sure else ""
    return f'{event.op} {event.section} "{event.title}"{kinds}{link}{doubt}'


def expectations(case):
    """The lines of the comment on top of new.yaml."""
    comment = re.match(r"# expected:(?: nothing\n|\n((?:#   .*\n)+))", (case / "new.yaml").read_text("utf-8"))
    return [line.removeprefix("#").strip() for line in (comment[1] or "").splitlines()]


def cut(line, expected):
    """A line with its titles cut to those of the expected line, which may give only their beginnings."""
    one, other = EVENT.fullmatch(line), EVENT.fullmatch(expected)
    for group in ("title", "other"):
        if one and other and (one[group] or "").startswith(other[group] or "-"):
            line = line.replace(f'"{one[group]}"', f'"{other[group]}"', 1)
    return line


@each_case
def test_backwards_nothing_is_lost(case):
    """What came from old to new goes from new to old; the same entries are one, by the same evidence."""
    forth = diff(*profiles(case))
    back = diff(*reversed(profiles(case)))

    assert {(old, new) for new, old in forth.same.items()} == set(back.same.items())
    assert {event.old_key for event in forth.events if event.op == "removed"} == {
        event.new_key for event in back.events if event.op == "added"
    }


@each_case
def test_every_folder_is_a_case(case):
    assert {path.name for path in case.iterdir()} == {"old.yaml", "new.yaml", "changes.json"}


@pytest.fixture(scope="module")
def validator():
    """Check the schema itself once, and not before each case."""
    kind = jsonschema.validators.validator_for(schema())
    kind.check_schema(schema())
    return kind(schema())


@each_case
def test_the_json_follows_its_schema(case, validator):
    assert [
        error.message for error in validator.iter_errors(json.loads((case / "changes.json").read_text("utf-8")))
    ] == []


@pytest.mark.golden
def test_the_schema_is_checked_in(golden):
    golden(ROOT / "diff.schema.json", json.dumps(schema(), indent=2) + "\n")


def test_every_kind_of_change_is_in_a_case():
    told = {change.kind for case in CASES for event in compared(case).events for change in event.changes}

    assert told == set(KINDS)


def test_every_key_of_the_model_is_compared():
    lists = {"sections", *(name for name, kind in typing.get_type_hints(Profile).items() if _is_list_of_entries(kind))}

    assert {field.name for field in dataclasses.fields(Profile)} == lists | {*SCALARS, *OTHERS, *IGNORED}
    assert {*KEYS, *vars(Entry())} == {field.name for field in dataclasses.fields(Publication)}
    assert set(SHAPES) == {*Entry.__subclasses__(), *Line.__subclasses__()} - {Line}


def _is_list_of_entries(kind):
    (item, *_) = typing.get_args(kind) or [None]
    return isinstance(item, type) and issubclass(item, Entry)


def test_every_key_of_an_entry_has_a_kind():
    names = {field.name for shape in SHAPES if shape is not Publication for field in dataclasses.fields(shape)}
    known = {"start", "end", "date", "years", "items", "entries", "organizations", "highlights", "inventors", "title"}
    known.add("works")

    assert {entries_of_diff.KINDS.get(name, name) for name in names - known - set(vars(Entry()))} <= set(KINDS)


@pytest.mark.parametrize("case", MEASURED, ids=lambda case: case["name"])
def test_the_cases_of_the_research(case):
    """Those from which the rules were learned, with the whole list of 45 publications where that matters."""
    found = diff(*(Profile(name="Anbang Yao", publications=tuple(map(paper, case[side]))) for side in ("old", "new")))
    expected = [
        (event["op"], [kind.replace("honour", "honor") for kind in event["changes"]]) for event in case["expected"]
    ]

    assert sorted((event.op, [change.kind for change in event.changes]) for event in found.events) == sorted(expected)
    titles = zip(
        sorted(event.title for event in found.events),
        sorted(event["title_startswith"] for event in case["expected"]),
        strict=True,
    )
    assert [title for title, start in titles if not title.startswith(start)] == []
    assert found.reordered == (("publications",) if "reorder" in case["note"] or "both in both" in case["name"] else ())


def paper(written):
    """A publication as the research wrote it -> ours."""
    values = {key: value for key, value in written.items() if key not in ("authors", "honours", "status")}
    status = {"submission": "submitted"}.get(written.get("status"), written.get("status", "published"))
    authors = tuple(map(Author.from_text, written["authors"]))
    return Publication(
        **values, authors=authors, honors=tuple(map(Honor.from_text, written.get("honours", ()))), status=status
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Postdoctoral Researcher", "Lecturer"), ("Lecturer", "Senior Lecturer"), ("Associate Professor", "Professor"),
        ("Assistant Professor of Biology", "Associate Professor of Biology"), ("Professor", "Distinguished Professor"),
        ("Research Scientist", "Senior Research Scientist"), ("Principal Engineer", "Senior Principal Engineer"),
        ("Senior Staff Engineer", "Principal Engineer"), ("Senior Member", "Fellow"),
    ],
)  # fmt: skip
def test_promotions(before, after):
    assert is_promotion(before, after)
    assert not is_promotion(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Assistant Professor", "Visiting Professor"), ("Lecturer", "Head of Department"), ("Engineer", "Professor"),
        ("Assistant Professor", "Assistant Professor of Biology"), ("Editor", "Editor-in-Chief"),
    ],
)  # fmt: skip
def test_no_promotions(before, after):
    assert not is_promotion(before, after)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("He wrote over 45 papers.", "He wrote over 50 papers.", "He wrote over [-45-]{+50+} papers."),
        ("one two three", "one three", "one [-two -]three"),
        ("old words stay", "new text stays", "[-old words stay-]{+new text stays+}"),
        ("", "all new", "{+all new+}"),
        ("姚安邦工作于清华大学", "姚安邦曾工作于北京大学", "姚安邦{+曾+}工作于[-清华-]{+北京+}大学"),
        ("state-of-the-art nets", "state of the art nets", "[-state-of-the-art-]{+state of the art+} nets"),
    ],
)  # fmt: skip
def test_prose_is_compared_word_by_word(old, new, told):
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    runs = Change("text", "long", old, new).words

    assert "".join(signs[run.op].format(run.text) for run in runs) == told
    assert "".join(run.text for run in runs if run.op != "added") == old
    assert "".join(run.text for run in runs if run.op != "removed") == new
