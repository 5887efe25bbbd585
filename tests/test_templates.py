"""Templates: ours say what the built-in pages say, those of others see texts and values and nothing else."""

import dataclasses
import gc
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import page as validator
import pikepdf
import pypdfium2
import pytest

from cvgen.build import manifest
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, input_files, plan_targets
from cvgen.cli import main, parser
from cvgen.composers import composer
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import Span
from cvgen.pdf import attachment
from cvgen.problems import InputError
from cvgen.problems import render as shown
from cvgen.profile import yaml as profile_yaml
from cvgen.templates import FORMS, STARTERS, context, form_of, starter_names, web_page
from cvgen.templates import render as templates
from cvgen.templates.formats import FILTERS, FORMATS
from cvgen.templates.sources import Sources
from cvgen.writers.pdf import own_page
from cvgen.writers.style import load
from tests import built
from tests.bounds import run
from tests.conftest import CASES, ROOT

STANDARDS = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A)
DATE = ("--date", "2026-11")
PROFILE = """name: Ada Lovelace
headline: Analyst <R&D>
email: ada@example.org
positions:
  - {title: "**Analyst** of _Engines_", organization: Engine Works, start: 2019-09, end: present}
awards:
  - {title: Ebb Prize, year: 2022}
  - {title: SECRET-1, year: 2021, hidden: true}
publications:
  - {title: On Looms, authors: [Ada Lovelace], venue: Journal of Engines, year: 1842, abstract: long}
  - {title: On Engines, authors: [Ada Lovelace], venue: Journal of Engines, year: 1843, selected: true}
documents:
  letter: {sections: [publications], template: letter.html.j2}
"""
PAGE = "<!DOCTYPE html>\n<html>\n<head></head><body><h1>{{ document.header.name }}</h1></body></html>"
CANARY = "canary: a private line"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with a profile, and beside it a file that no template may read."""
    (tmp_path / "private.txt").write_text(CANARY)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "profile.yaml").write_text(PROFILE, "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def fill(home, capsys):
    """The text of a template -> the file that it makes; with a code of 1 what the terminal says."""

    def call(text, *words, name="mine.txt.j2", code=0):
        (home / name).write_text(text, "utf-8")
        assert main(["build", "--template", name, *DATE, *words]) == code
        out, err = capsys.readouterr()
        if code:
            assert not (home / "output").exists()
            return err
        return (home / "output" / Path(out.split()[0]).name).read_text("utf-8")

    return call


class _Words(HTMLParser):
    """The words of a page, without those in its style, its head and its description for programs."""

    def __init__(self):
        super().__init__()
        self.text, self.silent = "", 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in ("style", "title", "script")

    def handle_endtag(self, tag):
        self.silent -= tag in ("style", "title", "script")

    def handle_data(self, data):
        if not self.silent:
            self.text += data


def words(html):
    found = _Words()
    found.feed(html)
    return found.text.split()


def documents(case, form, name="cv", **options):
    """Return a document of a case as cvgen makes it, and as our template for the format does."""
    request = BuildRequest(CASES[case], built.TODAY, names=(name,), formats=(form,), **options)
    starter = STARTERS / f"cv.{'html' if form == 'pdf' else form}.j2"
    both = (request, dataclasses.replace(request, template=str(starter)))
    return [build_targets(plan_targets(built.loaded(case), one), str)[f"{name}.{form}"] for one in both]


# ---- ours ----------------------------------------------------------------------------------------


each_case = pytest.mark.parametrize(
    "case", [*sorted(set(CASES) - {"many"}), pytest.param("many", marks=pytest.mark.long)]
)


@pytest.mark.parametrize(("name", "look"), [("cv", "classic"), ("cv", "modern"), ("bio", "compact")])
@each_case
def test_our_page_says_the_same_words(case, name, look):
    ours, own = documents(case, "html", name, style=look, chart=True)

    assert len(words(ours.data.decode())) > 20
    assert words(own.data.decode()) == words(ours.data.decode())


@each_case
def test_our_markdown_says_the_same(case):
    ours, own = documents(case, "md")
    lines = [[line for line in one.data.decode().splitlines() if line.strip()] for one in (ours, own)]

    assert lines[0] == lines[1]


@each_case
def test_our_latex_says_the_same(case):
    """Each title and name is there, and nothing of what LaTeX would take for a command of somebody else's."""
    request = BuildRequest(CASES[case], built.TODAY, names=("cv",), template=str(STARTERS / "cv.tex.j2"))
    (target,) = plan_targets(built.loaded(case), request)
    text = target.render().data.decode()
    said = [section.title for section in target.compiled.document.sections]

    assert target.file == "cv.tex"
    assert len(said) > 1
    assert all(f"\\heading{{{FORMATS['tex'].escape(title)}}}" in text for title in said)
    body = text[text.index("\\begin{document}") :]
    assert not re.search(r"(?<!\\)[#$^]|(?<!\\)%", body)
    bare = re.sub(r"\\[{}\\]", "", body)
    assert bare.count("{") == bare.count("}")


