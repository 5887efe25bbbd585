"""profile.yaml -> the files of its documents: open, check, compose, write, each step once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cvgen import files
from cvgen.build.definitions import resolve_documents
from cvgen.build.fork import run_in_child
from cvgen.build.loader import LoadedProfile
from cvgen.build.page_limit import OverBudgetError, fit_to_pages
from cvgen.build.request import Order
from cvgen.composers import composer, languages
from cvgen.composers.chart import with_chart
from cvgen.composers.embedded_profile import embedded_profile
from cvgen.composers.filter import filter_entries, hide
from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.composers.ranking import drop_order
from cvgen.document.tree import Document, Item
from cvgen.exporters import EXPORTERS, exporter
from cvgen.problems import Problem, ProfileError, closest_match
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.fields import EntryPath, display_name
from cvgen.profile.model import Profile
from cvgen.profile.yaml import dump
from cvgen.writers import Rendered, writer
from cvgen.writers.style import Style
from cvgen.writers.style import load as load_style

ENGINES = {("bio", "pdf"): "onepage"}  # the writer for a kind of document, where it is not the one of the format
SUFFIXES = {"bibtex": "bib", "csl-json": "csl.json", "jsonresume": "resume.json"}  # where not the name of the format
LONGEST_NAME = 40  # characters of a title in a list of entries


@dataclass(frozen=True, eq=False)
class Target:
    """One file to be made: what it is called, and of what, and how; nothing is composed before it is asked for."""

    opened: LoadedProfile
    order: Order
    name: str
    form: str
    options: DocumentOptions

    @property
    def file(self) -> str:
        return f"{self.name}.{SUFFIXES.get(self.form, self.form)}"

    @property
    def engine(self) -> str:
        """The writer, by its name."""
        return ENGINES.get((self.options.kind or "cv", self.form), self.form)

    @property
    def budget(self) -> int | None:
        """The pages that this file must keep to by leaving entries out; the bio does so by itself."""
        return self.options.max_pages if self.engine == "pdf" else None

    @cached_property
    def style(self) -> Style:
        return load_style(_look(self.options, self.order), self.order.paper or self.options.paper or "a4")

    @property
    def words(self) -> Phrases:
        return phrases_for(self.opened, _language(self.opened.profile, self.options, self.order))

    @cached_property
    def document(self) -> Document:
        return compose(self.opened, self.options, self.order)

    @cached_property
    def text(self) -> Rendered | None:
        """What is made of the profile itself and of no document: a text-bio, or an export."""
        if self.options.kind == "text-bio":
            return _text_bio(self.opened.profile, self.options, self.order.date)
        if self.form in EXPORTERS:
            return Rendered(exporter(self.form)(filter_entries(self.opened.profile, self.options)))
        return None

    def write(self) -> Rendered:
        if self.text:
            return self.text
        if self.budget is None:
            return writer(self.engine)(self.document, self.style)
        return _within_budget(self.opened, self.name, self.options, self.order, self.style)


def plan_targets(opened: LoadedProfile, order: Order) -> list[Target]:
    """A profile and what to make of it -> the files to be made, in order, each once."""
    known = resolve_documents(opened.profile)
    unknown = [name for name in order.names if name not in known]
    if unknown:
        near = closest_match(unknown[0], known)
        hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(known)}"
        raise ProfileError([Problem(f"there is no document '{unknown[0]}'", hint=hint)])
    found: dict[str, Target] = {}
    for name in order.names:
        for form in ["txt"] if known[name].kind == "text-bio" else order.formats:
            job = Target(opened, order, name, form, known[name])
            found[job.file] = job
    return list(found.values())


def build_documents(opened: LoadedProfile, order: Order, begin: Callable[[str], None]) -> dict[str, Rendered]:
    """A profile and what to make of it -> the files by name, nothing on disk yet; `begin` hears each name first."""
    return build_targets(plan_targets(opened, order), begin)


def build_targets(
    todo: Sequence[Target], begin: Callable[[str], None], side_by_side: bool = True
) -> dict[str, Rendered]:
    """Files to be made -> the files by name; the one-page bio is made beside the CV where there is a core for it."""
    aside = [job for job in todo if job.engine == "onepage"] if side_by_side else []
    if not any(job.engine == "pdf" for job in todo):
        aside = []  # nothing else takes long enough
    found: dict[str, Rendered] = {}
    with run_in_child(lambda: [job.write() for job in aside], bool(aside)) as written:
        for job in todo:
            if job not in aside:
                begin(job.file)
                found[job.file] = job.write()
        if aside:
            begin(aside[0].file)
            found |= zip((job.file for job in aside), written(), strict=True)
    return {job.file: found[job.file] for job in todo}


def input_files(opened: LoadedProfile, order: Order) -> list[Path]:
    """The files of the user's that documents are made of: the profile, its photo, styles and languages of their own."""
    folder, known = opened.path.parent, resolve_documents(opened.profile)
    chosen = [known[name] for name in order.names if name in known]
    photos = [folder / opened.profile.photo] if opened.profile.photo else []
    looks = [Path(look) for options in chosen if (look := _look(options, order)).endswith(".css")]
    tongues = [_language(opened.profile, options, order) or "" for options in chosen]
    languages = [folder / name for name in tongues if name.endswith(".yaml")]
    return list(dict.fromkeys([opened.path, *photos, *looks, *languages]))


