"""The JSON Schema of profile.yaml: it accepts and refuses what the reader does, and explains each key."""

import dataclasses
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from cvgen.composers import languages
from cvgen.profile import career, document_options, entry, model, work_sources
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.document_options import Options
from cvgen.profile.model import Entry, Line, Profile
from cvgen.profile.yaml import examples
from cvgen.profile.yaml.json_schema import schema
from cvgen.profile.yaml.nodes import Loader
from cvgen.profile.yaml.shapes import NULL
from cvgen.writers import style
from tests.conftest import CASES, ROOT
from tests.test_profile_yaml import values

ERRORS = sorted((ROOT / "tests" / "errors").glob("*.yaml"))
LINTS = [case for case in ERRORS if case.stem.startswith("lint-")]
GOOD = [
    *CASES.values(),
    *LINTS,
    *sorted(path for folder in ("diffs", "imports", "report") for path in (ROOT / "tests" / folder).rglob("*.yaml")),
]
SCHEMA = schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)

# Cases that `cvgen check` refuses and the schema accepts, with the reason.
NOT_IN_A_SCHEMA = {
    "alias": "YAML replaces an alias by what it refers to before a schema sees it",
    "bullets-nested": "YAML joins the points to one text before a schema sees it",
    "comma-in-list": "YAML makes two items of a text with a comma",
    "form-unknown": "a form may be a file, whose name is not in a schema",
    "form-years": "a schema knows neither years nor publications",
    "date-end-before-start": "a schema can't compare two values",
    "date-present-start": "present is a date, and a schema can't know what it means for a start",
    "duplicate-keys": "YAML keeps one value for each key; editors report the second key without a schema",
    "glyph": "which characters can be printed depends on the fonts",
    "ids-twice": "a schema can't compare the entries of a list by one of their keys",
    "marks-unexplained": "the marks of an author are part of a text, and their meaning is a key elsewhere",
    "photo-missing": "a schema sees no files",
    "photo-not-a-picture": "a schema sees no files",
    "syntax-tag": "YAML drops a tag that it doesn't know before a schema sees the value",
}

