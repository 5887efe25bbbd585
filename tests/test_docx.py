"""Word files: what they say and how they look to programs, what they carry, and what comes back from somebody else."""

import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pypdf
import pytest
from openxml_audit import OpenXmlValidator

from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.cli import main
from cvgen.document.markdown import spans
from cvgen.document.tree import Document, Header, Item, Section, Span, every_item, every_section
from cvgen.importers import detect, importer
from cvgen.office import OLD
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.versions.returned import edits
from cvgen.versions.sources import resolve
from cvgen.word import attachment
from cvgen.word.bookmarks import bookmark, section_of
from cvgen.word.package import MAIN
from cvgen.word.text import paragraphs
from cvgen.writers import EngineMissingError, style, txt
from cvgen.writers.docx import NO_SIDEBAR, write
from cvgen.writers.docx.elements import W, clean
from cvgen.writers.docx.numbering import Numbering
from cvgen.writers.docx.text import address
from cvgen.writers.style import names
from tests.built import TODAY, loaded, pdf
from tests.conftest import CASES, ROOT

RETURNED = ROOT / "tests" / "word" / "returned.docx"  # of the case small, changed in LibreOffice, which tracked it
SMALL = ROOT / "tests" / "cases" / "small" / "profile.yaml"
HUGE = 200_000_000  # bytes


def built(case: str, name: str = "cv", look: str = "classic", paper: str = "a4", **options) -> bytes:
    request = BuildRequest(CASES[case], TODAY, names=(name,), formats=("docx",), style=look, paper=paper, **options)
    return build_targets(plan_targets(loaded(case), request), str)[f"{name}.docx"].data


def composed(case: str, look: str = "classic") -> Document:
    request = BuildRequest(CASES[case], TODAY, names=("cv",), formats=("docx",), style=look)
    return plan_targets(loaded(case), request)[0].compiled.document


