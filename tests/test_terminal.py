"""No text of other people controls the terminal, and Markdown that we write has no live HTML."""

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.problems import CONTROL, shown
from cvgen.writers import md, term

# The last three look like those that cvgen prints.
EVIL = "\x1b]0;title\x07\x1b[31mred\x9b2J\x08\x7f\u202eesrever \x1b[32mgreen \x1b[0mplain \r\x1b[Kgone"


def test_controls_are_shown():
    assert shown("a\tb\nc") == "a\tb\nc"
    assert shown("a\x1b]0;t\x07\x9b2J\r\u202eb\x1b[0m") == "a�]0;t��2J��b�[0m"


def test_colors_are_ours_by_construction_and_not_by_their_look():
    def page(text):
        spans = (Span(text, frozenset({"inserted"})), Span(f" {text}"))
        section = Section(text, (Item(spans, (spans,), text), Item(spans, number="+")))
        return term.write(Document("T", "L", Header(text, (spans,)), (section,), "Ada", "")).data.decode()

    assert page(EVIL) == page(shown(EVIL))
    assert "\x1b[32m" in page(EVIL)


def on_a_terminal(*words, cwd):
    """Run a command on a pseudo-terminal; return its bytes."""
    import pty

    main, other = pty.openpty()
    command = [sys.executable, "-m", "cvgen", *words]
    with subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=other, stderr=other) as process:
        os.close(other)
        found = b""
        try:
            while part := os.read(main, 65536):
                found += part
        except OSError:  # Linux says so at the end
            pass
        process.wait(60)
    os.close(main)
    return found.replace(b"\r\n", b"\n")


def controls(data):
    """The characters that control a terminal, except where a line of progress begins."""
    return CONTROL.findall(
        re.sub(r"^(?:\r\x1b\[K(?:building [^\r]* \.\.\.)?)+", "", data.decode("utf-8", "replace"), flags=re.M)
    )


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    "words",
    [
        ["textconv", "evil.txt"],
        ["diff", "evil.txt", "profile.yaml"],
        ["check", "\x1b]0;t\x07.yaml"],
        ["check", "nothing\x1b[2J.yaml"],
        ["build", "--to", "html", "--style", "evil.css"],
        ["batch", "."],
        ["import", "evil.bib"],
    ],
    ids=lambda words: words[0],
)
def test_no_command_lets_them_through(tmp_path, monkeypatch, words):
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "evil.txt").write_text(EVIL, "utf-8")
    (tmp_path / "evil.css").write_text(f":root {{ --{EVIL}: 1 }}", "utf-8")
    (tmp_path / "evil.bib").write_text(f"@book{{a, title = {{A {EVIL}}}, {EVIL} = {{b}}}}", "utf-8")
    for name in ("profile.yaml", "\x1b]0;t\x07.yaml"):
        (tmp_path / name).write_text("name: Ada Poe\n", "utf-8")

    assert controls(on_a_terminal(*words, cwd=tmp_path)) == []


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no such names")
@pytest.mark.parametrize("words", [["check", "."], ["batch", "."], ["build", "\x1b[2J.yaml", "--to", "txt"]])
def test_no_message_carries_them_through_a_pipe(tmp_path, words):
    (tmp_path / "\x1b[2J.yaml").write_text("name: Ada Poe\n", "utf-8")
    (tmp_path / "\x1b[0m.yaml").write_text("nam: Ada Poe\n", "utf-8")
    done = subprocess.run([sys.executable, "-m", "cvgen", *words], cwd=tmp_path, capture_output=True)

    assert controls(done.stdout + done.stderr) == []


@pytest.mark.long
def test_a_pipe_gets_the_exact_text_of_data(tmp_path):
    (tmp_path / "evil.txt").write_text(EVIL, "utf-8")
    done = subprocess.run([sys.executable, "-m", "cvgen", "textconv", "evil.txt"], cwd=tmp_path, capture_output=True)

    assert done.stdout.decode() == EVIL


