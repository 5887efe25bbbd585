"""Biographies as plain text, in the lengths that somebody asks for."""

from collections.abc import Iterable

from cvgen.composers.textbio import Limit, Unit, compose, explain_no_fit
from cvgen.problems import InputError, Problem
from cvgen.profile.dates import Date
from cvgen.profile.model import Profile

USUAL: tuple[tuple[int, Unit], ...] = ((50, "words"), (100, "words"), (200, "words"))


def bios(profile: Profile, limits: Iterable[tuple[int, Unit]], today: Date) -> dict[str, str]:
    """Return a text for each limit by its title, "100 words (97)"; raise InputError for each limit too small."""
    texts = {limit: compose(profile, limit, today) for limit in (Limit(*pair) for pair in limits or USUAL)}
    unfit = [limit for limit, text in texts.items() if not text]
    if unfit:
        raise InputError(
            Problem(f"no sentence fits into {one}", hint=explain_no_fit(profile, one, today)) for one in unfit
        )
    return {f"{limit} ({limit.measure(text):,})": text for limit, text in texts.items()}
