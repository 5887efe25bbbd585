"""Plan a batch: which profiles there are, and a folder for the documents of each."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from glob import has_magic
from itertools import takewhile
from pathlib import Path, PurePath

from cvgen.build.find import ENDINGS, find_profiles
from cvgen.build.request import BuildRequest
from cvgen.problems import InputError, Problem

RESERVED = ("summary.json", "summary.csv")  # names that no folder of a profile may have
STANDARD = "profile"  # the usual name of a profile in a folder of its owner: the folder tells whose it is


@dataclass(frozen=True)
class Requests:
    """The requests of a batch: a copy of `common` for each profile, made when it is needed.

    `places` has the path of each profile and the name of its folder below that of `common`. They are plain texts,
    since there may be many thousands of them.
    """

    common: BuildRequest
    places: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, at: int) -> BuildRequest:
        profile, name = self.places[at]
        return replace(self.common, profile=Path(profile), folder=self.common.folder / name)

    def __iter__(self) -> Iterator[BuildRequest]:
        return map(self.__getitem__, range(len(self)))


def requests_for(words: Sequence[str], request: BuildRequest) -> Requests:
    """Return the requests for the profiles that folders, patterns and files name, each with its own folder.

    The folders are below the folder of the request. Raise InputError where there is no profile.
    """
    missing = [word for word in words if not has_magic(word) and not _exists(word)]
    if missing:
        hint = "check the spelling of its name"
        raise InputError([Problem(f"no such file or folder: {word}", hint=hint) for word in missing], name=missing[0])
    found = {os.path.realpath(path): str(path) for word in words for path in find_profiles(word)}
    if not found:
        hint = f"name files, or a folder with files that end in {' or '.join(ENDINGS)}"
        raise InputError([Problem("no profile found", hint=hint)], name=" ".join(words))
    folders = _folders(list(found.values()), os.path.commonpath([os.path.abspath(_start(word)) for word in words]))
    return Requests(request, tuple(sorted(zip(found.values(), folders, strict=True))))


def _exists(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _start(word: str) -> Path:
    """Return the folder below which the paths of the profiles differ."""
    path = Path(word)
    if path.is_dir():
        return path
    return Path(*takewhile(lambda part: not has_magic(part), path.parent.parts))


def _folders(profiles: Sequence[str], start: str) -> list[str]:
    """Return a folder name for each profile below a folder: ada.yaml -> ada, bob/profile.yaml -> bob.

    Profiles that would share a name keep their whole path, so that no name depends on the order.
    """
    whole = [os.path.relpath(path, start) for path in profiles]
    short = [_short(PurePath(name)) for name in whole]
    taken = Counter(name.casefold() for name in [*short, *RESERVED])
    mixed = [one if taken[one.casefold()] == 1 else name for one, name in zip(short, whole, strict=True)]
    return mixed if len(set(mixed)) == len(mixed) else whole


def _short(name: PurePath) -> str:
    """Return a path without the usual name of a profile, or without the ending of its file.

    An ending stays where the path would lead out of the folder without it: "...yaml".
    """
    if name.stem == STANDARD and name.parent.name:
        return str(name.parent)
    bare = name.with_suffix("")
    return str(name if bare.name in ("", ".", "..") else bare)
