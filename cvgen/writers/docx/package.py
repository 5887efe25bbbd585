"""Pack the parts of a Word file: the same parts make the same bytes."""

import io
import zipfile
from datetime import datetime
from hashlib import sha256
from xml.etree.ElementTree import Element

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart

from cvgen.document.tree import Document
from cvgen.pdf.xmp import CREATOR, subject
from cvgen.word.attachment import CUSTOM_TYPE
from cvgen.writers.docx.elements import clean, serialized
from cvgen.writers.docx.locales import tag

NO_DATE = datetime(2000, 1, 1)  # a Word file must have a date, and today's would change every build
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LONGEST = 255  # characters of a property
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
ITEM = (
    '<ds:datastoreItem ds:itemID="{{{}}}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
)
EXTENDED = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'
)
KINDS = {
    "theme/theme1": (CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME),
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "numbering": (CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "fontTable": (CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
    "footer1": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
    "footer2": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
    "header1": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
}


class WordFile:
    """The parts of a Word file, which the main part refers to by identifiers."""

    def __init__(self) -> None:
        self.package = OpcPackage()
        self.main = self._part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN)
        self.package.relate_to(self.main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)

    def _part(self, name: str, kind: str, data: bytes = b"") -> Part:
        return Part(PackURI(name), kind, data)

    def add(self, name: str, root: Element) -> str:
        """Add a part such as "styles" and return its identifier."""
        kind, relation = KINDS[name]
        return str(self.main.relate_to(self._part(f"/word/{name}.xml", kind, serialized(root)), relation))

    def link(self, address: str) -> str:
        """Return the identifier of an address on the web; the same for the same."""
        return str(self.main.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def picture(self, data: bytes, kind: str) -> str:
        """Add a picture, a "png" or "jpeg", once, and return its identifier."""
        name = f"/word/media/{sha256(data).hexdigest()[:16]}.{kind}"
        known = next((one for one in self.main.related_parts.values() if one.partname == name), None)
        return str(self.main.relate_to(known or self._part(name, f"image/{kind}", data), RELATIONSHIP_TYPE.IMAGE))

    def attach(self, data: bytes) -> None:
        """Add an XML file that Word keeps and never shows."""
        item = self._part("/customXml/item1.xml", CONTENT_TYPE.XML, data)
        digest = sha256(data).hexdigest().upper()
        identifier = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
        properties = self._part("/customXml/itemProps1.xml", CUSTOM_TYPE, ITEM.format(identifier).encode())
        item.relate_to(properties, PROPERTIES)
        self.main.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)

    def describe(self, document: Document) -> None:
        """Set the title, author, subject and language in the properties of the file."""
        part = CorePropertiesPart.default(self.package)
        known = part.core_properties
        known.title, known.author = (clean(text)[:LONGEST] for text in (document.title, document.author))
        known.subject, known.language = clean(subject(document))[:LONGEST], tag(document.language)
        known.last_modified_by, known.created, known.modified = CREATOR, NO_DATE, NO_DATE
        self.package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        program = EXTENDED.format(f"<Application>{CREATOR}</Application>").encode()
        extended = self._part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, program)
        self.package.relate_to(extended, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)

    def packed(self, body: bytes) -> bytes:
        """Return the file with the XML of its main part; names in order and one date make it reproducible."""
        self.main._blob = body
        out, sorted_out = io.BytesIO(), io.BytesIO()
        self.package.save(out)
        with zipfile.ZipFile(out) as made, zipfile.ZipFile(sorted_out, "w", zipfile.ZIP_DEFLATED) as written:
            # The types first, as programs expect that tell a Word file by its beginning.
            for name in sorted(made.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
                written.writestr(zipfile.ZipInfo(name, ZIP_DATE), made.read(name), zipfile.ZIP_DEFLATED)
        return sorted_out.getvalue()
