"""The addresses of the preview's server, and what each answers. Every file that it serves is in this package."""

import asyncio
import json
import re
import secrets
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial, wraps
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cvgen import colors, files
from cvgen.build.request import BuildRequest
from cvgen.citations import shipped
from cvgen.composers import languages
from cvgen.preview import actions, editors, forms, page
from cvgen.preview.guard import page_policy
from cvgen.preview.session import OutdatedError, Session, digest
from cvgen.preview.view import ViewRequest
from cvgen.problems import InputError, Problem
from cvgen.profile.edits import ChangeError, apply_change, path_of
from cvgen.profile.fields import EntryPath
from cvgen.profile.yaml import decode, json_schema, load
from cvgen.profile.yaml.read import Loaded
from cvgen.writers import style

FOREVER = "private, max-age=31536000, immutable"
PAPERS, ENGINES = ("a4", "letter", "a5"), ("weasyprint", "typst")
MOST_LINES = 10_000_000
HALF = re.compile("[\ud800-\udfff]")  # of a letter, which no file can have
UNREADABLE = Problem("the page sent something unreadable", hint="reload it")
ALIVE = ": alive\n\n"

Answer = Callable[[Request], Awaitable[Response]]


class Answered(JSONResponse):
    """An answer in JSON, whose letters are ASCII: the names of files and what is sent may have halves of others."""

    def render(self, content: Any) -> bytes:
        """Return the bytes of the answer."""
        return json.dumps(content).encode()


def application(session: Session) -> Starlette:
    """Return the application for a session."""
    app = Starlette(
        routes=[
            Route("/", index),
            Route("/events", events),
            Route("/sheet/{name}", sheet),
            Route("/text", text),
            Route("/text", save, methods=["POST"]),
            Route("/draft", draft, methods=["POST"]),
            Route("/entry", entry),
            Route("/form", form),
            Route("/edit", edit, methods=["POST"]),
            Route("/undo", undo, methods=["POST"]),
            Route("/schema", schema),
            Route("/versions", versions),
            Route("/build", build, methods=["POST"]),
            Route("/editors", editor_list),
            Route("/open", open_line, methods=["POST"]),
            Mount("/static", StaticFiles(directory=page.STATIC)),
        ],
        exception_handlers={Exception: internal_error},
    )
    app.state.session = session
    app.state.versions = set()  # those that the page may ask for: a name could be that of any file
    return app


def _session(request: Request) -> Session:
    found: Session = request.app.state.session
    return found


def _reported(answer: Answer) -> Answer:
    """Answer with the problems of an InputError: 409 where the file has changed meanwhile, else 422."""

    @wraps(answer)
    async def reported(request: Request) -> Response:
        try:
            return await answer(request)
        except InputError as error:
            code = 409 if isinstance(error, OutdatedError) else 422
            problems = error.as_json() if isinstance(error, ChangeError) else [one.as_json() for one in error.problems]
            return Answered({"problems": problems}, code)

    return reported


async def internal_error(request: Request, error: Exception) -> Response:
    """Tell the page about a fault of cvgen, and keep its traceback in a file."""
    trace = "".join(traceback.format_exception(error))
    last = trace.strip().splitlines()[-1]
    problem = Problem(f"internal error: {last}", hint=f"please report it with {files.keep_traceback(trace)}")
    return Answered({"problems": [problem.as_json()]}, 500)


async def index(request: Request) -> Response:
    """Return the page."""
    nonce = secrets.token_urlsafe(16)
    html = page.render(_session(request).path, nonce)
    return Response(html, media_type="text/html", headers={"content-security-policy": page_policy(nonce)})


async def events(request: Request) -> Response:
    """Stream what a page shows, as server-sent events, each the JSON of a view."""
    session, query = _session(request), request.query_params
    wanted = view_request(session, query)
    if query.get("since") in request.app.state.versions:
        wanted = replace(wanted, since=query["since"])
    name = request.query_params.get("page", "")

    async def lines() -> AsyncIterator[str]:
        async for data in session.views(wanted, name):
            yield f"data: {json.dumps({**data, 'can_undo': session.can_undo})}\n\n" if data else ALIVE

    return StreamingResponse(lines(), media_type="text/event-stream")


def view_request(session: Session, query: Any) -> ViewRequest:
    """Return what a page asks for in its query; what it may not ask for is left to the document."""

    def one_of(name: str, known: Any) -> Any:
        return query.get(name) if query.get(name) in known else None

    color = query.get("color", "")
    build: BuildRequest = replace(
        session.request,
        style=one_of("style", style.names()) or session.request.style,  # no file: a name could be that of any
        color=color if color in colors.NAMES else session.request.color,
        citations=one_of("citations", shipped.names()) or session.request.citations,
        paper=one_of("paper", PAPERS) or session.request.paper,
        language=one_of("language", languages.names()) or session.request.language,
        engine=one_of("engine", ENGINES) or session.request.engine,
    )
    return ViewRequest(build, b"", query.get("document", "cv"))


