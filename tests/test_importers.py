"""What other programs export -> profiles: every sample reads as its goldens say, and nothing harms or hangs."""

import io
import itertools
import json
import random
import re
import socket
import subprocess
import sys
import time
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import imports
from cvgen.checks.subject import Subject
from cvgen.importers import IMPORTERS, bibtex, detect, importer, is_binary
from cvgen.importers.bibtex import names, texts
from cvgen.importers.mapping import dates, identifiers, people, sections, works
from cvgen.importers.syntax import html
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.problems import InputError, Location, render
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import PRESENT
from cvgen.profile.identifiers import find_arxiv
from cvgen.profile.model import Author, Publication
from cvgen.profile.text import REORDERS, SPLITS
from tests.conftest import ROOT
from tools.fuzz import importers as fuzzed
from tools.fuzz.mutations import PIECES, mutated, zipped

IMPORTS = ROOT / "tests/imports"
PAGES = ("homepage", "arrow")  # tests/test_importers_pages.py reads them
SAMPLES = [path for path in sorted(IMPORTS.glob("*/*")) if path.is_dir() or path.name.count(".") == 1]
READ_HERE = [path for path in SAMPLES if path.parent.name not in PAGES]
KINDS = sorted(set(IMPORTERS) - set(PAGES) - {"pdf"})  # whose words are read as a text


def source(path):
    """A sample -> its text, or its bytes if it is an archive."""
    if path.is_dir():
        return fuzzed.archive(path)
    return path.read_bytes().decode("utf-8-sig")


def read(kind, text):
    """A source -> its profile, None if it is refused, and the problems."""
    try:
        imported = importer(kind)(text)
    except InputError as error:
        return None, error.problems
    return imported.profile, imported.problems


def file_name(path):
    return f"{path.name}.zip" if path.is_dir() else path.name


def named(path):
    return f"{path.parent.name}/{path.name}"


# ---- Every sample -------------------------------------------------------------------------------


@pytest.mark.golden
@pytest.mark.parametrize("path", READ_HERE, ids=named)
def test_sample(path, golden):
    text = source(path)
    profile, problems = read(path.parent.name, text)
    shown = render(problems, file_name(path), text if isinstance(text, str) else "")

    golden(path.parent / f"{file_name(path)}.txt", shown + "\n")
    if profile:
        golden(path.parent / f"{file_name(path)}.yaml", profile_yaml.dump(profile))


@pytest.mark.parametrize("path", list(imports.samples()), ids=named)
def test_each_field_is_read_as_a_person_reads_it(path):
    assert imports.score(path).differences == []


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_every_sample_is_claimed_by_its_importer_alone(path):
    assert detect(path.name, source(path)) == [path.parent.name]


@pytest.mark.parametrize("path", READ_HERE, ids=named)
def test_the_name_of_the_file_does_not_matter(path):
    assert detect("download", source(path)) == [path.parent.name]


@pytest.mark.parametrize("kind", sorted({*KINDS, *PAGES}))
def test_every_importer_has_a_whole_and_a_damaged_sample(kind):
    names = {path.name.partition(".")[0] for path in SAMPLES if path.parent.name == kind}

    assert "damaged" in names
    assert len(names) > 1


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_what_is_read_can_be_written_and_read_again(path):
    profile, problems = read(path.parent.name, source(path))
    if profile is None:
        assert problems
    else:
        profile = replace(profile, name=profile.name or "Ada Nordahl")
        assert profile_yaml.load(profile_yaml.dump(profile)).profile == profile


@pytest.mark.parametrize("path", READ_HERE, ids=named)
def test_problems_name_lines_of_the_source(path):
    text = source(path)
    last = text.count("\n") + 1 if isinstance(text, str) else 1000
    lines = [problem.place.line for problem in read(path.parent.name, text)[1] if problem.place]

    assert lines or "damaged" not in path.name or path.is_dir()
    assert [line for line in lines if not 1 <= line <= last] == []


