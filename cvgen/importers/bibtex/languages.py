"""Keep the language of a work where it says something: in a list of German works, that of the French one."""

import re
from collections import Counter

from cvgen.importers.bibtex import texts
from cvgen.importers.bibtex.blocks import Block
from cvgen.importers.syntax.notes import Diagnostics, SourceText

NAMES = {  # the codes, and the names of babel
    "en": "English", "american": "English", "british": "English", "usenglish": "English", "ukenglish": "English",
    "de": "German", "ngerman": "German", "deutsch": "German", "austrian": "German", "nswissgerman": "German",
    "fr": "French", "francais": "French", "français": "French", "es": "Spanish", "español": "Spanish",
    "it": "Italian", "italiano": "Italian", "pt": "Portuguese", "brazilian": "Portuguese", "brazil": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "nb": "Norwegian", "norsk": "Norwegian",
    "fi": "Finnish", "pl": "Polish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "ru": "Russian",
    "uk": "Ukrainian", "el": "Greek", "tr": "Turkish", "he": "Hebrew", "ar": "Arabic", "ja": "Japanese",
    "zh": "Chinese", "ko": "Korean", "la": "Latin", "ca": "Catalan",
}  # fmt: skip
FIELDS = ("language", "langid")


def drop_the_usual(blocks: list[Block], notes: Diagnostics) -> None:
    """Spell the languages of entries in full, and remove the one of most entries, which is noted."""
    counts = Counter(name for block in blocks if (name := _name(block)))
    usual = max(counts, key=lambda name: counts[name], default="")
    for block in blocks:
        name, source = _name(block), next((block.fields[key] for key in FIELDS if key in block.fields), None)
        for key in FIELDS:
            block.fields.pop(key, None)
        if source and name == usual:
            notes.unused("language", source, f"most works are in {usual}, and a CV says only what differs")
        elif source and name:
            block.fields["language"] = SourceText(name, source)


def _name(block: Block) -> str:
    """Return the language of an entry in full: "ngerman", "de-AT" -> "German"; "" without one."""
    given = next((texts.plain(block.fields[key].text) for key in FIELDS if key in block.fields), "")
    code = re.split("[-_]", given.strip().lower())[0]
    return NAMES.get(code) or given.strip().title()