def part(data: bytes, name: str = MAIN) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """The same file with other parts, by names with __ for /; None leaves one out."""
    out, new = io.BytesIO(), {name.replace("__", "/").replace("_xml", ".xml"): one for name, one in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        kept = {name: before.read(name) for name in before.namelist()} | new
        for name, content in kept.items():
            if content is not None:
                after.writestr(name, content)
    return out.getvalue()


def edited(data: bytes, old: str, new: str) -> bytes:
    xml = part(data).decode()
    assert old in xml
    return changed(data, word__document_xml=xml.replace(old, new, 1).encode())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", clean(text))


def text_document(*items: Item, **options) -> Document:
    return Document("T", "CV", Header("Ada"), (Section("Things", items, **options),), "Ada", "2026", name="cv")


# ---- what it says -------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_it_says_the_words_of_the_text_file_in_the_same_order(case):
    document = composed(case)
    said = [word for one in paragraphs(part(built(case))) for word in words(one.text)]

    def plainer(section):
        items = tuple(replace(item, number="") for item in section.items)
        return replace(section, items=items, sections=tuple(map(plainer, section.sections)))

    def unlinked(found):
        return tuple(replace(span, url=None) for span in found)

    header = replace(document.header, contacts=tuple(map(unlinked, document.header.contacts)))
    bare = replace(document, header=header, sections=tuple(map(plainer, document.sections)), date="")
    text = txt.write(bare).data.decode()
    addresses = [span.url for item in every_item(document.sections) for spans_ in (item.text, *item.lines, *item.points)
                 for span in spans_ if span.url and "label" in span.looks]  # fmt: skip
    for one in addresses:
        text = text.replace(f":\x1f{one}", "").replace(f": {one}", "", 1)
    text = re.sub(r"\n\s*(?=\S*://)", " ", text)
    for one in sorted(set(addresses), key=len, reverse=True):
        text = text.replace(f": {one}", "")
    assert said == words(text)


@pytest.mark.parametrize("look", names())
def test_no_style_loses_a_word(look):
    request = BuildRequest(CASES["senior"], TODAY, names=("cv",), formats=("docx",), style=look)
    target = plan_targets(loaded("senior"), request)[0]
    told = [word for one in paragraphs(part(target.render().data)) for word in words(one.text)]
    classic = [word for one in paragraphs(part(built("senior"))) for word in words(one.text)]

    assert set(classic) <= set(told) | {"PI"}
    assert (NO_SIDEBAR in target.render().notes) == (look == "sidebar")


def test_programs_find_title_headings_styles_and_pages():
    found = docx.Document(io.BytesIO(built("senior", paper="letter")))
    properties, page = found.core_properties, found.sections[0]
    looks = style.load("classic", "letter")

    assert (properties.title, properties.author) == (composed("senior").title, "Theodora Kallimanis-Wray")
    assert (properties.subject, properties.language) == ("Curriculum Vitae – Theodora Kallimanis-Wray", "en-US")
    assert found.paragraphs[0].style.name == "Title"
    headings = [one.text for one in found.paragraphs if one.style.name == "Heading 1"]
    assert headings == [section.title for section in composed("senior").sections]
    assert {"Subtitle", "Heading 2", "List Bullet", "CV Entry", "CV Publication", "CV Note", "CV Year"} <= {
        one.style.name for one in found.paragraphs
    }
    assert page.page_width.pt == pytest.approx(612, abs=0.1)
    assert page.left_margin.pt == pytest.approx(looks.points("margin-side"), abs=0.1)
    foot = page.footer._element.xml
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    assert str(found.styles["Normal"].font.name or found.styles.element.xml).count("Source Serif 4")


def test_a_color_reaches_headings_and_theme():
    data = built("small", color="#aa0000")

    assert b'val="AA0000"' in part(data, "word/styles.xml")
    assert b"AA0000" in part(data, "word/theme/theme1.xml")


def test_numbers_are_lists_that_count_up_and_down():
    document, request = composed("senior"), BuildRequest(CASES["senior"], TODAY, names=("cv",), formats=("docx",))
    target = plan_targets(loaded("senior"), request)[0]
    choice = replace(target.options, publications=replace(target.options.publications or _choice(), numbering="down"))
    down = replace(target, options=choice)
    for printed, data in ((document, built("senior")), (down.compiled.document, down.render().data)):
        expected = [item.number for item in every_item(printed.sections) if item.number]
        assert len(expected) > 20
        assert numbers(data) == expected
    assert numbers(down.render().data)[0] == "30."


def _choice():
    from cvgen.profile.document_options import PublicationChoice

    return PublicationChoice()


def numbers(data: bytes) -> list[str]:
    """What Word prints before the paragraphs of numbered lists, counted as Word does."""
    found = docx.Document(io.BytesIO(data))
    root = found.part.numbering_part.element
    shapes = {one.get(f"{{{W}}}abstractNumId"): one for one in root.findall(f"{{{W}}}abstractNum")}
    lists = {one.get(f"{{{W}}}numId"): one for one in root.findall(f"{{{W}}}num")}
    counts: dict[str, int] = {}
    printed = []
    for one in found.element.body.iter(f"{{{W}}}numPr"):
        number = one.find(f"{{{W}}}numId").get(f"{{{W}}}val")
        first = lists[number].find(f".//{{{W}}}startOverride")
        counts[number] = counts.get(number, int(first.get(f"{{{W}}}val")) - 1) + 1
        shape = shapes[lists[number].find(f"{{{W}}}abstractNumId").get(f"{{{W}}}val")]
        printed.append(shape.find(f".//{{{W}}}lvlText").get(f"{{{W}}}val").replace("%1", str(counts[number])))
    return printed


def test_numbers_that_go_up_are_one_list_and_others_begin_anew():
    made = Numbering(40, 6, 40, 12, "000000")

    assert [made.list_of(one) for one in ("1.", "2.", "3.", "7.", "8.", "[1]", "–", "–", "5.", "4.")] == [
        2, 2, 2, 3, 3, 4, 5, 6, 7, 8,
    ]  # fmt: skip


@pytest.mark.parametrize("case", ["hostile", "scripts", "senior"])
def test_links_are_of_the_web_or_of_mail(case):
    found = docx.Document(io.BytesIO(built(case)))
    targets = [one.target_ref for one in found.part.rels.values() if one.is_external]

    assert targets
    assert all(re.match(r"(https?://|mailto:)[!-~]+$", one) for one in targets)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x y?q=é#f", "https://a.example/x%20y?q=%C3%A9#f"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("MAILTO:ada@a.example", "MAILTO:ada@a.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://user:word@a.example/", ""),
        ("mailto:a@b@c", ""),
        ("https://a.example/#a#b", ""),
        ("https://a.example/" + "x" * 3000, ""),
        (None, ""),
    ],
)
def test_addresses_that_word_would_not_take_are_text(url, expected):
    assert address(url) == expected


