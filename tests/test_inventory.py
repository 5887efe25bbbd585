"""Nothing is lost in silence: each value of each sample is in the profile, reported, or known to carry nothing."""

import html
import re
import unicodedata
from collections import Counter
from fnmatch import fnmatchcase

import pytest
import yaml

from cvgen.importers import IMPORTERS, importer
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from tests import leaves
from tests.test_importers import IMPORTS, SAMPLES, named, source

pytestmark = pytest.mark.long
PARTS = {
    "al-folio": leaves.of_yaml, "arrow": leaves.of_lines, "arxiv": leaves.of_xml, "bibtex": leaves.of_bibtex,
    "crossref": leaves.of_json, "csl-json": leaves.of_json, "csl-yaml": leaves.of_yaml, "dblp": leaves.of_xml,
    "endnote": leaves.of_xml, "homepage": leaves.of_lines, "inspire": leaves.of_json, "jsonresume": leaves.of_json,
    "linkedin": leaves.of_archive, "nbib": leaves.of_tagged_lines, "openalex": leaves.of_json, "orcid": leaves.of_json,
    "rendercv": leaves.of_yaml, "ris": leaves.of_tagged_lines, "scholar-csv": leaves.of_csv,
    "text": leaves.of_lines, "zotero-rdf": leaves.of_xml,
}  # fmt: skip
KNOWN = yaml.safe_load((IMPORTS / "inventory.yaml").read_text("utf-8"))
NOTHING, REPEATED = KNOWN["nothing"], KNOWN["repeated"]
LONG = 8  # letters; a text of that length is in a profile by no accident
RESOLVER = re.compile(
    r"https?://(?:(?:dx\.)?doi\.org(?:/10\.48550(?=/arxiv))?|arxiv\.org/(?:abs|pdf)|pubmed\.ncbi\.nlm\.nih\.gov)/|^doi:",
    re.I,
)
YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}")
WORD = re.compile(r"[^\W_]+")


BY_TEXT = {"docx", "pdf"}  # they give their lines to what reads a text


def test_every_importer_is_looked_at():
    assert set(IMPORTERS) - set(PARTS) == BY_TEXT


def letters(text):
    """A text -> its letters and digits alone, without markup and accents."""
    plain = unicodedata.normalize("NFKD", re.sub(r"</?\w[^<>]*>", "", html.unescape(text)))
    return re.sub(r"[\W_]", "", plain).casefold()


def outcome(kind, text):
    """A source -> its profile as YAML, and the problems."""
    try:
        imported = importer(kind)(text)
    except InputError as error:
        return "", error.problems
    return profile_yaml.dump(imported.profile), imported.problems


def lost(kind, text):
    """Yield the lines and the leaves of a source whose words change neither the profile nor the problems."""
    profile, problems = outcome(kind, text)
    whole, words, base = letters(profile), {letters(word) for word in WORD.findall(profile)}, None
    every = list(PARTS[kind](text))
    on_line = Counter(leaf.line for leaf in every)
    for leaf in every:
        is_nothing = any(fnmatchcase(named_line(leaf), pattern) for pattern in NOTHING.get(kind, ()))
        is_kept = len(letters(leaf.value)) >= LONG and letters(leaf.value) in whole
        if is_nothing or is_kept or is_reported(leaf, problems, on_line[leaf.line] == 1):
            continue
        base = base or said(kind, leaf.with_value(leaf.value))
        silent = [word for word, without in shortened(leaf)
                  if not (len(word) > 2 and not YEAR.fullmatch(word) and letters(word) in words)
                  and said(kind, leaf.with_value(without)) == base]  # fmt: skip
        if silent:
            yield leaf.line, f"line {leaf.line}: {leaf.name}: {' '.join(silent)} of {leaf.value[:60]!r}"


def named_line(leaf):
    """A leaf -> what the patterns of NOTHING match: its name, and with a line of a text the line."""
    return f"line={leaf.value}" if leaf.name == "line" else leaf.name


def is_reported(leaf, problems, is_alone):
    """Whether a problem names the leaf at its line, or leaves out what contains it.

    `is_alone` says that its line has no other leaf.
    """
    names = [name for name in re.split(r"[.@]", leaf.name) if name]
    for problem in problems:
        line, said = (problem.place.line if problem.place else 0), problem.message
        is_here = line == leaf.line or line in leaf.around or " more" in said or "once more" in said
        if is_here and any(f"{name}'" in said or f"{name}:" in said for name in names):
            return True
        if f"{leaf.name} should be" in said:
            return True
        if line == leaf.line and (
            leaf.value[:40] in said or (is_alone and ("left out" in said or "should be" in said))
        ):
            return True
        if "left out" in said and line in leaf.around[1:] and line != leaf.around[0]:
            return True
        if re.match(r"(?:[\w ]+\.csv: )?this ", said) and "left out" in said and line in (leaf.line, *leaf.around):
            return True
    return False


def shortened(leaf):
    """Yield each word of a leaf with the leaf without it; a line of a text counts as one word."""
    if leaf.name == "line":
        yield leaf.value, ""
        return
    start = found.end() if (found := RESOLVER.match(leaf.value)) else 0
    end = len(re.sub(r" 0\d{3}$", "", leaf.value))  # the number of a homonym in DBLP
    for word in WORD.finditer(leaf.value, start, end):
        yield word[0], leaf.value[: word.start()] + leaf.value[word.end() :]


def said(kind, text):
    """A source -> its profile, and how often each message occurs, wherever it does."""
    profile, problems = outcome(kind, text)
    return profile, Counter(problem.message for problem in problems)


WHOLE = [path for path in SAMPLES if path.parent.name in PARTS]
LOSING = ("bibtex/own-name.bib",)  # \thanks{} after a name


EXPECTED = pytest.mark.xfail(strict=True)
CASES = [pytest.param(path, id=named(path), marks=[EXPECTED] if named(path) in LOSING else []) for path in WHOLE]


@pytest.mark.parametrize("path", CASES)
def test_every_value_is_in_the_profile_or_reported(path):
    text = source(path)
    if outcome(path.parent.name, text)[0]:  # a file that is refused as a whole is one problem
        found = lost(path.parent.name, text)
        assert [said for line, said in found if line not in REPEATED.get(named(path), ())] == []