@pytest.mark.parametrize("name", ["profile.yaml", "tests/cases/senior/profile.yaml", "pyproject.toml"])
def test_other_files_are_claimed_by_nobody(name):
    assert detect(name, (ROOT / name).read_text("utf-8")) == []
    assert detect("photo.jpg", b"\xff\xd8\xff") == detect("x.zip", b"PK\3\4") == detect("empty", "") == []


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_):
        raise AssertionError("an importer must not use the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for path in SAMPLES:
        read(path.parent.name, source(path))


@pytest.mark.long
def test_to_tell_what_a_file_is_loads_no_library_of_a_format():
    code = (
        "import sys; from cvgen.importers import detect; detect('x', '@article{a, title = {b}}')\n"
        "sys.exit(str({'bibtexparser', 'pylatexenc', 'lxml'} & set(sys.modules)) if 'bibtexparser' in sys.modules "
        "else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# ---- BibTeX -------------------------------------------------------------------------------------


def bib(fields, kind="article"):
    """The fields of one entry -> the publication."""
    (paper,) = importer("bibtex")(f"@{kind}{{key,\n title = {{A}},\n {fields}\n}}").profile.publications
    return paper


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Yuan*, Zhihang and Lee^, Yong Jae", ["Zhihang Yuan*", "Yong Jae Lee^"]),
        ("*Pang, Ce and Qiu, Chenxi", ["Ce Pang*", "Chenxi Qiu"]),
        ("Li, Chao, and Yao$^{\\#}$, Anbang", ["Chao Li", "Anbang Yao#"]),
        ("{The LIGO Collaboration} and Abbott, B. P.", ["The LIGO Collaboration", "B. P. Abbott"]),
        ("{Barnes and Noble, Inc.}", ["Barnes and Noble, Inc."]),
        ("de la Cruz, Ana Mar{\\'\\i}a", ["Ana María de la Cruz"]),
        ("van der Berg, Jr., Jan", ["Jan van der Berg Jr."]),
        ('{\\O}rsted, {\\\'E}mile AND M{\\"u}ller, J{\\"o}rg', ["Émile Ørsted", "Jörg Müller"]),
        ("Chao Li and others", ["Chao Li", "et al."]),
        ("Li, Chao and others and Bo Ek and {et al.}", ["Chao Li", "…", "Bo Ek", "et al."]),
        ("Qiang Liu 0034 and 李雷", ["Qiang Liu", "李雷"]),
        ("YAO Anbang and Nguyễn Văn A", ["YAO Anbang", "Nguyễn Văn A"]),
        ("family=Berg, given=Jan, prefix=van der", ["Jan van der Berg"]),
        ("Ada Byron, Chao Li, Bo Ek, Cy Dee", ["Ada Byron", "Chao Li", "Bo Ek", "Cy Dee"]),
        ("Chao Li\n  and\n  Bo Ek", ["Chao Li", "Bo Ek"]),
        ("", []),
    ],
)
def test_names_of_bibtex(written, authors):
    assert names.authors(SourceText(written), "", Diagnostics()) == [Author.from_text(author) for author in authors]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("journal = {accepted in Seismica}", {"venue": "Seismica", "status": "accepted"}),
        ("journal = {Nature (in press)}", {"venue": "Nature", "status": "in press"}),
        ("note = {Submitted}", {"status": "submitted", "note": None}),
        ("year = {in press}", {"status": "in press", "year": None}),
        ("pubstate = {inpress}", {"status": "in press"}),
        ("journal = {arXiv preprint arXiv:2402.02377}", {"venue": "arXiv", "arxiv": "2402.02377", "type": "preprint"}),
        ("journal = {CoRR}, volume = {abs/2402.02377}", {"venue": "arXiv", "type": "preprint"}),
        ("eprint = {hep-th/9901001}, archiveprefix = {arXiv}", {"arxiv": "hep-th/9901001"}),
        ("doi = {https://doi.org/10.1000/a\\_b}", {"doi": "10.1000/a_b"}),
        ("doi = {10.48550/arXiv.2402.02377}", {"doi": None, "arxiv": "2402.02377"}),
        ("url = {https://doi.org/10.1000/a}", {"doi": "10.1000/a"}),
        ("url = {https://a.org/x%20y_z#1}", {"links": {"Paper": "https://a.org/x%20y_z#1"}}),
        ("url = {http://a.org/$\\sim$ada}", {"links": {"Paper": "http://a.org/~ada"}}),
        ("howpublished = {\\url{https://a.org/x}}", {"links": {"Paper": "https://a.org/x"}, "venue": None}),
        ("openreview = {https://openreview.net/x}", {"links": {"OpenReview": "https://openreview.net/x"}}),
        ("year = 2020, date = {2020-05-03}", {"year": 2020, "date": dates.date("2020-05-03")}),
        ("date = {2020-05-03}", {"year": 2020, "date": None}),
        ("pages = {12--34}", {"pages": "12–34"}),
        ("eid = {103040}", {"pages": "103040"}),
        ("journal = jan # { Letters}", {"venue": "January Letters"}),
        ("tags = {ice; mud}", {"tags": ("ice", "mud")}),
        ("title = {Second}", {"title": "A"}),
    ],
)
def test_fields_of_bibtex(fields, found):
    paper = bib(fields)

    assert {name: getattr(paper, name) for name in found} == found


