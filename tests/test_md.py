"""Markdown: what a reader of it sees is what the plain text says, and no text of the user's becomes a sign."""

import re

import pytest
from markdown_it import MarkdownIt

from cvgen.cli import main
from cvgen.composers import COMPOSERS, composer
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.profile import yaml as profile_yaml
from cvgen.writers import md, txt
from tests.conftest import CASES

ADDRESS = re.compile(r":\s+(?:https?://|mailto:)\S+")  # after a label, in plain text alone


def seen(markdown):
    """Markdown -> its words as a reader sees them."""
    words = []
    for token in MarkdownIt("commonmark").parse(markdown):
        for part in token.children or ():
            words.append(" " if part.type in ("softbreak", "hardbreak") else part.content)
        words.append(" ")
    return "".join(words)


def words(text):
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("kind", COMPOSERS)
@pytest.mark.parametrize("case", ["example", "hostile", "names", "senior", "small"])
def test_it_says_what_the_plain_text_says(case, kind):
    document = composer(kind)(profile_yaml.load(CASES[case].read_text("utf-8")).profile, "November 2026")

    plain = ADDRESS.sub("", txt.write(document).data.decode())
    assert words(ADDRESS.sub("", seen(md.write(document).data.decode()))) == words(plain)


def test_links_and_looks():
    paper = (Span("A ", frozenset({"bold"})), Span("paper", frozenset({"italic", "bold"}), "https://a.org/(b)"))
    section = Section("Papers", (Item(paper, ((Span("a*b_c"),),), aside="2019", number="1."),))
    text = md.write(Document("T", "L", Header("Ada"), (section,), "Ada", "2026")).data.decode()

    assert "- 1\\. **A** [***paper***](<https://a.org/(b)>) (2019)\\\n  a\\*b\\_c\n" in text


def test_build_makes_it(tmp_path):
    assert main(["build", str(CASES["small"]), "--only", "cv", "--to", "md", "-o", str(tmp_path)]) == 0
    assert (tmp_path / "cv.md").read_text("utf-8").startswith("# ")
