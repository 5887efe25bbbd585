"""Edits of a profile.yaml: only what is edited changes, and a form can change everything that it shows."""

import json
import re
from dataclasses import fields, replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.problems import InputError
from cvgen.profile.edits import ChangeError, apply_change
from cvgen.profile.entry_form import form_of, values_of
from cvgen.profile.model import Author, Award, Honor, OtherEntry, OtherSection, Profile, Publication
from cvgen.profile.yaml import decode, dump, load
from cvgen.profile.yaml.dump import plain
from cvgen.profile.yaml.edit import AddEntries, MoveEntry, RemoveEntry, apply_edits, edited
from cvgen.profile.yaml.key_list import sections
from tests.conftest import CASES

LISTS = list(sections())
PAPER = ["publications", 0]


def read(data):
    return load(decode(data)).profile


def change(data, **what):
    return apply_change(data, what)


# ---- profiles in many layouts --------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("ab é中'\"#:{}[],&*!|>%@`?\\"), min_size=1, max_size=20).filter(str.strip)
TEXTS = TEXTS.map(lambda text: " ".join(text.split()))
NAMES = st.sampled_from(["Chao Li*", "Anbang Yao#", "Bo, R.", "李超", "et al."]).map(Author.from_text)
PAPERS = st.builds(
    Publication, title=TEXTS, authors=st.lists(NAMES, max_size=3).map(tuple), note=st.none() | TEXTS,
    links=st.dictionaries(st.sampled_from(["Paper", "Code", "*"]), st.just("https://example.org/a,b")),
    honors=st.lists(st.builds(Honor, text=TEXTS), max_size=2).map(tuple),
)  # fmt: skip
AWARDS = st.builds(Award, title=TEXTS, years=st.lists(st.integers(1900, 2100), max_size=3).map(tuple))
ENTRIES = st.lists(st.builds(OtherEntry, title=TEXTS, note=st.none() | TEXTS), max_size=3).map(tuple)
PROFILES = st.builds(
    Profile, name=st.just("Ada Poe"), headline=st.none() | TEXTS, publications=st.lists(PAPERS, max_size=4).map(tuple),
    awards=st.lists(AWARDS, max_size=4).map(tuple), interests=st.lists(TEXTS, max_size=3).map(tuple),
    sections=st.lists(st.builds(OtherSection, title=TEXTS, entries=ENTRIES), max_size=2).map(tuple),
)  # fmt: skip


