"""Ids: minted once, put where they belong, and every other byte of the file stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.cli import main
from cvgen.problems import InputError
from cvgen.profile.assign_ids import assign_ids
from cvgen.profile.yaml import decode, load
from cvgen.profile.yaml.edit import SetKey, apply_edits, edited

TEXT = """# mine
name: Ada   # still mine

publications:
  # the first
  - title: "One: a 'title'"
    authors: [Bo Ray]
    year: 2020

  -   {title: Two, year: 2021}  # flow
  - year: 2022
    title: >-
      Three
      lines
  - id: mine
    title: Four
"""
WITH_IDS = (
    TEXT.replace('- title: "One', '- id: ray2020-one\n    title: "One')
    .replace("{title: Two", "{id: 2021-two, title: Two")
    .replace("- year: 2022", "- id: 2022-three\n    year: 2022")
)


def test_only_the_ids_are_new():
    edited, titles = assign_ids(TEXT.encode())

    assert edited.decode() == WITH_IDS
    assert titles == {"ray2020-one": "One: a 'title'", "2021-two": "Two", "2022-three": "Three lines"}
    assert assign_ids(edited) == (edited, {})


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_did(newline):
    edited, _ = assign_ids(TEXT.replace("\n", newline).encode())

    assert edited.decode() == WITH_IDS.replace("\n", newline)


def test_what_a_reader_takes_for_spaces_stays_in_the_file():
    text = "\ufeffname: A\u2028da # \x85\npublications: [{title: One\u2028two}]\n"

    assert assign_ids(text.encode())[0].decode() == text.replace("{title", "{id: one, title")


@settings(max_examples=50)
@given(st.text(st.sampled_from("aé中\U0001f600"), min_size=1, max_size=6))
def test_characters_of_any_width_before_it_do_not_shift_it(word):
    text = f"name: {word}\nawards: [{{title: {word}, year: 2020}}, {{title: b}}]\n"

    result = edited(text.encode(), [SetKey(("awards", 1), "id", "1e3", first=True)])
    assert result.decode() == text.replace("{title: b}", "{id: '1e3', title: b}")
    assert load(decode(result)).profile.awards[1].id == "1e3"


def test_an_edit_that_does_not_read_back_as_wanted_is_refused():
    profile = load(TEXT).profile
    edits = [SetKey(("publications", 1), "note", "new", first=True)]
    wanted = replace(profile, publications=(*profile.publications[:1], replace(profile.publications[1], note="new")))

    with pytest.raises(InputError, match="without changing other text"):
        apply_edits(TEXT.encode(), edits, wanted)  # two papers are missing
    with pytest.raises(InputError, match="without changing other text"):
        apply_edits(b"name: A # \xc3\xa9\n", [SetKey((), "id", "x: [")], profile)


def test_the_command_shows_them_and_writes_when_told(tmp_path, capsys):
    path = tmp_path / "profile.yaml"
    path.write_text(TEXT)

    assert main(["id", str(path)]) == 0
    assert "ray2020-one" in capsys.readouterr().out
    assert path.read_text() == TEXT
    assert main(["id", str(path), "--write"]) == 0
    assert path.read_text() == WITH_IDS
    assert main(["id", str(path), "--write"]) == 0
    assert "every publication has an id" in capsys.readouterr().out


def test_a_broken_file_is_told_and_left(tmp_path, capsys):
    path = tmp_path / "profile.yaml"
    path.write_text("name: [")

    assert main(["id", str(path), "--write"]) == 1
    assert path.read_text() == "name: ["
