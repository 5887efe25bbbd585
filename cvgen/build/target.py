"""One file to build: a document in a format, composed and written when it is needed."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from cvgen.build.compile import (
    Compiled,
    compile_document,
    engine_of,
    language_of,
    load_look,
    phrases_for,
)
from cvgen.build.engines import MANY_PAGES, ONE_PAGE, Choice, choose, lay_out
from cvgen.build.exported import export
from cvgen.build.fallbacks import export_note, fallback_note
from cvgen.build.fingerprint import fingerprint, toolchain_fingerprint
from cvgen.build.forms import KIT, FormFile, complying, load_form
from cvgen.build.left_out import left_out_note, over_limit
from cvgen.build.loader import LoadedProfile
from cvgen.build.page_ends import with_good_end
from cvgen.build.page_limit import Fitted, PageLimitError, fit_to_pages
from cvgen.build.request import BuildRequest
from cvgen.build.templated import Template, read_template
from cvgen.build.word import word_file
from cvgen.composers.filter import filter_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.composers.ranking import drop_order
from cvgen.document.tree import every_item
from cvgen.exporters import EXPORTERS
from cvgen.forms.model import Form
from cvgen.problems import InputError, origin
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.profile.translations import in_language
from cvgen.writers import LAYOUTS, Layout, Rendered, writer
from cvgen.writers.style import Style

SUFFIXES = {  # where not the name of the format
    "bibtex": "bib", "csl-json": "csl.json", "jsonresume": "resume.json", "sciencv": "sciencv.xml",
}  # fmt: skip
WORD = "docx"
PAGE = "html"
PICTURE = "png"  # of the first page of a PDF
DEFAULT_WORDS = 100  # of a biography as text


@dataclass(frozen=True)
class LaidOut:
    """A document on its pages, the entries that its page limit leaves out, and notes for the user."""

    compiled: Compiled
    layout: Layout
    left_out: tuple[EntryPath, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Target:
    """One file to build: a document in a format. Nothing is composed before it is needed."""

    loaded: LoadedProfile
    request: BuildRequest
    name: str
    form: str
    options: DocumentOptions

    @property
    def file(self) -> str:
        """The name of the file: "cv.pdf"."""
        stem = self.funder_form.stem(self.name) if self.funder_form else self.name
        return f"{stem}.{SUFFIXES.get(self.form, self.form)}"

    @cached_property
    def funder_form(self) -> FormFile | None:
        """The form of a funder that the document is, None for any other document."""
        return FormFile(self._form, self.options, self.loaded, self.request, self.phrases) if self._form else None

    @cached_property
    def _form(self) -> Form | None:
        """What the form asks for; read once, as a page limit composes the document many times."""
        return load_form(self.request, self.options)

    @cached_property
    def printed(self) -> "Target":
        """The PDF whose first page a picture shows."""
        return replace(self, form="pdf")

    @cached_property
    def template(self) -> Template | None:
        """The user's template that makes the file, None for one of ours."""
        found = read_template(self.request, self.options, self.form)
        return Template(found, self.options, self.loaded.photo, self.phrases) if found else None

    @cached_property
    def choice(self) -> Choice:
        """The writer, and a note where it is not the requested one."""
        if self.template:
            return Choice("pdf" if self.form == "pdf" else "template", is_named=True)
        asked = engine_of(self.request, self.options)
        return choose(self.form, self.options.kind or "cv", asked, lambda: self.compiled.document)

    @property
    def engine(self) -> str:
        """The name of the writer."""
        return self.choice.engine

    @property
    def is_one_page(self) -> bool:
        """Whether the document as a PDF is one page, with the entries that it has room for."""
        return (self.options.kind or "cv") in ONE_PAGE

    @property
    def page_limit(self) -> int | None:
        """The pages that the file must keep to by leaving entries out; the bio always keeps to one by itself."""
        return self.options.max_pages if self.engine in (*MANY_PAGES, WORD) and not self.is_one_page else None

    @cached_property
    def style(self) -> Style:
        """The style on the paper of the document."""
        style = load_look(self.request, self.options)
        return complying(style, self._form) if self._form else style

    @property
    def phrases(self) -> Phrases:
        """The phrases of the document's language."""
        return phrases_for(language_of(self.request, self.options, self.loaded.profile), self.loaded.path)

    @cached_property
    def compiled(self) -> Compiled:
        """The document with all its entries."""
        return self.compile_without(())

    def compile_without(self, hidden: Sequence[EntryPath]) -> Compiled:
        """Compile the document without some entries."""
        loaded = self.loaded
        return compile_document(loaded.profile, self.name, self.options, self.request, loaded.photo, hidden, self._form)

    @property
    def has_source(self) -> bool:
        """Whether the profile travels inside: never in a form, as portals may refuse a PDF with an attachment."""
        return self.request.source and not self.options.form

    @cached_property
    def source(self) -> bytes:
        """The profile that travels inside a PDF which shows all of the document."""
        return self.compiled.source(tuple(every_item(self.compiled.document.sections)))

    @cached_property
    def text(self) -> Rendered | None:
        """The file if it is built from the profile without a document: a text-bio, or an export; else None."""
        if self.options.kind == "text-bio":
            return _text_bio(self.loaded.profile, self.options, self.request)
        if self.form in EXPORTERS:
            chosen, language = filter_entries(self.loaded.profile, self.options), self.phrases.language
            made = export(self.loaded, in_language(chosen, language)[0], self.form, self.request.date)
            note = export_note(self.loaded, chosen, language)
            return replace(made, notes=(*made.notes, note)) if note else made
        return None

    def render(self) -> Rendered:
        """Return the file; raise InputError where it can't keep to its page limit, StyleError or SetupError."""
        if self.text:
            return self.text
        notes = self.funder_form.notes() if self.funder_form else ()
        made = self._document() if self.kit is None else self.kit
        if self.form != PICTURE and (fallbacks := fallback_note(self.loaded, self.compiled.document)):
            notes = (*notes, fallbacks)
        return replace(made, notes=(*made.notes, *notes))

    @cached_property
    def kit(self) -> Rendered | None:
        """The texts to paste into the portal of a form, None for a file that is not a kit."""
        form = self.funder_form
        return form.kit(self.form) if form and "kit" in form.form.makes and self.form in KIT else None

    def _document(self) -> Rendered:
        """Return the file of a document; raise what `render` raises."""
        if self.form == PICTURE:
            return self.picture_of(self.printed.render())
        if self.template and self.engine not in LAYOUTS:
            return self.template.write(self.compiled, self.style)
        if self.engine == WORD:
            return self._word()
        if self.engine not in LAYOUTS:
            return self._described(writer(self.engine)(self.compiled.document, self.style))
        return self._printed(self.laid_out())

    def _word(self) -> Rendered:
        """Return the document as a Word file, with the entries that the PDF has."""
        fitted = self.fitted
        compiled = self.compile_without(fitted.left_out) if fitted.left_out else self.compiled
        pages = 1 if self.is_one_page else self.page_limit or 0
        rendered = word_file(compiled, fitted.style, pages, self.is_one_page, self.has_source)
        notes = (*self._left_out(fitted.left_out), *rendered.notes, *filter(None, [self.style.hard_to_read]))
        return replace(rendered, notes=notes)

    def _described(self, rendered: Rendered) -> Rendered:
        """Return a file, a web page with what it shows described for programs unless the profile should stay out."""
        if self.form != PAGE or not self.has_source:
            return rendered
        from cvgen.build.described import described  # here, because few builds make web pages

        return replace(rendered, data=described(rendered.data, self.visible_part()))

    def picture_of(self, printed: Rendered) -> Rendered:
        """Return a picture of the first page of the PDF of the same document."""
        from cvgen.pdf.pictures import picture  # which few builds need

        return Rendered(picture(printed.data), notes=printed.notes)

    def lay_out(self, compiled: Compiled, style: Style) -> tuple[Layout, str]:
        """Lay a document out, by its template if it has one; return a note where another engine did it."""
        if self.template:
            return self.template.lay_out(compiled, style), ""
        is_sure = compiled is self.compiled and not self.page_limit  # that this is written
        source = (self.source if self.has_source else b"") if is_sure else None
        return lay_out(self.choice, compiled.document, style, source)

    def laid_out(self) -> LaidOut:
        """Lay the document out, within its page limit if it has one; raise InputError where that can't be kept."""
        fitted = self.fitted
        compiled = self.compile_without(fitted.left_out) if fitted.left_out else self.compiled
        lay_out = partial(self.lay_out, compiled)
        is_draft = self.request.draft and self.funder_form  # which shows what a limit counts
        is_free = not (self.page_limit or self.template or is_draft)
        layout, note = with_good_end(lay_out, fitted.style) if is_free else lay_out(fitted.style)
        return LaidOut(compiled, layout, tuple(fitted.left_out), tuple(filter(None, (note, self.style.hard_to_read))))

    def _printed(self, laid_out: LaidOut) -> Rendered:
        """Return the PDF of a document on its pages, with the part of the profile that they show inside."""
        compiled, shown = laid_out.compiled, laid_out.layout.shown
        source = b""
        if self.has_source:
            is_whole = compiled is self.compiled and shown == tuple(every_item(compiled.document.sections))
            source = self.source if is_whole else compiled.source(shown)
        rendered = laid_out.layout.render(source)
        notes = (*self._left_out(laid_out.left_out), *rendered.notes, *laid_out.notes)
        if self.funder_form:
            notes = (*notes, *self.funder_form.page_notes(laid_out.layout.pages))
        return replace(rendered, notes=notes)

    def _left_out(self, keys: Sequence[EntryPath]) -> tuple[str, ...]:
        """Return the note on the entries that the page limit leaves out, if there are any."""
        return (left_out_note(self.loaded.profile, keys, self.page_limit),) if keys and self.page_limit else ()

    def visible_part(self) -> Profile:
        """Return the part of the profile that the file shows; raise what `render` raises."""
        if self.form in (PICTURE, WORD):
            return self.printed.visible_part()
        if self.engine == "onepage":
            layout, _ = lay_out(self.choice, self.compiled.document, self.style)
            return self.compiled.visible_part(layout.shown)
        hidden = self.fitted.left_out if self.page_limit else ()
        compiled = self.compile_without(hidden) if hidden else self.compiled
        if self.template:
            return compiled.visible_part(self.template.text(compiled, self.style)[1])
        return compiled.visible_part(tuple(every_item(compiled.document.sections)))

    @cached_property
    def fitted(self) -> Fitted:
        """What makes the document keep to its page limit, if it has one; raise InputError where nothing may or can.

        A Word file has the entries that fit as a PDF: what the pages of Word hold, only Word knows.
        """
        most = self.page_limit
        if not most:
            return Fitted(self.style)
        if self.engine == WORD:
            return self.printed.fitted

        def pages(left_out: Sequence[EntryPath], style: Style) -> int:
            compiled = self.compile_without(left_out) if left_out else self.compiled
            return self.lay_out(compiled, style)[0].pages

        order = drop_order(self.loaded.profile, self.compiled.document)
        try:
            return fit_to_pages(pages, order, self.style, most, bool(self.options.fit))
        except PageLimitError as error:
            with origin(str(self.loaded.path), self.loaded.text):
                raise InputError([over_limit(error, self.name, self.loaded, most, self.options.form)]) from None

    @cached_property
    def input_fingerprint(self) -> str:
        """The fingerprint of everything that decides about the bytes of the file."""
        if self.text:
            return fingerprint(toolchain_fingerprint(), self.text.data)
        if self.kit:  # it names lines of the profile, which what it says does not decide about
            return fingerprint(toolchain_fingerprint(), str(self.request.draft), self.kit.data)
        if self.form == PICTURE:
            return fingerprint(self.printed.input_fingerprint, PICTURE)
        # Which entries a page limit leaves out depends on more of the profile than the document shows.
        more: tuple[Any, ...] = (self.options, self.loaded.profile, self.phrases) if self.page_limit else ()
        if self.funder_form:
            more = (self.options, self.loaded.profile, self.funder_form.form, self.phrases, self.request.draft)
        if self.template:
            seen = self.template.values(self.compiled, self.style)
            more = (more, self.template.sources.main, self.template.sources.texts, seen)
        source = self.source if self.has_source and self.engine in (*LAYOUTS, WORD, PAGE) else b""
        content = json.dumps([self.compiled.document, more], default=_plainly, ensure_ascii=False)
        return fingerprint(toolchain_fingerprint(), self.engine, self.style.css, self.style.paper, content, source)


def _text_bio(profile: Profile, options: DocumentOptions, request: BuildRequest) -> Rendered:
    """Return a biography as plain text, the only format of a text-bio, whatever formats are requested."""
    from cvgen.build.bios import bios  # the grammar of sentences, which few builds need

    limit: tuple[int, Any] = (
        (options.chars, "characters") if options.chars else (options.words or DEFAULT_WORDS, "words")
    )
    language = language_of(request, options, profile)
    ((title, text),) = bios(filter_entries(profile, options), [limit], request.date, language).items()
    return Rendered(f"{text}\n".encode(), notes=(title,))


def _plainly(value: Any) -> Any:
    """Return a part of a document or profile as what JSON can hold."""
    if dataclasses.is_dataclass(value):
        return vars(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, bytes):
        return fingerprint(value)
    raise TypeError(f"a {type(value).__name__} in a document")
