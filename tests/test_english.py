"""Words and phrases that we do not use: what users and developers read is plain English.

The test reads the documents, the comments that users see, and every docstring, comment and string in cvgen/.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.conftest import ROOT

DONE = "made|built|written|printed|said|told|asked|given|taken|wanted|wished|read|shown|there"
FORBIDDEN = {  # a pattern, and what to write instead
    r"told|untold": "report, say, show",
    r"anew": "again, rebuild",
    r"mend(s|ed|ing)?": "fix",
    r"wish(es|ed)?": "request",
    r"stood|stands?(?!\?? (for|in|out|alone)\b)(?!-)": "is, is written, comes",
    r"such an?": "a, this kind of",
    r"(?<!one )of (its|their|your|his|her|one's|the user's) own": "own, separate",
    r"com(e|es|ing) along": "be included",
    rf"what (is|was|are|were|has|have|had)( been| not)? ({DONE})": "name the thing",
    r"what [^.;:]{1,40} (comes?|came) to(?! light)|what (comes?|came) of": "the result",
    r"so many": "N, a number of",
    r"(is|be) found out|finds? out": "detect",
    r"(?<!there )(is|are|was|were) no(?= \w)(?! (longer|more|reason|one|way|need|use)\b)": "is not a",
    r"(is|are|was|were) (?-i:none)(?! of\b)": "is not a",
    r"(is|was|are|were|be) made of": "is built from, consists of",
    r"(is|are|was|were) to be": "must, should, will",
    r"in sum": "in total",
    r"in the midst": "while",
    r"without end": "forever",
    r"ctrl-c ends": "press Ctrl-C to stop",
    r"for want of": "without",
    r"make it differ": "use a unique",
    r"an other": "another",
    r"nobody knows": "unknown",
    r"thereof|whereof|whence|thence|hitherto|lest|amidst|thrice": "a common word",
}
PATTERNS = {re.compile(rf"\b({pattern})(?!\w)", re.IGNORECASE): instead for pattern, instead in FORBIDDEN.items()}

Text = tuple[int, str]  # the number of its first line, and the text


def violations(texts: Iterator[Text]) -> list[str]:
    """Return each use of a forbidden phrase as "line 12: 'such a': write a, this kind of"."""
    return [
        f"line {line}: '{found[0]}' in “{text[max(0, found.start() - 30) : found.end() + 30]}”: write {instead}"
        for line, text in ((line, " ".join(text.split())) for line, text in texts)
        for pattern, instead in PATTERNS.items()
        for found in pattern.finditer(text)
    ]


def prose(path: Path) -> Iterator[Text]:
    """Return the paragraphs of a document, the help texts of the Makefile, or the comments of another file."""
    source = path.read_text("utf-8")
    patterns = {".md": r"[^\n]+(\n[^\n]+)*", ".css": r"/\*.*?\*/", ".yaml": r"#[^\n]*(\n *#[^\n]*)*"}
    for found in re.finditer(patterns.get(path.suffix, r"## [^\n]*"), source, re.DOTALL):
        yield source.count("\n", 0, found.start()) + 1, re.sub(r"(?m)^ *#", "", found[0])


def code(path: Path) -> Iterator[Text]:
    """Return the strings of a module, those with placeholders whole, and its comments, those in a row as one."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            if node.value.isupper():  # a code, such as a type of RIS
                continue
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]
    for _, row in groupby(enumerate(comments), lambda pair: pair[1][0] - pair[0]):
        lines = [comment for _, comment in row]
        yield lines[0][0], " ".join(text.lstrip("# ") for _, text in lines)


WHERE = ("*.md", "docs/*.md", "tools/docs/*.md", "*/README.md", "styles/*/README.md", "Makefile", "profile.yaml",
         "styles/*.css", "cvgen/**/*.yaml")  # fmt: skip
FOUND = [path for pattern in WHERE for path in sorted(ROOT.glob(pattern))]
DOCUMENTS = [path for path in FOUND if not path.relative_to(ROOT).as_posix().startswith(".")]  # such as .pytest_cache/


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_are_in_plain_english(path):
    assert violations(prose(path)) == []


@pytest.mark.long
def test_code_is_in_plain_english():
    found = {path.relative_to(ROOT).as_posix(): violations(code(path)) for path in (ROOT / "cvgen").rglob("*.py")}

    assert len(found) > 200
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("This is told on the terminal", 1), ("It stands there twice.", 1), ("a folder of\nits own", 1),
        ("such as Such", 0), ("such a file", 1), ("'x' is no revision", 1), ("there is no revision", 0),
        ("it is no longer here", 0), ("HTML stands for", 0), ("a stand-in", 0), ("the value is None", 0),
        ("where it is none", 1), ("what was made", 1), ("what is wrong", 0), ("at most so many words", 1),
        ("recommend", 0), ("in summary", 0), ("a standard", 0), ("What a wish comes to", 2), ("comes to light", 0),
    ],
)  # fmt: skip
def test_the_patterns(text, count):
    assert len(violations(iter([(1, text)]))) == count, text