@pytest.mark.long
def test_data_is_in_utf8_or_an_error(tmp_path):
    (tmp_path / "a.bib").write_text("@book{a, title = {Ł}, author = {Łoś, Ada}}", "utf-8")
    command = [sys.executable, "-m", "cvgen", "import", "a.bib"]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env={**plain, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert "title: Ł" in done.stdout.decode()

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env={**plain, "PYTHONIOENCODING": "cp1252"})
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"the output is in cp1252" in done.stderr


# ---- Markdown -----------------------------------------------------------------------------------


def parsers():
    """Two implementations of CommonMark: the text and the tags that each makes of a Markdown text.

    The second takes a comment that begins in one code span and ends in another for one, against the specification.
    """
    import re

    import marko
    from markdown_it import MarkdownIt

    def content(page):
        from html import unescape

        tags = re.findall(r"<(/?[a-z][a-z0-9]*)[^<>]*>", page)
        return unescape(re.sub(r"<[^<>]*>", "", page)), tags

    first, second = (
        (lambda text: content(MarkdownIt("commonmark").render(text))),
        (lambda text: content(marko.convert(text))),
    )
    return [first, lambda text: (first if "<!--" in text else second)(text)]


PIECES = [*"`*_[]()<>#|~&!-+=.:;\\\"'/ 1\u00a0aé\n", "``", "<script>", "&lt;", "](x)", "---", "===", "1. ", "<!--"]
LOOKS = st.sets(st.sampled_from(["bold", "italic", "code"]))
SPAN = st.builds(
    lambda parts, looks, url: Span("".join(parts), frozenset(looks), url),
    st.lists(st.sampled_from(PIECES), max_size=12),
    LOOKS,
    st.sampled_from([None, None, "https://a.org/<b>?c=&lt;\\d"]),
)
ALLOWED = {"h1", "h2", "p", "ul", "li", "em", "strong", "code", "a", "br"}


@pytest.mark.hypothesis
@settings(max_examples=300, deadline=None)
@given(st.lists(SPAN, min_size=1, max_size=5), st.sampled_from(["prose", "list"]))
def test_markdown_shows_the_text_and_nothing_else(spans, kind):
    section = Section("Life", (Item(tuple(spans)),), kind=kind)
    text = md.write(Document("T", "L", Header("Ada"), (section,), "Ada", "")).data.decode()
    wanted = "".join("".join(span.text for span in spans).split())
    for parse in parsers():
        shown, tags = parse(text)
        assert {tag.lstrip("/") for tag in tags} <= ALLOWED, text
        if not any("code" in span.looks or span.looks & {"bold", "italic"} for span in spans):
            assert "".join(shown.split()) == f"AdaLife{wanted}", text


@pytest.mark.parametrize(
    "words", ["a`<img src=x onerror=alert(3)>", "`", "``", "`a``b", "<script>alert(1)</script>", "a\nb"]
)
@pytest.mark.parametrize("cut", [0, 1, 2])
def test_a_code_span_can_not_be_left(words, cut):
    spans = tuple(Span(part, frozenset({"code"})) for part in (words[:cut], words[cut:]))
    section = Section("", (Item(spans),), kind="prose")
    text = md.write(Document("T", "L", Header("Ada"), (section,), "Ada", "")).data.decode()
    for parse in parsers():
        shown, tags = parse(text)
        assert {tag.lstrip("/") for tag in tags} == {"h1", "p", "code"}
        assert "".join(shown.split()) == "Ada" + "".join(words.split())


def test_the_kit_escapes_the_name(tmp_path, monkeypatch):
    from cvgen.cli import main

    monkeypatch.chdir(tmp_path)
    post = "{title: Professor of Physics, organization: X, start: 2019}"
    (tmp_path / "profile.yaml").write_text(f"name: 'Ada <script>alert(1)</script>'\npositions: [{post}]\n")
    assert main(["kit", "-o", "kit"]) == 0
    texts = [path.read_text("utf-8") for path in (tmp_path / "kit").glob("bio-*.md")]
    assert texts
    for text in texts:
        for parse in parsers():
            assert {tag.lstrip("/") for tag in parse(text)[1]} <= {"h1", "p"}