@pytest.mark.pdf
@pytest.mark.parametrize("case", ["small", "names"])
def test_our_pdf_is_the_same_and_conforms(case):
    ours, own = documents(case, "pdf")

    assert own.pages == ours.pages
    assert text_of(own.data) == text_of(ours.data)
    assert failures(own.data) == set()
    assert attachment.extract(own.data) == attachment.extract(ours.data)
    assert own.notes == ()


def text_of(data):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def failures(data):
    found = (validator.validate_pdf_bytes(data, profile=one).failures for one in STANDARDS)
    return {failure.rule_id for one in found for failure in one}


@pytest.mark.parametrize("name", starter_names())
def test_new_writes_ours(home, capsys, name):
    assert main(["new", "--template", name]) == 0
    assert (home / name).read_bytes() == (STARTERS / name).read_bytes()
    assert main(["new", "--template", name]) == 1
    assert "already exists" in capsys.readouterr().err


def test_new_without_a_name_writes_the_page(home, capsys):
    assert main(["new", "--template", "-o", "mine.html.j2"]) == 0
    assert "cvgen build --template mine.html.j2" in capsys.readouterr().out
    assert main(["build", "--template", "mine.html.j2", "--to", "html"]) == 0


def test_new_knows_its_templates(home, capsys):
    assert main(["new", "--template", "cv.htm.j2"]) == 1
    assert "did you mean 'cv.html.j2'?" in capsys.readouterr().err
    said = parser.command_line().format_help() + (ROOT / "docs/commands.md").read_text("utf-8")
    assert all(name in said for name in starter_names())


# ---- values and filters --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ document.title }}", "Ada Lovelace – Curriculum Vitae"),
        ("{{ version }}", "1"),
        ("{{ photo }}", ""),
        (
            "{{ style.name }} {{ style.paper }} {{ style.tokens['accent-color'] }}",
            f"classic a4 {load().tokens['accent-color']}",
        ),
        ("{{ phrases.education }}", "Education"),
        ("{{ profile.headline }}", "Analyst <R&D>"),
        ("{{ profile.positions[0].title }}", "Analyst of _Engines_"),
        ("{{ profile.positions[0].title | markdown }}", r"**Analyst** of \_Engines\_"),
        ("{{ profile.positions[0].title | html }}", "<b>Analyst</b> of _Engines_"),
        ("{{ profile.positions[0].title | tex }}", r"\textbf{Analyst} of \_Engines\_"),
        ("{{ profile.positions[0].title | typst }}", r"#strong[Analyst] of \_Engines\_"),
        ("{{ profile.positions[0].dates }}", "Sep 2019 – present"),
        ("{{ profile.positions[0].start }}", "Sep 2019"),
        ("{{ profile.positions[0].start | date }}", "Sep 2019"),
        ("{{ profile.positions[0].start.year }} {{ profile.positions[0].end.present }}", "2019 True"),
        ("{{ profile.positions[0].location }}", ""),
        ("{{ profile.awards | length }} {{ profile.awards | join(', ', attribute='title') }}", "1 Ebb Prize"),
        ("{{ (profile.publications | sort(attribute='year', reverse=true))[0].title }}", "On Engines"),
        ("{% if profile.phone %}x{% endif %}{{ 'y' if profile.phone }}", ""),
        ("{{ document.header.contacts | join(' · ') }}", "ada@example.org"),
        ("{{ document.name }} {{ document.language }} {{ document.date }}", "cv en November 2026"),
        ("{{ 'a\x00\x1b[31mb\tc' }}", "a[31mb\tc"),
    ],
)
def test_a_template_sees_values(fill, text, said):
    assert fill(text) == said


TRICKY = "a_b *c* #1 R&D 100% {x} ~ ^ \\ <b> `q` $5 [z] -- \"q\" 'x' @y // = + 1. !"


