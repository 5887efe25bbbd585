"""The forms that come with cvgen: what they ask for, heading by heading and limit by limit, as their funders say it."""

import re

import jsonschema
import pytest
import yaml

from cvgen.forms import describe, library
from cvgen.forms.model import Form
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import parse
from cvgen.profile.yaml.json_schema import schema
from tests.conftest import ROOT
from tests.test_schema import data

SCHEMA = jsonschema.Draft7Validator(schema(Form))

# What the sources say, in their order and words: sections, parts and labels of facts.
HEADINGS = {
    "cihr-profile": [
        "Name and Affiliation", "Name", "Affiliation", "Personal Statement", "Position and Honors",
        "Contribution to Knowledge Creation", "Other relevant information",
    ],
    "dfg": [
        "Personal Data", "Title", "First name", "Name", "Current position", "Current institution(s)/site(s), country",
        "Identifiers / ORCID", "Qualifications and Career", "Degree programme", "Doctorate",
        "Stages of academic/professional career", "Supplementary Career Information",
        "Activities in the Research System", "Supervision of Researchers in Early Career Phases", "Scientific Results",
        "Category A", "Category B", "Academic Distinctions", "Other Information",
        "Data protection and consent to the processing of optional data",
    ],
    "erc-2027": [
        "PERSONAL DETAILS", "Family name", "First name", "Researcher unique identifier(s)", "URL for web site",
        "Education and key qualifications", "Current position(s)", "Previous position(s)",
        "RESEARCH ACHIEVEMENTS AND PEER RECOGNITION", "Research achievements", "Peer recognition",
        "ADDITIONAL INFORMATION", "Career breaks, diverse career paths and major life events",
        "Other contributions to the research community",
    ],
    "msca-pf": [
        "ORCID", "Professional experience", "Education", "Career gaps and unconventional paths",
        "Publications and other outputs",
        "Publications in peer-reviewed scientific journals, peer-reviewed conference proceedings, and monographs",
        "Other outputs such as data, software, algorithms", "Invited presentations",
        "Organisation of international conferences", "Research expeditions led by the researcher", "Granted patents",
        "Examples of participation in industrial innovation", "Prizes and Awards", "Funding received so far",
        "Supervising and mentoring activities", "Other items of interest",
    ],
    "nih": [
        "Identifying Information", "Name", "ORCID iD", "Position title", "Organization", "Location",
        "Professional Preparation", "Appointments and Positions", "Service positions", "Products",
        "Products Most Closely Related to the Proposed Project", "Other Significant Products", "Supplement",
        "Personal Statement", "Honors", "Contributions to Science",
    ],
    "nsf-bio": [
        "Identifying Information", "Name", "ORCID iD", "Position title", "Organization and Location", "Name",
        "Location", "Professional Preparation", "Appointments and Positions", "Products",
        "Products Most Closely Related to the Proposed Project",
        "Other Significant Products, Whether or Not Related to the Proposed Project",
    ],
    "nsf-synergistic": ["Synergistic Activities"],
    "nwo": ["Academic profile", "Key output"],
    "royal-society": [
        "Personal statement", "How have you contributed to the generation of knowledge?",
        "How have you contributed to the development of individuals?",
        "How have you contributed to the wider research community?", "How have you contributed to broader society?",
        "Additions",
    ],
    "snsf": [
        "Education and training", "Previous and current employment", "Major achievements with selected works",
        "Net academic age", "Net academic age", "Career breaks", "ORCID iD", "ORCID iD",
    ],
    "tri-agency": [
        "Personal statement", "Most significant contributions and experiences", "Supervisory and mentorship activities",
    ],
    "ukri-r4ri": [
        "Contributions to the generation of new ideas, tools, methodologies or knowledge",
        "The development of others and maintenance of effective working relationships",
        "Contributions to the wider research and innovation community",
        "Contributions to broader research or innovation users and audiences, and towards wider societal benefit",
    ],
}  # fmt: skip