@pytest.mark.parametrize(
    ("kind", "fields", "type", "status"),
    [
        ("inproceedings", "booktitle = {Workshop on Mud}", "workshop", "published"),
        ("inproceedings", "booktitle = {NeurIPS}", "conference", "published"),
        ("misc", "eprint = {2402.02377}", "preprint", "preprint"),
        ("misc", "", None, "published"),
        ("unpublished", "", None, "in preparation"),
        ("mastersthesis", "school = {X}", "thesis", "published"),
        ("article", "journal = {bioRxiv}", "preprint", "preprint"),
        ("article", "journal = {X}, entrysubtype = {review}", "review", "published"),
    ],
)
def test_types_of_bibtex(kind, fields, type, status):
    paper = bib(fields, kind)

    assert (paper.type, paper.status) == (type, status)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"The \emph{long} memory of {\bf mud}", "The *long* memory of **mud**"),
        (r"J{\"u}rgen \& \href{https://x.org/a_b}{the page}", "Jürgen & [the page](https://x.org/a_b)"),
        (r"{KernelWarehouse}: 3$\times$ faster", "KernelWarehouse: 3× faster"),
        ("Learning A* on **Two** Stars", r"Learning A\* on \*\*Two\*\* Stars"),
        ("A* search", "A* search"),
        ("<b>Bold</b> &amp; plain", "**Bold** & plain"),
        (r"``quoted'' --- and~tied", "“quoted” — and tied"),
        (r"\texttt{a_b} \textasciitilde{} c", "`a_b` ~ c"),
    ],
)
def test_tex_becomes_markdown(written, text):
    assert texts.text(SourceText(written), Diagnostics()).text == text


def test_the_owner_is_whom_the_lists_set_off():
    assert importer("bibtex")(source(IMPORTS / "bibtex/own-name.bib")).owner_hints == ["Jane Doe", "J. Doe"]
    assert importer("bibtex")("@article{a, title={A}, author={\\textbf{A. B.} and \\textbf{C. D.}}}").owner_hints == []


def test_a_warning_points_at_the_field():
    text = "@article{a, title={A},\n  year = {soon}, urldate={2020} }"
    places = [problem.place for problem in importer("bibtex")(text).problems]

    assert places == [Location(2, 3, 4), Location(2, 18, 7)]


def test_broken_entries_take_no_others_with_them():
    found = {
        paper.id: paper for paper in importer("bibtex")(source(IMPORTS / "bibtex/damaged.bib")).profile.publications
    }

    assert found["unclosed"].title == "This brace never closes"
    assert [author.name for author in found["nocomma"].authors] == ["Ada Nordahl", "Bo Ek"]
    assert {"good1", "good2", "typo", "paren", "orphan"} <= set(found)