@pytest.mark.parametrize("name", ["mine.html.j2", "mine.md.j2", "mine.tex.j2", "mine.typ.j2", "mine.txt.j2"])
def test_every_way_to_print_escapes_once(home, name):
    """A value, a constant, a macro, a block, ~, a join and a filter print the same."""
    form = form_of(name)
    constant = json.dumps(TRICKY)
    ways = ("X", "m(X)", "b", "'' ~ X", "b ~ ''", "[X] | join", "X | e", "X | e | e")
    head = "{% macro m(x) %}{{ x }}{% endmacro %}{% set b %}{{ X }}{% endset -%}"
    text = (head + "|".join(f"{{{{ {way} }}}}" for way in ways)).replace("X", constant)
    made = templates.fill_in(Sources(name, {name: text}), {}, "en").text.split("|")

    assert len(made) == 8
    assert set(made) == {FORMATS[form].escape(TRICKY)}


def test_each_form_has_an_escape():
    assert set(FORMATS) == set(FORMS) == set(FILTERS.values())


@pytest.mark.pdf
def test_typst_prints_what_is_escaped_for_it():
    typst = pytest.importorskip("typst")
    spans = (Span(TRICKY), Span(" bold #x", frozenset({"bold"})), Span(" (link)", url='https://example.org/?a="b"#c'))
    line = FORMATS["typ"].line(spans, "en")
    data = typst.compile({"main.typ": f"#set page(width: 40cm)\n{line}".encode()}, format="pdf")

    assert " ".join(text_of(data)[0].split()) == f"{TRICKY} bold #x (link)"


def test_latex_escapes_what_is_a_command():
    assert FORMATS["tex"].escape(r"\x{a}%") == r"\textbackslash{}x\{a\}\%"
    assert FORMATS["tex"].escape("a\n\nb\x07") == "a b"
    assert FORMATS["tex"].line((Span("x", frozenset({"bold"}), "https://e.org/a%20b#c{d}"),), "en") == (
        r"\href{https://e.org/a\%20b\#c\%7Bd\%7D}{\textbf{x}}"
    )


def test_the_page_lists_every_name():
    """docs/templates.md names every value of version 1; a name that goes is a new version."""
    case = built.loaded("senior")
    document = composer("cv")(case.profile, "November 2026", case.photo)
    found = context.values(document, case.profile, case.photo, load(), ENGLISH)
    listed = set(re.findall(r"`([\w.]+)", (ROOT / "docs/templates.md").read_text("utf-8")))
    names = set(found) | {"photo", "style", "header"}
    for kind in ("document", "photo", "style"):
        names |= set(found[kind][kind])
    section = found["document"]["document"]["sections"][0]["section"]
    names |= set(section) | set(section["items"][0]["item"]) - {"number_in_document"}
    names |= set(context._date(case.profile.positions[0].start, ENGLISH)["date"])

    assert names <= listed
    assert json.loads(json.dumps(found)) == found


def test_hidden_entries_and_those_left_out_are_not_seen(fill):
    assert "SECRET" not in fill("{% for a in profile.awards %}{{ a.title }}{% endfor %}")


def test_a_profile_value_of_every_section_is_seen():
    case = built.loaded("senior")
    document = composer("cv")(case.profile, "November 2026", case.photo)
    part = context.values(document, case.profile, case.photo, load(), ENGLISH)["profile"]["profile"]

    assert set(part) == {field.name for field in dataclasses.fields(case.profile)} - set(context.PRIVATE)
    assert "HIDDEN" not in json.dumps(part)


# ---- what a template makes -----------------------------------------------------------------------


@pytest.mark.parametrize("form", ["md", "tex", "typ", "txt"])
@pytest.mark.parametrize("words", [(), ("--to", "pdf"), ("--to", "html,txt")])
def test_the_suffix_says_what_is_made(home, form, words):
    (home / f"mine.{form}.j2").write_text("x")

    assert main(["build", "--template", f"mine.{form}.j2", *words]) == 0
    assert [path.name for path in (home / "output").glob("[!.]*")] == [f"cv.{form}"]


def test_a_document_names_its_template(home):
    (home / "letter.html.j2").write_text(PAGE)

    assert main(["build", "--only", "letter", "--to", "html,txt"]) == 0
    assert "<h1>Ada Lovelace</h1>" in (home / "output/letter.html").read_text()
    assert "On Looms" in (home / "output/letter.txt").read_text()


def test_a_requested_template_wins(home):
    (home / "letter.html.j2").write_text(PAGE)
    (home / "other.html.j2").write_text("other")

    assert main(["build", "--only", "letter", "--to", "html", "--template", "other.html.j2"]) == 0
    assert (home / "output/letter.html").read_text().endswith("other")


