"""Put a Word file together from its parts."""

from xml.etree.ElementTree import Element

from cvgen.document.tree import Document
from cvgen.word import attachment
from cvgen.word.attachment import Carried
from cvgen.word.text import paragraphs
from cvgen.writers.docx.blocks import Blocks
from cvgen.writers.docx.elements import serialized, w
from cvgen.writers.docx.numbering import Numbering
from cvgen.writers.docx.package import WordFile
from cvgen.writers.docx.page import band_above, font_table, page_foot, page_properties, settings
from cvgen.writers.docx.pictures import Pictures
from cvgen.writers.docx.styles import INDENT, NUMBER_GAP, hexadecimal, measures, style_sheet
from cvgen.writers.docx.text import Pen
from cvgen.writers.docx.theme import theme
from cvgen.writers.style import Style


def word_file(document: Document, style: Style, carried: Carried) -> bytes:
    """Return the bytes of a Word file, with what it carries about its origin."""
    made, room = WordFile(), measures(style)
    pen = Pen(document.language, style.family("text-font"), made.link)
    color = hexadecimal(style, "quiet-color")
    numbering = Numbering(room.heading + room.column, NUMBER_GAP, room.base + INDENT, INDENT, color)
    pictures = Pictures(style, room.width, made.picture)
    body = list(Blocks(document, style, room, pen, numbering, pictures).body())
    if body[-1].tag.endswith("}tbl"):
        body.append(w("p"))  # Word asks for a paragraph behind a table
    body.append(_pages(made, document, style, pen))
    made.add("theme/theme1", theme(style, document.language))
    made.add("styles", style_sheet(style, document.language))
    made.add("numbering", numbering.part())
    made.add("settings", settings(document.language))
    made.add("fontTable", font_table(style, document.language))
    made.describe(document)
    xml = serialized(w("document", w("body", *body)))
    if carried.source:
        made.attach(attachment.item(carried, paragraphs(xml)))
    return made.packed(xml)


def _pages(made: WordFile, document: Document, style: Style, pen: Pen) -> Element:
    """Add the head and the foot of the pages, and return their properties."""
    footer = made.add("footer1", page_foot(document, pen))
    if style.tokens["header"] != "band":
        return page_properties(style, footer, "", "")
    first = made.add("header1", band_above(style))
    return page_properties(style, footer, first, made.add("footer2", page_foot(document, pen)))