def test_macros_in_macros_do_not_explode():
    lines = "".join(f"@string{{m{n} = m{n - 1} # m{n - 1}}}\n" for n in range(1, 60))
    imported = importer("bibtex")(f"@string{{m0 = {{lol}}}}\n{lines}@article{{a, title = m59}}")

    assert len(imported.profile.publications[0].title) <= 100_000
    assert any("cut off" in problem.message for problem in imported.problems)


@pytest.mark.long
def test_2000_entries_are_read_in_time():
    entry = """@article{{key{0},
  author = {{M{{\\"u}}ller, J{{\\"o}}rg and van der Berg, Anna and Li, Chao}},
  title = {{A study of {{K}}ernels and their {0} friends, in $O(n^2)$}},
  journal = {{Journal of Examples}}, year = {{2020}}, volume = 12, number = 3, pages = {{12--34}},
  doi = {{10.5555/abc_{0}}}, url = {{https://example.org/a%20b/{0}}},
  abstract = {{{1}}}
}}
"""
    text = "\n".join(entry.format(n, "Lorem ipsum dolor sit amet. " * 40) for n in range(2000))
    start = time.process_time()

    assert len(importer("bibtex")(text).profile.publications) == 2000
    assert time.process_time() - start < 4


# ---- What several importers share ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Mar 2021", "2021-03"), ("2018/4/25", "2018-04-25"), ("2018/04//", "2018-04"),
        ("14th March 1879", "1879-03-14"),
        ("March 5, 2020", "2020-03-05"), ("8/2020", "2020-08"), ("Fall 2023", "2023"), ("2020-00-00", "2020"),
        ("2023-01-02T00:00:00Z", "2023-01-02"), ("Sept. 2019", "2019-09"), ("now", "present"), ("2019-13", "None"),
        ("soon", "None"), ("", "None"),
    ],
)  # fmt: skip
def test_dates(written, date):
    assert str(dates.date(written)) == date


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2017 - 2019", "2017 2019"), ("2017-2019", "2017 2019"), ("8/2020 - Present", "2020-08 present"),
        ("2015-now", "2015 present"), ("2019-05", "None 2019-05"), ("Mar 2020 – Jun 2023", "2020-03 2023-06"),
        ("2017-19", "2017 2019"), ("1933", "None 1933"), ("2019-05 - 2020-06", "2019-05 2020-06"),
    ],
)  # fmt: skip
def test_spans_of_time(written, span):
    assert " ".join(map(str, dates.span(written))) == span


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a <i>b</i> c", "a *b* c"), ("<i> b </i>c", "*b* c"), ("H<sub>2</sub>O &amp; x<sup>n+1</sup>", "H₂O & xⁿ⁺¹"),
        ("<jats:p>One</jats:p><jats:p>Two <jats:italic>it</jats:italic></jats:p>", "One  Two *it*"),
        ("un<i>bel</i>able", "un*bel*able"), ("f<i>(a)</i>b", "f(a)b"), ("Vec<T> & a < b", "Vec<T> & a < b"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math>", "x"), ("<b>a*b</b>", r"**a\*b**"), ("<i>unclosed", "*unclosed*"),
        ('see <a href="https://x.org/a">this <i>one</i></a>.', "see [this *one*](https://x.org/a)."),
        ('<a href="javascript:x">no</a>', "no"), ("[a](javascript:x)", r"[a\](javascript:x)"),
        ("¿<i>(a)</i>、b", "¿*(a)*、b"),
        ("&lt;b&gt; &#233; &#1114112;", "<b> é \ufffd"), ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(source, text):
    assert html.markdown(source) == text


@pytest.mark.parametrize(
    ("text", "doi", "arxiv"),
    [
        ("https://doi.org/10.1145%2F1234.5678.", "10.1145/1234.5678", ""),
        ("doi:10.1002/(SICI)1097(199)17:15", "10.1002/(SICI)1097(199)17:15", ""),
        ("see (10.1000/abc)", "10.1000/abc", ""),
        ("10.48550/arXiv.2402.02377", "", "2402.02377"),
        ("https://arxiv.org/pdf/2402.02377v2.pdf", "", "2402.02377"),
        ("arXiv:hep-th/9901001v1 [hep-th]", "", "hep-th/9901001"),
        ("https://example.org/2402.02377", "", ""),
    ],
)
def test_numbers_are_found_where_they_stand(text, doi, arxiv):
    assert (identifiers.paper_doi(text), find_arxiv(text)) == (doi, arxiv)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Honors and Awards", "awards"), ("honors_and_awards", "awards"), ("Selected Publications", "publications"),
        ("Teaching Experience", "teaching"), ("Work Experience", "positions"), ("Academic Service", "service"),
        ("Languages", "skills"), ("Research Interests", "interests"), ("Grants & Funding", "grants"), ("Dogs", ""),
    ],
)  # fmt: skip
def test_headings(heading, key):
    assert sections.key_of(heading) == key