def _look(options: DocumentOptions, order: Order) -> str:
    """The style of a document, by its name."""
    return order.style if order.style is not None else options.style or "classic"


def _language(profile: Profile, options: DocumentOptions, order: Order) -> str | None:
    return order.language or options.language or profile.language


def _text_bio(profile: Profile, options: DocumentOptions, today: Date) -> Rendered:
    """A biography as plain text, which is all that a text-bio can be, whatever formats are asked for."""
    from cvgen.build.bios import bios  # the grammar of sentences, which few builds need

    limit: tuple[int, Any] = (options.chars, "characters") if options.chars else (options.words or 100, "words")
    ((title, text),) = bios(filter_entries(profile, options), [limit], today).items()
    return Rendered(f"{text}\n".encode(), notes=(title,))


def _within_budget(opened: LoadedProfile, name: str, options: DocumentOptions, order: Order, style: Style) -> Rendered:
    """The PDF of a document that promises a number of pages; ProfileError when it can't keep that."""
    from cvgen.writers.pdf import pages

    most = options.max_pages or 1

    def without(keys: Sequence[EntryPath]) -> Document:
        return compose(opened, options, order, keys)

    try:
        kept = fit_to_pages(without, drop_order(opened.profile, without(())), style, pages, most, bool(options.fit))
    except OverBudgetError as error:
        raise ProfileError([_over(error, opened, name, most)], opened.source) from None
    written = writer("pdf")(kept.document, kept.style)
    if not kept.left_out:
        return written
    told = _named(opened.profile, kept.left_out)
    limit = f"{most} page{'s' * (most > 1)}"
    return replace(written, notes=(f"left out to keep {limit}: {told}", *written.notes))


def _over(error: OverBudgetError, opened: LoadedProfile, name: str, most: int) -> Problem:
    """Why a document can't keep its promise, and what would make it."""
    place = opened.places.get(("documents", name, "max_pages"))
    message = f"'{name}' takes {error.pages} pages, {error.pages - most} more than max_pages allows"
    if not error.entries:
        return Problem(message, place, "leave out sections, or allow more pages")
    told = _named(opened.profile, error.entries)
    count = len(error.entries)
    return Problem(message, place, f"add fit: true, or leave out the {count} least important entries: {told}")


def _named(profile: Profile, keys: Sequence[EntryPath]) -> str:
    """Keys of entries -> "2 of 16 awards (Ebb Prize; Best Paper), 1 of 3 talks (...)", as a person looks for them."""
    lists: dict[str, list[str]] = {}
    for key in keys:
        lists.setdefault(str(key[0]), []).append(_short(display_name(profile.at(key))))
    totals = {name: len(getattr(profile, name)) for name in lists}
    totals["sections"] = sum(len(section.entries) for section in profile.sections)
    return ", ".join(f"{len(told)} of {totals[name]} {name} ({'; '.join(told)})" for name, told in lists.items())


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].strip()}..."


def compose(
    opened: LoadedProfile, options: DocumentOptions, order: Order, hidden: Collection[EntryPath] = ()
) -> Document:
    """A profile and the options of a document -> the document, with its source to travel inside a PDF."""
    language = _language(opened.profile, options, order)
    words = phrases_for(opened, language)
    own = language is not None and language.endswith(".yaml")  # such a file does not travel with the profile
    profile = replace(hide(opened.profile, hidden), language=None if own else language)
    document = composer(options.kind or "cv")(profile, words.month(order.date), opened.photo, options, words)
    if order.chart or options.chart:
        document = with_chart(filter_entries(profile, options), document, words)
    if not order.source:
        return document

    @lru_cache(maxsize=1)  # asked for twice: to tell whether anything has changed, and to put it into the PDF
    def source(items: tuple[Item, ...]) -> bytes:
        return dump(embedded_profile(profile, document, items)).encode()

    return replace(document, source=source)


def phrases_for(opened: LoadedProfile, name: str | None) -> Phrases:
    """The name of a language, or of a file of the user's own beside the profile -> its words."""
    if name and name.endswith(".yaml"):
        try:
            return languages.read(profile_yaml.decode(files.read_beside(opened.path, name)))
        except ProfileError as error:
            error.name = name
            raise
    return languages.load(name) if name else ENGLISH
