"""Keep a list of what was sent to whom, in .cvgen/sent.yaml beside the profile, and find a version by its recipient.

The profile inside each PDF, or the words of a PDF that has none, is in .cvgen/sent/ under the digest of the PDF.
People edit the list, so whatever it has stays as it is; but a digest names a file, so each is checked.
"""

import hashlib
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cvgen import files
from cvgen.files.locked import locked
from cvgen.pdf import attachment
from cvgen.pdf.attachment import Identity
from cvgen.problems import CONTROL, InputError, Problem, closest_match, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import PRESENT, Date, earliest
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.fields import Count, key, required
from cvgen.profile.text import words
from cvgen.profile.yaml.edit import AddEntries, edited
from cvgen.versions import git, sources
from cvgen.versions.sources import STANDARD, Revision

NAME, COPIES = "sent.yaml", "sent"
DIGEST = re.compile("[0-9a-f]{64}")
LONGEST_NAME = 200  # characters of a recipient
MOST = 1000  # characters of any other text in the list; the metadata of a PDF may have more
FEW = 10  # recipients that a hint lists
START = "# What you sent to whom: `cvgen sent` adds to this list, and you may edit it.\nsent:\n"
# The list says where somebody applies, and repositories are often public.
IGNORE = f"# Delete this file to keep the list in git, in a private repository.\n/.gitignore\n/{NAME}\n/{COPIES}/\n"


@dataclass(frozen=True, kw_only=True)
class SentEntry:
    """A document that was sent: a line of the list."""

    to: str = required("who got it: Stanford, assistant professor")
    date: Date = required("the day on which it was sent")
    file: str | None = key("the name of the PDF")
    document: str | None = key("which document it is: cv")
    pages: Count | None = key("the number of its pages")
    language: str | None = key("its language, such as de")
    options: DocumentOptions | None = key("the options that the document was built with")
    revision: str | None = key("the git revision of the profile on that day")
    uncommitted: bool = key("true: the profile had changes that were not in this revision", False)
    digest: str = required("the SHA-256 of the PDF, and the name of the copy in .cvgen/sent/")

    @property
    def label(self) -> str:
        """Return how a comparison names it: "cv.pdf sent to Stanford (2026-11-30)"."""
        return f"{self.file or self.document or 'the PDF'} sent to {self.to} ({self.date})"


@dataclass(frozen=True)
class _SentList:
    """The content of sent.yaml."""

    sent: tuple[SentEntry, ...] = key("what was sent, the newest first", ())


def sent(profile: Path) -> list[SentEntry]:
    """Return what was sent from the profile at a path, the newest first; raise InputError where the list is broken."""
    path = files.kept_beside(profile, NAME)
    if not path.exists():
        return []
    data = files.read(path)
    with origin(str(path)):
        entries = _entries(data)
    return sorted(entries, key=lambda entry: entry.date, reverse=True)


def _entries(data: bytes) -> tuple[SentEntry, ...]:
    """Return the entries of a list in the order of the file; raise InputError with all problems and the text."""
    text = profile_yaml.decode(data)
    if not _has_content(text):
        return ()
    with origin("", text):
        found, places = profile_yaml.read_with_places(text, _SentList)
        problems = [
            problem._replace(place=places.get(("sent", at, name)))
            for at, entry in enumerate(found.sent)
            for name, problem in _faults(entry)
        ]
        if problems:
            raise InputError(problems, text)
    return found.sent


def _faults(entry: SentEntry) -> Iterator[tuple[str, Problem]]:
    """Yield the keys of an entry with a wrong value, and what is wrong with each."""
    if not DIGEST.fullmatch(entry.digest):
        hint = "copy the name of its file in .cvgen/sent/, or delete the entry and run  cvgen sent  again"
        yield "digest", Problem("the digest must have 64 digits from 0 to f", hint=hint)
    if entry.date == PRESENT:
        yield "date", Problem("'present' is not a day", hint="write a date such as 2026-11-30")


def _has_content(text: str) -> bool:
    """Return whether a text has anything but comments, blank lines and the sign of YAML for a beginning."""
    return any(line.strip() not in ("", "---") and not line.lstrip().startswith("#") for line in text.splitlines())


