"""Find the profiles that a word of the command line names: a file, a folder, or a pattern."""

import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from cvgen import files
from cvgen.forms.model import Form
from cvgen.problems import InputError, closest_match
from cvgen.profile.fields import required_fields
from cvgen.profile.model import Profile

ENDINGS = (".yaml", ".yml")
KEY = r"(?m)^([A-Za-z_]\w*) *:"  # at the top level of YAML
KEYS = frozenset(field.name for field in fields(Profile)) - {"language", "location", "photo", "documents", "links"}
FORM = frozenset(field.name for field in required_fields(Form))
LANGUAGE = r"""\blanguage:\s*["']?([^\s"',{}]+\.yaml)"""


def find_profiles(word: str) -> Iterable[Path]:
    """Return the profiles that a folder, a pattern or a file names; building reports a file that does not exist."""
    path = Path(word)
    try:
        if path.is_dir():
            return map(Path, _profiles_in(path))
        if path.exists():
            return [path]
    except (OSError, ValueError):  # a name that no file can have
        return [path]
    from glob import glob, has_magic  # here, because most people name a file

    if not has_magic(word):
        return [path]
    return [one for found in sorted(glob(word, recursive=True)) if (one := Path(found)).suffix in ENDINGS]


def _profiles_in(folder: Path) -> list[str]:
    """Return the profiles in a folder and below, without hidden files and other YAML, such as languages.

    A link that leads out of the folder is left out: an error would show lines of a file that the folder does not have.
    """
    home, languages, likely = folder.resolve(), set(), []  # of names, as all texts or paths would take much memory
    for name in sorted(str(path) for path in folder.rglob("*") if path.suffix in ENDINGS):
        path = Path(name)
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_hidden or not path.is_file() or not path.resolve().is_relative_to(home):
            continue
        text = _text(path)
        languages |= {str(path.parent / name) for name in re.findall(LANGUAGE, text)}
        likely += [name] * _may_be_profile(text)
    return [name for name in likely if name not in languages]


def _may_be_profile(text: str) -> bool:
    """Return whether a text has a key of a profile, a mistyped one, or none at all, so that building reports it.

    A form of a funder has keys of its kind, and is left out.
    """
    keys = re.findall(KEY, text)
    if set(keys) >= FORM:
        return False
    return not keys or any(key in KEYS or closest_match(key, KEYS) for key in keys)


def _text(path: Path) -> str:
    try:
        return files.read(path).decode("utf-8", errors="replace")
    except InputError:  # building it will say why
        return ""
