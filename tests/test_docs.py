"""The README and docs/: commands print what the page shows, links lead somewhere, tables have every key and option."""

import argparse
import contextlib
import dataclasses
import functools
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cvgen import checks
from cvgen.cli import main
from cvgen.cli.parser import command_line
from cvgen.forms import library
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.document_options import DocumentOptions, MenteeChoice, PublicationChoice
from cvgen.profile.model import Entry, OtherEntry, OtherSection, Profile, Sources
from cvgen.writers import style
from tests.conftest import ROOT
from tools.docs.reference import commands

PAGES = {path.stem: path for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:\{?#|%|/\*) ([\w-]+\.(?:yaml|css|bib|txt|html\.j2))\b")  # a block that begins so is a file
SHELL = re.compile(r"[|>]|&&")
ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "1795996800",  # 30 November 2026
    "GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
}  # fmt: skip
OPTION = re.compile(r"--?[a-z][a-z-]*")


def text(page: str) -> str:
    return PAGES[page].read_text("utf-8")


def run(command: str, folder: Path) -> str:
    """Run a line of a console block and return what the terminal shows."""
    if SHELL.search(command) or not command.startswith("cvgen "):
        path = f'PATH="{Path(sys.executable).parent}:$PATH"; {command}'
        return subprocess.run(
            path, shell=True, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ).stdout
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown), contextlib.suppress(SystemExit):
        main(shlex.split(command, comments=True)[1:])
    return shown.getvalue()


def rerun(console: str, folder: Path) -> str:
    """Run the commands of a console block and return the block with what they print today."""
    commands = re.findall(r"^\$ (.*)$", console, re.MULTILINE)
    return "".join(f"$ {command}\n{run(command, folder)}".rstrip() + "\n" for command in commands)


def shows_output(kind: str, block: str) -> bool:
    return kind == "console" and any(not line.startswith("$ ") for line in block.splitlines())


SHOWN = [name for name in PAGES if any(shows_output(*block) for block in FENCE.findall(text(name)))]


@pytest.mark.golden
@pytest.mark.parametrize("name", SHOWN)
def test_commands_print_what_the_page_shows(name, tmp_path, monkeypatch, golden):
    monkeypatch.chdir(tmp_path)
    for key, value in ENVIRONMENT.items():
        monkeypatch.setenv(key, value)

    def fresh(fence: re.Match[str]) -> str:
        kind, block = fence.groups()
        if file := FILE.match(block):
            is_plain = file[1].endswith(".txt")  # where the line with the name would be text
            (tmp_path / file[1]).write_text(block.partition("\n")[2] if is_plain else block, "utf-8")
        return f"```{kind}\n{rerun(block, tmp_path) if shows_output(kind, block) else block}```"

    golden(PAGES[name], FENCE.sub(fresh, text(name)))


def test_some_pages_show_output():
    assert len(SHOWN) > 2


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(name: str) -> list[str]:
    """Return the links of a page that lead to another page or file of the project."""
    found = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", re.sub(FENCE, "", text(name)))
    return [link for link in map("".join, found) if "://" not in link]


@pytest.mark.parametrize(("name", "link"), [(name, link) for name in PAGES for link in links(name)])
def test_links_lead_somewhere(name, link):
    path, _, anchor = link.partition("#")
    target = (PAGES[name].parent / path).resolve() if path else PAGES[name]

    assert target.exists()
    assert not anchor or anchor in anchors(target)


def test_the_readme_links_to_every_page():
    assert [name for name in PAGES if f"](docs/{name}.md" not in text("README")] == ["README", "CONTRIBUTING"]


# The format


