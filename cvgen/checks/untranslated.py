"""Find texts that lack a language in which most of the others of their kind are."""

from collections import Counter
from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.languages import name_of
from cvgen.profile.text_fields import by_field, to_translate
from cvgen.profile.translations import code_of, has_translations, texts_of

MOST = 5  # lines that a message names


def untranslated(subject: Subject) -> Iterator[Problem]:
    """Yield one warning for each section and language in which some texts are missing that most of its kind have."""
    if not has_translations(subject.profile):
        return  # most profiles
    own = code_of(subject.profile.language)
    lacking: dict[tuple[str, str], list[EntryPath]] = {}
    for found in by_field(to_translate(subject.profile)).values():
        texts = {one.path: texts_of(one.text, own) for one in found}
        for language in _usual(list(texts.values())):
            for path in (path for path, versions in texts.items() if language not in versions):
                lacking.setdefault((str(path[0]), language), []).append(path)
    for (section, language), paths in lacking.items():
        yield _warning(subject, section, language, paths)


def _usual(found: list[dict[str, str]]) -> list[str]:
    """Return the languages in which more than half of the texts of one kind are, and not all."""
    counts = Counter(language for texts in found for language in texts)
    return [language for language, count in counts.items() if len(found) < 2 * count < 2 * len(found)]


def _warning(subject: Subject, section: str, language: str, paths: list[EntryPath]) -> Problem:
    """Return the warning about texts of a section without a language."""
    lines = sorted({place.line for path in paths if (place := subject.place(path))})
    more = f" and {len(lines) - MOST} more" if len(lines) > MOST else ""
    where = f" (lines {', '.join(map(str, lines[:MOST]))}{more})" if len(lines) > 1 else ""
    texts = "1 text has" if len(paths) == 1 else f"{len(paths)} texts have"
    message = f"{section}: {texts} no {name_of(language)} version, but most of the same kind have one{where}"
    hint = f"cvgen translate --list {language}  lists them; write a name that stays the same in both"
    first = min(paths, key=lambda path: subject.place(path) or (0, 0))
    return subject.warn(first, message, hint)
