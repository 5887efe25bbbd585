"""Facts of a publication have one home: its year, its status and its identifiers are the same in every output."""

import csv
import io
import re
import shutil
from dataclasses import replace

import pytest

from cvgen.checks import check
from cvgen.cli import main
from cvgen.diff.activity import by_dates, by_versions
from cvgen.diff.compare import diff
from cvgen.diff.match.venues import same_venue
from cvgen.importers import importer
from cvgen.online.enrich import missing, queries
from cvgen.online.identifiers import parse_identifier
from cvgen.profile.dates import Date, date_of, year_of
from cvgen.profile.identifiers import (
    arxiv_date,
    find_arxiv,
    identifiers_in_link,
    identifiers_of,
    is_isbn,
    is_orcid,
    weak_identifiers,
)
from cvgen.profile.model import Publication
from cvgen.profile.status import has_appeared, is_server, server_name, split_status, stage_of
from cvgen.profile.yaml import load
from tests.conftest import ROOT

# The journal says 2023; it was printed in January 2024.
TWO_YEARS = """name: Ada Poe
headline: Professor
publications:
  - title: Ice on Rivers
    authors: [Ada Poe, Bo Ray]
    venue: Journal of Ice
    type: journal
    year: 2023
    date: 2024-01-15
    selected: true
mentees: [{name: Bo Ray, role: phd}]
documents:
  cv: {mentees: {papers: titles}}
  later: {kind: cv, since: 2024}
  earlier: {kind: cv, until: 2023}
  newest: {kind: cv, publications: {limit: 1}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    return tmp_path


def built(folder, form, name="cv", text=TWO_YEARS):
    """The text of one document of a profile in one format."""
    (folder / "profile.yaml").write_text(text, "utf-8")
    shutil.rmtree(folder / "output", ignore_errors=True)
    assert main(["build", "--to", form, "--only", name]) == 0
    (path,) = (folder / "output").glob(f"{name}.*")
    return path.read_text("utf-8")


def years(text):
    return set(re.findall(r"\b20[12]\d\b", re.sub(r"November 2026", "", text)))


# ---- one year ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "year", "date"),
    [
        ({"year": 2023}, 2023, Date(2023)),
        ({"date": Date(2024, 1, 15)}, 2024, Date(2024, 1, 15)),
        ({"year": 2024, "date": Date(2024, 1)}, 2024, Date(2024, 1)),
        ({"year": 2023, "date": Date(2024, 1, 15)}, 2023, Date(2023)),
        ({"year": 2024, "date": Date(2023, 12)}, 2024, Date(2024)),
        ({"date": Date(9999)}, None, None),
        ({}, None, None),
    ],
)
def test_the_year_decides_and_the_date_is_exact_within_it(values, year, date):
    assert (year_of(Publication(title="A", **values)), date_of(Publication(title="A", **values))) == (year, date)


@pytest.mark.parametrize("form", ["txt", "html", "md", "bibtex", "csl-json", "jsonresume"])
def test_one_year_in_every_format(folder, form):
    assert years(built(folder, form)) == {"2023"}


def test_the_cv_groups_by_it(folder):
    assert "\n2023\n" in built(folder, "txt")


def test_ids_have_it(folder, capsys):
    (folder / "profile.yaml").write_text(TWO_YEARS)

    assert main(["id"]) == 0
    assert "poe2023-ice" in capsys.readouterr().out


def test_bibtex_gives_no_month_of_another_year(folder):
    assert "month" not in built(folder, "bibtex")
    assert "month = jan" in built(folder, "bibtex", text=TWO_YEARS.replace("year: 2023", "year: 2024"))


def test_a_document_of_a_period_goes_by_it(folder):
    assert "Ice on Rivers" in built(folder, "txt", "earlier")
    assert "Ice on Rivers" not in built(folder, "txt", "later")


def test_a_limit_keeps_the_newest_by_it(folder):
    newer = "  - {title: Mud in Motion, venue: Journal of Mud, year: 2024, selected: true}\nmentees: ["
    text = built(folder, "txt", "newest", TWO_YEARS.replace("mentees: [", newer))

    assert "Mud in Motion" in text
    assert "Ice on Rivers" not in text


def test_the_papers_of_a_mentee_have_it(folder):
    assert "Ice on Rivers, Journal of Ice 2023" in built(folder, "txt")


def test_a_report_goes_by_it(folder):
    profile = load(TWO_YEARS).profile
    groups = [[entry.group for entry in by_dates(profile, Date(year, 1), Date(year, 12))[0]] for year in (2023, 2024)]

    assert groups == [["published"], []]


def test_a_biography_has_it(folder, capsys):
    (folder / "profile.yaml").write_text(TWO_YEARS)

    assert main(["bio", "--words", "60"]) == 0
    assert years(capsys.readouterr().out) <= {"2023"}
    assert "Journal of Ice, 2023" in bio(capsys, folder)


def bio(capsys, folder):
    assert main(["bio", "--words", "200"]) == 0
    return capsys.readouterr().out


def test_a_biography_counts_years_from_it(folder, capsys):
    older = "  - {title: Mud, authors: [Ada Poe], venue: Journal of Ice, type: journal, year: 2017, date: 2018-01}"
    (folder / "profile.yaml").write_text(TWO_YEARS.replace("mentees: [", f"{older}\nmentees: ["))

    assert "since 2017" in bio(capsys, folder)


def test_coauthors_are_listed_by_it(folder, capsys):
    (folder / "profile.yaml").write_text(TWO_YEARS)

    assert main(["coauthors", "--date", "2027-01", "--months", "48"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))[1] == ["Bo Ray", "", "2023", "1"]
    assert main(["coauthors", "--date", "2028-01", "--months", "48"]) == 0
    assert "Bo Ray" not in capsys.readouterr().out


def test_the_chart_counts_by_it(folder):
    older = "  - {title: Mud in Motion, venue: Journal of Mud, type: journal, year: 2022, date: 2023-01}\nmentees: ["
    (folder / "profile.yaml").write_text(TWO_YEARS.replace("mentees: [", older))

    assert main(["build", "--to", "html", "--only", "cv", "--chart"]) == 0
    assert "2 publications since 2022: 1 in 2022; 1 in 2023" in (folder / "output" / "cv.html").read_text("utf-8")


def test_a_year_that_nobody_knows_is_none():
    text = "name: A\npublications: [{title: On its way, status: submitted}, {title: Old, venue: Annals}]"

    assert [year_of(paper) for paper in load(text).profile.publications] == [None, None]


def test_a_paper_without_a_year_has_no_last_year_in_the_list_of_coauthors(folder, capsys):
    text = "name: A Poe\npublications: [{title: On its way, authors: [A Poe, Bo Ray], status: submitted}]"
    (folder / "profile.yaml").write_text(text)

    assert main(["coauthors"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["Bo Ray", "", "", "1"]


# ---- identifiers ---------------------------------------------------------------------------------

ARXIV = "2402.02377"


@pytest.mark.parametrize(
    "form",
    [
        "2402.02377v2",
        "arXiv:2402.02377",
        "arxiv: 2402.02377v3",
        "https://arxiv.org/abs/2402.02377v1",
        "http://www.arxiv.org/pdf/2402.02377v2.pdf",
        "https://arxiv.org/html/2402.02377v1",
        "https://export.arxiv.org/abs/2402.02377/",
    ],
)
def test_an_arxiv_number_is_the_same_in_every_form(folder, form):
    paper = Publication(title="Ice", arxiv=form)
    text = f"name: A\npublications: [{{title: Ice, arxiv: '{form}'}}]"

    assert identifiers_of(paper) == {"arxiv": ARXIV}
    assert find_arxiv(form, sure=True) == ARXIV
    assert parse_identifier(form).number == ARXIV
    assert queries(paper) == [f"arxiv:{ARXIV}"]
    assert check(load(text).profile, {}) == []
    assert f"https://arxiv.org/abs/{ARXIV}" in built(folder, "html", text=text)
    assert re.search(rf"eprint = {{{ARXIV}(v\d)?}}", built(folder, "bibtex", text=text))


@pytest.mark.parametrize("page", ["abs", "pdf", "html"])
def test_a_link_to_arxiv_proves_as_much_as_the_number(page):
    by_link = Publication(title="On the Control of Hot Things", links={"Paper": f"https://arxiv.org/{page}/{ARXIV}v1"})
    by_number = Publication(title="Heat and its control", arxiv=ARXIV, authors=by_link.authors)

    assert weak_identifiers(by_link) == weak_identifiers(by_number) == {("arxiv", ARXIV)}
    assert queries(by_link) == queries(by_number)


@pytest.mark.pdf
def test_a_pdf_carries_a_number_that_is_written_as_an_address(folder, capsys):
    text = f"name: Ada Poe\npublications: [{{title: Ice, authors: [Ada Poe], arxiv: 'https://arxiv.org/html/{ARXIV}'}}]"
    (folder / "profile.yaml").write_text(text)

    assert main(["build", "--only", "cv"]) == 0
    capsys.readouterr()
    assert main(["extract", "output/cv.pdf"]) == 0
    assert ARXIV in capsys.readouterr().out


@pytest.mark.parametrize("number", ["math/0309136", "math.GT/0309136v2", "arXiv:math.GT/0309136"])
def test_an_old_number_is_the_same_without_its_subject_class(number):
    assert identifiers_of(Publication(title="Knots", arxiv=number)) == {"arxiv": "math/0309136"}
    assert str(parse_identifier(number)) == "arxiv:math/0309136"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://doi.org/10.1145/ABC.1", {"doi": "10.1145/abc.1"}),
        ("https://dx.doi.org/10.1145%2Fabc.1?from=x", {"doi": "10.1145/abc.1"}),
        ("https://doi.org/10.48550/arXiv.2402.02377", {"arxiv": ARXIV}),
        ("https://pubmed.ncbi.nlm.nih.gov/1234567/", {"pmid": "1234567"}),
        ("https://openreview.net/forum?id=a-B_c&noteId=2", {"openreview": "a-B_c"}),
        ("https://example.org/abs/2402.02377", {}),
    ],
)
def test_the_identifier_in_a_link(url, found):
    assert identifiers_in_link(url) == found


def test_a_pubmed_number_and_an_isbn_have_one_spelling():
    paper = Publication(title="A", pmid="PMID: 1234567", isbn="0-306-40615-x")

    assert identifiers_of(paper) == {"pmid": "1234567", "isbn": "030640615X"}


def test_no_announcement_in_a_thirteenth_month():
    assert arxiv_date("2402.02370v2") == (2024, 2)
    assert arxiv_date("https://arxiv.org/abs/hep-th/9901001") == (1999, 1)
    assert arxiv_date("2413.00001") is None


def test_a_check_digit_is_computed_in_one_place():
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cvgen").rglob("*.py")
        if "% 11" in path.read_text("utf-8")
    ]

    assert found == ["cvgen/profile/identifiers.py"]
    assert [is_isbn(number) for number in ("0306406152", "080442957X", "9780306406157")] == [True] * 3
    assert [is_isbn(number) for number in ("0306406153", "9780306406158", "9770306406157", "")] == [False] * 4
    assert [is_orcid(number) for number in ("0000-0002-1694-233X", "000000021694233x")] == [True] * 2
    assert [is_orcid(number) for number in ("0000-0002-1694-2330", "0000-0002-1694", "")] == [False] * 3


def test_the_patterns_of_identifiers_are_written_once():
    pattern = re.compile(r"10\\\.\\d\{|arxiv\\\.org(?!/a/)|doi\\\.org|openreview\\\.net")
    found = [path.name for path in (ROOT / "cvgen").rglob("*.py") if pattern.search(path.read_text("utf-8"))]

    assert found == ["identifiers.py"]


# ---- how far it has come -------------------------------------------------------------------------

SERVERS = [
    "arXiv", "CoRR", "arXiv preprint arXiv:2402.02377, 2024", "bioRxiv", "SSRN Electronic Journal", "OSF",
    "OSF Preprints", "Research Square", "Preprints.org", "PsyArXiv", "in revision; preprint on arXiv",
]  # fmt: skip
NO_SERVERS = ["Journal of Ice", "Physica XIV", "Mem. Corr. Sci.", "Ossification", None]


def profile_with(venue, more=""):
    text = f"""name: Ada Poe