async def sheet(request: Request) -> Response:
    """Return the picture of a page."""
    found = _session(request).sheet(request.path_params["name"])
    if found is None:
        return PlainTextResponse("This page is outdated.", 404)
    return Response(found.data, media_type=found.kind, headers={"cache-control": FOREVER})


@_reported
async def text(request: Request) -> Response:
    """Return the text of the profile, and its digest."""
    data = await asyncio.to_thread(files.read, _session(request).path)
    return Answered({"text": decode(data), "digest": digest(data)})


@_reported
async def save(request: Request) -> Response:
    """Write the text of the editor, if the file still has the digest that the page knows."""
    session, sent = _session(request), await _sent(request)
    new = _text(sent, "text").encode()
    written = await asyncio.to_thread(session.write, _text(sent, "digest"), lambda before: new)
    session.drafts.pop(_text(sent, "page"), None)
    return Answered({"digest": written})


@_reported
async def draft(request: Request) -> Response:
    """Keep the text of the editor, which is not saved yet, so that the page shows it."""
    session, sent = _session(request), await _sent(request)
    session.keep_draft(_text(sent, "page"), _text(sent, "text").encode())
    await session.change()
    return Answered({})


@_reported
async def entry(request: Request) -> Response:
    """Return the form of an entry, whose key is JSON."""
    return _form_of_file(request, lambda loaded: forms.entry(loaded, _key(request.query_params.get("key", ""))))


@_reported
async def form(request: Request) -> Response:
    """Return the form of a new entry of a list, whose key is JSON; without one, the lists that can have one."""
    entries = request.query_params.get("list")
    if entries is None:
        return _form_of_file(request, lambda loaded: {"sections": forms.lists(loaded.profile)})
    return _form_of_file(request, lambda loaded: forms.empty(loaded.profile, _key(entries)))


def _form_of_file(request: Request, form: Callable[[Loaded], dict[str, Any]]) -> JSONResponse:
    """Return a form of the profile as it is on disk, with its digest."""
    data = files.read(_session(request).path)
    return Answered({**form(load(decode(data))), "digest": digest(data)})


def _key(given: str) -> EntryPath:
    """Return the key that JSON gives; raise InputError for anything else."""
    try:
        return path_of(json.loads(given))
    except (ValueError, RecursionError):
        raise InputError([UNREADABLE]) from None


@_reported
async def edit(request: Request) -> Response:
    """Make one change of the file, if it still has the digest that the page knows."""
    session, sent = _session(request), await _sent(request)
    change = partial(apply_change, change=sent.get("change"))
    return Answered({"digest": await asyncio.to_thread(session.write, _text(sent, "digest"), change)})


@_reported
async def undo(request: Request) -> Response:
    """Undo the last edit."""
    return Answered({"digest": await asyncio.to_thread(_session(request).undo)})


async def schema(request: Request) -> Response:
    """Return the JSON Schema of the profile, for the editor."""
    return Answered(json_schema.schema())


async def versions(request: Request) -> Response:
    """Return the older versions with which the pages can be compared."""
    found = await asyncio.to_thread(actions.versions, _session(request).path)
    request.app.state.versions = {one["value"] for one in found}
    return Answered({"versions": found})


@_reported
async def build(request: Request) -> Response:
    """Write the files of a document, set by the engine whose pages are shown."""
    sent = await _sent(request)
    wanted = view_request(_session(request), {name: _text(sent, name) for name in sent})
    return Answered(await asyncio.to_thread(actions.build, wanted.build, wanted.document))


@_reported
async def editor_list(request: Request) -> Response:
    """Return the editors in which a line can be opened, and the chosen one."""
    return Answered({"editors": editors.choices(), "chosen": editors.chosen()})


@_reported
async def open_line(request: Request) -> Response:
    """Open a line in an editor, which is remembered if the page names one; return an address for the page to open."""
    sent = await _sent(request)
    if "editor" in sent:
        await asyncio.to_thread(editors.choose, _text(sent, "editor"))
    line = sent.get("line")
    if not isinstance(line, int) or not 1 <= line <= MOST_LINES:
        raise InputError([Problem("the page sent no line", hint="reload it")])
    address = await asyncio.to_thread(editors.open_line, _session(request).path, line)
    return Answered({"address": address, "chosen": editors.chosen()})


async def _sent(request: Request) -> dict[str, Any]:
    """Return the JSON object that a page sends; raise InputError for anything else."""
    try:
        sent = json.loads(await request.body())
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise InputError([UNREADABLE])
    return sent


def _text(sent: dict[str, Any], name: str) -> str:
    """Return a text that a page sends; raise InputError for anything else."""
    found = sent.get(name)
    if not isinstance(found, str) or HALF.search(found):
        raise InputError([Problem(f"the page sent no {name}", hint="reload it")])
    return found
