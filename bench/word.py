"""Write small Word files: paragraphs in Markdown -> the bytes of a .docx."""

import io
import re
import zipfile
from collections.abc import Iterable
from html import escape

NAMESPACE = "http://schemas.openxmlformats.org"
WORD = f"{NAMESPACE}/wordprocessingml/2006/main"
OFFICE = f"{NAMESPACE}/officeDocument/2006/relationships"
TYPES = f"""<Types xmlns="{NAMESPACE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""
ROOT = f"""<Relationships xmlns="{NAMESPACE}/package/2006/relationships">
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
STYLES = f"""<w:styles xmlns:w="{WORD}">
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>"""
PIECE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|\[(?P<label>[^\]]+)\]\((?P<url>[^)]+)\)|(?P<plain>[^*\[]+)"
)


def document(paragraphs: Iterable[str]) -> bytes:
    """Return a Word file; "# " begins a heading."""
    urls: list[str] = []
    body = "".join(_paragraph(text, urls) for text in paragraphs)
    links = "".join(
        f'<Relationship Id="u{at}" Type="{OFFICE}/hyperlink" Target="{escape(url)}" TargetMode="External"/>'
        for at, url in enumerate(urls)
    )
    styles = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "word/styles.xml": STYLES,
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{NAMESPACE}/package/2006/relationships">{styles}{links}'
        "</Relationships>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()


def _paragraph(text: str, urls: list[str]) -> str:
    style = '<w:pPr><w:pStyle w:val="H1"/></w:pPr>' if text.startswith("# ") else ""
    runs = []
    for found in PIECE.finditer(text.removeprefix("# ")):
        look = "<w:rPr><w:b/></w:rPr>" if found["bold"] else "<w:rPr><w:i/></w:rPr>" if found["italic"] else ""
        words = escape(found["bold"] or found["italic"] or found["label"] or found["plain"])
        run = f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'
        if found["url"]:
            run = f'<w:hyperlink r:id="u{len(urls)}">{run}</w:hyperlink>'
            urls.append(found["url"])
        runs.append(run)
    return f"<w:p>{style}{''.join(runs)}</w:p>"