def test_without_only_the_cv_alone_is_built(home):
    (home / "mine.html.j2").write_text(PAGE)

    assert main(["build", "--template", "mine.html.j2", "--to", "html"]) == 0
    assert not (home / "output/bio.html").exists()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("mine.html.j2", ("--to", "txt"), "a template of HTML makes pdf and html, not txt"),
        ("mine.html.j2", ("--engine", "typst"), "Typst can't set the pages of a template of HTML"),
        ("mine.j2", (), "'mine.j2' is not the name of a template"),
        ("mine.css", (), "'mine.css' is not the name of a template"),
        ("missing.html.j2", (), "this file does not exist"),
    ],
)
def test_what_does_not_fit_is_refused(home, capsys, name, words, said):
    if "missing" not in name:
        (home / name).write_text(PAGE)

    assert main(["build", "--template", name, *words]) == 1
    assert said in capsys.readouterr().err
    assert not (home / "output").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("template: letter.html", "'letter.html' is not the name of a template"),
        ("{kind: text-bio, template: a.txt.j2}", "a text-bio has no template"),
    ],
)
def test_check_knows_the_option(home, capsys, options, said):
    options = options if options.startswith("{") else f"{{{options}}}"
    (home / "profile.yaml").write_text(f"name: Ada Poe\ndocuments:\n  x: {options}\n")

    assert main(["check"]) == 1
    assert re.search(rf"profile.yaml:3:\d+: error: {re.escape(said)}", capsys.readouterr().err)


@pytest.mark.pdf
def test_the_profile_inside_has_what_the_page_shows(home):
    (home / "none.html.j2").write_text(PAGE)
    body = "<p>{{ document.sections[0].items[0].text }}</p></body>"
    (home / "one.html.j2").write_text(PAGE.replace("</body>", body))

    for name, count in (("none", 0), ("one", 1)):
        assert main(["build", "--template", f"{name}.html.j2", "-o", name]) == 0
        inside = profile_yaml.load(attachment.extract((home / name / "cv.pdf").read_bytes())).profile
        assert len(inside.positions) == count
        assert not inside.publications
        assert not inside.awards


@pytest.mark.pdf
def test_a_page_limit_counts_the_pages_of_the_template(home, capsys):
    page = PAGE.replace("<head>", "<head><style>{{ style.css }}</style>").replace(
        "</body>",
        "{% for s in document.sections %}{% for i in s.items %}<p style='margin-bottom: 9cm'>{{ i.text }}</p>"
        "{% endfor %}{% for t in s.sections %}{% for i in t.items %}<p style='margin-bottom: 9cm'>{{ i.text }}</p>"
        "{% endfor %}{% endfor %}{% endfor %}</body>",
    )
    (home / "letter.html.j2").write_text(page)
    profile = PROFILE.replace("sections: [publications]", "max_pages: 1")
    (home / "profile.yaml").write_text(profile)
    assert main(["build", "--only", "letter"]) == 1
    assert "'letter' takes 2 pages, 1 more than max_pages allows" in capsys.readouterr().err
    (home / "profile.yaml").write_text(profile.replace("max_pages: 1", "max_pages: 1, fit: true"))

    assert main(["build", "--only", "letter"]) == 0
    assert "left out to keep 1 page" in capsys.readouterr().out
    assert len(pypdfium2.PdfDocument((home / "output/letter.pdf").read_bytes())) == 1


SINK = """<html><head><style>{{ style.css }} td { border: 1px solid } .g { background: linear-gradient(red, blue);
opacity: .5 }</style><title>other</title><meta name="author" content="other"></head>
<body><h1>{{ document.header.name }}</h1><table><caption>C</caption><tr><th>a</th><th>b</th></tr>
<tr><td>1</td><td>2</td></tr></table><dl><dt>T</dt><dd>D</dd></dl><ol><li>one<ul><li>x</li></ul></li></ol>
<blockquote>q</blockquote><p class="g">日本語 <a href="https://example.org/" rel="attachment">link</a></p>
<h2>A</h2><h3>B</h3><p>H<sub>2</sub>O 🎉 <input value="v"></p>
<img alt="dot" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhK\
mMIQAAAABJRU5ErkJggg=="><svg viewBox="0 0 9 9" width="30"><title>a circle</title><circle cx="5" cy="5" r="4"/></svg>
</body></html>"""


