"""A profile and limits -> biographies as plain text."""

from collections.abc import Iterable

from cvgen.composers.textbio import Limit, Unit, compose, explain_no_fit
from cvgen.problems import Problem, ProfileError
from cvgen.profile.dates import Date
from cvgen.profile.model import Profile

USUAL: tuple[tuple[int, Unit], ...] = ((50, "words"), (100, "words"), (200, "words"))


def bios(profile: Profile, limits: Iterable[tuple[int, Unit]], today: Date) -> dict[str, str]:
    """A text for each limit under its title, "100 words (97)"; ProfileError with each limit in which none fits."""
    texts = {limit: compose(profile, limit, today) for limit in (Limit(*pair) for pair in limits or USUAL)}
    unfit = [limit for limit, text in texts.items() if not text]
    if unfit:
        raise ProfileError(
            Problem(f"no sentence fits into {one}", hint=explain_no_fit(profile, one, today)) for one in unfit
        )
    return {f"{limit} ({limit.measure(text):,})": text for limit, text in texts.items()}