def test_what_xml_forbids_does_not_get_in():
    bad = "a\x00b\x0bc\ud800d\uffffe\u200bf  g\u202e"
    item = Item(
        (Span(bad, url="https://a.example/" + bad),), (spans(bad),), points=(spans(bad),), aside=bad, number=bad
    )
    document = replace(text_document(item), title=bad, author=bad, label=bad, date=bad, header=Header(bad, bad))
    data = write(document, style.load(), bad.encode("utf-8", "replace")).data

    assert [one.text for one in paragraphs(part(data))][:1] == ["ab c\ufffdd\ufffdef g ab c\ufffdd\ufffdef g"]
    assert errors(data) == []


def test_languages_are_said_run_by_run():
    xml = part(built("names")).decode()

    assert 'w:eastAsia="zh-CN"' in xml
    assert 'w:eastAsia="SimSun"' in xml
    assert '<w:lang w:bidi="he-IL" />' in xml
    assert "<w:rtl />" in xml
    assert b'w:val="en-US"' in part(built("names"), "word/styles.xml")
    hebrew = write(text_document(Item(spans("שלום עולם"), kind="prose"), kind="prose"), style.load()).data
    assert b"<w:bidi />" in part(hebrew)
    german = write(replace(text_document(Item(spans("Preis"))), language="de"), style.load()).data
    assert b'w:val="de-DE"' in part(german, "word/styles.xml")


def test_fonts_have_an_alternative_of_office():
    fonts = part(built("small"), "word/fontTable.xml").decode()

    assert '<w:font w:name="Source Serif 4"><w:altName w:val="Cambria" />' in fonts


def test_pictures_are_described():
    charted = built("senior", chart=True)
    photo = built("senior", "bio")

    assert re.search(r'<wp:docPr [^>]*descr="[^"]{20,}"', part(charted).decode())
    assert loaded("senior").photo.description.split(",")[0] in part(photo).decode()
    assert errors(charted) == []
    assert errors(photo) == []


def test_tables_repeat_their_headings_and_short_lists_have_two_columns():
    tables = part(built("senior", look="modern")).decode()
    assert tables.count("<w:tblHeader />") >= 2

    short = write(text_document(*(Item(spans(f"Name {one}")) for one in range(7))), style.load()).data
    (table,) = docx.Document(io.BytesIO(short)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Name 0", "Name 1"], ["Name 2", "Name 3"], ["Name 4", "Name 5"], ["Name 6", ""],
    ]  # fmt: skip


def test_entries_stay_together_and_headings_with_what_follows():
    found = docx.Document(io.BytesIO(built("senior"))).styles

    assert found["Heading 1"].paragraph_format.keep_with_next
    assert found["CV Entry"].paragraph_format.keep_together
    first = next(one for one in docx.Document(io.BytesIO(built("senior"))).paragraphs if one.style.name == "CV Entry")
    assert first.paragraph_format.keep_with_next


# ---- the file -----------------------------------------------------------------------------------