# A line of a profile -> the values that the reader accepts there, and those that it refuses.
VALUES: dict[str, tuple[list[str], list[str]]] = {
    "headline: %s": (
        ["x", "12", "1.5", "yes", "2019-05-14", "12:30", "~", "null", "", "''", "' '", "'true'", "'[a](https://x.org)'",
         "'[a]( <mailto:a@x.org> )'", r"'[a\](b)'", "'a](b)'", "'[1] (b)'", '"a\\n\\n b\\tc"',
         "{en: a, de: b}", "{pt-BR: a, zh-Hant: 2}", "{id: a}"],
        ["[a]", "{a: b}", "{}", "{en: [a]}", "{en: {de: b}}", "{en: ''}", "{en: a, gr: b}", "{EN: a, DE: b}",
         "'[a](b)'", "'[a]()'", "'[a](javascript:x)'", "'[a](https://)'", "'[a](www.x.org)'",
         r"'[a\\](b)'", "'[a](https://x.org) [b](c)'", '"a\\x07b"', '"a\\x9fb"'],
    ),
    "name: %s": (
        ["x", "12", "'true'", "No", "'[a](b)'"],
        ["", "~", "null", "''", "' '", "[a]", "{a: b}", '"a\\x1bb"'],
    ),
    "website: %s": (
        ["https://x.org", "HTTP://x.org/a?b#c", "mailto:a@x.org", "https://例え.jp/ü", "' https://x.org '", "''", ""],
        ["www.x.org", "https://", "https:///a", "ftp://x.org", "javascript:x", "'https://x.org/a b'", "12", "a@x.org"],
    ),
    "email: %s": (
        ["a@x.org", "a.b+c@x.y.org", "a@köln.de", "' a@x.org '", ""],
        ["a", "a@b", "'@x.org'", "a b@x.org", "a@x.", "<a@x.org>", "a@x.org; b@x.org", "12"],
    ),
    "photo: %s": (
        ["a.jpg", "b/a.jpg", r"b\a.jpg", "..a.jpg", "a..", "1", ""],
        ["../a.jpg", "..", "b/../../a.jpg", r"b\..\a.jpg", "/a.jpg", "~/a.jpg", r"C:\a.jpg", "file:a.jpg"],
    ),
    "publications: [{title: x, year: %s}]": (
        ["2019", "'2019'", "' 2019 '", "1000", "2999", "", "''"],
        ["999", "3000", "19", "2019-05", "in press", "[2019]", "-2019", "2019.5"],
    ),
    "awards: [{title: x, year: %s}]": (["2019", "'2019'"], ["", "~", "''", "[2019]", "{a: b}"]),
    "awards: [{title: x, years: %s}]": (["[2019, 2020]", "[]", "", "''"], ["2019", "[x]", "[~]", "{a: b}"]),
    "talks: [{title: x, date: %s}]": (
        ["2019", "2019-05", "2019-5", "2019-05-14", "2019-5-4", "'2019'", "present", "Present", "' 2019-05 '", ""],
        ["May 2019", "2019-13", "2019-00", "2019-05-32", "2019-05-00", "05/2019", "2019/05", "0999", "3000", "now"],
    ),
    "publications: [{title: x, arxiv: %s}]": (
        ["'2402.02370'", "2402.02370v2", "math/0211159", "''", "", "~"],
        ["2402.02370", "9780306406157", "1e5", ".5", "-3", "[a]"],
    ),
    "publications: [{title: x, selected: %s}]": (
        ["true", "True", "FALSE", "yes", "No", "on", "off", "'true'", "' yes '"],
        ["", "~", "''", "maybe", "1", "y", "[true]"],
    ),
    "publications: [{title: x, status: %s}]": (["in press", "'submitted'"], ["", "done", "In press", "[accepted]"]),
    "publications: [{title: x, type: %s}]": (["journal", "", "''", "~"], ["jurnal", "Journal", "1", "[book]"]),
    "publications: [{title: x, honors: %s}]": (
        ["[Oral]", "[{text: Oral}]", "[3, Oral, {text: a, url: https://x.org}]", "[]", "", "''"],
        ["Oral", "[~]", "['']", "[[a]]", "[{txt: a}]", "[{url: https://x.org}]", "[{text: a, url: x}]", "{text: a}"],
    ),
    "publications: [{title: x, authors: %s}]": (
        ["[A, B*]", "[{name: A, marks: '*'}, B]"],
        ["A", "[{marks: '*'}]", "[{name: A, x: b}]", "[~]"],
    ),
    "links: %s": (
        ["{A: https://x.org, B c: mailto:a@x.org}", "{}", "", "''", "{1: https://x.org}"],
        ["[a]", "a", "{A: x}", "{A: }", "{'': https://x.org}", '{"a\\x08": https://x.org}'],
    ),
    "bio: %s": (
        ["a", "12", "{short: a, long: b}", "{}", "", "''", "{short: ''}", "{en: a, de: b}", "{short: {en: a, de: b}}"],
        ["[a]", "{shrt: a}", "{short: [a]}", "'[a](b)'"],
    ),
    "documents: {a: %s}": (
        ["{}", "{max_pages: 2}", "{max_pages: '2'}", "{fit: yes}", "{fit: }", "{publications: }", "{paper: a4}",
         "{publications: {limit: 3}}", "{sections: [awards, {name: a, title: b}]}", "{kind: }", "{paper: ''}"],
        ["", "a", "[a]", "{max_pages: 0}", "{max_pages: 1.5}", "{max_pages: 1000000}", "{max_pages: ten}", "{fit: 2}",
         "{publications: a}", "{publications: {limt: 3}}", "{paper: a3}", "{colour: red}", "{sections: awards}",
         "{sections: [{title: b}]}"],
    ),
    "education: %s": (
        ["[{degree: a, institution: b}]", "[]", ""],
        ["{degree: a, institution: b}", "[{degree: a}]", "[a]", "[~]", "[[]]", "a"],
    ),
    "education: [{%s}]": (
        ["title: a, organization: b", "degree: a, organization: b, year: 2019", "title: a, university: b, gpa: 1.0"],
        ["title: a", "degree: a, title: b, institution: c", "title: a, institution: b, organization: c"],
    ),
    "talks: [{title: x, %s}]": (
        ["venue: a, year: 2019", "invited: true", "invited: no", "keynote: 'true'"],
        ["venue: a, event: b", "invited: maybe", "invited: true, kind: b", "year: 2019, date: 2020"],
    ),
    "talks: %s": (
        ["[a, {title: b}]", "['a, b', 3]", "[{en: a, de: b}]", "[{title: {en: a}, id: b}]"],
        ["a", "[~]", "['']", "[[a]]", "[{en: a, title: b}]", "[{id: a, de: b}]", "[{en: [a]}]", "[{en: ''}]"],
    ),
    "mentees: %s": (["[a, {name: b}]"], ["[{en: a, de: b}]", "[{name: {en: a}}]"]),
    "education: [{title: x, organization: y, end: %s}]": (
        ["expected 2027", "2027-03 (expected)", "expected 2027-3", "Expected 2027", "2027 expected"],
        ["expected", "expected present", "(expected) 2027", "2027-13 (expected)", "soon"],
    ),
    "education: [{title: x, organization: y, advisor: %s}]": (
        ["a", "[a, b]", "[]", "", "[1]"],
        ["{a: b}", "[[a]]", "['']"],
    ),
    "publications: [{title: x, type: %s, status: forthcoming}]": (
        ["edited volume", "edited", "article", "book review"],
        ["edit", "Edited", "forthcoming"],
    ),
    "affiliation: %s": (["a", "[a, b]", ""], ["{a: b}", "[[a]]"]),
    "positions: [{title: a, %s}]": (
        ["year: 2019", "date: 2019-05"],
        ["year: 2019, start: 2018", "end: 2018, year: 2019"],
    ),
    "awards: [{title: x, %s}]": (
        ["id: a", "tags: [a, 1]", "hidden: true", ""],
        ["colour: red", "1: a", "year: 2019, years: [2020]"],
    ),
}  # fmt: skip

