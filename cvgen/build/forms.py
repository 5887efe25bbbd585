"""Make the document or the kit of a funder's form: load the form, comply with its page, refuse what breaks a limit."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cvgen import files
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.composers.filter import filter_entries
from cvgen.composers.languages.phrases import Phrases
from cvgen.exporters.people import family_name
from cvgen.forms import library
from cvgen.forms.fill import Filled, fill
from cvgen.forms.limits import problems
from cvgen.forms.model import Form
from cvgen.problems import InputError, Location, Problem, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.document_options import DocumentOptions, PublicationChoice
from cvgen.profile.fields import FilePath
from cvgen.profile.model import Profile
from cvgen.profile.translations import in_language
from cvgen.writers import Rendered
from cvgen.writers.style import Style
from cvgen.writers.tokens import length

KIT = ("html", "txt")  # the formats of a kit
MOST_NOTES = 3  # on what a form lacks
FONTS = {"serif": '"Source Serif 4"', "sans": '"Source Sans 3"'}
INKS = ("text-color", "quiet-color", "accent-color", "name-color", "rule-color")
NUMBERS = 26.0  # points, room for "10." in 12 points; a page limit leaves none for more
LEAST = ("text_size", "margin_side", "margin_top", "margin_bottom")


def load_form(request: BuildRequest, options: DocumentOptions) -> Form | None:
    """Return the form of a document, in its language and with the limits that it sets; None for one that is not a form.

    A file that the user requests may be anywhere; one that a profile names must be in its folder. Raise InputError for
    an unknown name, a missing file, or one that is not a form.
    """
    name = options.form
    if not name:
        return None
    form = _own_form(name, request) if library.is_file(name) else library.shipped(name)
    translated, _ = in_language(form, request.language or options.language or form.language)
    return replace(translated, words=options.words or form.words, chars=options.chars or form.chars)


def _own_form(name: str, request: BuildRequest) -> Form:
    """Return the form in a file of the user's."""
    with origin(name):
        data = files.read(Path(name)) if request.form == name else files.read_beside(request.profile, name)
        text = profile_yaml.decode(data)
    return library.read(text, name)


def form_name(options: DocumentOptions) -> str:
    """Return the name by which statements and tags mean the form of a document: that of its file without its ending."""
    return Path(options.form or "").name.removesuffix(library.FILE)


def form_files(request: BuildRequest, options: DocumentOptions) -> list[Path]:
    """Return the user's file of the form of a document."""
    name = options.form or ""
    if not name.endswith(library.FILE):
        return []
    return [Path(name) if request.form == name else request.profile.parent / name]


def requested_form(request: BuildRequest) -> dict[str, DocumentOptions]:
    """Return the document of the requested form by the name of the form; {} where none is requested."""
    options = DocumentOptions(form=FilePath(request.form) if request.form else None)
    return {form_name(options): options} if request.form else {}


def with_form(options: DocumentOptions, form: Form, request: BuildRequest) -> DocumentOptions:
    """Return the options of a document with the language and the page limit of its form."""
    language = request.language or options.language or form.language
    most = None if form.indicative else form.most_pages(language)
    limits = [one for one in (options.max_pages, most) if one and not request.draft]
    return replace(options, language=language, max_pages=min(limits) if limits else None)


def formats_of_form(form: Form, request: BuildRequest) -> tuple[str, ...]:
    """Return the formats to build of a form: as requested, else a PDF, or the texts of a kit.

    Raise InputError for a file where a portal takes none.
    """
    if "document" in form.makes:
        return request.formats
    wanted = tuple(one for one in request.formats if one in KIT)
    if not wanted and request.formats != ("pdf",):
        hint = "its texts are pasted into a portal: leave out  --to"
        raise InputError([Problem(f"the portal takes no file of {form.title} ({form.funder})", hint=hint)])
    return wanted or KIT


def fill_form(form: Form, options: DocumentOptions, profile: Profile, request: BuildRequest, words: Phrases) -> Filled:
    """Fill the form of a document from the entries of a profile that the document chooses."""
    choice = options.publications or PublicationChoice()
    translated, _ = in_language(filter_entries(profile, options), words.language)
    return fill(form_name(options), form, translated, request.date, words, choice)


