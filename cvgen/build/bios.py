"""Biographies as plain text, in the lengths that somebody asks for."""

from collections.abc import Iterable
from dataclasses import replace

from cvgen.composers.textbio import SPOKEN, Limit, Unit, compose, explain_no_fit, language_of, speaks
from cvgen.document.markdown import plain_text
from cvgen.problems import InputError, Problem
from cvgen.profile.dates import Date
from cvgen.profile.model import Bio, Profile
from cvgen.profile.translations import Translated, closest, in_language

USUAL: tuple[tuple[int, Unit], ...] = ((50, "words"), (100, "words"), (200, "words"))


def bios(
    profile: Profile, limits: Iterable[tuple[int, Unit]], today: Date, language: str | None = None
) -> dict[str, str]:
    """Return a text for each limit by its title, "100 words (97)"; raise InputError for each limit too small.

    The language is that of the profile unless another one is given; raise InputError if no sentence can be in it.
    """
    profile = _told_in(profile, language_of(language or profile.language))
    texts = {limit: compose(profile, limit, today, language) for limit in (Limit(*pair) for pair in limits or USUAL)}
    unfit = [limit for limit, text in texts.items() if not text]
    spoken = language_of(language or profile.language)
    if unfit and not speaks(spoken):
        message = f"cvgen writes biographies in {' and '.join(SPOKEN)} only, not in '{spoken}'"
        hint = "add  bio:  in your own words to the profile, or choose  --language en"
        raise InputError([Problem(message, hint=hint)])
    if unfit:
        raise InputError(
            Problem(f"no sentence fits into {one}", hint=explain_no_fit(profile, one, today, language)) for one in unfit
        )
    return {f"{limit} ({limit.measure(text):,})": text for limit, text in texts.items()}


def _told_in(profile: Profile, language: str) -> Profile:
    """Return a profile in one language, with those biographies of the owner alone that are in it."""
    bio = profile.bio
    own = {name: text for name, text in vars(bio or Bio()).items() if isinstance(text, Translated)}
    told, _ = in_language(profile, language)
    if not bio or not told.bio or not any(closest(text.texts, language) for text in own.values()):
        return told
    others = {name: None for name in vars(bio) if name not in own or not closest(own[name].texts, language)}
    return replace(told, bio=replace(told.bio, **others), language=language)


def badge(profile: Profile) -> str:
    """Return the line of a name badge: "Ada Lovelace · Professor of Computing, University of London".

    What the profile does not have, and an affiliation that is part of the role, is left out.
    """
    role, place = (plain_text(text or "") for text in (profile.headline, profile.affiliation))
    what = ", ".join(filter(None, (role, "" if place in role else place)))
    return " · ".join(filter(None, (profile.name, what)))
