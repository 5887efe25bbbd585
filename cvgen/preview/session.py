"""Keep what the open pages of a preview show: watch the files, follow each save, write edits and undo them."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from cvgen import files
from cvgen.build.fingerprint import file_fingerprints
from cvgen.build.pool import Lost, Task, Worker, recycled
from cvgen.build.request import BuildRequest
from cvgen.build.runner import preload_typst
from cvgen.build.watch import watch_files
from cvgen.preview.sheets import Sheet
from cvgen.preview.view import View, ViewRequest, view
from cvgen.problems import InputError, Problem

MOST_VIEWS = 8  # whose pages are kept for the browser to fetch
MOST_UNDO = 100
MOST_DRAFTS = 20  # the pages in the browser that have unsaved text
PAUSE = 15.0  # seconds until a quiet stream says that it is alive
CRASHED = Problem("the process that sets the pages crashed", hint="change the profile, or reload this page")
OUTDATED = Problem("profile.yaml has changed since this page read it", hint="look at both versions, and keep one")

Data = dict[str, Any]
Result = TypeVar("Result")


class OutdatedError(InputError):
    """The file on disk is not the one that an edit was made for."""

    def __init__(self) -> None:
        super().__init__([OUTDATED])


@dataclass(frozen=True)
class Step:
    """An edit that can be undone: the bytes before it, and the digest of those after it."""

    before: bytes
    after: str


class Session:
    """The preview of one profile, for any number of pages in the browser."""

    def __init__(self, request: BuildRequest) -> None:
        self.request = request
        self.path = request.profile
        self.drafts: dict[str, bytes] = {}  # by the name that a page gives itself
        self.is_closing = False
        self._stop = threading.Event()
        self._task = Task(view, preload_typst)
        self._worker: Worker[ViewRequest, View] | None = None
        self._turn = asyncio.Lock()
        self._writing = threading.Lock()
        self._changed = asyncio.Condition()
        self._version = 0
        self._working: set[asyncio.Future[Any]] = set()
        self._sheets: dict[str, Sheet] = {}
        self._recent: deque[frozenset[str]] = deque(maxlen=MOST_VIEWS)  # the names of their pages
        self._steps: list[Step] = []
        self._files: set[Path] = {self.path}
        self._loop = asyncio.get_running_loop()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()

    async def views(self, request: ViewRequest, page: str) -> AsyncIterator[Data]:
        """Yield what a page shows, now and after every change, until the session closes; {} where nothing happens."""
        before = b""
        others: dict[str, str] = {}
        while not self.is_closing:
            version = self._version
            try:
                data, now = await asyncio.to_thread(self._read)
            except InputError as error:
                before = b""
                yield {"failed": True, "problems": [one.as_json() for one in error.problems]}
            else:
                shown = self.drafts.get(page, data)
                if (shown, now) != (before, others):  # a save may be noticed twice
                    found = await self._look(replace(request, data=shown))
                    if self.is_closing:
                        return
                    changed = changed_line(before, shown)
                    yield {**found, "digest": digest(data), "is_draft": shown != data, "changed": changed}
                before, others = shown, now
            while not await self._changes(version):
                yield {}

    def _read(self) -> tuple[bytes, dict[str, str]]:
        """Return the bytes of the profile, and the fingerprints of the other files that its documents need."""
        return files.read(self.path), file_fingerprints(self._files - {self.path})

    async def _changes(self, version: int) -> bool:
        """Wait until something changes after a version; return False where nothing does for a while."""
        async with self._changed:
            is_new = self._changed.wait_for(lambda: self._version != version or self.is_closing)
            try:
                return bool(await asyncio.wait_for(is_new, PAUSE))
            except TimeoutError:
                return False

    async def _look(self, request: ViewRequest) -> Data:
        """Return the view of a request, computed in the worker; that goes on when a page is closed meanwhile.

        A page that is closed before its turn leaves no work behind.
        """
        await self._turn.acquire()
        return await asyncio.shield(self._start(self._in_turn(request)))

    def _start(self, work: Coroutine[Any, Any, Result]) -> "asyncio.Future[Result]":
        """Start work that goes on by itself; it is kept until it is done, or the loop might forget it."""
        working = asyncio.ensure_future(work)
        self._working.add(working)
        working.add_done_callback(self._working.discard)
        return working

    async def _in_turn(self, request: ViewRequest) -> Data:
        """Return the view of a request, and end the turn that the caller has begun."""
        try:
            worker = self._fresh_worker()
            asked = replace(request, known=frozenset(self._sheets))
            answer = await asyncio.to_thread(_answer, worker, asked) if worker else None
            self._fresh_worker()  # now, while nobody waits for it
        finally:
            self._turn.release()
        found = answer or View({"failed": True, "problems": [CRASHED.as_json()]})
        self._recent.append(frozenset(page["name"] for page in found.data.get("pages", ())))
        kept = frozenset().union(*self._recent)
        self._sheets = {name: one for name, one in (self._sheets | found.sheets).items() if name in kept}
        self._files |= set(found.files)
        return found.data

    def _fresh_worker(self) -> Worker[ViewRequest, View] | None:
        """Return the worker, or another one if it has grown or was killed; None once the session closes."""
        if self.is_closing:
            return None
        worker = self._worker or Worker(self._task, forked=False)  # not forked: threads run here
        self._worker = recycled(worker, self._task, forked=False)
        return self._worker

    def sheet(self, name: str) -> Sheet | None:
        """Return a page by its name; None if it is not kept any more."""
        return self._sheets.get(name)

    async def change(self) -> None:
        """Let every page look again."""
        async with self._changed:
            self._version += 1
            self._changed.notify_all()

    def _watch(self) -> None:
        """Notice saves of the files, in a separate thread."""
        while not self.is_closing:
            known = set(self._files)
            for _ in watch_files(known, self._stop):
                with suppress(RuntimeError):  # the loop has ended
                    self._loop.call_soon_threadsafe(self._notice)
                if known != self._files:
                    break

    def _notice(self) -> None:
        self._start(self.change())

    async def close(self) -> None:
        """End the streams of views and the worker."""
        self.is_closing = True
        self._stop.set()
        await self.change()
        if self._worker:
            self._worker.stop()
        await asyncio.to_thread(self._watching.join, 1)

    def keep_draft(self, page: str, text: bytes) -> None:
        """Keep the unsaved text of a page, and forget that of the page which has waited longest if there are many."""
        self.drafts.pop(page, None)
        self.drafts[page] = text
        if len(self.drafts) > MOST_DRAFTS:
            del self.drafts[next(iter(self.drafts))]

    def write(self, known: str, edit: Callable[[bytes], bytes]) -> str:
        """Change the file by a function of its bytes; return the new digest.

        Raise OutdatedError where the digest of the file is not `known`, InputError where it can't be written, and what
        `edit` raises.
        """
        with self._writing:
            before = files.read(self.path)
            if digest(before) != known:
                raise OutdatedError
            after = edit(before)
            if after != before:
                self._replace(after, before)
                self._steps = [*self._steps, Step(before, digest(after))][-MOST_UNDO:]
            return digest(after)

    def undo(self) -> str:
        """Write back the bytes before the last edit; raise OutdatedError where the file has changed since."""
        with self._writing:
            if not self._steps:
                raise InputError([Problem("there is nothing to undo")])
            step, now = self._steps[-1], files.read(self.path)
            if digest(now) != step.after:
                raise OutdatedError
            self._replace(step.before, now)
            self._steps.pop()
            return digest(step.before)

    def _replace(self, data: bytes, read: bytes) -> None:
        """Replace the content `read` of the file; raise InputError with the reason where that fails."""
        try:
            files.replace(self.path, data, read)
        except OSError as error:
            raise files.explain(error, self.path, "nothing has changed; try again when it can be written") from None
        except InputError:
            if files.read(self.path) != read:  # saved by another program meanwhile
                raise OutdatedError from None
            raise

    @property
    def can_undo(self) -> bool:
        """Tell whether an edit can be undone."""
        return bool(self._steps)


def _answer(worker: Worker[ViewRequest, View], request: ViewRequest) -> View | None:
    """Wait for what a worker answers; None if it crashed."""
    worker.submit(request)
    result = worker.result()
    return None if isinstance(result, Lost) else result


def digest(data: bytes) -> str:
    """Return what tells the bytes of a file from others."""
    return sha256(data).hexdigest()


def changed_line(before: bytes, after: bytes) -> int:
    """Return the first line that differs from the text before, counted from 1; 0 if none does."""
    if not before or before == after:
        return 0
    old, new = before.splitlines(), after.splitlines()
    same = next(
        (at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), min(len(old), len(new))
    )
    return same + 1