@pytest.mark.pdf
def test_a_page_of_many_parts_conforms(home):
    (home / "mine.html.j2").write_text(SINK)

    assert main(["build", "--template", "mine.html.j2"]) == 0
    data = (home / "output/cv.pdf").read_bytes()
    assert failures(data) == set()
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == "Ada Lovelace – Curriculum Vitae"


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h1>A</h1><h3>B</h3>", "<h3> follows <h1>: a level is missing"),
        ("<h2>A</h2>", "<h2> is the first heading: a level is missing"),
        ('<h1>A</h1><img src="data:,">', "an <img> is not described in words"),
        ("<h1>A</h1><svg></svg>", "an <svg> is not described in words"),
    ],
)
def test_what_would_not_conform_is_refused(home, capsys, body, said):
    (home / "mine.html.j2").write_text(body)

    assert main(["build", "--template", "mine.html.j2"]) == 1
    assert f"mine.html.j2: error: {said}" in capsys.readouterr().err


@pytest.mark.pdf
def test_a_page_on_which_the_engine_fails_is_explained(home, capsys):
    (home / "mine.html.j2").write_text("<h1>A</h1>" + "<table><tr><td>" * 60)

    assert main(["build", "--template", "mine.html.j2"]) == 1
    assert "mine.html.j2: error: WeasyPrint can't set this page" in capsys.readouterr().err


@pytest.fixture
def no_hooks():
    """Take away what Hypothesis does when garbage is collected: the interruption might hit that, and be lost."""
    hooks = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = hooks


@pytest.mark.pdf
@pytest.mark.usefixtures("no_hooks")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_page_that_takes_too_long_to_set_is_stopped(home, capsys, monkeypatch):
    monkeypatch.setattr(own_page, "SECONDS", 0.3)
    body = "{% for i in range(300) %}<p>{{ 'word ' * 100 }}</p>{% endfor %}"
    (home / "mine.html.j2").write_text(f"<style>@page {{ size: 3cm }}</style><h1>A</h1>{body}")
    monkeypatch.setattr(own_page, "CHARACTERS_PER_SECOND", 10**9)

    assert main(["build", "--template", "mine.html.j2"]) == 1
    assert "mine.html.j2: error: this page takes too long to set" in capsys.readouterr().err


@pytest.mark.pdf
def test_notes_on_the_css_of_a_page(home, capsys):
    (home / "mine.html.j2").write_text("<style>\nh1 { colr: red }\n</style><h1>A</h1>")

    assert main(["build", "--template", "mine.html.j2"]) == 0
    assert "mine.html.j2: 'colr: red' in line 2 is ignored: did you mean color?" in capsys.readouterr().out


# ---- up to date, or not --------------------------------------------------------------------------


def test_a_change_of_a_template_or_of_what_it_includes_is_noticed(home, capsys):
    (home / "mine.txt.j2").write_text('{% include "a.txt.j2" %}')
    (home / "a.txt.j2").write_text("{% include 'sub/b.txt' %}")
    (home / "sub").mkdir()
    (home / "sub/b.txt").write_text("one")

    def build():
        assert main(["build", "--template", "mine.txt.j2", *DATE]) == 0
        return "up to date" not in capsys.readouterr().out, (home / "output/cv.txt").read_text()

    assert build() == (True, "one")
    assert build() == (False, "one")
    (home / "sub/b.txt").write_text("two")
    assert build() == (True, "two")
    (home / "mine.txt.j2").write_text("three")
    assert build() == (True, "three")


def test_a_template_may_name_another_profile_value_and_is_built_again(home):
    (home / "mine.txt.j2").write_text("{{ profile.email }}")
    assert main(["build", "--template", "mine.txt.j2"]) == 0
    (home / "profile.yaml").write_text(PROFILE.replace("ada@", "a.l@"))

    assert main(["build", "--template", "mine.txt.j2"]) == 0
    assert (home / "output/cv.txt").read_text() == "a.l@example.org"


def test_a_request_knows_its_files(home):
    (home / "letter.html.j2").write_text("{% extends 'base.html' %}{% if true %}{% import \"m.j2\" as m %}{% endif %}")
    (home / "base.html").write_text("{% from 'm.j2' import x %}")
    (home / "m.j2").write_text("{% macro x() %}{% endmacro %}")
    loaded = built.load_profile(home / "profile.yaml")
    request = BuildRequest(home / "profile.yaml", built.TODAY, names=("letter",))
    names = [path.name for path in input_files(loaded, request)]

    assert names == ["profile.yaml", "letter.html.j2", "base.html", "m.j2"]
    (home / "letter.html.j2").unlink()
    assert [path.name for path in input_files(loaded, request)] == ["profile.yaml", "letter.html.j2"]
    assert manifest.request_key(request) != manifest.request_key(dataclasses.replace(request, template="x.txt.j2"))


