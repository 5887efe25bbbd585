"""Build files of templates: which template a document has, what the template makes, and its pages."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvgen.build.compile import Compiled, engine_of
from cvgen.build.request import BuildRequest
from cvgen.composers.filter import filter_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Item, Photo, every_item
from cvgen.problems import InputError, Problem
from cvgen.profile.document_options import DocumentOptions
from cvgen.templates import form_of, sources
from cvgen.templates.sources import Sources
from cvgen.writers import Layout, Rendered
from cvgen.writers.style import Style

PAGES = ("pdf", "html")  # what a template of HTML makes
TYPST = "remove the engine, or write a template that ends in .typ.j2"


def template_of(request: BuildRequest, options: DocumentOptions) -> str | None:
    """Return the name of a document's template: as requested, else as the document says; a text-bio never has one."""
    return None if options.kind == "text-bio" else request.template or options.template


def formats_of(request: BuildRequest, options: DocumentOptions) -> tuple[str, ...]:
    """Return the formats in which to build a document: a template that makes no pages has one alone.

    Raise InputError where the requested template can't make a requested format; where the profile names it, the format
    is built without a template.
    """
    name = template_of(request, options)
    if name and (problem := sources.problem_with(name)):
        raise InputError([problem])
    form = form_of(name or "")
    if form not in ("", "html"):
        return (form,)
    others = [one for one in request.formats if one not in PAGES]
    if others and request.template and form:
        message = f"a template of HTML makes {' and '.join(PAGES)}, not {others[0]}"
        raise InputError([Problem(message, hint=f"leave out  --to {others[0]}  or  --template")], name=request.template)
    return request.formats


def read_template(request: BuildRequest, options: DocumentOptions, form: str) -> Sources | None:
    """Read the template of a document for a format, None if it has no template; raise InputError for a faulty one."""
    name = template_of(request, options)
    if name is None or (form_of(name) != form and not (form_of(name) == "html" and form in PAGES)):
        return None
    if form == "pdf" and engine_of(request, options) == "typst":
        raise InputError([Problem("Typst can't set the pages of a template of HTML", hint=TYPST)], name=name)
    return sources.read(name, request.profile, request.template is not None)


def template_files(request: BuildRequest, options: DocumentOptions) -> list[Path]:
    """Return the template of a document and the files that it includes."""
    name = template_of(request, options)
    return sources.paths(name, request.profile, request.template is not None) if name else []


@dataclass(frozen=True, eq=False)
class Template:
    """The template of a document, and what it sees beside the document and its style."""

    sources: Sources
    options: DocumentOptions
    photo: Photo | None
    phrases: Phrases

    def values(self, compiled: Compiled, style: Style) -> dict[str, Any]:
        """Return what the template sees."""
        from cvgen.templates import context  # here, because few documents have a template

        profile = filter_entries(compiled.profile, self.options)
        return context.values(compiled.document, profile, self.photo, style, self.phrases)

    def text(self, compiled: Compiled, style: Style) -> tuple[str, tuple[Item, ...]]:
        """Return the text that the template makes of a document, and the items that it shows.

        Raise InputError where something is wrong with the template, or with the web page that it makes.
        """
        from cvgen.templates import render, web_page

        filled = render.fill_in(self.sources, self.values(compiled, style), compiled.document.language)
        items = enumerate(every_item(compiled.document.sections))
        shown = tuple(item for at, item in items if at in filled.shown)
        is_page = self.sources.form == "html"
        return web_page.closed(filled.text, self.sources.main) if is_page else filled.text, shown

    def write(self, compiled: Compiled, style: Style) -> Rendered:
        """Return the file that the template makes."""
        return Rendered(self.text(compiled, style)[0].encode("utf-8", "replace"))

    def lay_out(self, compiled: Compiled, style: Style) -> Layout:
        """Lay out the page that the template makes; raise EngineMissingError without Pango."""
        from cvgen.writers.pdf import lay_out_page  # here, as it loads WeasyPrint
        from cvgen.writers.pdf.own_page import OwnPage

        text, shown = self.text(compiled, style)
        return lay_out_page(OwnPage(self.sources.main, text, shown), compiled.document, style)
