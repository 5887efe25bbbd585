"""Compile a profile and the options of a document into the document, its style, and the profile that goes with it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from cvgen import colors, files
from cvgen.build.citation_styles import FILE as CSL_FILE
from cvgen.build.citation_styles import with_citation_styles
from cvgen.build.forms import fill_form
from cvgen.build.request import BuildRequest
from cvgen.composers import composer, languages
from cvgen.composers.embedded_profile import embedded_profile
from cvgen.composers.filter import filter_entries, hide
from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.document.tree import Document, Item, Photo
from cvgen.forms.document import compose as compose_form
from cvgen.forms.model import Form
from cvgen.problems import origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import PRESENT, Date, certainly_before
from cvgen.profile.document_options import ChartName, DocumentOptions, Engine
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Education, Mentee, Profile
from cvgen.profile.translations import in_language
from cvgen.writers.style import Paper, Style, StyleError
from cvgen.writers.style import load as load_style

DRAFT = "Draft, not for submission"
E = TypeVar("E", Education, Mentee)


@dataclass(frozen=True)
class Compiled:
    """A document, and the profile that it was composed from: its language is set, what was left out is hidden."""

    document: Document
    profile: Profile

    def visible_part(self, shown: Collection[Item]) -> Profile:
        """Return the part of the profile that some items of the document show."""
        return embedded_profile(self.profile, self.document, shown)

    def source(self, shown: Collection[Item]) -> bytes:
        """Return that part as the bytes of the profile.yaml that travels inside the PDF."""
        return profile_yaml.dump(self.visible_part(shown)).encode()


def style_of(request: BuildRequest, options: DocumentOptions) -> str:
    """Return the name or the file of the style: as requested, else as the document says, else classic."""
    return request.style if request.style is not None else options.style or "classic"


def paper_of(request: BuildRequest, options: DocumentOptions) -> Paper:
    """Return the paper: as requested, else as the document says, else A4; a slide is always one."""
    return "slide" if options.kind == "slide" else request.paper or options.paper or "a4"


def language_of(request: BuildRequest, options: DocumentOptions, profile: Profile) -> str | None:
    """Return the language: as requested, else as the document says, else as the profile says."""
    return request.language or options.language or profile.language


def engine_of(request: BuildRequest, options: DocumentOptions) -> Engine | None:
    """Return the engine that the user names: as requested, else as the document says; None for none."""
    return request.engine or options.engine


def charts_of(request: BuildRequest, options: DocumentOptions) -> tuple[ChartName, ...]:
    """Return the charts of a document, each once: that of the years as requested, then those it names."""
    years: tuple[ChartName, ...] = ("years",) if request.chart or options.chart else ()
    return tuple(dict.fromkeys((*years, *options.charts)))


def load_look(request: BuildRequest, options: DocumentOptions) -> Style:
    """Load the style of a document on its paper, in its color; raise StyleError or InputError where it is missing.

    A CSS file that the user requests may be anywhere; one that a profile names must be in its folder, as the profile
    may come from somebody else.
    """
    style, color = _load_style(request, options), request.color or options.color
    return style.in_color(colors.accent(color)) if color else style


def _load_style(request: BuildRequest, options: DocumentOptions) -> Style:
    name, paper = style_of(request, options), paper_of(request, options)
    if not name.endswith(".css"):
        return load_style(name, paper)
    data = files.read(Path(name)) if request.style is not None else files.read_beside(request.profile, name)
    try:
        return load_style(name, paper, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise StyleError(f"the style {name} can't be read: not UTF-8 text") from None


def phrases_for(language: str | None, profile: Path) -> Phrases:
    """Load the phrases of a language, or of a file beside the profile; raise InputError where they are missing."""
    if language and language.endswith(".yaml"):
        text = profile_yaml.decode(files.read_beside(profile, language))
        with origin(language, text):
            return languages.read(text)
    return languages.load(language) if language else ENGLISH


def compile_document(
    profile: Profile,
    name: str,
    options: DocumentOptions,
    request: BuildRequest,
    photo: Photo | None = None,
    hidden: Collection[EntryPath] = (),
    form: Form | None = None,
) -> Compiled:
    """Compose the document `name` of a profile, or its `form`, without the entries whose keys are in `hidden`.

    Of texts in several languages it has those in its own; the others do not travel with it. A
    language file is looked up beside `request.profile`.
    """
    language = language_of(request, options, profile)
    phrases = phrases_for(language, request.profile)
    profile, _ = in_language(profile, phrases.language)
    options, _ = in_language(options, phrases.language)
    own = language is not None and language.endswith(".yaml")  # a language file does not travel with the profile
    profile = with_expected_ends(hide(profile, hidden), request.date)
    cited = with_citation_styles(options, profile, request)
    is_file = (profile.citation_style or "").endswith(CSL_FILE)  # which does not travel either
    profile = replace(
        profile, language=None if own else language, citation_style=None if is_file else profile.citation_style
    )
    day = phrases.month(request.date)
    if form:
        filled = fill_form(form, cited, profile, request, phrases)
        document = compose_form(filled, profile, day, phrases, DRAFT if request.draft else "")
        return Compiled(replace(document, name=name), profile)
    document = composer(options.kind or "cv")(profile, day, photo, cited, phrases)
    if charts := charts_of(request, options):
        from cvgen.composers.charts import with_charts  # here, because few documents have them

        document = with_charts(charts, filter_entries(profile, options), document, request.date.year, phrases)
    # The engine decides with a page limit what is left out.
    written = profile_yaml.dump_options(replace(options, engine=engine_of(request, options)))
    return Compiled(replace(document, name=name, options=written), profile)


def with_expected_ends(profile: Profile, today: Date) -> Profile:
    """Mark the ends of degrees that lie in the future as expected: those of the owner and of the mentees."""

    def marked(entry: E) -> E:
        end = entry.end
        is_planned = end is not None and end != PRESENT and certainly_before(today, end)
        return replace(entry, end=replace(end, expected=True)) if end and is_planned else entry

    return replace(
        profile, education=tuple(map(marked, profile.education)), mentees=tuple(map(marked, profile.mentees))
    )