def describe(pdf: Path, to: str, date: Date, today: Date, profile: Path) -> tuple[SentEntry, Revision]:
    """Return the entry for a PDF that was sent, and what is inside the PDF.

    Raise InputError for a file that is not a PDF with text, a name without a letter or digit, or a date after today.
    """
    name = _cleaned(to)
    if earliest(date) > today:
        raise InputError([Problem(f"the date {date} is in the future", hint="--date is the day on which you sent it")])
    current, data = files.read(profile), files.read(pdf, "name the PDF that you sent")
    with origin(str(pdf)):
        revision = sources.read_pdf(data, str(pdf), profile)
        pages = attachment.page_count(data)
    identity = revision.identity or Identity()
    committed = _committed(profile)
    entry = SentEntry(
        to=name,
        date=date,
        file=_printed(pdf.name) or None,
        document=_printed(identity.document) or None,
        pages=Count(pages) if pages else None,
        language=_printed(identity.language) or None,
        options=_options(identity),
        revision=committed.revision if committed else None,
        uncommitted=bool(committed and committed.data != current),
        digest=hashlib.sha256(data).hexdigest(),
    )
    return entry, revision


def _printed(text: str) -> str:
    """Return a text on one line, without what controls a terminal or can't be written as UTF-8; a long one is cut."""
    return " ".join(CONTROL.sub(" ", text[:MOST]).encode(errors="replace").decode().split())


def _cleaned(to: str) -> str:
    """Return the name of a recipient as it is kept; raise InputError where it can't be one."""
    name = _printed(to)
    if not words(name):
        hint = 'say to whom you sent it:  --to "Stanford, assistant professor"'
        raise InputError([Problem("--to needs a name with a letter or a digit", hint=hint)])
    if len(name) > LONGEST_NAME:
        hint = "write the place and the post, or the call"
        raise InputError([Problem(f"the name after --to has more than {LONGEST_NAME} characters", hint=hint)])
    return name


def _committed(profile: Path) -> git.Version | None:
    """Return the profile in the last commit; None where it is in none."""
    try:
        return git.read_at(profile, "HEAD")
    except InputError:
        return None


def _options(identity: Identity) -> DocumentOptions | None:
    """Return the options that a PDF was built with, None where it does not say."""
    try:
        return profile_yaml.read_as(identity.options, DocumentOptions)
    except InputError:
        return None


def keep(entry: SentEntry, revision: Revision, profile: Path) -> SentEntry | None:
    """Add an entry to the list, and save what is inside its PDF; return the entry that the list has already, or None.

    The same PDF sent to the same recipient is the same entry, whatever the day. A lost copy is saved again. Raise
    InputError where the list is broken, OSError where a file can't be written.
    """
    path, home = files.kept_beside(profile, NAME), profile.parent
    with locked(home):  # a second command waits here; each write below locks its own folder
        before = _created(path)
        with origin(str(path)):
            entries = _entries(before)
            after = _added(before, entries, entry)
        name, data = _copy_of(entry, revision)
        files.write(files.kept_beside(profile, COPIES), {name: data})
        same = (one for one in entries if (one.digest, words(one.to)) == (entry.digest, words(entry.to)))
        if known := next(same, None):
            return known
        with origin(str(path)):
            files.replace(path, after, before)
    return None


def _created(path: Path) -> bytes:
    """Return the content of the list; create one that git ignores if it is missing."""
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        files.write(path.parent, {path.name: START.encode()})
        ignored = path.with_name(".gitignore")
        if not ignored.exists():
            files.write(path.parent, {ignored.name: IGNORE.encode()})
    return files.read(path)


def _added(before: bytes, entries: tuple[SentEntry, ...], entry: SentEntry) -> bytes:
    """Return the bytes of a list with one more entry at its top; raise InputError if it would not be read back."""
    base = before
    if not _has_content(profile_yaml.decode(before)):
        base = before + b"\n" * (bool(before) and not before.endswith(b"\n")) + b"sent:\n"
    after = edited(base, [AddEntries("sent", (entry,))])
    try:
        if _entries(after) == (entry, *entries):
            return after
    except InputError:
        pass  # the list has an unusual form
    raise InputError([Problem("cannot add to this list", hint="write each entry on its own lines, after  sent:")])


def _copy_of(entry: SentEntry, revision: Revision) -> tuple[str, bytes]:
    """Return the name and the content of the copy: the profile inside the PDF, or its words, one on each line."""
    if revision.profile:
        return f"{entry.digest}.yaml", attachment.extract(revision.data).encode()
    return f"{entry.digest}.txt", "\n".join(revision.words).encode()