# Every limit, and what the sources ask of the pages.
LIMITS = {
    "cihr-profile": {"pages": 3},
    "dfg": {"pages": 4, "Category A entries": 10, "Category B entries": 10},
    "erc-2027": {"pages": 4, "Research achievements entries": 10},
    "msca-pf": {"pages": 5},
    "nih": {
        "Products Most Closely Related to the Proposed Project entries": 5, "Other Significant Products entries": 5,
        "Personal Statement chars": 3500, "Honors entries": 15, "Contributions to Science entries": 5,
        "Contributions to Science chars_each": 2000,
    },
    "nsf-bio": {
        "Products Most Closely Related to the Proposed Project entries": 5,
        "Other Significant Products, Whether or Not Related to the Proposed Project entries": 5,
    },
    "nsf-synergistic": {"pages": 1, "Synergistic Activities entries": 5},
    "nwo": {"Key output entries": 10},
    "royal-society": {"words": 1000},
    "snsf": {
        "Major achievements with selected works entries": 3, "Major achievements with selected works works": 10,
        "Major achievements with selected works chars": 4350,
    },
    "tri-agency": {"pages": 5, "pages in fr": 6},
    "ukri-r4ri": {"words": 1000},
}  # fmt: skip
PAGES = {
    "cihr-profile": "12pt 2cm 2cm 2cm", "dfg": "11.8pt - - -", "erc-2027": "11pt 2cm 1.5cm 1.5cm",
    "msca-pf": "11pt 1.5cm 1.5cm 1.5cm",
    "nsf-synergistic": "11pt 2.54cm 2.54cm 2.54cm", "tri-agency": "12pt 2cm 2cm 2cm",
}  # fmt: skip


@pytest.mark.parametrize("name", library.names())
def test_the_headings_are_those_of_the_funder(name):
    form = library.shipped(name)
    found = []
    for section in form.sections:
        found += [str(section.title)] if section.title else []
        for part in section.parts:
            found += [str(part.title)] if part.title else []
            found += [fact.label for fact in part.facts]

    assert found == HEADINGS[name]


@pytest.mark.parametrize("name", library.names())
def test_the_limits_are_those_of_the_funder(name):
    form = library.shipped(name)
    found = {limit: most for limit in ("pages", "words", "chars") if (most := getattr(form, limit))}
    found |= {f"pages in {language}": most for language, most in form.pages_in.items()}
    for part in form.parts:
        for limit in ("entries", "works", "words", "chars", "words_each", "chars_each"):
            found |= {f"{part.title} {limit}": most} if (most := getattr(part, limit)) else {}

    assert found == LIMITS[name]


@pytest.mark.parametrize("name", library.names())
def test_sizes_and_margins_are_those_of_the_funder(name):
    page = library.shipped(name).page
    asked = (page.text_size, page.margin_side, page.margin_top, page.margin_bottom) if page else ()

    assert " ".join(one or "-" for one in asked) == PAGES.get(name, "")


def test_a_schema_is_one_of_draft_07_and_explains_every_key():
    jsonschema.Draft7Validator.check_schema(SCHEMA.schema)
    shapes = [SCHEMA.schema, *SCHEMA.schema["definitions"].values()]
    keys = [one for shape in shapes for one in shape.get("properties", {}).values()]

    assert len(keys) > 45
    assert all(one["description"] for one in keys)


@pytest.mark.parametrize("name", library.names())
def test_a_form_is_valid_by_the_schema(name):
    text = (library.FOLDER / f"{name}.yaml").read_text("utf-8")

    assert list(SCHEMA.iter_errors(data(yaml.compose(text)))) == []


MINE = "title: T\nfunder: F\nversion: '1'\nchecked: 2026-01-01\nsections:\n- title: A\n  parts:\n  - {%s}\n"
PARTS = {
    "list: awards": True,
    "module: personal, chars: 100": True,
    "facts: [{label: Name, value: name}]": True,
    "list: awards, entries: 0": False,
    "list: prizes": False,
    "facts: [{label: Age, value: age}]": False,
    "module: personal, char: 100": False,
    "list: publications, show: [reason]": False,
    "list: awards, dates: weeks": False,
}


