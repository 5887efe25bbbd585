"""Find the words of a label: "eds." for editors, "pp." for pages."""

from collections.abc import Mapping

from cvgen.citations.locale import Locale


def label_words(given: Mapping[str, str], term: str, is_several: bool, locale: Locale) -> str:
    """Return the words of a term in the form and the number that the attributes of a label ask for."""
    plural = given.get("plural", "contextual")
    is_plural = plural == "always" or (plural == "contextual" and is_several)
    return locale.term(term, given.get("form", "long"), is_plural)
