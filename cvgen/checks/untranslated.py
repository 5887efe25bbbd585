"""Find texts that lack a language in which most of the others of their kind are."""

from collections import Counter
from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.languages import name_of
from cvgen.profile.text_fields import TextField, by_field, to_translate
from cvgen.profile.translations import has_translations

MOST = 5  # lines that a message names


def untranslated(subject: Subject) -> Iterator[Problem]:
    """Yield one warning for each section and language in which some texts are missing that most of its kind have."""
    if not has_translations(subject.profile):
        return  # most profiles
    lacking: dict[tuple[str, str], list[EntryPath]] = {}
    for found in by_field(to_translate(subject.profile)).values():
        for language in _usual(found):
            for one in found:
                if language not in one.languages:
                    lacking.setdefault((str(one.path[0]), language), []).append(one.path)
    for (section, language), paths in lacking.items():
        yield _warning(subject, section, language, paths)


def _usual(found: list[TextField]) -> list[str]:
    """Return the languages in which at least half of the texts of one kind are."""
    counts = Counter(language for one in found for language in one.languages)
    return [language for language, count in counts.items() if 2 * count >= len(found) and count < len(found)]


def _warning(subject: Subject, section: str, language: str, paths: list[EntryPath]) -> Problem:
    """Return the warning about texts of a section without a language."""
    lines = sorted({place.line for path in paths if (place := subject.place(path))})
    more = f" and {len(lines) - MOST} more" if len(lines) > MOST else ""
    where = f" (line{'s' * (len(lines) > 1)} {', '.join(map(str, lines[:MOST]))}{more})" if lines else ""
    texts = "1 text has" if len(paths) == 1 else f"{len(paths)} texts have"
    message = f"{section}: {texts} no {name_of(language)} version, but most of the same kind have one{where}"
    hint = f"cvgen translate --list {language}  lists them; write a name that stays the same in both"
    first = min(paths, key=lambda path: subject.place(path) or (0, 0))
    return subject.warn(first, message, hint)