def test_names_in_one_text_are_parted_where_that_is_sure():
    assert [one.name for one in people.listed("Ada Byron, Chao Li and Bo Ek")] == ["Ada Byron", "Chao Li", "Bo Ek"]
    assert [one.name for one in people.listed("Byron, A.; Li, C.")] == ["A. Byron", "C. Li"]
    assert [one.name for one in people.listed("Byron, Ada")] == ["Ada Byron"]


def test_a_preprint_joins_its_paper_only_when_they_share_an_author():
    paper = Publication(title="On Mud", type="journal", authors=(Author("Ada Byron"),))
    preprint = Publication(title="On mud.", type="preprint", authors=(Author("A. Byron"),), arxiv="2402.02377")
    strange = replace(preprint, authors=(Author("Chao Li"),))

    assert works.joined([preprint, paper]) == (replace(paper, arxiv="2402.02377"),)
    assert works.joined([paper, strange]) == (paper, strange)


def test_numbers_of_json_and_yaml_keep_their_zeros():
    csl = '[{"type": "article", "title": "A", "number": "arXiv:2402.02370", "volume": 010.50}]'
    with pytest.raises(InputError, match="not valid JSON"):
        importer("csl-json")(csl)
    (paper,) = importer("csl-json")(csl.replace("010.50", "10.50")).profile.publications
    assert (paper.arxiv, paper.volume) == ("2402.02370", "10.50")


def test_orcid_prefers_the_summary_that_the_person_prefers():
    papers = {paper.title: paper for paper in importer("orcid")(source(IMPORTS / "orcid/v3.json")).profile.publications}

    assert papers["Salt in the *fjord*: a ten-year survey"].arxiv == "2005.01234"
    assert papers["Fjords in antiquity"].isbn is None  # which is that of the book


def test_an_open_end_is_the_present_and_no_dates_are_none():
    positions = importer("linkedin")(source(IMPORTS / "linkedin/export")).profile.positions

    assert [position.end for position in positions] == [PRESENT, dates.date("2021-02")]


# ---- Whatever comes -----------------------------------------------------------------------------

