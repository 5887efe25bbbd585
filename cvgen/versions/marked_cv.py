"""The marked CV: the whole CV of the newer version, with what changed since the older one marked in it."""

from dataclasses import replace

from cvgen.build import engines
from cvgen.build.compile import compile_document, engine_of, language_of, load_look, phrases_for
from cvgen.build.definitions import resolve_documents
from cvgen.build.request import BuildRequest
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.diff.events import Diff, Event
from cvgen.diff.word_diff import compare_words
from cvgen.document.redline import Wording, redline
from cvgen.document.tree import Document, Span, Spans
from cvgen.problems import InputError, Problem
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.fields import EntryPath
from cvgen.versions.projection import project_to_common
from cvgen.versions.sources import Revision
from cvgen.writers import Rendered


def render_redline(changes: Diff, old: Revision, new: Revision, request: BuildRequest) -> Rendered:
    """Return the CV of the newer revision in the style of its `cv` document, with changes marked.

    It is HTML, a PDF or a Word file, where the marks are tracked changes.

    Raise InputError where one side is a PDF without a profile.
    """
    marked, options = marked_document(changes, old, new, request)
    request = replace(request, profile=new.path)
    (form,) = request.formats
    return engines.write(form, marked, load_look(request, options), engine_of(request, options))


def marked_document(
    changes: Diff, old: Revision, new: Revision, request: BuildRequest
) -> tuple[Document, DocumentOptions]:
    """Return the whole CV of the newer revision with changes marked, and the options of its look.

    Raise InputError where one side is a PDF without a profile.
    """
    if old.profile is None or new.profile is None:
        problem = "a file without a profile can't be shown with its changes"
        raise InputError([Problem(problem, hint="compare it as text:  --to txt")])
    before, after = project_to_common(old, new, request)
    looks = resolve_documents(after)["cv"]
    options = DocumentOptions(
        kind="cv", style=looks.style, color=looks.color, paper=looks.paper, language=looks.language, engine=looks.engine
    )
    request = replace(request, profile=new.path)
    first, second = (compile_document(profile, "cv", options, request).document for profile in (before, after))
    moved = [event.new_key for event in changes.events if event.new_key and _is_moved(event)]
    interests: dict[EntryPath, EntryPath] = {
        ("interests", at): ("interests", before.interests.index(word))
        for at, word in enumerate(after.interests)
        if word in before.interests
    }
    same = {**changes.same, **interests, ("bio",): ("bio",)}
    phrases = phrases_for(language_of(request, options, after), new.path)
    return redline(first, second, same, compare_words, _wording(phrases, old.name), moved), options


def _is_moved(event: Event) -> bool:
    return any(change.kind in ("moved", "accepted") for change in event.changes)


def _wording(phrases: Phrases, since: str) -> Wording:
    """Return the words of a redline: each mark in the legend in its own look."""
    before, between, after = phrases.redline_legend.split("{}")
    legend: Spans = (
        Span(f"{fill_in(phrases.changed_since, since)}: {before}"),
        Span(phrases.inserted, frozenset({"inserted"})),
        Span(between),
        Span(phrases.deleted, frozenset({"deleted"})),
        Span(after),
    )
    return Wording(phrases.changes, tuple(span for span in legend if span.text), phrases.change_labels)