def revision_of(entry: SentEntry, profile: Path) -> Revision:
    """Return what was sent as one side of a comparison; raise InputError where its copy is missing or broken."""
    path = files.kept_beside(profile, f"{COPIES}/{entry.digest}.yaml")
    text = files.kept_beside(profile, f"{COPIES}/{entry.digest}.txt")
    if text.exists() and not path.exists():
        found = tuple(profile_yaml.decode(files.read(text)).split("\n"))
        return Revision(entry.label, words=found, path=profile, date=entry.date)
    if not path.exists():
        hint = f"if you have the PDF, save the copy again:  cvgen sent FILE.pdf --to {shlex.quote(entry.to)}"
        raise InputError([Problem("the copy of what you sent is missing", hint=hint)], name=str(path))
    read = sources.read_profile(files.read(path), str(path))
    options = profile_yaml.dump_options(entry.options) if entry.options else ""
    identity = Identity(entry.document or "", entry.language or "", options)
    return Revision(entry.label, read, identity=identity, path=profile, date=entry.date)


def resolve_since(word: str, profile: Path = STANDARD, stdin: bytes = b"") -> Revision:
    """Return the older side of a comparison: a file, a git revision, or what was sent to somebody.

    A file and HEAD are always meant as that, and any other revision unless it is the whole name of a recipient. Raise
    InputError for a name that is unknown, or fits several.
    """
    if word == "-" or sources.is_file(word):
        return sources.resolve(word, profile, stdin)
    entries = sent(profile)
    is_name = bool(words(word)) and any(words(entry.to) == words(word) for entry in entries)
    if not is_name and git.is_revision(profile.parent, word.partition(":")[0]):
        return sources.resolve(word, profile, stdin)
    if not _named(words(word), entries) and git.EXTENSION.search(word):
        return sources.resolve(word, profile, stdin)  # which says that this file does not exist
    return revision_of(find(word, entries), profile)


def find(name: str, entries: Sequence[SentEntry]) -> SentEntry:
    """Return the newest document that was sent to a recipient.

    Words of the recipient are enough, or their beginnings, as well as the document and the day if several fit. Raise
    InputError for a name that is unknown, or fits several.
    """
    found = _named(words(name), entries)
    if not found:
        raise InputError([_unknown(name, entries)])
    if len({(*words(entry.to), entry.document or entry.file) for entry in found}) > 1:
        listed = "\n".join(f"{entry.date}  {entry.to}  ({entry.document or entry.file})" for entry in found[:FEW])
        hint = f"add a word or the day of one of these:\n{listed}"
        raise InputError([Problem(f"'{name}' fits several that you sent", hint=hint)])
    return found[0]


def _named(name: list[str], entries: Iterable[SentEntry]) -> list[SentEntry]:
    """Return the entries that some words mean: those with just this name, else with all words, else with beginnings."""
    ways: tuple[Callable[[SentEntry], bool], ...] = (
        lambda entry: name == words(entry.to),
        lambda entry: set(name) <= set(_searched(entry)),
        lambda entry: all(any(word.startswith(one) for word in _searched(entry)) for one in name),
    )
    found = ([entry for entry in entries if way(entry)] for way in ways) if name else ()
    return next(filter(None, found), [])


def _searched(entry: SentEntry) -> list[str]:
    """Return the words by which an entry is found: of its recipient, its document and its day."""
    return words(f"{entry.to} {entry.document or entry.file or ''} {entry.date}")


def _unknown(name: str, entries: Sequence[SentEntry]) -> Problem:
    """Return the problem of a name to which nothing was sent, with the closest recipient, or all of them."""
    known = {word: entry.to for entry in entries for word in (*words(entry.to), " ".join(words(entry.to)))}
    near = known.get(closest_match(name, known))
    if not entries:
        hint = 'keep what you send:  cvgen sent cv.pdf --to "Stanford, assistant professor"'
    elif near:
        hint = f"did you mean '{near}'?"
    else:
        hint = f"you sent something to: {'; '.join(dict.fromkeys(entry.to for entry in entries[:FEW]))}"
    return Problem(f"'{name}' is neither a file, nor a git revision, nor somebody to whom you sent a PDF", hint=hint)