MUTABLE = {kind: list(fuzzed.sources(kind)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_sample_is_read_or_refused(kind, seed):
    case = mutated(random.Random(seed), MUTABLE[kind])

    assert fuzzed.attempt(kind, case)[0] == ""


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
def test_any_text_is_read_or_refused(kind, text):
    case = text.encode("utf-8", "surrogatepass") if is_binary(kind) else text

    assert fuzzed.attempt(kind, case)[0] == ""


# Large enough that work for each pair of items would take minutes.
HUGE = {
    "bibtex": [
        "@article{a,\n" * 4999,
        "@article{a,title=" + "a#" * 200_000 + "a}",
        "@article{a,title={" + "{" * 200_000,
        "@article{a,title={A},author={" + "A B and " * 150_000 + "C}}",
        "@a{" + "t={x} " * 100_000 + "}",
        "\n" * 1_000_000 + "@article{a,title={A}}",
        "@article{a,title={" + "$a_" * 30_000 + "}}",
        "@article{a," + " " * 500_000 + "title={A}" + " " * 500_000 + "x}",
        "x = {\n" * 300_000,
        "@article{a,title={A},author={" + "A" + " " * 150_000 + "B}}",
    ],
    "csl-json": [
        "[" * 1_000_000,
        "[" + ",".join(["{}"] * 100_000) + "]",
        '[{"type":"book","title":"' + "<i>" * 300_000 + '"}]',
        '[{"type":"book","title":"' + "&" * 1_000_000 + '"}]',
        '[{"type":"book","type":"book"}' + ',{"a":1,"a":2}' * 25_000 + "]",
    ],
    "orcid": [
        '{"activities-summary":' * 20_000,
        '{"activities-summary":{"works":{"group":[' + ",".join(["{}"] * 150_000) + "]}}}",
    ],
    "openalex": ['{"results":[{"authorships":[' + ",".join(["{}"] * 150_000) + "]}]}"],
    "crossref": ['{"message":{"items":[{"title":["a"],"author":[' + ",".join(['{"family":"x"}'] * 150_000) + "]}]}}"],
    "jsonresume": [
        '{"basics":{},"work":[' + ",".join(['"x"'] * 100_000) + "]}",
        '{"basics":{"name":"' + "\\u0007" * 300_000 + '"}}',
    ],
    "rendercv": [
        "cv:\n  name: x\n  sections: [" + "a," * 80_000 + "]",
        "cv:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 800)),
        "cv:\n  name: &a x\n  sections: *a",
        "cv:\n  sections:\n    x:\n" + "      - " * 40_000,
    ],
    "al-folio": [
        "- title: x\n  type: list\n  contents: [" + "<i>," * 40_000 + "]",
        "- type: map\n  contents:\n" + "    - name: a\n" * 20_000,
    ],
    "dblp": [
        "<dblp>" + "<a>" * 200_000,
        "<dblp><article><title>" + "<i>" * 50 + "</title>",
        "<dblp>" + "<article/>" * 100_000 + "</dblp>",
        "<dblp><article><title>x</title>" + "<author>A B</author>" * 60_000 + "</article></dblp>",
    ],
    "arxiv": [
        "<feed><entry>" + "<author><name>A B</name></author>" * 50_000 + "</entry></feed>",
        "<feed><entry><title>" + "$x_1$ " * 30_000 + "</title></entry></feed>",
    ],
    "ris": [
        "TY  - JOUR\n" * 60_000,
        "TY  - JOUR\nTI  - x\n" + "AU  - A, B\n" * 60_000,
        "TY  - JOUR\nAB  - x\n" + "word\n" * 60_000,
    ],
    "scholar-csv": [
        "Authors,Title,Publication,\n" + "a,b,c\n" * 300_000,
        "Authors,Title,Publication,\n" + '"' * 500_000,
        "Authors,Title,Publication,\n" + "," * 1_000_000,
        "Authors,Title,Publication,\n" + '"a"b\n' * 300_000,
    ],
}


@pytest.mark.parametrize(("kind", "number"), [(kind, number) for kind in HUGE for number in range(len(HUGE[kind]))])
@pytest.mark.long
def test_nothing_takes_long(kind, number):
    assert fuzzed.attempt(kind, HUGE[kind][number])[0] == ""


def test_xml_that_declares_entities_is_refused():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    for kind, root in (("dblp", "dblp"), ("arxiv", "feed")):
        for inside in (
            f'<!ENTITY a0 "lol">{bomb}',
            '<!ENTITY a9 SYSTEM "file:///etc/passwd">',
            "<!ENTITY % a SYSTEM 'http://x/'> %a;",
        ):
            with pytest.raises(InputError, match="declares XML entities"):
                importer(kind)(f"<!DOCTYPE {root} [{inside}]><{root}><entry><title>&a9;</title></entry></{root}>")


def test_zip_bombs_are_refused():
    profile = {"Profile.csv": b"First Name,Last Name\n", "Positions.csv": b"Company Name,Title\n" + b"a" * 50_000_000}
    many = {f"{n}.csv": b"" for n in range(3000)} | {"Profile.csv": b"", "Positions.csv": b""}
    for files, message in ((profile, "too large"), (many, "too many files")):
        with pytest.raises(InputError, match=message):
            importer("linkedin")(zipped(files))


def test_a_zip_may_have_an_entry_without_a_name():
    files = zipped({"": b"", "Profile.csv": b"First Name,Last Name\nAda,Nordahl\n", "Positions.csv": b""})

    assert importer("linkedin")(files).profile.name == "Ada Nordahl"


def test_labels_of_links_are_cleaned_of_what_no_page_can_show():
    assert bib("\0 slides = {https://x.org/a}").links == {"Slides": "https://x.org/a"}


def test_a_zip_that_is_damaged_is_refused_and_still_recognized():
    whole = source(IMPORTS / "linkedin/export")
    cut = whole[: len(whole) // 2]

    assert detect("x.zip", cut) == ["linkedin"]
    with pytest.raises(InputError, match="damaged"):
        importer("linkedin")(cut)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../Profile.csv", "First Name,Last Name\nAda,Nordahl\n")
        archive.writestr("Positions.csv", "")
    assert importer("linkedin")(out.getvalue()).profile.name == "Ada Nordahl"


def test_many_problems_are_counted_and_not_all_shown():
    works_without_titles = json.dumps([{"type": "book", f"key{n}": 1} for n in range(1000)])
    problems = importer("csl-json")(works_without_titles).problems

    assert len(problems) < 500
    assert problems[-1].message == "and 1600 more problems like these"


def test_bibtex_does_not_detect_pages_with_code():
    assert not bibtex.detects("x.md", "# Page\n\n```\n@article{a, title = {b}}\n```\n")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u2060", "\x1b", "\x9b"])
@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (
            "crossref",
            """{"message-type": "work", "message": {"DOI": "10.5555/a?b", "title": ["Salt? in ?it"], "volume": "4?4",
            "author": [{"given": "Zo?ë", "family": "Ek?"}], "container-title": ["J?F"], "page": "1-2?",
            "type": "journal-article", "issued": {"date-parts": [[2021]]}}}""",
        ),
        ("bibtex", "@article{a, title={Salt? in ?it}, author={Zo?ë Ek?}, journal={J?F}, volume={4?4}, note={A?b}}"),
        ("ris", "TY  - JOUR\nTI  - Salt? in ?it\nAU  - Ek?, Zo?ë\nJO  - J?F\nVL  - 4?4\nPY  - 2021\nER  - \n"),
        ("rendercv", 'cv: {name: "Zo?ë Ek", sections: {awards: ["A? prize ?in"]}}'),
    ],
    ids=["crossref", "bibtex", "ris", "rendercv"],
)
def test_no_hidden_character_comes_in(kind, record, mark):
    """A service or a page must not put marks unseen into a profile that reorder the text around them."""
    text = record.replace("?", json.dumps(mark)[1:-1] if kind in ("crossref", "rendercv") else mark)
    found, clean = read(kind, text)[0], read(kind, record.replace("?", ""))[0]

    assert found == clean
    assert clean.publications or clean.awards


def test_no_hidden_marks_beside_each_other_come_in():
    for number in range(1, 5):
        for marks in itertools.product("\u202e\u200b\u200c\u200da", repeat=number):
            text = f"Sa{''.join(marks)}lt"
            found = read("bibtex", f"@article{{a, title={{{text}}}, author={{Zoë Ek}}, journal={{J}}}}")[0]
            title = found.publications[0].title
            assert not REORDERS.search(title)
            assert not SPLITS.search(title)
            assert title == re.sub("[^a-zS]", "", text)


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\x1b"])
def test_no_hidden_character_of_a_page_comes_in(mark):
    page = (IMPORTS / "homepage/apa.md").read_text("utf-8")
    found = read("homepage", re.sub(r"(?<=[a-z]{3})(?= )", mark, page))[0]

    assert found.publications
    assert not any(mark in text for _, text in Subject(found, {}).texts)
