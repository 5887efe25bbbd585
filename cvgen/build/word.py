"""Build a Word file of a compiled document."""

from dataclasses import replace

from cvgen.build.compile import Compiled
from cvgen.build.engines import Choice, lay_out
from cvgen.document.cut import cut_down
from cvgen.document.tree import every_item
from cvgen.writers import Rendered
from cvgen.writers.style import Style

IN_A_BIO = {"publication": "paragraph"}  # in Word, where nothing is measured to make it fit
MAY_RUN_OVER = "pages in Word may end elsewhere: check that there are no more than {}"


def word_file(compiled: Compiled, style: Style, pages: int, is_one_page: bool, has_source: bool) -> Rendered:
    """Return a document as a Word file, with the part of the profile that it shows inside if `has_source`.

    `pages` is the limit of its pages, 0 for none. A bio has the entries that are on its page as a PDF, since nobody
    wants to cut four pages down in Word.
    """
    from cvgen.writers.docx import write  # which few builds need

    document, shown = compiled.document, tuple(every_item(compiled.document.sections))
    if is_one_page:
        shown = lay_out(Choice("onepage"), document, style)[0].shown
        document, style = cut_down(document, shown), style.closer(1).with_tokens(IN_A_BIO)
    notes = [MAY_RUN_OVER.format(pages)] if pages else []
    rendered = write(document, style, compiled.source(shown) if has_source else b"")
    return replace(rendered, notes=(*rendered.notes, *notes))