# ---- errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n  {{ document.titel }}", "mine.txt.j2:2:15: error: unknown name 'titel' in this document\n"
         "    2 |   {{ document.titel }}\n      |               ^^^^^ did you mean 'title'?"),
        ("{{ dokument }}", "mine.txt.j2:1:4: error: unknown name 'dokument'\n"
         "    1 | {{ dokument }}\n      |    ^^^^^^^^ did you mean 'document'?"),
        ("{{ document.sections[0].items[0].txt }}", "unknown name 'txt' in this item"),
        ("{{ x.y }}", "unknown name 'x'"),
        ("{% for x in y %}", "mine.txt.j2:1:1: error: {% for %} is not closed\n"
         "    1 | {% for x in y %}\n      | ^^^^^^^^^^^^^^^^ add {% endfor %}"),
        ("{% fro x in y %}", "mine.txt.j2:1:4: error: unknown tag 'fro'"),
        ("{% endfor %}", "mine.txt.j2:1:4: error: {% endfor %} does not belong here"),
        ("{{ 'x' | uppr }}", "mine.txt.j2:1:10: error: unknown filter 'uppr'\n"
         "    1 | {{ 'x' | uppr }}\n      |          ^^^^ did you mean 'upper'?"),
        ("{% if 1 is evn %}{% endif %}", "unknown test 'evn'"),
        ("{{ document.title }", "'}' is unexpected here"),
        ("{{ document title }}", "mine.txt.j2:1:13: error: 'title' is unexpected here\n"
         "    1 | {{ document title }}\n      |             ^^^^^ expected: }}"),
        ("{# never closed", "mine.txt.j2:1:1: error: a comment is not closed"),
        ("{{ document }}", "a document can't be printed"),
        ("{{ document.sections }}", "a list can't be printed"),
        ("{{ phrases.types }}", "a dictionary can't be printed"),
        ("{{ range }}", "a function can't be printed"),
        ("{{ 1 + 'a' }}", "mine.txt.j2:1:1: error: this does not work: unsupported operand"),
        ("{{ 'x' | random }}", "unknown filter 'random'"),
        ('{% include "b.txt" %}', "mine.txt.j2:1:13: error: the file 'b.txt' is not in the folder of the profile"),
        ('{% set n = "a" ~ ".txt" %}{% include n %}', "the file 'a.txt' is not in the folder of the profile"),
    ],
)  # fmt: skip
def test_a_mistake_is_explained(fill, text, said):
    assert said in fill(text, code=1)


def test_a_mistake_in_an_included_file_is_there(fill, home):
    (home / "part.txt").write_text("fine\n{{ document.labl }}")

    said = fill('{% include "part.txt" %}', code=1)
    assert "part.txt:2:13: error: unknown name 'labl' in this document" in said
    assert "2 | {{ document.labl }}" in said


def test_a_mistake_leaves_the_old_file(home):
    (home / "mine.txt.j2").write_text("good")
    assert main(["build", "--template", "mine.txt.j2"]) == 0
    (home / "mine.txt.j2").write_text("bad {{ x }}")

    assert main(["build", "--template", "mine.txt.j2"]) == 1
    assert (home / "output/cv.txt").read_text() == "good"


def test_optional_files_may_be_missing(fill):
    assert fill('a{% include "b.txt" ignore missing %}') == "a"
    assert fill('{% if x is defined %}b{% endif %}{{ profile.phone | default("c", true) }}') == "c"


def test_a_template_is_utf8(home, capsys):
    (home / "mine.txt.j2").write_bytes(b"caf\xe9")

    assert main(["build", "--template", "mine.txt.j2"]) == 1
    assert "mine.txt.j2: error: this template is not UTF-8 text" in capsys.readouterr().err


# ---- hostile templates ---------------------------------------------------------------------------