def section(page: str, heading: str) -> str:
    """Return what a page has under a heading, up to the next heading of any level."""
    return re.split(r"^#+ ", text(page).split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def keys(table: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def names_of(cls: type) -> list[str]:
    return [field.name for field in dataclasses.fields(cls)]


def entry_types() -> dict[str, type[Entry]]:
    """Return the sections of a profile and the classes of their entries."""
    from typing import get_args, get_type_hints

    found = {name: get_args(kind)[:1] for name, kind in get_type_hints(Profile).items()}
    return {
        name: kind[0]
        for name, kind in found.items()
        if kind and isinstance(kind[0], type) and issubclass(kind[0], Entry)
    }


COMMON = names_of(Entry)


@pytest.mark.parametrize(("name", "cls"), entry_types().items())
def test_the_format_has_every_key_of_a_section(name, cls):
    expected = [key for key in names_of(cls) if key not in COMMON]
    required = [f.name for f in dataclasses.fields(cls) if f.default is f.default_factory is dataclasses.MISSING]
    found = section("profile", name)

    assert keys(found) == expected + (
        [key for key in names_of(OtherEntry) if key not in COMMON] if cls is OtherSection else []
    )
    assert f"Required: {', '.join(f'`{key}`' for key in required)}" in found


def test_the_format_has_every_section_and_key_of_a_profile():
    assert set(keys(section("profile", "About you"))) == set(names_of(Profile)) - set(entry_types())
    assert keys(section("profile", "Sections")) == COMMON


def test_every_source_is_explained():
    assert keys(section("refresh", "Sources")) == names_of(Sources)


@pytest.mark.parametrize(
    ("heading", "cls"),
    [("a document", DocumentOptions), ("`publications`", PublicationChoice), ("`mentees`", MenteeChoice)],
)
def test_every_option_of_a_document_is_explained(heading, cls):
    assert keys(section("documents", f"Options of {heading}")) == names_of(cls)


BROKEN = ("# typo.yaml",)  # blocks that show what an error looks like
A_FORM = "# yaml-language-server: $schema=form.schema.json"  # the first line of blocks that are forms of funders


def profiles(name: str) -> list[str]:
    """Return the profiles of a page; a part of one gets a name."""
    blocks = [
        block for kind, block in FENCE.findall(text(name)) if kind == "yaml" and not block.startswith((*BROKEN, A_FORM))
    ]
    return [block if re.search("^name:", block, re.MULTILINE) else f"name: Ada Lovelace\n{block}" for block in blocks]


@pytest.mark.parametrize("name", [name for name in PAGES if profiles(name)])
def test_profiles_can_be_used(name):
    for source in profiles(name):
        loaded = profile_yaml.load(source)
        assert checks.check(loaded.profile, loaded.places) == []


def test_the_form_can_be_used():
    [block] = [block for _, block in FENCE.findall(text("forms")) if block.startswith(A_FORM)]

    assert library.read(block, "mine.yaml").pages == 2


def test_the_style_can_be_used():
    ((_, css),) = [block for block in FENCE.findall(text("looks")) if block[0] == "css"]
    assert style.load("mine.css", own=css).tokens["accent-color"] != style.load().tokens["accent-color"]


# The commands


@pytest.mark.parametrize(("name", "options"), commands().items())
def test_every_option_of_a_command_is_explained(name, options):
    shown = {flag for one in options._actions if one.help != argparse.SUPPRESS for flag in one.option_strings}
    quoted = re.findall(r"`(-[^`]+)`", section("commands", f"cvgen {name}"))

    assert {flag for word in quoted for flag in OPTION.findall(word)} == shown - {"-h", "--help"}


def typed() -> list[tuple[str, str]]:
    """Return the pages and the calls of cvgen in their console blocks, also behind a pipe or &&."""
    lines = [
        (name, line)
        for name in PAGES
        for kind, block in FENCE.findall(text(name))
        if kind == "console"
        for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    ]
    calls = [(name, call.strip()) for name, line in lines for call in re.split(r"&&|\|(?!\w)|[<>]", line)]
    return [(name, call) for name, call in calls if call.startswith("cvgen ")]


@pytest.mark.parametrize(("name", "call"), typed())
def test_every_command_of_a_page_is_understood(name, call):
    command_line().parse_args(shlex.split(call, comments=True)[1:])


def test_only_commands_that_exist_are_named():
    code = "\n".join(re.findall(r"`[^`\n]+`|^\$[^#\n]*", "\n".join(map(text, PAGES)), re.MULTILINE))
    named = set(re.findall(r"cvgen ([a-z-]+)(?: |`|$)", code))

    assert {"build", "check"} <= named <= {*commands(), "textconv"}


# CONTRIBUTING


def defines(source: str, name: str) -> bool:
    """Whether a source has a class, function or constant of that name."""
    return bool(re.search(rf"^ *(class |def )?{name}\b", source, re.MULTILINE))


@functools.cache
def code() -> str:
    folders = ("cvgen", "tests", "bench")
    return "\n".join(path.read_text("utf-8") for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def exists(name: str) -> bool:
    """Whether a path, a module of that name, or a class, function or constant is in the repository."""
    if "/" in name:
        return any(ROOT.glob(name.replace("NAME", "*").rstrip("/")))
    return any((ROOT / "cvgen").rglob(name)) if name.endswith(".py") else defines(code(), name)


def test_contributing_names_what_exists():
    prose = FENCE.sub("", text("CONTRIBUTING"))
    quoted = re.findall(r"`([\w*./-]+)(?:`|\()", prose)
    kinds = r"[\w*.-]+(/[\w*.-]*)+|\w+\.py|(?!NAME)[A-Z][A-Za-z_]+|[a-z]+_[a-z_]+|(compose|detects|read|write)"
    names = {name for name in quoted if re.fullmatch(kinds, name)}
    missing = {name for name in names if not name.startswith(("output/", ".venv/")) and not exists(name)}

    assert missing == set()


def test_contributing_knows_where_things_are():
    pairs = re.findall(r"`(\w+)`\s+in\s+`(\w+/[\w/]+\.py)`", text("CONTRIBUTING"))

    assert len(pairs) > 5
    assert [pair for pair in pairs if not defines((ROOT / pair[1]).read_text("utf-8"), pair[0])] == []
