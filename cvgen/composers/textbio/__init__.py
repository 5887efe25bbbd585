"""Compose a biography within a limit, as plain text: the owner's text if it fits, else sentences built from facts."""

import re
from dataclasses import replace

from cvgen.composers.textbio.choose import Group, choose
from cvgen.composers.textbio.facts import FACTS
from cvgen.composers.textbio.grammar import clean, flow, named, pronoun
from cvgen.composers.textbio.limit import Limit, Unit
from cvgen.composers.textbio.story import Story, without_hidden, without_mentioned
from cvgen.profile.dates import Date
from cvgen.profile.model import Profile
from cvgen.profile.text import IDEOGRAPHS

__all__ = ["Limit", "Unit", "compose", "explain_no_fit", "own_biographies"]

ENDS = (".", "?", "!", "。", "？", "！", "…")
GLOSS = re.compile(rf"\s*\([{IDEOGRAPHS}·・ ]+\)|(?<=\()[{IDEOGRAPHS}·・ ]+, ")
CLOSING = "\"'”’»)]）」』"


def compose(profile: Profile, limit: Limit, today: Date) -> str:
    """Return a biography within the limit, as long as the facts allow; "" when no sentence fits."""
    profile = without_hidden(profile)
    own = next((text for text in own_biographies(profile) if limit.fits(text)), "")
    if limit.filled(own):
        return own
    extended = _extend(own, profile, limit, today) if own else ""
    return extended if limit.filled(extended) else _fuller(limit, extended, _compose(profile, limit, today))


def explain_no_fit(profile: Profile, limit: Limit, today: Date) -> str:
    """Return what to do where no sentence fits into the limit: raise the limit, or add facts to the profile."""
    openers = _groups(Story(without_hidden(profile), named(profile), today))
    texts = [text for group in openers for text in group.wordings] + own_biographies(profile)
    least = replace(limit, number=min(map(limit.measure, texts), default=0))
    return f"the shortest sentence has {least}" if texts else "the profile has no facts; add a headline or a position"


def own_biographies(profile: Profile) -> list[str]:
    """Return the owner's biographies as plain text, the longest first.

    Each has a second version without Chinese names in parentheses, which an English text can omit.
    """
    texts = [clean(text) for text in (profile.bio.longest_first() if profile.bio else ())]
    texts += [GLOSS.sub("", text) for text in texts]
    ended = {text + "." * (not text.rstrip(CLOSING).endswith(ENDS)) for text in texts if text}
    return sorted(ended, key=lambda text: (-len(text), text))


def _fuller(limit: Limit, *texts: str) -> str:
    """Return the first text that fills the limit, else the first that is not empty, else ""."""
    return next(filter(limit.filled, texts), next(filter(None, texts), ""))


def _extend(own: str, profile: Profile, limit: Limit, today: Date) -> str:
    """Return the owner's text, followed by sentences about facts that it does not mention."""
    story = Story(without_mentioned(profile, own), pronoun(profile, own), today, own)
    return " ".join([own, *flow(choose(_groups(story), limit, limit.measure(own)), story.voice)])


def _compose(profile: Profile, limit: Limit, today: Date) -> str:
    """Return a first sentence with the full name about the weightiest fact that fits, and others after it."""
    voice = pronoun(profile)
    others = _groups(Story(profile, voice, today))
    for at, opener in enumerate(_groups(Story(profile, named(profile), today))):
        texts = [
            " ".join(flow((first, *choose(others[at + 1 :], limit, limit.measure(first))), voice, clean(profile.name)))
            for first in filter(limit.fits, opener.wordings)
        ]
        if texts:
            return _fuller(limit, *texts)
    return ""


def _groups(story: Story) -> list[Group]:
    """Return the facts that have a wording for this story, in the order of reading."""
    facts = ((fact.weight, tuple(dict.fromkeys(filter(None, fact.wordings(story))))) for fact in FACTS)
    return [Group(weight, wordings) for weight, wordings in facts if wordings]