CLOSED = "a template can't use"
HOSTILE = {
    "{{ ''.__class__.__mro__ }}": CLOSED,
    "{{ cycler.__init__.__globals__ }}": CLOSED,
    "{{ profile.__init__ }}": CLOSED,
    "{{ profile._fields }}": CLOSED,
    "{{ document.sections[0].items[0]._note.__globals__ }}": CLOSED,
    "{{ '{0.__class__}'.format(profile) }}": CLOSED,
    "{{ '{p.__class__}'.format_map({'p': profile}) }}": CLOSED,
    "{% set f = '{0.__class__}'.format %}{{ f(profile) }}": CLOSED,
    "{{ '{0.__class__}' | attr('format') }}": "a function can't be printed",
    "{{ ('{0.__class__}' | attr('format'))(profile) }}": CLOSED,
    "{{ 'x' | attr('__class__') }}": CLOSED,
    "{{ ['x'] | map(attribute='__class__') | list }}": "",
    "{{ ['x'] | map(attribute='__class__') | first }}": CLOSED,
    "{{ profile['__class__'] }}": CLOSED,
    "{{ self.__init__.__globals__ }}": CLOSED,
    "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}": CLOSED,
    "{{ namespace.__init__ }}": CLOSED,
    "{{ phrases.types.update({'a': 1}) }}": CLOSED,
    "{{ profile.awards.append(1) }}": CLOSED,
    "{{ lipsum.__globals__ }}": "unknown name 'lipsum'",
    "{% include '../private.txt' %}": "is not in the folder",
    "{% include '/etc/passwd' %}": "is not in the folder",
    "{% include 'link.txt' %}": "is not in the folder",
    "{% include 'sub/../../private.txt' %}": "is not in the folder",
    "{% extends '../private.txt' %}": "is not in the folder",
    "{% import '../private.txt' as x %}": "is not in the folder",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}": "calls itself too often",
    "{% include 'mine.txt.j2' %}": "calls itself too often",
    "{% extends 'mine.txt.j2' %}": "calls itself too often",
    "{{ " + "(" * 20_000 + ")" * 20_000 + " }}": "nested too deeply",
    "{{ 'a' * 10 ** 10 }}": "larger than any document",
    "{{ [1] * 10 ** 10 }}": "larger than any document",
    "{{ 10 ** 10 ** 10 }}": "larger than any document",
    "{% for i in range(10 ** 9) %}{% endfor %}": "a range has at most 100000 numbers",
    "{% for i in range(99999) %}{{ document.title * 1000 }}{% endfor %}": "larger than any document",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:60])
