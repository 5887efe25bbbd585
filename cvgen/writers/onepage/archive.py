"""Turn ReportLab's page and its tags into a PDF/A-3a and PDF/UA-1 file: structure tree, metadata, attached source."""

import io
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cvgen.document.tree import Document
from cvgen.pdf.pages import contents_of, sealed
from cvgen.pdf.streams import end_unambiguously, ends_unambiguously, padded
from cvgen.pdf.xmp import SOURCE_DESCRIPTION, SOURCE_NAME, packet
from cvgen.shipped import STYLES
from cvgen.writers.onepage.shaping import spelled
from cvgen.writers.onepage.tags import Annotation, Element, Sequence, Tags

PROFILE = STYLES / "sRGB2014.icc"  # the meaning of our colors, from the International Color Consortium
PRINTED = 4  # the flag of an annotation that is printed (ISO 32000-1, table 165)
MAPPING = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,6})>")
NO_DATE = "D:20000101000000Z"  # as in the full CV: an embedded file must have a date, and today's would vary


def archive(data: bytes, tags: Tags, document: Document, source: bytes) -> bytes:
    """Return the finished file for the bytes of one tagged page; `source` is attached unless it is empty."""
    source = padded(source)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, page = pdf.Root, pdf.pages[0].obj
        _build(pdf, tags, page)
        page.StructParents, page.Tabs = 0, Name.S
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.OutputIntents = Array([_intent(pdf)])
        producer = str(pdf.docinfo.get("/Producer", "ReportLab"))
        metadata = packet(document, producer, source)
        root.Metadata = pdf.make_stream(metadata, Type=Name.Metadata, Subtype=Name.XML)
        _keep_information(pdf)
        _fix_fonts(pdf)
        _outline(pdf, tags)
        if source:
            _attach(pdf, source)
        del pdf.trailer["/ID"]  # ReportLab's depends on SOURCE_DATE_EPOCH; a new one is made from the content
        _pad_streams(pdf)
        root.Metadata.write(sealed(metadata, contents_of(pdf)))
        made = _saved(pdf, pikepdf.ObjectStreamMode.generate)
        return made if end_unambiguously(made) else _saved(pdf, pikepdf.ObjectStreamMode.disable)


def _saved(pdf: pikepdf.Pdf, mode: pikepdf.ObjectStreamMode) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=mode, recompress_flate=True)
    return out.getvalue()


def _pad_streams(pdf: pikepdf.Pdf) -> None:
    """Make the end of each stream unambiguous, except photo, color profile and attachment.

    The first two can't change, and the attachment was padded before it was described.
    """
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Stream) or "/Subtype" in found or "/N" in found:
            continue
        content = found.read_bytes()
        if not ends_unambiguously(content):
            found.write(padded(content))
            if "/Length1" in found:  # the length of a font
                found.Length1 = len(content) + 1


def _build(pdf: pikepdf.Pdf, tags: Tags, page: Any) -> None:
    """Add the structure tree, and the parent tree that leads from the page's content back to it."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made: dict[int, Any] = {}
    annotations: list[Any] = []
    tree.K = Array([_element(pdf, tags.root, tree, page, made, annotations)])
    content = pdf.make_indirect(Array([made[id(owner)] for owner in tags.owners]))
    numbers = [0, content]
    for key, (annotation, owner) in enumerate(annotations, start=1):
        annotation.StructParent = key
        numbers += [key, owner]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(annotations) + 1
    pdf.Root.StructTreeRoot = tree


def _element(
    pdf: pikepdf.Pdf, element: Element, parent: Any, page: Any, made: dict[int, Any], annotations: list[Any]
) -> Any:
    """Return the PDF objects of an element and those below it.

    `made` and `annotations` collect what the parent tree needs.
    """
    found = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.type}"), P=parent, Pg=page))
    made[id(element)] = found
    if element.alternative:
        found.Alt = String(element.alternative)
    if element.language:
        found.Lang = String(element.language)
    if element.spoken:
        found.ActualText = String(element.spoken)
    if element.box:
        found.A = Dictionary(O=Name.Layout, BBox=Array([round(edge, 2) for edge in element.box]), Placement=Name.Block)
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Sequence):
            kids.append(kid.mcid)
        elif isinstance(kid, Annotation):
            annotation = page.Annots[kid.index]
            annotation.Contents, annotation.F = String(kid.url), PRINTED
            annotations.append((annotation, found))
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))
        else:
            kids.append(_element(pdf, kid, found, page, made, annotations))
    found.K = Array(kids)
    return found


def _intent(pdf: pikepdf.Pdf) -> Dictionary:
    profile = pdf.make_stream(PROFILE.read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB2014"),
        DestOutputProfile=profile,
    )


def _keep_information(pdf: pikepdf.Pdf) -> None:
    """Keep only the entries of the information dictionary that the XMP has too (ISO 19005-3, 6.6.3)."""
    for key in map(str, list(pdf.docinfo.keys())):
        if key not in ("/Title", "/Author", "/Subject", "/Creator", "/Producer"):
            del pdf.docinfo[key]


def _fix_fonts(pdf: pikepdf.Pdf) -> None:
    """Rewrite the text of each glyph: ReportLab maps unused codes to U+0000, and others to one character."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/ToUnicode" in found:
            found.ToUnicode = pdf.make_stream(_fixed(found.ToUnicode.read_bytes()))


def _fixed(cmap: bytes) -> bytes:
    """Return a ToUnicode CMap with UTF-16 text for each code that has any (Adobe technical note 5411)."""
    head, tail = cmap[: cmap.index(b"endcodespacerange")], cmap[cmap.rindex(b"endcmap") :]
    pairs = [(code, int(text, 16)) for code, text in MAPPING.findall(cmap, len(head)) if int(text, 16)]
    lines = [b"<%s> <%s>" % (code, spelled(text).encode("utf-16-be").hex().encode()) for code, text in pairs]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = [b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks]
    return head + b"endcodespacerange\n" + b"".join(body) + tail


def _outline(pdf: pikepdf.Pdf, tags: Tags) -> None:
    """Add the headings as bookmarks, those of sections below the name."""
    with pdf.open_outline() as outline:
        for role, words, top in tags.headings:
            below = outline.root[-1].children if role == "H2" and outline.root else outline.root
            below.append(pikepdf.OutlineItem(words, 0, "XYZ", left=0, top=top))


def _attach(pdf: pikepdf.Pdf, source: bytes) -> None:
    pdf.attachments[SOURCE_NAME] = pikepdf.AttachedFileSpec(
        pdf,
        source,
        description=SOURCE_DESCRIPTION,
        filename=SOURCE_NAME,
        mime_type="application/yaml",
        creation_date=NO_DATE,
        mod_date=NO_DATE,
    )
    file = pdf.attachments[SOURCE_NAME].obj
    file.AFRelationship = Name.Source
    pdf.Root.AF = Array([file])
