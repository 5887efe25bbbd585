"""The git diff driver: git diff, git log -p and git difftool show profiles and PDFs entry by entry."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from cvgen import files
from cvgen.limits import limited
from cvgen.pdf import attachment
from cvgen.pdf.text import lines
from cvgen.problems import InputError, Problem
from cvgen.profile import yaml as profile_yaml
from cvgen.versions import git
from cvgen.versions.canonical import canonical
from cvgen.word import attachment as word
from cvgen.word.package import is_word

ATTRIBUTES = ".gitattributes"
HEADS = "^## .*$"  # the lines of canonical texts that git puts at the head of a hunk


def textconv(data: bytes) -> str:
    """Return any file as text to compare line by line; never fail, since that would stop `git log -p`."""
    try:
        return limited(_text)(data)
    except Exception:  # whatever is wrong with the file, its bytes can be compared
        return data.decode("utf-8", errors="replace")


def _text(data: bytes) -> str:
    """Return a profile, or the one inside a PDF or Word file, as lines that git can compare; of others their own."""
    if is_word(data):
        source = word.sound(data)
        own = "\n".join(" ".join(one.text.split()) for one in word.read(data).paragraphs) + "\n"
        return canonical(profile_yaml.load(source).profile) if source else own
    if not data.startswith(b"%PDF"):
        return canonical(profile_yaml.load(profile_yaml.decode(data)).profile)
    if attachment.carries(data):
        return canonical(profile_yaml.load(attachment.extract(data)).profile)
    return "\n".join(lines(data)) + "\n"


def install(path: Path, command: Sequence[str]) -> Iterator[str]:
    """Set git up for the repository of a profile; yield what was done, line by line. `command` runs cvgen."""
    root = git.root(path)
    if root is None:
        hint = "git init  makes this folder one, then  git add profile.yaml && git commit"
        raise InputError([Problem("this is not in a git repository", hint=hint)])
    called = shlex.join(command)
    name = _name(path.resolve(), root)
    for driver in ("cvgen", "cvgen-pdf"):
        git.configure(root, f"diff.{driver}.textconv", f"{called} textconv")
        git.configure(root, f"diff.{driver}.xfuncname", HEADS)
    git.configure(root, "difftool.cvgen.cmd", f'{called} diff "$LOCAL" "$REMOTE"')
    added = _add_lines(root / ATTRIBUTES, [f"/{name} diff=cvgen", "*.pdf diff=cvgen-pdf", "*.docx diff=cvgen-pdf"])
    yield f"git diff and git log -p now show {name} and PDFs entry by entry, here and for whoever runs this as well"
    yield "git difftool -t cvgen  says what changed in words"
    if added:
        yield f"{ATTRIBUTES}: {', '.join(added)}"


def _name(path: Path, root: Path) -> str:
    """Return the pattern of a file for .gitattributes; raise InputError where it can't have one."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    if not re.fullmatch(r"[\w./@+-]+", name):
        hint = "rename it, with letters, digits and hyphens" if name else "is the repository yours?"
        raise InputError([Problem(f"git can't be set up for {path.name}", hint=hint)])
    return name


def _add_lines(path: Path, wanted: list[str]) -> list[str]:
    """Append to a file the lines that it lacks, and return those; raise InputError if it is a link or no text."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise InputError([Problem(f"{path.name} is not a file of the repository", hint="is the repository yours?")])
    before = files.read(path) if path.exists() else b""
    text = profile_yaml.decode(before)
    missing = [line for line in wanted if line not in text.splitlines()]
    if missing:
        gap = "" if not text or text.endswith("\n") else "\n"
        after = ("\n".join([text + gap + missing[0], *missing[1:]]) + "\n").encode()
        if path.exists():
            files.replace(path, after, before)
        else:
            files.write_new(path, after)
    return missing