def test_a_hostile_template_gets_an_error(fill, home, text):
    (home / "sub").mkdir()
    (home / "link.txt").symlink_to(home.parent / "private.txt")

    said = fill(text, code=1)
    assert HOSTILE[text] in said
    assert CANARY not in said
    assert "internal error" not in said


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{{ 'a'.center(10 ** 10) }}",
        "{{ '%9999999999d' | format(1) }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{{ 'x' | indent(10 ** 10, true) }}",
    ],
)
def test_a_bomb_is_stopped(home, text):
    (home / "mine.txt.j2").write_text(text)
    done = run(home, "build", "--template", "mine.txt.j2")

    assert done.code == 1
    assert "mine.txt.j2" in done.err
    assert re.search("takes longer than 10 seconds|larger than any document|too much time or memory", done.err)
    assert done.seconds < 15
    assert done.megabytes < 700


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_process_opens_nothing_even_if_the_sandbox_had_a_hole():
    code = """
import socket
from cvgen.templates import program
program._limit()
for attack in (lambda: open("/etc/passwd"), lambda: open("new", "w"), socket.socket):
    try:
        attack()
    except OSError as error:
        print(error.errno)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == [str(number) for number in (24, 24, 24)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x\\u00e9' }}",
        "{{ [3, 1] | sort | join | wordwrap }}",
        "{{ 5 | filesizeformat }}",
        "{{ '%.2f' | format(1.5) }}",
        "{{ 'a b' | title | replace('a', 'b') | truncate(9) }}",
        "{{ {'a': 1} | dictsort | list | length }}",
        "{{ [1, 2] | batch(1) | list | length }}",
        "{{ 'a' | urlencode }}",
        "{{ [1, 2] | sum }}",
        "{{ 'x y' | wordcount }}",
    ],
)
def test_filters_work_although_no_file_can_be_opened(fill, text):
    assert fill(text)


@pytest.mark.pdf
def test_a_group_of_sections_is_read_where_it_is(home):
    """In our own pages, a group of sections is a sidebar, which is read last."""
    page = "<html><head></head><body><h1>A</h1><header><section><h2>B</h2></section></header><p>C</p></body></html>"
    (home / "mine.html.j2").write_text(page)
    assert main(["build", "--template", "mine.html.j2", *DATE, "--style", "sidebar"]) == 0
    with pikepdf.open(home / "output/cv.pdf") as opened:
        kinds = [str(kid.S) for kid in opened.Root.StructTreeRoot.K[0].K]

    assert kinds == ["/H1", "/NonStruct", "/P"]


def test_the_limit_of_templates_counts_bytes(fill):
    said = fill("{# " + "語" * 400_000 + " #}", code=1)

    assert "1 MB" in said


def test_a_process_that_crashes_is_explained(monkeypatch):
    done = subprocess.CompletedProcess([], -11, b"", b"")
    monkeypatch.setattr(templates.subprocess, "run", lambda *_, **__: done)

    with pytest.raises(InputError, match="too much time or memory"):
        templates.fill_in(Sources("a.txt.j2", {"a.txt.j2": ""}), {}, "en")


def test_too_many_and_too_large_files_are_refused(home, capsys):
    for number in range(60):
        (home / f"{number}.txt").write_text(f"{{% include '{number + 1}.txt' %}}")
    (home / "mine.txt.j2").write_text("{% include '0.txt' %}")
    (home / "large.txt.j2").write_text("x" * 1_000_001)

    assert main(["build", "--template", "mine.txt.j2"]) == 1
    assert "at most 50 files" in capsys.readouterr().err
    assert main(["build", "--template", "large.txt.j2"]) == 1
    assert "larger than 1 MB" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../private.html.j2", "link.html.j2", "{}/private.html.j2"])
def test_a_profile_names_no_template_elsewhere(home, capsys, name):
    (home.parent / "private.html.j2").write_text(CANARY)
    (home / "link.html.j2").symlink_to(home.parent / "private.html.j2")
    name = name.format(home.parent)
    (home / "profile.yaml").write_text(f"name: Ada Poe\ndocuments: {{cv: {{template: {name}}}}}\n")

    assert main(["build", "--only", "cv", "--to", "html"]) == 1
    assert "outside the folder of the profile" in capsys.readouterr().err


# ---- web pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("<!DOCTYPE html>\n<html lang='de'><head><title>", "<!DOCTYPE html>\n<html lang='de'><head>\n<meta http"),
        ("<HTML>\n<HEAD>", "<!DOCTYPE html>\n<HTML>\n<HEAD>\n<meta http"),
        ("<p>", "<!DOCTYPE html>\n<meta http"),
        ("<!-- <html><head> --><p>", "<!DOCTYPE html>\n<meta http"),
        ("<html title='><head>'><head>", "<!DOCTYPE html>\n<meta http"),
        ("<body><html><head>", "<!DOCTYPE html>\n<meta http"),
    ],
)
def test_a_page_begins_with_its_policy(text, start):
    page = web_page.closed(text, "a.html.j2")

    assert page.startswith(start)
    assert page.count("default-src 'none'") == 1
    assert "form-action 'none'; base-uri 'none'" in page


@pytest.mark.parametrize(
    "tag",
    ["<script>", "<SCRIPT src=x>", "<link rel=dns-prefetch href=//x>", "<base href=//x>", "<iframe>", "<form>",
     "<object>",
     "<meta http-equiv=refresh content=0>", "<meta name=a HTTP-EQUIV='refresh'>", "<meta\nhttp-equiv=refresh>",
     "<embed>", "<meta/http-equiv=refresh>", '<meta name="a"http-equiv="refresh">'],
)  # fmt: skip
def test_a_page_sends_nothing(tag):
    with pytest.raises(InputError, match="the page has <"):
        web_page.closed(f"<p>{tag}", "a.html.j2")


def test_texts_about_tags_are_no_tags(fill):
    page = fill("<p>{{ '<script> http-equiv' }}</p><meta charset=utf-8><meta name='a' content=\"b\">", "--to", "html",
                name="mine.html.j2")  # fmt: skip

    assert "<p>&lt;script&gt; http-equiv</p>" in page


def test_a_problem_prints_like_any_other():
    with pytest.raises(InputError) as caught:
        web_page.closed("<script>", "a.html.j2")
    error = caught.value

    assert shown(error.problems, error.name).splitlines() == [
        "a.html.j2: error: the page has <script>",
        "    a page of a template loads, runs and sends nothing; leave it out",
    ]


# ---- costs ---------------------------------------------------------------------------------------


def test_a_build_loads_no_jinja(home):
    (home / "mine.txt.j2").write_text("x")
    code = "import sys; from cvgen.cli import main; main(['build', '--template', 'mine.txt.j2']);"
    code += "print('jinja2' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert done.stdout.splitlines()[-1] == "False"