# What the reader accepts and the schema does not, on purpose, with the reason.
STRICTER = {
    "headline: true": "an editor would offer true and false for each text if true were one",
    "publications: [{title: x, doi: true}]": "the same",
}

# YAML 1.2, which editors read; PyYAML reads 1.1, where `no` is false and 2019-05-14 is a date.
NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
BOOLEANS = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}


def data(node: yaml.Node | None) -> Any:
    """A node of YAML -> the value that an editor sees, by the core schema of YAML 1.2."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [data(item) for item in node.value]
    if node is None or (not node.style and node.value in ("", *NULL)):
        return None
    if node.style or not NUMBER.fullmatch(node.value):
        return node.value if node.style else BOOLEANS.get(node.value, node.value)
    return float(node.value) if re.search("[.eE]", node.value) else int(node.value)


def accepts(text: str) -> bool:
    return VALIDATOR.is_valid(data(yaml.compose(text, Loader)))


def reads(text: str) -> bool:
    try:
        profile_yaml.load(text)
    except profile_yaml.InputError:
        return False
    return True


def with_name(line: str) -> str:
    return line if line.startswith("name:") else f"name: A\n{line}"


def test_is_a_schema_of_draft_07():
    jsonschema.Draft7Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == jsonschema.Draft7Validator.META_SCHEMA["$schema"]


def test_accepts_what_the_reader_accepts():
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in GOOD}
    read = [path for path, text in texts.items() if reads(text)]

    assert len(read) > 150
    assert [path for path in read if not accepts(texts[path])] == []


@pytest.mark.parametrize("case", [case for case in ERRORS if case not in LINTS], ids=lambda case: case.stem)
def test_refuses_what_the_reader_refuses(case):
    try:
        accepted = accepts(case.read_text("utf-8"))
    except yaml.YAMLError:  # which an editor reports without a schema
        accepted = False

    assert accepted == (case.stem in NOT_IN_A_SCHEMA)


@pytest.mark.parametrize("line", VALUES)
def test_values_are_accepted_and_refused_as_by_the_reader(line):
    good, bad = ([with_name(line % value) for value in side] for side in VALUES[line])

    assert [text for text in good if not reads(text)] == []
    assert [text for text in good if not accepts(text)] == []
    assert [text for text in bad if reads(text)] == []
    assert [text for text in bad if accepts(text)] == []


def test_is_stricter_than_the_reader_where_that_helps():
    assert [line for line in STRICTER if not reads(with_name(line)) or accepts(with_name(line))] == []


@settings(max_examples=35, deadline=None)
@given(values(Profile))
def test_what_is_dumped_reads_back_the_same_and_is_accepted(profile):
    text = profile_yaml.dump(profile)

    assert profile_yaml.load(text).profile == profile
    assert accepts(text)


# What is in it for an editor.


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a schema, and the schema itself."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(part)


def records() -> dict[str, type]:
    """Return the classes that a profile is made of, by the title of their schema."""
    found = [
        cls
        for module in (career, entry, model, document_options, work_sources)
        for cls in vars(module).values()
        if is_record(cls, module)
    ]
    return {re.sub("(?<=[a-z])(?=[A-Z])", " ", cls.__name__).capitalize(): cls for cls in found}


def is_record(cls: Any, module: ModuleType) -> bool:
    return (
        dataclasses.is_dataclass(cls)
        and cls not in (Entry, Line, Options)
        and getattr(cls, "__module__", "") == module.__name__
    )


def shapes() -> dict[str, dict[str, Any]]:
    """Return the schemas of those classes by their titles: the part that has the keys."""
    found = {
        part["title"]: part for part in parts(SCHEMA) if isinstance(part.get("title"), str) and "description" in part
    }
    return {title: part.get("then") or part.get("else", {}).get("then") or part for title, part in found.items()}


def keys_of(cls: Any) -> dict[str, dataclasses.Field[Any]]:
    """Return the keys that a class takes, with their fields: `year` as well as `years`, and every synonym."""
    found: dict[str, dataclasses.Field[Any]] = {}
    for field in dataclasses.fields(cls):
        own = field.metadata
        for key in (field.name, own["one"], *own["also"], *own["flags"]):
            found.setdefault(key, field)
    return {key: field for key, field in found.items() if key}


def test_every_class_is_there():
    assert set(shapes()) == set(records())


@pytest.mark.parametrize(("title", "cls"), records().items())
def test_every_key_is_explained_and_no_other_is_allowed(title, cls):
    shape = shapes()[title]
    needed = [f.name for f in dataclasses.fields(cls) if f.default is f.default_factory is dataclasses.MISSING]

    keys = keys_of(cls)
    assert set(shape["properties"]) == set(keys)
    assert [
        key
        for key, field in keys.items()
        if field.metadata["about"] not in shape["properties"][key]["description"] and key not in field.metadata["flags"]
    ] == []
    assert all(field.metadata["about"] for field in keys.values())
    assert shape["additionalProperties"] is False
    assert set(shape.get("required", [])) == {key for key in needed if not keys[key].metadata["also"]}
    assert not cls.__doc__.startswith(f"{cls.__name__}(")  # what Python writes where a class has no docstring


def test_nothing_is_empty():
    assert [name for name, found in SCHEMA["definitions"].items() if not found] == []
    assert [part for part in parts(SCHEMA) if {} in part.values()] == []


def test_what_a_key_is_when_left_out():
    publication, award = shapes()["Publication"]["properties"], shapes()["Award"]["properties"]

    assert publication["status"]["default"] == "published"
    assert (award["selected"]["default"], award["hidden"]["default"]) == (False, False)
    assert "default" not in award["note"]


def test_the_language_server_gets_what_it_can_use():
    """It mixes the help of alternatives, offers null where a type has it, and leaves out the colon of a bare key."""
    nothing = SCHEMA["definitions"]["nothing"]
    optional = [(title, key, part) for title, shape in shapes().items() for key, part in shape["properties"].items()]
    offers = {"type", "enum", "examples", "defaultSnippets", "items", "properties", "$ref"}

    assert [part for part in parts(SCHEMA) if {"anyOf", "oneOf"} & set(part)] == []
    assert [part for part in parts(SCHEMA) if "null" in str(part.get("type")) and part != nothing] == []
    assert [(title, key) for title, key, part in optional if not offers & set(part)] == []
    assert [
        (title, key) for title, key, part in optional if len(part.get("examples", [0, 0])) == 1 and "if" not in part
    ] == []


def test_a_new_entry_starts_with_its_required_keys():
    definitions = SCHEMA["definitions"]

    assert definitions["Education"]["defaultSnippets"] == [
        {"label": "Education", "body": {"degree": "$1", "institution": "$2"}}
    ]
    assert definitions["Position"]["defaultSnippets"] == [{"label": "Position", "body": {"title": "$1"}}]
    assert definitions["Mentee"]["then"]["required"] == ["name"]


def test_patterns_mean_the_same_in_javascript():
    patterns = {part["pattern"] for part in parts(SCHEMA) if isinstance(part.get("pattern"), str)}
    of_python_alone = re.compile(r"\(\?(?![:=!]|<!)|[*+?}]\+|\\[^\[\]().\\/sSu]")

    assert patterns
    assert [pattern for pattern in patterns if of_python_alone.search(pattern.replace("\\\\", ""))] == []


def test_examples_are_of_keys_that_exist():
    known = {f"{cls.__name__}.{key}" for cls in records().values() for key in keys_of(cls)}

    assert {key for key in examples.BY_KEY if "." not in key} <= {key.split(".")[1] for key in known}
    assert {key for key in (*examples.BY_KEY, *examples.LABELS) if "." in key} <= known
    assert set(examples.SHORT_FORMS) <= {cls.__name__ for cls in records().values() if hasattr(cls, "from_text")}


def test_examples_are_valid_and_more_than_one():
    """A single one would be written behind its key by the language server, and easily stay there."""
    offered = [
        (title, key, part.get("items", part))
        for title, shape in shapes().items()
        for key, part in shape["properties"].items()
    ]
    found = {(title, key): part for title, key, part in offered if "examples" in part and part["examples"] != [True]}

    assert len(found) > 100
    assert [where for where, part in found.items() if len(part["examples"]) < 2] == []
    for where, part in found.items():
        checked = VALIDATOR.evolve(schema={**part, "definitions": SCHEMA["definitions"]})
        assert [value for value in part["examples"] if not checked.is_valid(value)] == [], where


def test_examples_of_names_that_are_fixed_are_all_of_them():
    assert list(examples.BY_KEY["language"]) == languages.names()
    assert set(examples.BY_KEY["style"]) == set(style.names())
