"""Open a line of the profile in the editor that the user has chosen, and remember the choice."""

import json
import os
import shlex
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import platformdirs

from cvgen import files
from cvgen.problems import InputError, Problem

PAGE = "page"  # the pane of the page itself
ADDRESSES = {"vscode": ("VS Code", "vscode"), "cursor": ("Cursor", "cursor"), "zed": ("Zed", "zed")}
COMMAND = "command"  # that of $VISUAL or $EDITOR
# How editors with a separate window take a line.
WITH_LINE = {
    "code": ["-g", "{file}:{line}"], "codium": ["-g", "{file}:{line}"], "subl": ["{file}:{line}"],
    "zed": ["{file}:{line}"], "gvim": ["+{line}", "{file}"], "emacsclient": ["-n", "+{line}", "{file}"],
    "gedit": ["+{line}", "{file}"], "kate": ["--line", "{line}", "{file}"], "mousepad": ["--line={line}", "{file}"],
    "gnome-text-editor": ["+{line}", "{file}"], "bbedit": ["+{line}", "{file}"], "mate": ["--line", "{line}", "{file}"],
    "notepad++": ["-n{line}", "{file}"],
}  # fmt: skip
NO_WINDOW = "set VISUAL to an editor with a separate window, such as  export VISUAL=gedit ; or choose another here"


def choices() -> dict[str, str]:
    """Return the editors to choose from, by the name that is remembered."""
    found = {PAGE: "this page", **{name: label for name, (label, _) in ADDRESSES.items()}}
    command = _command()
    return {**found, COMMAND: Path(command[0]).stem} if command else found


def chosen() -> str:
    """Return the remembered choice; by default the page itself."""
    with suppress(ValueError, AttributeError, RecursionError):
        name = json.loads(files.read_state(_settings())).get("editor")
        if name in choices():
            return str(name)
    return PAGE


def choose(name: str) -> None:
    """Remember an editor; raise InputError for one that is unknown, or where it can't be remembered."""
    if name not in choices():
        raise InputError([Problem(f"there is no editor '{name}'", hint="choose one of the list")])
    try:
        _settings().parent.mkdir(parents=True, exist_ok=True)
        _settings().write_text(json.dumps({"editor": name}), "utf-8")
    except OSError as error:
        raise InputError([Problem(f"the choice can't be kept: {error.strerror}")], name=str(_settings())) from None


def open_line(path: Path, line: int) -> str:
    """Open a line in the chosen editor; return an address that the page has to open for that, "" for none.

    Raise InputError where the editor can't be started, or has no separate window.
    """
    name = chosen()
    if name in ADDRESSES:
        return address(path.resolve(), line, ADDRESSES[name][1])
    if name == COMMAND:
        _start(path.resolve(), line)
    return ""


def address(path: Path, line: int, scheme: str) -> str:
    """Return the address by which an editor opens a line of a file, whose path is absolute."""
    return f"{scheme}://file{path.as_uri().removeprefix('file://')}:{line}"


def _start(path: Path, line: int) -> None:
    program, *options = _command()
    form = WITH_LINE.get(Path(program).stem.lower())
    if form is None:
        problem = Problem(f"{Path(program).name} needs a terminal, which the preview has not", hint=NO_WINDOW)
        raise InputError([problem])
    words = [one.format(file=path, line=line) for one in form]
    none = subprocess.DEVNULL
    try:
        started = subprocess.Popen(
            [program, *options, *words], stdin=none, stdout=none, stderr=none, start_new_session=True
        )
    except OSError as error:
        problem = Problem(f"{program} can't be started: {error.strerror}", hint="check $VISUAL and $EDITOR")
        raise InputError([problem]) from None
    threading.Thread(target=started.wait, daemon=True).start()  # until the user closes it


def _command() -> list[str]:
    with suppress(ValueError):
        return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    return []


def _settings() -> Path:
    return platformdirs.user_config_path("cvgen", appauthor=False) / "preview.json"
