"""Look at a profile as a document: its pages, where its entries are on them, what is wrong and what was left out.

This runs in a worker process, which stays warm: see cvgen.preview.session.
"""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cvgen.build.compile import Compiled, engine_of, language_of, load_look, style_of
from cvgen.build.definitions import resolve_documents
from cvgen.build.engines import Choice, choose, lay_out
from cvgen.build.loader import LoadedProfile, load_text
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.build.targets import input_files, plan_targets
from cvgen.document.tree import Document
from cvgen.limits import limited
from cvgen.preview.details import Data, change_data, gauges, left_out, problem_data, spot_data, text_gauges
from cvgen.preview.sheets import Sheet, draw
from cvgen.problems import InputError, Problem, SetupError, origin
from cvgen.profile.yaml import decode
from cvgen.writers import Layout
from cvgen.writers.style import Style
from cvgen.writers.typst import is_installed
from cvgen.writers.typst.drawing import DrawnPages

ENGINES = {"typst": "Typst", "pdf": "WeasyPrint", "onepage": "ReportLab"}


@dataclass(frozen=True)
class ViewRequest:
    """What a browser wants to see: a document of a profile, whose file has the bytes `data`, in a look.

    With `since`, what is new since an older version is marked: a git revision, a file, or whom it was sent to. `known`
    are the names of pages that the browser has.
    """

    build: BuildRequest
    data: bytes
    document: str = "cv"
    since: str = ""
    known: frozenset[str] = frozenset()


@dataclass(frozen=True)
class View:
    """What a browser shows, as JSON, the pages that it does not have yet, and the files to watch."""

    data: Data
    sheets: dict[str, Sheet] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


def view(request: ViewRequest) -> View:
    """Return the view of a document; problems of the profile are part of it, and no error is raised."""
    path = request.build.profile
    try:
        return limited(_view)(request)
    except InputError as error:
        return _failed(request, error.problems, error.name or str(path))
    except SetupError as error:
        return _failed(request, [Problem(str(error), hint=error.hint)], str(path))
    except Exception:
        last = traceback.format_exc().strip().splitlines()[-1]
        return _failed(request, [Problem(f"internal error: {last}", hint="please report it")], str(path))


def _failed(request: ViewRequest, problems: Sequence[Problem], name: str) -> View:
    """Return a view without pages: the browser keeps the last ones. Problems of other files say which file it is."""
    path = request.build.profile
    elsewhere = "" if Path(name) == path else f"{name}: "
    moved = (
        [one._replace(message=f"{elsewhere}{one.message}", place=None) for one in problems] if elsewhere else problems
    )
    shown = [problem_data(one, {}) for one in moved]
    return View({"failed": True, "problems": shown}, files=(path,))


def _view(request: ViewRequest) -> View:
    loaded = _load(request)
    documents = resolve_documents(loaded.profile)
    name = request.document if request.document in documents else "cv"
    build = replace(request.build, names=(name,), formats=("pdf",))
    target = plan_targets(loaded, build)[-1]  # of a kit, the text
    shown = _since(request, target) if request.since else _now(target)
    of_form = target.funder_form.problems if target.funder_form else ()
    data = {
        "failed": False,
        "document": name,
        "documents": [{"name": one, "kind": options.kind or "cv"} for one, options in documents.items()],
        **look_of(target),
        **shown.data,
        "problems": [problem_data(one, loaded.places) for one in (*loaded.warnings, *of_form, *shown.problems)],
        "pages": [{"name": one.name, "width": one.width, "height": one.height} for one in shown.sheets],
    }
    new = {one.name: one for one in shown.sheets if one.name not in request.known}
    return View(data, new, tuple(input_files(loaded, build)))


def _load(request: ViewRequest) -> LoadedProfile:
    path = request.build.profile
    with origin(str(path)):
        text = decode(request.data)
    return load_text(text, path, request.build.date)