def as_lines(profile, *, commented=False, indented=False):
    """Return the profile with one value a line, each with comments around it."""

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow=False, indentless=False):
            return super().increase_indent(flow, indentless and not indented)

    text = yaml.dump(plain(profile), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    if not commented:
        return text
    lines = []
    for number, line in enumerate(text.splitlines()):
        bare = line.lstrip(" ")
        indent = " " * (len(line) - len(bare))
        above = [f"{indent}# above, {number}"] if number % 3 == 0 else []
        blank = [""] if number % 4 == 1 and bare.startswith("- ") else []
        apart = [f"# apart {number}", ""] if number % 7 == 5 else []
        lines += [*blank, *apart, *above, f"{line}  # behind\t{number}" if number % 2 else line]
    return "\n".join([*lines, "# the end", ""])


LAYOUTS = {
    "dump": dump,
    "lines": as_lines,
    "indented": lambda profile: as_lines(profile, indented=True),
    "commented": lambda profile: as_lines(profile, commented=True),
    "both": lambda profile: as_lines(profile, commented=True, indented=True),
    "flow": lambda profile: yaml.safe_dump(
        plain(profile), allow_unicode=True, default_flow_style=True, sort_keys=False
    ),
    "json": lambda profile: json.dumps(plain(profile), indent=2, ensure_ascii=False),
    "entries in braces": lambda profile: yaml.safe_dump(plain(profile), default_flow_style=None, sort_keys=False),
}
ENDINGS = {
    "as it is": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "BOM": lambda data: b"\xef\xbb\xbf" + data,
    "no newline": lambda data: data.rstrip(b"\n"),
}
FILES = st.builds(
    lambda profile, layout, ending: ENDINGS[ending](LAYOUTS[layout](profile).encode()),
    PROFILES, st.sampled_from(list(LAYOUTS)), st.sampled_from(list(ENDINGS)),
)  # fmt: skip


def same_around(before, after):
    """Return how many bytes of a file an edit has left alone at its start, and at its end."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    end = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    return start, end


def with_list(profile, name, entries):
    return replace(profile, **{name: tuple(entries)})


@settings(max_examples=80, deadline=None)
@given(FILES, st.data())
def test_an_entry_moves_there_and_back(data, draw):
    profile = read(data)
    name = draw.draw(st.sampled_from(["publications", "awards"]))
    entries = list(getattr(profile, name))
    if not entries:
        return
    at, to = (draw.draw(st.integers(0, len(entries) - 1)) for _ in "ab")
    order = [*entries]
    order.insert(to, order.pop(at))

    moved = apply_edits(data, [MoveEntry((name, at), to)], with_list(profile, name, order))

    assert sorted(moved) == sorted(data)  # nothing is lost
    assert edited(moved, [MoveEntry((name, to), at)]) == data


@settings(max_examples=80, deadline=None)
@given(FILES, st.data())
def test_an_entry_is_removed_and_added_again(data, draw):
    profile = read(data)
    name = draw.draw(st.sampled_from(["publications", "awards"]))
    entries = getattr(profile, name)
    if not entries:
        return
    at = draw.draw(st.integers(0, len(entries) - 1))

    removed = apply_edits(
        data, [RemoveEntry((name, at))], with_list(profile, name, [*entries[:at], *entries[at + 1 :]])
    )

    left = removed if len(entries) > 1 else removed.replace(b" []", b"", 1)
    assert sum(same_around(data, left)) >= len(left)  # one range is gone, and nothing is new but an empty list
    apply_edits(removed, [AddEntries(name, (entries[at],), at)], profile)


@pytest.mark.parametrize("case", CASES)
def test_the_entries_of_a_real_profile_move_and_go(case):
    data = CASES[case].read_bytes()
    profile = read(data)
    for name in (name for name in LISTS if getattr(profile, name)):
        entries = list(getattr(profile, name))
        at, to = len(entries) // 2, len(entries) - 1

        moved = apply_change(data, {"op": "move", "path": [name, at], "to": to})
        assert apply_change(moved, {"op": "move", "path": [name, to], "to": at}) == data
        removed = apply_change(data, {"op": "remove", "path": [name, at]})
        start, end = same_around(data, removed)
        assert start + end >= len(removed) - 3
        back = apply_edits(removed, [AddEntries(name, (entries[at],), at)], profile)
        assert len(back) < len(data) + 1000


@pytest.mark.parametrize("case", [case for case in CASES if case != "many"])
def test_a_form_sends_back_what_it_shows_and_nothing_changes(case):
    data = CASES[case].read_bytes()
    profile = read(data)
    paths = [(), ("bio",), *((name, 0) for name in LISTS if getattr(profile, name))]
    paths += [("sections", 0, "entries", 0)] if profile.sections and profile.sections[0].entries else []
    for path in paths:
        shown = values_of(profile, path)
        assert all(shown[field.name] for field in form_of(path) if field.required)
        for key in [*(name for name in shown if shown[name]), *[name for name in shown if not shown[name]][:1]]:
            assert change(data, op="set", path=list(path), key=key, value=shown[key]) == data
        if path and isinstance(path[-1], int):
            new = {"op": "add", "path": path[:-2], "section": path[-2], "at": 1, "entry": shown}
            copy = profile.at(path)
            copy = replace(copy, entries=()) if path == ("sections", 0) else copy  # these have forms of their own
            assert read(apply_change(data, new)).at((*path[:-1], 1)) == copy


@settings(max_examples=80, deadline=None)
@given(FILES, st.data(), TEXTS)
def test_a_key_is_set_and_removed(data, draw, word):
    profile = read(data)
    paths = [(), *(("publications", at) for at in range(len(profile.publications)))]
    path = draw.draw(st.sampled_from(paths))
    key = "note" if path else "headline"

    there = change(data, op="set", path=path, key=key, value=word)
    gone = apply_change(there, {"op": "remove-key", "path": path, "key": key})

    assert getattr(read(there).at(path), key) == word
    assert getattr(read(gone).at(path), key) is None
    if (before := getattr(profile.at(path), key)) is None:
        assert read(gone) == profile
        assert sum(same_around(data, there)) >= len(data)  # all of the file is still there
    else:
        assert read(change(there, op="set", path=path, key=key, value=before)) == profile


# ---- by hand -------------------------------------------------------------------------------------

MINE = """# my CV, kept by hand
name: Ada Poe # as I sign it

publications:   # newest first
  # 2024

  # the one that everybody cites
  - title: Floods by Night
    authors: [Ada Poe*, "Bo Ray#"] # she did the work
    links:
      Paper: https://example.org/1 # open
      # my own
      Code: https://example.org/2
      # Data: soon
    year: 2024
    # doi: 10.1/2

  # 2020

  - title: "Ice on Rivers"
    note: |
      Long

      # not a comment
    year: 2020
  - {title: Mud, year: 2019} # short

awards: [Ebb Prize, {title: 'Flow, Prize', year: 2019}]
talks:
- On Ice # in Oslo
- title: >-
    On
    Mud
# about the next
headline: Professor
skills:
  - name: Programming
    items:
      - Python # since 1999
      # best
      - "C"
      - R
# the end
"""


def difference(before, after):
    """Return the lines that an edit has taken away, and those that are new."""
    old, new = before.splitlines(), after.splitlines()
    start = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return old[start : len(old) - end], new[start : len(new) - end]


@pytest.mark.parametrize(
    ("what", "gone", "new"),
    [
        ({"op": "set", "path": [], "key": "name", "value": "A: B"}, ["name: Ada Poe # as I sign it"],
         ["name: 'A: B' # as I sign it"]),
        ({"op": "set", "path": [], "key": "headline", "value": " "}, ["headline: Professor"], []),
        ({"op": "set", "path": ["publications", 0, "links"], "key": "Paper", "value": "https://example.org/9"},
         ["      Paper: https://example.org/1 # open"], ["      Paper: https://example.org/9 # open"]),
        ({"op": "set", "path": ["publications", 0, "links"], "key": "Talk", "value": "https://example.org/9"},
         [], ["      Talk: https://example.org/9"]),
        ({"op": "remove-key", "path": ["publications", 0, "links"], "key": "Paper"},
         ["      Paper: https://example.org/1 # open"], []),
        ({"op": "remove-key", "path": PAPER, "key": "links"},
         MINE.splitlines()[9:14], []),
        ({"op": "remove-key", "path": PAPER, "key": "year"},
         ["    year: 2024"], []),
        ({"op": "set", "path": PAPER, "key": "authors", "value": ["Ada Poe*", "Di Fox", "Bo Ray#"]},
         ['    authors: [Ada Poe*, "Bo Ray#"] # she did the work'],
         ['    authors: [Ada Poe*, Di Fox, "Bo Ray#"] # she did the work']),
        ({"op": "set", "path": ["publications", 2], "key": "selected", "value": True},
         ["  - {title: Mud, year: 2019} # short"], ["  - {title: Mud, year: 2019, selected: true} # short"]),
        ({"op": "remove-key", "path": ["publications", 2], "key": "year"},
         ["  - {title: Mud, year: 2019} # short"], ["  - {title: Mud} # short"]),
        ({"op": "remove", "path": ["publications", 0]}, [*MINE.splitlines()[6:16], ""], []),
        ({"op": "remove", "path": ["publications", 2]}, ["  - {title: Mud, year: 2019} # short"], []),
        ({"op": "move", "path": ["publications", 2], "to": 1},
         ['  - title: "Ice on Rivers"', "    note: |", "      Long", "", "      # not a comment", "    year: 2020",
          "  - {title: Mud, year: 2019} # short"],
         ["  - {title: Mud, year: 2019} # short", '  - title: "Ice on Rivers"', "    note: |", "      Long", "",
          "      # not a comment", "    year: 2020"]),
        ({"op": "move", "path": ["awards", 0], "to": 1}, ["awards: [Ebb Prize, {title: 'Flow, Prize', year: 2019}]"],
         ["awards: [{title: 'Flow, Prize', year: 2019}, Ebb Prize]"]),
        ({"op": "remove", "path": ["awards", 1]}, ["awards: [Ebb Prize, {title: 'Flow, Prize', year: 2019}]"],
         ["awards: [Ebb Prize]"]),
        ({"op": "set", "path": ["awards", 0], "key": "years", "value": ["2001"]},
         ["awards: [Ebb Prize, {title: 'Flow, Prize', year: 2019}]"],
         ["awards: [{title: Ebb Prize, year: 2001}, {title: 'Flow, Prize', year: 2019}]"]),
        ({"op": "add", "section": "awards", "at": 1, "entry": {"title": "Tide", "years": ["2001"], "note": ""}},
         ["awards: [Ebb Prize, {title: 'Flow, Prize', year: 2019}]"],
         ["awards: [Ebb Prize, {title: Tide, year: 2001}, {title: 'Flow, Prize', year: 2019}]"]),
        ({"op": "move", "path": ["talks", 1], "to": 0},
         ["- On Ice # in Oslo", "- title: >-", "    On", "    Mud"],
         ["- title: >-", "    On", "    Mud", "- On Ice # in Oslo"]),
        ({"op": "set", "path": ["talks", 0], "key": "date", "value": "2019-05"},
         ["- On Ice # in Oslo"], ["- title: On Ice # in Oslo", "  date: 2019-05"]),
        ({"op": "add", "section": "talks", "at": 2, "entry": "On Tides"}, [], ["- title: On Tides"]),
        ({"op": "set", "path": ["skills", 0], "key": "items", "value": ["C", "Python", "Go"]},
         ["      - Python # since 1999", "      # best", '      - "C"', "      - R"],
         ["      # best", '      - "C"', "      - Python # since 1999", "      - Go"]),
        ({"op": "set", "path": ["skills", 0], "key": "items", "value": []},
         ["    items:", "      - Python # since 1999", "      # best", '      - "C"', "      - R"], []),
        ({"op": "remove", "path": ["skills", 0]},
         MINE.splitlines()[-8:-1], ["skills: []"]),
        ({"op": "set", "path": ["bio"], "key": "short", "value": "Ada."}, [], ["bio: {short: Ada.}"]),
        ({"op": "set", "path": [], "key": "headline", "value": "Wet " * 25 + "end"},
         ["headline: Professor"], ["headline: >-", "  " + ("Wet " * 24).strip(), "  Wet end"]),
    ],
    ids=lambda value: " ".join(map(str, [value["op"], *value.get("path", ()), value.get("key", "")]))
    if isinstance(value, dict) else "",
)  # fmt: skip
def test_an_edit_changes_these_lines(what, gone, new):
    assert difference(MINE, apply_change(MINE.encode(), what).decode()) == (gone, new)
    windows = MINE.replace("\n", "\r\n").encode()
    assert difference(windows.decode(), apply_change(windows, what).decode()) == (gone, new)
    assert apply_change(windows, what).count(b"\r") == apply_change(windows, what).count(b"\n")


@pytest.mark.parametrize(
    ("before", "what", "after"),
    [
        ("positions: [{title: A, year: 2015}]",
         {"op": "set", "path": ["positions", 0], "key": "start", "value": "2014"},
         "positions: [{title: A, start: 2014, end: 2015}]"),
        ("positions:\n- title: A\n  year: 2015 # c\n", {"op": "remove-key", "path": ["positions", 0], "key": "end"},
         "positions:\n- title: A\n  start: 2015 # c\n"),
        ("talks:\n- title: A\n  invited: true\n",
         {"op": "set", "path": ["talks", 0], "key": "kind", "value": "keynote"},
         "talks:\n- title: A\n  kind: keynote\n"),
        ("education: [{title: A, university: B}]",
         {"op": "set", "path": ["education", 0], "key": "institution", "value": "C"},
         "education: [{title: A, university: C}]"),
        ("bio: Ada. # c\n", {"op": "set", "path": ["bio"], "key": "short", "value": "A."},
         "bio: # c\n  long: Ada.\n  short: A.\n"),
        ("bio: {short: A}\n", {"op": "set", "path": ["bio"], "key": "short", "value": ""}, ""),
        ("bio:\n  short: >-\n    A\n    b\n  # the long one\n  long: B\n", {"op": "set", "path": ["bio"], "key": "long",
         "value": ("A " * 40).strip() + "\r\n\r\n" + ("B " * 60).strip()},
         "bio:\n  short: >-\n    A\n    b\n  # the long one\n  long: |-\n    " + ("A " * 40).strip() + "\n\n    "
         + ("B " * 49).strip() + "\n    " + ("B " * 11).strip() + "\n"),
        ("headline:\n", {"op": "set", "path": [], "key": "headline", "value": "A"}, "headline: A\n"),
        ("affiliation: # c\n- A\n- B\n", {"op": "set", "path": [], "key": "affiliation", "value": ["A", "C", ""]},
         "affiliation: A; C # c\n"),
        ("links: {}\n", {"op": "set", "path": ["links"], "key": "GitHub", "value": "https://github.com/a"},
         "links: {GitHub: 'https://github.com/a'}\n"),
        ("links:\n  # mine\n  A: https://a.org/\n", {"op": "set", "path": ["links"], "key": "A", "value": ""},
         ""),
        ("awards:\n-\n  # one\n  title: A\n  note: B\n- C", {"op": "move", "path": ["awards", 0], "to": 1},
         "awards:\n- C\n-\n  # one\n  title: A\n  note: B"),
        ("awards:\n- id: a # c\n\n  title: A\n", {"op": "set", "path": ["awards", 0], "key": "id", "value": None},
         "awards:\n- title: A\n"),
        ("awards:\n- A\n- B", {"op": "remove", "path": ["awards", 1]}, "awards:\n- A"),
        ("awards:\n- A\n\n- B\n\nheadline: C\n",
         {"op": "remove", "path": ["awards", 1]}, "awards:\n- A\n\nheadline: C\n"),
        ("awards:\n- A\n- B\n\n- C\n", {"op": "move", "path": ["awards", 2], "to": 0}, "awards:\n- C\n\n- A\n- B\n"),
        ("awards: [\n  A, # a\n  B, # b\n  C # c\n]\n",
         {"op": "remove", "path": ["awards", 1]}, "awards: [\n  A, # a\n  C # c\n]\n"),
        ("awards: [\n  A, # a\n  B # b\n]\n", {"op": "remove", "path": ["awards", 1]}, "awards: [\n  A, # a\n  \n]\n"),
        ("awards: [A,]\n", {"op": "remove", "path": ["awards", 0]}, "awards: []\n"),
        ("sections:\n- title: A\n", {"op": "add", "path": ["sections", 0], "section": "entries", "entry": "B"},
         "sections:\n- title: A\n  entries: [B]\n"),
        ("sections:\n- title: A\n  items:\n  - B\n",
         {"op": "add", "path": ["sections", 0], "section": "entries", "at": 1,
         "entry": {"title": "C", "date": "2019"}},
         "sections:\n- title: A\n  items:\n  - B\n  - title: C\n    date: 2019\n"),
        ("awards:  # none\n", {"op": "add", "section": "awards", "entry": {"title": "A", "url": "https://a.org"}},
         "awards:  # none\n  - title: A\n    url: https://a.org\n"),
        ("awards: [] # none\n", {"op": "add", "section": "awards", "entry": "A"}, "awards: # none\n  - title: A\n"),
        ("publications:\n- title: A\n  selected: true # c\n", {"op": "set", "path": PAPER, "key": "selected",
         "value": False}, "publications:\n- title: A\n  selected: false # c\n"),
        ("publications:\n- title: A\n", {"op": "set", "path": PAPER, "key": "selected", "value": False},
         "publications:\n- title: A\n"),
        ("publications:\n- title: A\n  selected: true\n", {"op": "remove-key", "path": PAPER, "key": "selected"},
         "publications:\n- title: A\n"),
        ("publications:\n- title: A\n", {"op": "set", "path": PAPER, "key": "doi", "value": "10.10"},
         "publications:\n- title: A\n  doi: '10.10'\n"),
        ("links: {A: 'https://a.org', B: 'https://b.org'}", {"op": "set", "path": [], "key": "links",
         "value": {"B": "https://b.org", "A": "https://a.org"}}, "links: {B: 'https://b.org', A: 'https://a.org'}"),
        ("awards:\n- A long\n  text #\tc\n# d\te\n- B\n",
         {"op": "set", "path": ["awards", 0], "key": "note", "value": "C"},
         "awards:\n- title: A long text #\tc\n  note: C\n# d\te\n- B\n"),
        ("publications:\n- title: A\n", {"op": "set", "path": PAPER, "key": "honors",
         "value": ["Oral", {"text": "Best", "url": "https://a.org/"}]},
         "publications:\n- title: A\n  honors: [Oral, {text: Best, url: 'https://a.org/'}]\n"),
    ],
)  # fmt: skip
def test_a_change_gives_this_file(before, what, after):
    assert apply_change(f"name: Ada\n{before}".encode(), what).decode() == f"name: Ada\n{after}"


# ---- what a page may send ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "paths", "message"),
    [
        ({"op": "set", "path": PAPER, "key": "title", "value": ""}, [("title",)], "title may not be empty"),
        ({"op": "remove-key", "path": [], "key": "name"}, [("name",)], "name may not be empty"),
        ({"op": "set", "path": PAPER, "key": "year", "value": "soon"}, [("year",)], "year: 'soon' is not a year"),
        ({"op": "set", "path": PAPER, "key": "yaer", "value": "2024"}, [("yaer",)], "unknown key 'yaer'"),
        ({"op": "set", "path": PAPER, "key": "title", "value": ["a"]}, [("title",)],
         "title must be a single value, not a list"),
        ({"op": "set", "path": PAPER, "key": "authors", "value": ["A", ["B"]]}, [("authors", 1)],
         "authors[1] must be keys with values, not a list"),
        ({"op": "set", "path": [*PAPER, "links"], "key": "PDF", "value": "javascript:x"}, [("links", "PDF")],
         "links.PDF: links to 'javascript:' are not allowed"),
        ({"op": "set", "path": PAPER, "key": "links", "value": {"": "https://a.org"}},
         [("links", "")], "links is empty"),
        ({"op": "set", "path": PAPER, "key": "title", "value": "a\0b"}, [("title",)],
         "title: the control character U+0000 can't be printed"),
        ({"op": "set", "path": PAPER, "key": "title", "value": "x" * 10**7}, [("title",)],
         "the text is longer than 200,000 characters"),
        ({"op": "set", "path": PAPER, "key": "tags", "value": [True] * 10**6}, [("tags", 199_993)],
         "the text is longer than 200,000 characters"),
        ({"op": "set", "path": PAPER, "key": "title", "value": 1.5},
         [("title",)], "a value can't be of the type float"),
        ({"op": "add", "section": "news", "entry": {"date": "2025-13", "url": "a"}}, [("date",), ("url",)],
         "date: 13 is not a month; url: the link"),
        ({"op": "add", "section": "news", "entry": {}}, [("date",), ("text",)], "date may not be empty; text may not"),
        ({"op": "add", "section": "awrds", "entry": "A"}, [("section",)], "'awrds' is not a list of entries"),
        ({"op": "add", "section": "awards", "at": 9, "entry": "A"}, [("at",)], "a number from 0 to 0 as its 'at'"),
        ({"op": "move", "path": PAPER, "to": True}, [("to",)], "a number from 0 to 0 as its 'to'"),
        ({"op": "move", "path": ["name"], "to": 0}, [()], "'name' is not an entry of a list"),
        ({"op": "remove", "path": ["publications", 7]}, [()], "the profile has nothing at 'publications[7]'"),
        ({"op": "remove", "path": ["publications", -1]}, [()], "the profile has nothing at 'publications[-1]'"),
        ({"op": "set", "path": ["__class__"], "key": "x", "value": "y"}, [()], "has nothing at '__class__'"),
        ({"op": "set", "path": ["name"], "key": "x", "value": "y"}, [()], "'name' has no keys"),
        ({"op": "set", "path": [], "key": "publications", "value": ""}, [("publications",)],
         "publications can't be replaced as a whole"),
        ({"op": "set", "path": [], "key": "documents", "value": {"a": {}}}, [("documents",)], "in the file alone"),
        ({"op": "eval"}, [()], "unknown operation 'eval'"),
        ({"op": ["set"]}, [()], "unknown operation 'list'"),
        (["set"], [()], "a change must be an object"),
        ({"op": "set", "path": "publications", "key": "title", "value": "x"}, [()], "a list of names and numbers"),
        ({"op": "set", "path": PAPER, "value": "x"}, [("key",)], "a short text as its 'key'"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_a_change_that_is_refused_says_why_and_where(what, paths, message):
    with pytest.raises(ChangeError, match=re.escape(message)) as error:
        apply_change(b"name: Ada\npublications:\n- title: A\n  date: 2019-05\n", what)

    assert error.value.paths == paths
    assert [problem["path"] for problem in error.value.as_json()] == [list(path) for path in paths]


def nested(depth):
    return [nested(depth - 1)] if depth else "x"


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=3) | TEXTS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3)
                      | st.dictionaries(st.text(max_size=4) | st.sampled_from(["title", "text", "url"]),
                                        inner, max_size=3),
                      max_leaves=6)  # fmt: skip
STEPS = st.sampled_from(["publications", "awards", "bio", "links", "sections", "entries", "talks", "authors",
                         "documents",
                         "cv", "years", "date", 0, 1, 2, -1, 10**400]) | VALUES  # fmt: skip
KEYS = st.sampled_from([*(field.name for field in fields(Publication)), "name", "short", "Paper", "with", "invited"])
CHANGES = st.fixed_dictionaries({}, optional={
    "op": st.sampled_from(["set", "remove-key", "add", "remove", "move"]) | VALUES,
    "path": st.sampled_from([(), ("publications", 0), ("publications", 1), ("awards", 0), ("awards", 1), ("bio",),
                             ("links",), ("talks", 0), ("sections", 0), ("sections", 0, "entries", 1)])
    | st.lists(STEPS, max_size=5) | VALUES,
    "key": KEYS | VALUES, "value": VALUES | st.just(nested(2000 // 20)), "section": st.sampled_from(LISTS) | VALUES,
    "entry": st.dictionaries(KEYS, VALUES, max_size=3) | VALUES,
    "at": st.integers(-1, 3) | VALUES, "to": st.integers(-1, 3) | VALUES,
})  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(CHANGES | VALUES)
def test_whatever_is_sent_changes_the_file_or_is_refused(what):
    try:
        after = apply_change(MINE.encode(), what)
    except InputError:
        return  # any other exception fails the test
    read(after)


# ---- forms ---------------------------------------------------------------------------------------


def test_a_form_describes_every_key_of_every_section():
    for name, cls in sections().items():
        form = {field.name: field for field in form_of(name)}
        apart = {"entries"} if name == "sections" else set()
        assert set(form) == {field.name for field in fields(cls)} - apart
        assert list(form)[-3:] == ["id", "tags", "hidden"]
        assert all(field.label and field.help for field in form.values())
    person = {field.name for field in form_of(())}
    assert person == {field.name for field in fields(Profile)} - {*LISTS, "documents", "sources"}
    assert [field.name for field in form_of(("sections", 0, "entries", 3))][:2] == ["title", "organization"]


def test_a_form_knows_the_kind_of_each_field():
    paper = {field.name: field for field in form_of("publications")}
    assert paper["authors"].help == "In order, marks after the name; et al. for the rest"  # no YAML
    assert paper["arxiv"].help == "Its arXiv number: 2402.02377"
    assert paper["hidden"].help == "Stays in this file but is never printed"
    helps = [field.help for name in (*sections(), ()) for field in form_of(name)]
    assert not [one for one in helps if set(one) & set('[{`"') or one.startswith("true")]

    assert (paper["title"].kind, paper["title"].required) == ("text", True)
    assert (paper["authors"].kind, paper["authors"].is_list, paper["authors"].examples[1]) == (
        "authors",
        True,
        "Chao Li*",
    )
    assert (paper["links"].kind, paper["links"].of, paper["links"].examples[0]) == ("mapping", "url", "Paper")
    assert (paper["honors"].kind, paper["honors"].of) == ("list", "record")
    assert [field.name for field in paper["honors"].fields] == ["text", "url"]
    assert paper["status"].choices[:2] == ("in preparation", "submitted")
    assert (paper["selected"].kind, paper["doi"].label) == ("flag", "DOI")
    assert json.dumps([field.as_json() for field in form_of("publications")])


def test_the_values_are_those_of_the_file():
    profile = load(MINE).profile

    paper = values_of(profile, ("publications", 0))
    assert paper["authors"] == ["Ada Poe*", "Bo Ray#"]
    assert paper["links"] == {"Paper": "https://example.org/1", "Code": "https://example.org/2"}
    assert (paper["year"], paper["selected"], paper["doi"], paper["status"]) == ("2024", False, "", "published")
    assert values_of(profile, ("bio",)) == {"short": "", "medium": "", "long": ""}
    assert values_of(profile, ())["bio"] == {"short": "", "medium": "", "long": ""}


@pytest.mark.parametrize("path", ["papers", (0,), ("name",), ("documents", "cv"), ("publications", [])])
def test_what_has_no_form_is_reported(path):
    with pytest.raises(InputError):
        form_of(path)
    with pytest.raises(InputError):
        values_of(load(MINE).profile, path if isinstance(path, tuple) else (path, 0))
    with pytest.raises(InputError, match="nothing at 'publications\\[9\\]'"):
        values_of(load(MINE).profile, ("publications", 9))