@pytest.mark.parametrize("part", PARTS)
def test_the_schema_refuses_what_the_reader_refuses(part):
    text = MINE % part
    try:
        is_read = bool(library.read(text, "mine.yaml"))
    except profile_yaml.InputError:
        is_read = False

    assert is_read == SCHEMA.is_valid(data(yaml.compose(text))) == PARTS[part]


# What `cvgen forms` prints.


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-29", "today"),
        ("2026-11-30", "1 day ago"),
        ("2026-12-29", "30 days ago"),
        ("2027-02-01", "2 months ago"),
        ("2028-11-29", "24 months ago"),
    ],
)
def test_the_age_of_a_form_is_told(today, said):
    assert describe.age(library.shipped("erc-2027"), parse(today)) == said


def test_an_old_form_is_not_to_be_trusted():
    form = library.shipped("erc-2027")
    told = [next(line for line in describe.described(form, "erc-2027", parse(today)) if line.startswith("checked"))
            for today in ("2026-12-01", "2028-01-01")]  # fmt: skip

    assert told == [
        "checked 2026-11-29 (2 days ago), certainty high",
        "checked 2026-11-29 (13 months ago), certainty high; read the call before you trust it",
    ]


def test_forms_are_listed_in_columns_with_their_funders():
    forms = {name: library.shipped(name) for name in library.names()}
    head, *lines = describe.table(forms, parse("2026-11-30"))

    assert head.split() == list(describe.HEADINGS)
    assert [line.split()[0] for line in lines[::2]] == library.names()
    for word in ("MAKES", "CHECKED", "CERTAIN"):  # each column begins in one place
        assert {line[head.index(word) - 1] for line in lines[::2]} == {" "}
        assert all(line[head.index(word)] != " " for line in lines[::2])
    assert all(form.funder in line for form, line in zip(forms.values(), lines[1::2], strict=True))


@pytest.mark.parametrize("name", library.names())
def test_a_description_has_every_part_with_its_module_and_limit(name):
    form = library.shipped(name)
    text = "\n".join(describe.described(form, name, parse("2026-11-30")))

    for part in form.parts:
        line = next(line for line in text.splitlines() if line.startswith(f"  {part.title or part.facts[0].label}"))
        assert f"[answers: {part.module}]" in line or not part.module
        assert all(f"{most:,} " in line for most in (part.entries, part.works, part.chars, part.chars_each) if most)
    assert all(one in text for one in (*form.sources, *form.unsure))


# The documentation.


def between(text, name, content):
    """Return a page with other lines between its marks."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = text.split(begin)
    return f"{before}{begin}\n{content}\n\n{end}{rest.split(end)[1]}"


def asked_by(modules, forms):
    """Return the names of the forms that have any of some modules, as a cell."""
    return ", ".join(name for name, form in forms.items() if set(modules) & set(form.modules))


@pytest.mark.golden
def test_the_documentation_says_of_each_form_what_its_file_says(golden):
    forms = {name: library.shipped(name) for name in library.names()}
    path = ROOT / "docs" / "forms.md"
    rows = [
        f"| [{name}]({form.sources[0]}) | {form.funder}: {form.title}; {form.version} | {describe.made(form)} "
        f"| {'; '.join(describe.limits(form)) or '–'} | {form.sure} | {form.checked} |"
        for name, form in forms.items()
    ]
    head = ["| form | of | makes | limits | certain | checked |", "|---|---|---|---|---|---|"]
    doubts = [f"- **{name}**: {' '.join(form.unsure)}" for name, form in forms.items() if form.unsure]
    text = between(path.read_text("utf-8"), "forms", "\n".join(head + rows))
    text = between(text, "doubts", "\n".join(doubts))
    text = re.sub(
        r"^(\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|.*\|)[^|]*\|$",
        lambda row: f"{row[1]} {asked_by(re.findall('`([^`]+)`', row[2]), forms)} |",
        text,
        flags=re.MULTILINE,
    )

    golden(path, text)


def test_every_module_of_every_form_is_in_the_documentation():
    text = (ROOT / "docs" / "forms.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", text, re.MULTILINE)
    listed = [module for row in rows for module in re.findall("`([^`]+)`", row)]

    assert sorted(listed) == sorted({module for name in library.names() for module in library.shipped(name).modules})