headline: Professor
publications:
  - {{title: Ice on Rivers and in Lakes, authors: [Ada Poe], venue: "{venue}", year: 2024, selected: true{more}}}
"""
    return load(text).profile, text


@pytest.mark.parametrize("venue", SERVERS)
def test_a_server_is_no_journal_anywhere(folder, capsys, venue):
    profile, text = profile_with(venue)
    (paper,) = profile.publications
    journal, _ = profile_with("Journal of Ice")

    assert not has_appeared(paper)
    assert "Publications\n====" not in built(folder, "txt", text=text)
    assert [entry.group for entry in by_dates(profile, Date(2024, 1), Date(2024, 12))[0]] != ["published"]
    assert [entry.group for entry in by_versions(profile, journal)] == ["published"]
    assert "Ice on Rivers" not in bio(capsys, folder)
    twice = replace(profile, publications=(*journal.publications, paper))
    assert check(twice, {})[0].message.endswith("which has been published")
    doi = replace(paper, doi="10.1000/ice", type=None)
    assert missing(replace(profile, publications=(doi,)))  # it may have appeared since
    assert [change.kind for event in diff(profile, journal).events for change in event.changes] == ["accepted"]


@pytest.mark.parametrize("venue", NO_SERVERS)
def test_what_is_no_server(venue):
    assert stage_of(Publication(title="A", venue=venue)) == "published"
    assert not is_server(venue or "")


def test_arxiv_and_corr_are_one_server():
    (event,) = diff(profile_with("CoRR")[0], profile_with("arXiv")[0]).events

    assert [change.kind for change in event.changes] == ["venue_spelling"]
    assert same_venue("arXiv preprint arXiv:2402.02377", "CoRR")
    assert not same_venue("arXiv", "bioRxiv")
    assert server_name("CoRR") == server_name("arXiv preprint") == "arXiv"


def test_data_on_a_server_is_no_preprint():
    assert stage_of(Publication(title="A", venue="OSF", type="dataset")) == "published"


@pytest.mark.parametrize(
    ("venue", "name", "status"),
    [
        ("accepted in Seismica", "Seismica", "accepted"),
        ("Nature (in press)", "Nature", "in press"),
        ("Nature, in press, 2024", "Nature, 2024", "in press"),
        ("Cold Letters, to appear", "Cold Letters", "accepted"),
        ("ICLR 2021 submission", "ICLR 2021", "submitted"),
        ("under review at JMLR", "JMLR", "under review"),
        ("JMLR under review", "JMLR", "under review"),
        ("JMLR (in revision)", "JMLR", "in revision"),
        ("Pediatrics in Review", "Pediatrics in Review", None),
        ("CHI 2015 Work in Progress", "CHI 2015 Work in Progress", None),
        ("Nature", "Nature", None),
    ],
)
def test_the_status_in_a_venue_is_read_in_one_way(folder, venue, name, status):
    bib = importer("bibtex")(f"@article{{a, title = {{Ice}}, author = {{Ada Poe}}, journal = {{{venue}}}}}").profile
    ris = importer("ris")(f"TY  - JOUR\nTI  - Ice\nAU  - Poe, Ada\nJO  - {venue}\nER  - \n").profile
    heading = "Submissions" if status in ("submitted", "under review", "in revision") else "Publications"

    assert split_status(venue) == (name, status)
    assert stage_of(Publication(title="Ice", venue=venue)) == (status or "published")
    for profile in (bib, ris):
        assert (profile.publications[0].venue, profile.publications[0].status) == (name, status or "published")
    assert f"\n{heading}" in built(folder, "txt", text=profile_with(venue)[1])


def test_a_status_is_printed_once(folder):
    text = built(folder, "txt", text=profile_with("accepted in Seismica", ", status: accepted")[1])

    assert text.count("accepted") == 1


def test_as_many_papers_are_claimed_as_are_counted(folder, capsys):
    own = "  - {title: My view of ice, venue: Ice Weekly, year: 2024, type: journal, section: Essays}"
    shared = "\n".join(
        f"  - {{title: Ice {at}, venue: Journal of Ice {at}, year: 2020, type: journal}}" for at in range(5)
    )
    text = f"name: Ada Poe\nheadline: Professor\npublications:\n{own}\n{shared}\n"
    (folder / "profile.yaml").write_text(text)

    assert "has published five papers" in bio(capsys, folder)
    said = load(f"{text}bio: She has published five papers.\n").profile
    assert check(said, {}, today=Date(2026, 11, 21)) == []
    assert check(load(f"{text}bio: She has published three papers.\n").profile, {}, today=Date(2026, 11, 21))


def test_the_servers_of_preprints_are_listed_once():
    found = [
        path.name for path in (ROOT / "cvgen").rglob("*.py") if re.search(r"rxiv\b.*\|.*ssrn", path.read_text("utf-8"))
    ]

    assert found == ["status.py"]


# ---- one home ------------------------------------------------------------------------------------

# Code that checks, exports or imports the keys themselves, and the homes of the facts.
MAY_READ_KEYS = ("checks/papers.py", "exporters/", "importers/", "profile/")


def test_nobody_else_reads_the_keys_of_year_and_status():
    key = re.compile(r"\b(paper|publication|work)\.(status|year)\b")
    modules = [path.relative_to(ROOT / "cvgen").as_posix() for path in (ROOT / "cvgen").rglob("*.py")]
    others = [name for name in modules if not name.startswith(MAY_READ_KEYS)]
    found = {name: key.findall((ROOT / "cvgen" / name).read_text("utf-8")) for name in others}

    assert len(others) > 100
    assert {name: hits for name, hits in found.items() if hits} == {}
