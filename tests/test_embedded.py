"""What travels inside a PDF: what the page shows and nothing else, verified, and enough to build it again."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from cvgen import files
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.cli import main
from cvgen.pdf import attachment
from cvgen.problems import InputError
from cvgen.profile import dates
from cvgen.profile import yaml as profile_yaml
from tests import built
from tests.conftest import CASES

pytestmark = pytest.mark.pdf
EVERYTHING = BuildRequest(CASES["small"], dates.Date(2026, 11), names=("cv", "bio"))

PRIVATE = """# COMMENT-SECRET
name: Ada Lovelace
aliases: [Augusta ALIAS-SECRET King]
photo: photo.jpg
bio: {short: SHORT-SECRET., medium: "A bio of another length, with many more words than the short one has."}
positions:
  - {title: Professor, tags: [TAG-SECRET]}
  - {title: HIDDEN-SECRET, hidden: true}
publications:
  - {title: Shown, authors: [Ada Lovelace*], year: 2020, selected: true, abstract: ABSTRACT-SECRET}
  - {title: Hidden, authors: ["AUTHOR-SECRET+"], year: 2021, hidden: true, note: NOTE-SECRET}
marks: {"*": Equal contribution, "+": MARK-SECRET}
news: [{date: 2020, text: NEWS-SECRET}]
mentees: [{name: Alan, hidden: true, note: MENTEE-SECRET}]
sections:
  - {title: Shown, entries: [one, {title: SECTION-SECRET, hidden: true}]}
  - {title: HEADING-SECRET, hidden: true, entries: [two]}
"""


def build(loaded, *names):
    targets = plan_targets(loaded, replace(EVERYTHING, names=names))
    return [made.data for made in build_targets(targets, str).values()]


def opened(text):
    return LoadedProfile(profile_yaml.load(text).profile, text, None, [])


def test_nothing_private_travels():
    cv, bio = build(opened(PRIVATE), "cv", "bio")
    for data in (cv, bio):
        source = attachment.extract(data)
        assert "Ada Lovelace" in source
        assert "SECRET" not in source
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = b"".join(found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream))
        assert b"SECRET" not in streams


@pytest.mark.parametrize("case", sorted(set(CASES) - {"many"}))
def test_the_cv_is_built_again_byte_for_byte(case):
    before = built.pdf(case).data

    assert build(opened(attachment.extract(before)), "cv") == [before]


def test_the_bio_carries_only_what_fits_on_it():
    source = attachment.extract(built.pdf("example", "bio").data)
    profile = profile_yaml.load(source).profile

    assert 3 <= len(profile.publications) < 34
    assert len(profile.bio.longest_first()) == 1
    assert not profile.marks


def test_a_short_list_carries_no_more_of_a_paper_than_it_prints():
    papers, short = (
        profile_yaml.load(attachment.extract(data)).profile
        for data in build(built.loaded("senior"), "papers", "two-page")
    )

    assert set(papers.marks) == {"*"}
    assert {mark for paper in papers.publications for one in paper.authors for mark in one.marks} == {"*"}
    assert papers.publications
    assert all(sum(not one.left_out for one in paper.authors) <= 3 for paper in papers.publications)
    assert any(one.left_out for paper in papers.publications for one in paper.authors)
    assert short.publications
    assert not any(paper.links or paper.honors or paper.doi for paper in short.publications)


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(built.pdf("small").data)
    return path


def test_extract_prints_the_profile(pdf, capsys):
    assert main(["extract", str(pdf)]) == 0
    assert capsys.readouterr().out == attachment.extract(pdf.read_bytes())


def resaved(path, change=lambda pdf: None, **options):
    with pikepdf.open(path) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **options)
    return out.getvalue()


def swap(pdf):
    pdf.attachments["profile.yaml"] = b"name: Somebody Else\n"


def forget(pdf):
    del pdf.Root.Metadata


def remove(pdf):
    del pdf.attachments["profile.yaml"]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda path: resaved(path, swap), "was changed after it was made"),
        (lambda path: resaved(path, forget), "can't be checked"),
        (lambda path: resaved(path, remove), "carries no profile"),
        (lambda path: resaved(path, encryption=pikepdf.Encryption(owner="o", user="u")), "protected by a password"),
        (lambda path: path.read_bytes()[:700], "not a PDF"),
        (lambda path: b"%PDF-1.7 nonsense", "not a PDF"),
        (lambda path: b"", "not a PDF"),
        (lambda path: b"name: Ada", "not a PDF"),
    ],
)
def test_what_can_t_be_extracted_is_told(pdf, damage, complaint):
    with pytest.raises(InputError, match=complaint):
        attachment.extract(damage(pdf))


def test_a_pdf_without_source_says_so(tmp_path, capsys):
    (tmp_path / "profile.yaml").write_bytes(files.read(CASES["small"]))
    where = [str(tmp_path / "profile.yaml"), "-o", str(tmp_path)]

    assert main(["build", *where, "--no-source", "--only", "cv"]) == 0
    assert main(["extract", str(tmp_path / "cv.pdf")]) == 1
    assert "carries no profile" in capsys.readouterr().err


def changed_in(data, change):
    """The bytes of a PDF after a change of its pages that keeps everything else."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def draw_over(pdf):
    page = pdf.pages[0]
    page.contents_add(b"0 g 50 50 400 400 re f")


def remove_a_page(pdf):
    del pdf.pages[-1]


def add_a_box(pdf):
    box = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[50, 50, 400, 400])
    pdf.pages[0].Annots = pikepdf.Array([*pdf.pages[0].get("/Annots", ()), box])


def fill_in_a_form(pdf):
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[50, 50, 400, 400])
    field = pdf.make_indirect(field)
    pdf.pages[0].Annots = pikepdf.Array([*pdf.pages[0].get("/Annots", ()), field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])


def give_a_link_a_look(pdf):
    pdf.pages[0].Annots[0].AP = pikepdf.Dictionary()


def let_a_link_run(pdf):
    pdf.pages[0].Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def cut(pdf):
    pdf.pages[0].obj.CropBox = [0, 0, 100, 100]


def turn(pdf):
    pdf.pages[0].obj.Rotate = 90


def scale(pdf):
    pdf.pages[0].obj.UserUnit = 2


def run_when_opened(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def remove_the_digest(pdf):
    draw_over(pdf)
    pdf.Root.Metadata.write(re.sub(rb"<cvgen:pages>.*?</cvgen:pages>", b"", pdf.Root.Metadata.read_bytes()))


CHANGES = [draw_over, remove_a_page, add_a_box, fill_in_a_form, give_a_link_a_look, let_a_link_run, cut, turn, scale,
           run_when_opened, remove_the_digest]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["cv", "bio"])
def test_changed_pages_are_noticed(change, name, tmp_path, capsys):
    before = built.pdf("example", name).data
    path = tmp_path / "changed.pdf"
    path.write_bytes(changed_in(before, change) if (change, name) != (remove_a_page, "bio") else blank(before))

    assert not attachment.has_changed_pages(before)
    assert not attachment.has_changed_pages(changed_in(before, lambda pdf: None))
    assert main(["extract", str(path)]) == 0
    assert "the pages of this PDF were changed after it was built" in capsys.readouterr().err
    if change is not remove_a_page:
        main(["diff", str(path), str(path)])
        assert "were changed after cvgen built them" in capsys.readouterr().err


def blank(data):
    """The bytes of a PDF with an empty page added."""
    return changed_in(data, lambda pdf: pdf.add_blank_page())
