"""profile.yaml is read with the words as they stand, and what is dumped reads back the same."""

import contextlib
import dataclasses
import types
import typing
from functools import cache
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.profile import dates
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import TRANSLATABLE, Color, Count, Email, FilePath, Identifier, Months, Plain, Text, Url, Year
from cvgen.profile.model import Author
from tests.conftest import ROOT

letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\\]")
word = st.text(letters, min_size=1, max_size=8)
line = st.lists(word, min_size=1, max_size=4).map(" ".join)
name = st.lists(st.text(st.characters(categories=("L",)), min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)

SCALARS = {
    str: line,
    Text: line,
    Plain: line,
    Url: st.sampled_from(["https://example.org/", "http://example.org/a_(b)?c=d&e#f", "mailto:ada@example.org"]),
    Email: st.just("ada@example.org"),
    Identifier: st.sampled_from(["2402.02370", "10.1145/3394171.3413621", "978-0-306-40615-7", "0012"]),
    FilePath: st.just("photo.jpg"),
    Color: st.sampled_from(["teal", "#7a1f2b", "7a1f2b"]),
    Year: st.integers(1000, 2999),
    Count: st.integers(1, 999),
    Months: st.integers(0, 48).map(lambda quarters: quarters / 4),
    bool: st.booleans(),
    dates.Date: st.one_of(
        st.just(dates.PRESENT),
        st.builds(dates.Date, st.integers(1000, 2999)),
        st.builds(dates.Date, st.integers(1000, 2999), st.integers(1, 12)),
        st.builds(dates.Date, st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 28)),
    ),
}


@cache
def values(kind, texts=None):
    """A type of the model -> a strategy for its values, so that a new key is tested from its first day.

    `texts` are for those that may be in several languages, if they are to be.
    """
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Author:
        return st.builds(Author, name, st.sampled_from(["", "*", "*+", "#"]))
    if kind in TRANSLATABLE and texts is not None:
        return texts
    if kind in SCALARS:
        return SCALARS[kind]
    if origin in (types.UnionType, typing.Union):
        return st.none() | values(arguments[0], texts)
    if origin is tuple:
        return st.lists(values(arguments[0], texts), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(line, values(arguments[1], texts), max_size=2)
    if origin is Literal:
        return st.sampled_from(arguments)
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name], texts) for field in dataclasses.fields(kind)})


def test_the_example_reads_back_the_same():
    profile = profile_yaml.load((ROOT / "profile.yaml").read_text("utf-8")).profile

    assert profile_yaml.load(profile_yaml.dump(profile)).profile == profile


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_profile_or_a_list_of_problems(text):
    with contextlib.suppress(profile_yaml.InputError):
        profile_yaml.load(text)


def test_words_that_yaml_takes_for_something_else_stay_words():
    text = "name: No\ninterests: [yes, 12:30, 010, 1e3, 2019-05-01, ~x]\nphone: +41 44 000 00 00"
    profile = profile_yaml.load(text).profile

    assert profile.name == "No"
    assert profile.interests == ("yes", "12:30", "010", "1e3", "2019-05-01", "~x")
    assert profile.phone == "+41 44 000 00 00"


def test_one_value_may_stand_for_a_list_of_one():
    profile = profile_yaml.load("name: A\nawards: [{title: x, year: 2019}, {title: y, years: [2018, 2020]}]").profile

    assert [award.years for award in profile.awards] == [(2019,), (2018, 2020)]


def test_every_value_knows_its_place():
    text = "name: A\neducation:\n  - degree: Ph.D.\n    institution: X\n"
    places = profile_yaml.load(text).places

    assert (places["education", 0, "institution"].line, places["education", 0, "institution"].column) == (4, 18)


def test_paragraphs_are_kept_and_lines_are_joined():
    profile = profile_yaml.load("name: A\nbio: |\n  One\n  line.\n\n  Two.\n").profile

    assert profile.bio.long == "One line.\n\nTwo."
