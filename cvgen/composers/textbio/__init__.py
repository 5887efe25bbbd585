"""Profile, Limit -> a biography as plain text: the owner's own words where they fit, else sentences made of facts."""

import re
from dataclasses import replace

from cvgen.composers.textbio.choose import Group, choose
from cvgen.composers.textbio.facts import FACTS
from cvgen.composers.textbio.grammar import clean, flow, named, pronoun
from cvgen.composers.textbio.limit import Limit, Unit
from cvgen.composers.textbio.story import Story, unsaid, visible
from cvgen.profile.dates import Date
from cvgen.profile.model import Profile
from cvgen.profile.text import IDEOGRAPHS

__all__ = ["Limit", "Unit", "compose", "need", "written"]

ENDS = (".", "?", "!", "。", "？", "！", "…")
GLOSS = re.compile(rf"\s*\([{IDEOGRAPHS}·・ ]+\)|(?<=\()[{IDEOGRAPHS}·・ ]+, ")
CLOSING = "\"'”’»)]）」』"


def compose(profile: Profile, limit: Limit, today: Date) -> str:
    """A biography within the limit, as near to it as the facts allow; "" when no sentence fits."""
    profile = visible(profile)
    own = next((text for text in written(profile) if limit.fits(text)), "")
    if limit.filled(own):
        return own
    extended = _extend(own, profile, limit, today) if own else ""
    return extended if limit.filled(extended) else _fuller(limit, extended, _compose(profile, limit, today))


def need(profile: Profile, limit: Limit, today: Date) -> str:
    """What to do where no sentence fits into a limit: ask for more, or give more facts."""
    openers = _groups(Story(visible(profile), named(profile), today))
    texts = [text for group in openers for text in group.wordings] + written(profile)
    least = replace(limit, number=min(map(limit.measure, texts), default=0))
    return f"the shortest one takes {least}" if texts else "there are no facts; write a headline, or a position"


def written(profile: Profile) -> list[str]:
    """The biographies by the owner's hand as plain text, the longest first.

    Each comes once more without its names in Chinese characters in parentheses, which an English text can spare.
    """
    texts = [clean(text) for text in (profile.bio.longest_first() if profile.bio else ())]
    texts += [GLOSS.sub("", text) for text in texts]
    ended = {text + "." * (not text.rstrip(CLOSING).endswith(ENDS)) for text in texts if text}
    return sorted(ended, key=lambda text: (-len(text), text))


def _fuller(limit: Limit, *texts: str) -> str:
    """The first text that fills the limit; where none does, the first that says anything."""
    return next(filter(limit.filled, texts), next(filter(None, texts), ""))


def _extend(own: str, profile: Profile, limit: Limit, today: Date) -> str:
    """The owner's words, and behind them sentences about facts that they do not mention."""
    story = Story(unsaid(profile, own), pronoun(profile, own), today, own)
    return " ".join([own, *flow(choose(_groups(story), limit, limit.measure(own)), story.voice)])


def _compose(profile: Profile, limit: Limit, today: Date) -> str:
    """A first sentence with the whole name, about the weightiest fact that fits, and others behind it."""
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
    """The facts of a story that say anything, in the order of reading."""
    told = ((fact.weight, tuple(dict.fromkeys(filter(None, fact.tell(story))))) for fact in FACTS)
    return [Group(weight, wordings) for weight, wordings in told if wordings]