def errors(data: bytes) -> list[str]:
    """What a validator with the schemas of ECMA-376 finds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cv.docx"
        path.write_bytes(data)
        return [str(one.description) for one in OpenXmlValidator().validate(path).errors]


@pytest.mark.parametrize("look", ["classic", "modern", "banner"])
@pytest.mark.parametrize("case", [case for case in CASES if case != "many"])
def test_it_is_valid_by_the_schemas_of_the_standard(case, look):
    assert errors(built(case, look=look, paper="letter" if look == "banner" else "a4")) == []


def test_the_validator_can_fail():
    data = built("small")
    assert errors(edited(data, "<w:pPr><w:pStyle", "<w:pPr><w:keepNext /><w:pStyle")) != []


def test_two_builds_are_equal_byte_for_byte():
    assert built("senior", look="modern", chart=True) == built("senior", look="modern", chart=True)


def test_without_python_docx_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(EngineMissingError) as caught:
        write(text_document(Item(spans("x"))), style.load())
    assert "pip install '.[docx]'" in caught.value.hint


@pytest.mark.pdf
def test_a_bio_has_the_entries_of_its_page():
    bio = paragraphs(part(built("example", "bio")))
    page = pypdf.PdfReader(io.BytesIO(pdf("example", "bio").data)).pages[0].extract_text()

    text = " ".join(one.text for one in bio)
    assert "and 21 more" in text
    assert "and 21 more" in page
    assert len(text) < 3000


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.pdf
@pytest.mark.long
@pytest.mark.parametrize(
    ("case", "look"), [("example", "classic"), ("senior", "classic"), ("senior", "modern"), ("small", "compact")]
)
def test_libreoffice_opens_it_with_as_many_pages_as_the_pdf_within_one(case, look, tmp_path):
    (tmp_path / "cv.docx").write_bytes(built(case, look=look))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "cv.docx")]
    fonts = {
        "FONTCONFIG_FILE": str(ROOT / "styles" / "fonts" / "fonts.conf"),
        "HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run(command, env=fonts, check=True, capture_output=True, timeout=120)

    pages = len(pypdf.PdfReader(tmp_path / "cv.pdf").pages)
    assert abs(pages - pdf(case, style=look).pages) <= 1


# ---- redlines -----------------------------------------------------------------------------------


def test_a_redline_has_changes_that_word_accepts_or_rejects(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = (ROOT / "tests/cases/senior/profile.yaml").read_text("utf-8")
    after = before.replace("Halcyon Medal", "Golden Medal").replace("Ebb Prize", "Flood Prize")
    after = re.sub(r"(?m)^  - title: Best Lecturer of the Year\n(    .*\n)*", "", after, count=1)
    shutil.copy(ROOT / "tests/cases/senior/photo.jpg", tmp_path)
    Path("old.yaml").write_text(before, "utf-8")
    Path("new.yaml").write_text(after, "utf-8")

    assert main(["diff", "old.yaml", "new.yaml", "-o", "changes.docx"]) == 1
    data = Path("changes.docx").read_bytes()
    found = paragraphs(part(data))
    assert {one.author for line in found for one in line.changes} == {"cvgen"}
    assert errors(data) == []

    def whole(path: str, name: str = "cv") -> list[str]:
        from cvgen.build.loader import load_profile
        from cvgen.profile.document_options import DocumentOptions

        request = BuildRequest(Path(path), TODAY, names=("cv",), formats=("docx",))
        target = replace(plan_targets(load_profile(Path(path)), request)[0], options=DocumentOptions(kind="cv"))
        return [word for one in paragraphs(part(target.render().data)) for word in words(one.text)]

    assert [word for one in found for word in words(one.text)] == whole("new.yaml")
    assert [word for one in found for word in words(one.before)] == whole("old.yaml")


# ---- what comes back ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cv", "bio"])
@pytest.mark.pdf
def test_it_carries_the_profile_that_its_pdf_carries(name, tmp_path):
    data = built("senior", name)
    request = BuildRequest(CASES["senior"], TODAY, names=(name,), formats=("docx",))

    source = attachment.extract(data)
    assert importer("docx")(data).profile == profile_yaml.load(source).profile
    assert attachment.read(data).identity.document == name
    assert plan_targets(loaded("senior"), request)[0].visible_part() is not None
    if name == "cv":
        from cvgen.pdf import attachment as of_pdf

        assert source == of_pdf.extract(pdf("senior").data)
    assert not attachment.carries(built("senior", name, source=False))


def test_diff_and_extract_read_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("cv.docx").write_bytes(built("small"))
    Path("profile.yaml").write_text(SMALL.read_text("utf-8").replace("Carrow", "Barrow"), "utf-8")

    assert main(["diff", "cv.docx"]) == 1
    assert "University of Carrow → University of Barrow" in capsys.readouterr().out
    assert main(["extract", "cv.docx"]) == 0
    assert capsys.readouterr().out == attachment.extract(built("small"))


def test_words_changed_in_word_are_found_entry_by_entry():
    data = edited(built("senior"), "Best Lecturer of the Year", "Best Speaker of the Year")
    (event,) = edits(attachment.read(data))

    assert (event.op, event.section, event.title) == (
        "changed",
        "awards",
        "Best Lecturer of the Year, University of Carrow",
    )
    assert [(one.old, one.new) for one in event.changes] == [("Lecturer", "Speaker")]


def test_an_entry_that_somebody_deleted_in_word_is_named():
    xml = part(built("senior")).decode()
    found = re.search(r"<w:p><w:pPr><w:pStyle w:val=\"CVAward\" />(?:(?!</w:p>).)*Ebb Prize.*?</w:p>", xml)
    data = changed(built("senior"), word__document_xml=xml.replace(found[0], "").encode())

    (event,) = edits(attachment.read(data))
    assert (event.op, event.section) == ("removed", "awards")
    assert "Ebb Prize" in event.title


def test_changes_that_were_tracked_come_first_with_who_and_when(capsys):
    assert main(["diff", str(RETURNED), str(SMALL)]) == 1

    out, err = capsys.readouterr()
    assert "Jane Dean, 2026-11-29: words: Carrow{+ Bay+}" in out
    assert "Jane Dean, 2026-11-29: words: [-2026-]{+2027+}" in out
    assert "Jane Dean: comment added: Please add the year of your last degree." in out
    assert "what somebody changed in" in err
    first, *_ = edits(attachment.read(RETURNED.read_bytes()))
    assert first.section == "education"


def test_a_file_that_only_was_saved_again_is_unchanged():
    xml = part(built("small")).decode()
    again = changed(
        built("small"), word__document_xml=xml.replace("</w:t></w:r>", "</w:t></w:r><w:r><w:t></w:t></w:r>").encode()
    )

    assert not attachment.read(again).is_changed
    assert attachment.sound(again)


def test_words_that_somebody_changed_count_more_than_the_profile_inside(capsys):
    imported = importer("docx")(RETURNED.read_bytes())
    first, *left = [problem.message for problem in imported.problems]

    assert "the changes were put into the profile inside" in first
    assert imported.profile.education[0].institution == "University of Carrow Bay"
    assert [re.search(r"'[^']*' is now '[^']*'", one)[0] for one in left if "is now" in one] == ["'2026' is now '2027'"]
    assert main(["extract", str(RETURNED)]) == 0
    assert "was changed after cvgen made it" in capsys.readouterr().err


def test_a_profile_inside_that_was_changed_is_refused():
    xml = part(built("small"), "customXml/item1.xml").decode()
    forged = changed(built("small"), customXml__item1_xml=re.sub(r'sha256="..', 'sha256="00', xml).encode())

    with pytest.raises(InputError, match="changed after it was made"):
        attachment.extract(forged)
    assert attachment.sound(forged) == ""


def test_another_word_file_is_compared_by_its_words(tmp_path):
    foreign = docx.Document()
    foreign.add_paragraph("Milo Ferreira-Lund studies robots.")
    foreign.save(tmp_path / "other.docx")

    found = resolve(str(tmp_path / "other.docx"))
    assert (found.profile, found.words) == (None, ("Milo", "Ferreira-Lund", "studies", "robots."))


def test_bookmarks_name_entries():
    assert bookmark(("awards", 3)) == "_cvgen_awards_3"
    assert section_of("_cvgen_awards_3") == "awards"
    assert section_of(bookmark(("sections", 0, "entries", 2))) == "sections"
    assert bookmark(()) == bookmark(("x" * 50,)) == ""
    keys = {bookmark(item.key) for one in every_section(composed("senior").sections) for item in one.items if item.key}
    kept = set(re.findall(r'w:name="(_cvgen_\w+)"', part(built("senior")).decode()))
    assert kept
    assert kept <= keys


SENT = RETURNED.read_bytes()


@cache
def bomb() -> bytes:
    return changed(SENT, word__big_xml=b"<a>" + b" " * HUGE + b"</a>")


BAD = {
    "bomb": (bomb, "too large"),
    "macros": (changed(SENT, **{"word__vbaProject.bin": b"x"}), "contains macros"),
    "password": (OLD + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500, "protected by a password"),
    "old": (OLD + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "an old version of Word"),
    "entities": (changed(SENT, word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "not a readable"),
    "cut": (changed(SENT, word__document_xml=part(SENT)[:2000]), "not a readable"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["import", "extract", "diff"])
def test_a_file_that_can_not_be_used_gets_one_sentence(kind, command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("profile.yaml").write_text(SMALL.read_text("utf-8"), "utf-8")
    data, message = BAD[kind]
    Path("cv.docx").write_bytes(data() if callable(data) else data)

    assert main([command, "cv.docx"]) in (1, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("error:") == 1


def test_an_importer_takes_all_word_files():
    assert detect("x.docx", built("small")) == ["docx"]
    assert detect("x.doc", OLD + b"\0" * 9) == ["docx"]


@pytest.mark.pdf
def test_a_page_limit_leaves_out_what_the_pdf_leaves_out(tmp_path):
    from cvgen.build.loader import load_profile

    path = tmp_path / "profile.yaml"
    two = "\ndocuments: {two: {kind: cv, engine: typst, max_pages: 2, fit: true}}\n"
    path.write_text(CASES["example"].read_text("utf-8") + two, "utf-8")
    request = BuildRequest(path, TODAY, names=("two",), formats=("pdf", "docx"))
    targets = plan_targets(load_profile(path), request)
    made = build_targets(targets, str)

    word, printed = made["two.docx"], made["two.pdf"]
    from cvgen.pdf import attachment as of_pdf

    assert attachment.extract(word.data) == of_pdf.extract(printed.data)
    assert word.notes[0] == printed.notes[0]
    assert "no more than 2" in word.notes[-1]
    assert targets[0].visible_part() == targets[1].visible_part()


def test_rules_of_an_own_style_are_named_as_left_out():
    own = style.load("mine.css", own=":root { --accent-color: #aa0000 }\nh2 { float: left }")

    assert any("h2" in one for one in write(text_document(Item(spans("x"))), own).notes)


def test_an_import_changes_the_keys_whose_words_somebody_changed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    before = CASES["example"].read_text("utf-8")
    xml = part(built("example")).decode()
    for old, new in (
        (">Notable Area Chair<", ">Senior Area Chair<"),
        ("Morse: Dual-Sampling", "Morse: Triple-Sampling"),
        ("named after Intel", "called after Intel"),
        ("ScaleKD: ", ""),
    ):
        assert xml.count(old) == 1
        xml = xml.replace(old, new)
    Path("profile.yaml").write_text(before.replace("ScaleKD: Strong", "ScaleKD: Very Strong"), "utf-8")
    Path("back.docx").write_bytes(changed(built("example"), word__document_xml=xml.encode()))

    assert main(["import", "back.docx", "--into", "profile.yaml", "--write"]) == 0
    after = Path("profile.yaml").read_text("utf-8")
    assert "title: Senior Area Chair" in after
    assert "Morse: Triple-Sampling" in after
    assert "called after Intel" in after
    assert "ScaleKD: Very Strong" in after  # which I changed, too: mine is kept
    assert len(after.splitlines()) == len(before.splitlines())
    capsys.readouterr()


def test_a_change_that_is_in_no_key_is_said():
    data = edited(built("small"), "Soft grippers", "Hard grippers")
    imported = importer("docx")(data)

    assert imported.profile == imported.base
    assert "a change in Word that is not in the words of one key" in imported.problems[1].message


def test_a_row_of_a_table_is_an_entry():
    data = edited(built("senior", look="modern"), "Statistics for Sedimentologists", "Numbers for Sedimentologists")
    (event,) = edits(attachment.read(data))

    assert (event.section, event.title) == ("teaching", "Statistics for Sedimentologists")
    assert [(one.old, one.new) for one in event.changes] == [("Statistics", "Numbers")]


@pytest.mark.long
def test_damaged_bytes_never_stop_a_command():
    data, chance, refused = built("small"), random.Random(11), 0
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 9)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            edits(attachment.read(bytes(broken)))
        except InputError:
            refused += 1
    assert refused > 50
