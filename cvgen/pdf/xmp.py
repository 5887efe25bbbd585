"""The XMP metadata of a PDF: one packet for all engines, for PDF/A-3a and PDF/UA-1 at once."""

import hashlib
from html import escape

from cvgen.document.tree import Document
from cvgen.pdf.pages import UNSEALED

CREATOR = "cvgen"
SOURCE_NAME, SOURCE_DESCRIPTION = "profile.yaml", "What this document shows, as data"
NAMESPACE = "https://cvgen.example.org/ns/1/"  # of our own property; a name, not an address

# PDF/A allows properties of other schemas only where the packet describes them (ISO 19005-3, 6.6.2.3.2).
SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{about}</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"""
PROPERTY = """<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>\
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"""
UA = SCHEMA.format(
    about="PDF/UA identification", namespace="http://www.aiim.org/pdfua/ns/id/", prefix="pdfuaid",
    properties=PROPERTY.format(name="part", kind="Integer", meaning="The part of ISO 14289 that this file conforms to"),
)  # fmt: skip
PROPERTIES = {
    "source": "SHA-256 of the attached profile.yaml",
    "pages": "SHA-256 of the digests of the content streams of all pages",
    "document": "The key of this document in the profile",
    "language": "The language of its headings and dates",
    "options": "The options that it was composed with, as YAML",
}
OWN = SCHEMA.format(
    about="cvgen", namespace=NAMESPACE, prefix="cvgen",
    properties="".join(PROPERTY.format(name=one, kind="Text", meaning=about) for one, about in PROPERTIES.items()),
)  # fmt: skip

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>{creator}</xmp:CreatorTool>\
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{producer}</pdf:Producer>\
</rdf:Description>
<rdf:Description rdf:about="" xmlns:cvgen="{namespace}"><cvgen:source>{digest}</cvgen:source>\
<cvgen:pages>{pages}</cvgen:pages>\
<cvgen:document>{name}</cvgen:document><cvgen:language>{language}</cvgen:language>\
<cvgen:options>{options}</cvgen:options></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def subject(document: Document) -> str:
    """Return the subject of a PDF: which document it is, and whose."""
    return f"{document.label} – {document.author}"


def packet(document: Document, producer: str, source: bytes) -> bytes:
    """Return the XMP packet (ISO 16684-1) of a PDF that `producer` writes, with `source` inside unless it is empty.

    `pages.sealed` puts the digest of the pages into it when they are final.
    """
    words = {
        "title": document.title,
        "author": document.author,
        "subject": subject(document),
        "creator": CREATOR,
        "producer": producer,
        "namespace": NAMESPACE,
        "name": document.name,
        "language": document.language,
        "options": document.options,
        "pages": UNSEALED.decode(),
        "digest": hashlib.sha256(source).hexdigest() if source else "",
    }
    safe = {name: escape(word, quote=False) for name, word in words.items()}
    return PACKET.format(**safe, schemas=UA + OWN).encode("utf-8", "replace")  # half a character has no UTF-8