@dataclass(frozen=True)
class _Shown:
    """A document as the page shows it: its sheets, more about them as JSON, and more problems."""

    sheets: tuple[Sheet, ...]
    data: Data
    problems: tuple[Problem, ...] = ()


class _Drawn(Target):
    """A document that is drawn for the page where Typst sets it."""

    def lay_out(self, compiled: Compiled, style: Style) -> tuple[Layout, str]:
        """Lay the document out, as its file is; return a note where another engine did it."""
        return _drawn(self.choice, compiled.document, style) or super().lay_out(compiled, style)


def _drawn(choice: Choice, document: Document, style: Style) -> tuple[Layout, str] | None:
    """Lay a document out for the page, if Typst sets it."""
    return (DrawnPages(document, style), choice.note) if choice.engine == "typst" else None


def _now(target: Target) -> _Shown:
    """Show the document as it is."""
    if target.form != "pdf":
        rendered = replace(target, request=replace(target.request, draft=True)).render()
        text = rendered.data.decode()
        limits = text_gauges(target, text)  # of which the notes say the same
        notes = () if limits else rendered.notes
        return _Shown((), {"engine": "", "text": text, "notes": notes, "spots": [], "gauges": limits})
    target = _fast(target)
    problems: tuple[Problem, ...] = ()
    try:
        made = target.laid_out()
    except InputError as error:  # over its page limit: all of its pages are more help than none
        if not target.page_limit:
            raise
        problems = tuple(error.problems)
        made = replace(target, options=replace(target.options, max_pages=None)).laid_out()
    sheets, spots, notes = draw(made.layout)
    data = {
        "engine": ENGINES[target.engine],
        "notes": [*notes, *made.notes],
        "spots": spot_data(made.layout.shown, spots, target.loaded.places),
        "gauges": gauges(target, len(sheets)),
        "left_out": list(left_out(target, made)),
    }
    return _Shown(sheets, data, problems)


def _since(request: ViewRequest, target: Target) -> _Shown:
    """Show the whole CV with what is new since an older version, and the list of changes."""
    from cvgen.preview.actions import revision  # here, as most views need no other version
    from cvgen.versions.compare import changelog, compare
    from cvgen.versions.marked_cv import marked_document
    from cvgen.versions.sources import Revision

    loaded, path = target.loaded, target.loaded.path
    old, new = revision(request.since, path), Revision("now", loaded.profile, path=path)
    build = replace(target.request, engine=None)
    changes, note = compare(old, new, build)
    marked, options = marked_document(changes, old, new, build)
    style = load_look(build, options)
    choice = choose("pdf", "cv", "typst" if is_fast(style) else None, lambda: marked)
    layout, letters = _drawn(choice, marked, style) or lay_out(choice, marked, style)
    sheets, spots, notes = draw(layout)
    data = {
        "engine": ENGINES[choice.engine],
        "notes": [*notes, *filter(None, [note, letters])],
        "spots": spot_data(layout.shown, spots, loaded.places),
        "changes": change_data(changelog(changes, old, new, False)),
        "since": old.name,
    }
    return _Shown(sheets, data)


def _fast(target: Target) -> Target:
    """Return a target whose pages Typst sets, where nobody asked for another engine and it sets them alike."""
    is_open = engine_of(target.request, target.options) is None and not target.template
    request = replace(target.request, engine="typst") if is_open and is_fast(target.style) else target.request
    return _Drawn(target.loaded, request, target.name, target.form, target.options)


def is_fast(style: Style) -> bool:
    """Tell whether Typst is installed and sets documents in a style as WeasyPrint does."""
    return is_installed() and style.tokens["sidebar"] == "none" and not style.own_rules


def look_of(target: Target) -> Data:
    """Return the look of a document for the bar of the page."""
    request = target.request
    return {
        "style": style_of(request, target.options),
        "paper": target.style.paper,
        "language": language_of(request, target.options, target.loaded.profile) or "en",
    }