@dataclass(frozen=True, eq=False)
class FormFile:
    """A form of a funder that is filled in from a profile, as one of the files of a request."""

    form: Form
    options: DocumentOptions
    loaded: LoadedProfile
    request: BuildRequest
    words: Phrases

    @cached_property
    def filled(self) -> Filled:
        """The form with everything that the profile has for it."""
        return fill_form(self.form, self.options, self.loaded.profile, self.request, self.words)

    @cached_property
    def problems(self) -> list[Problem]:
        """The limits that the filled form breaks, which are errors, and what it lacks."""
        return list(problems(self.filled, self.loaded.place))

    def stem(self, name: str) -> str:
        """Return the name of the file without its ending: as the funder wants it, else that of the document."""
        family = "".join(char for char in family_name(self.loaded.profile.name) if char.isalnum() or char in "-_")
        return self.form.file.replace("{family}", family) if self.form.file and family else name

    def notes(self) -> tuple[str, ...]:
        """Return notes on what the form lacks; raise InputError for the limits that it breaks, unless it is a draft."""
        broken = [one for one in self.problems if one.severity == "error"]
        if broken and not self.request.draft:
            *others, last = sorted(broken, key=lambda one: one.place or Location(0))
            last = last._replace(hint=f"{last.hint}; to see it anyway, build it with  --draft")
            raise InputError([*others, last], self.loaded.text, str(self.loaded.path))
        missing = [one for one in self.problems if one not in broken]
        more = len(missing) - MOST_NOTES
        check = f"cvgen check --form {self.options.form}"
        draft = (f"a draft: it breaks {len(broken)} limit{'s' * (len(broken) > 1)}, see  {check}",) if broken else ()
        rest = (f"and {more} more, see  {check}",) if more > 0 else ()
        return (*draft, *map(self._note, missing[:MOST_NOTES]), *rest)

    def page_notes(self, pages: int) -> tuple[str, ...]:
        """Return a note on a document with more pages than its form allows, which is a draft, or expects."""
        most = self.form.most_pages(self.words.language)
        if not most or pages <= most:
            return ()
        usual = f"{pages} pages, about {most} are expected"
        return (usual if self.form.indicative else f"a draft: {pages} pages, {most} allowed",)

    def _note(self, problem: Problem) -> str:
        """Return what the form lacks as a note on its file, with the line of the profile."""
        line = f"{self.loaded.path}:{problem.place.line}: " if problem.place else ""
        return f"{line}{problem.message.partition(': ')[2]}; {problem.hint}"

    def kit(self, form: str) -> Rendered:
        """Return the texts to paste into a portal, in one of the formats of a kit."""
        from cvgen.forms import kit_page, kit_text  # here, because few builds make kits
        from cvgen.forms.kit import arrange

        file = self.loaded.path.name
        kit = arrange(self.filled, self.loaded.place, file)
        if form == "txt":
            return Rendered(kit_text.write(kit))
        return Rendered(kit_page.write(kit, self.loaded.profile.name, file, self.words.language))


def complying(style: Style, form: Form) -> Style:
    """Return a style with the typeface, sizes, leading, margins and color of a form, where its own do not comply."""
    page = form.page
    if not page:
        return style
    least = {one.replace("_", "-"): value for one in LEAST if (value := getattr(page, one))}
    if page.text_size:
        least |= dict.fromkeys(("small-size", "heading-size"), page.text_size)
    values = {name: value for name, value in least.items() if style.points(name) < (length(value) or 0)}
    if style.tokens["aside"] == "end" and style.points("number-width") > NUMBERS:
        values["number-width"] = f"{NUMBERS}pt"
    values |= dict.fromkeys(INKS, "#000000") if page.color else {}
    if page.font:
        values |= {one: FONTS[page.font] for one in ("text-font", "heading-font") if _is_other(style, one, page.font)}
    leading = float(page.leading or style.tightest)
    if style.points("leading") < leading:
        values["leading"] = f"{leading}"
    size = length(page.text_size or "") or style.smallest
    return replace(style.with_tokens(values), smallest=size, tightest=max(leading, style.tightest))


def _is_other(style: Style, token: str, font: str) -> bool:
    """Tell whether a token has a typeface of ours that is not of the kind `font`; what others are, we can't know."""
    return any(FONTS[kind].strip('"') == style.family(token) for kind in FONTS if kind != font)
