"""Say which texts of a document are printed in another language, because they have no version in its own."""

from collections.abc import Iterable, Mapping

from cvgen.build.loader import LoadedProfile
from cvgen.composers.embedded_profile import HEADER
from cvgen.document.tree import Document, every_item
from cvgen.profile.fields import EntryPath
from cvgen.profile.languages import name_of
from cvgen.profile.model import Profile
from cvgen.profile.text_fields import is_hidden
from cvgen.profile.translations import Translated, in_language

FEW = 3  # places that a note names
UNPRINTED = ("abstract",)
SETTINGS = ("documents", "sources")


def fallback_note(loaded: LoadedProfile, document: Document) -> str:
    """Return the note on the texts of a document that are not in its language; "" if all are."""
    _, missing = in_language(loaded.profile, document.language)
    shown = {item.key for item in every_item(document.sections) if item.key}
    return _note([path for path in missing if _is_shown(path, shown)], loaded, document.language)


def export_note(loaded: LoadedProfile, profile: Profile, language: str) -> str:
    """Return the note on the texts of an export or a site that are not in its language; "" if all are.

    `profile` is the loaded one; what is hidden in it is not exported.
    """
    _, missing = in_language(profile, language)
    return _note(
        [path for path in missing if path[0] not in SETTINGS and not is_hidden(profile, path)], loaded, language
    )


def _note(paths: Iterable[EntryPath], loaded: LoadedProfile, language: str) -> str:
    """Return the note on texts at some paths that have no version in a language; "" for no texts."""
    texts = {path: text for path in paths if isinstance(text := loaded.profile.at(path), Translated)}
    if not texts:
        return ""
    others = " or ".join(dict.fromkeys(name_of(text.main) for text in texts.values()))
    place = f": {_places(texts, loaded)}" if loaded.places else ""
    if len(texts) == 1:
        return f"1 text has no {name_of(language)} version; the {others} one is printed{place}"
    return f"{len(texts)} texts have no {name_of(language)} version; the {others} ones are printed{place}"


def _places(texts: Mapping[EntryPath, Translated], loaded: LoadedProfile) -> str:
    """Return where texts are: "profile.yaml:31, :48, :50 and 2 more"."""
    lines = sorted({place.line for path in texts if (place := loaded.place(path))})
    more = f" and {len(lines) - FEW} more" if len(lines) > FEW else ""
    return f"{loaded.path.name}:{', :'.join(map(str, lines[:FEW]))}{more}"


def _is_shown(path: EntryPath, shown: Iterable[EntryPath]) -> bool:
    """Return whether a document with items of these keys prints the text at a path."""
    if path[-1] in UNPRINTED or path[0] in SETTINGS:
        return False
    section = path[:2] if path[0] == "sections" and path[2:] == ("title",) else None
    return path[0] in HEADER or any(path[: len(key)] == key or key[:2] == section for key in shown)
