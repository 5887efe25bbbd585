"""Compose a biography within a limit, as plain text: the owner's text if it fits, else sentences built from facts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from cvgen.composers.textbio import wording, wording_facts
from cvgen.composers.textbio.choose import Group, choose
from cvgen.composers.textbio.facts import FACTS, Fact
from cvgen.composers.textbio.grammar import Voice, clean, flow, named, pronoun
from cvgen.composers.textbio.limit import Limit, Unit
from cvgen.composers.textbio.story import Story, without_hidden, without_mentioned
from cvgen.profile.dates import Date
from cvgen.profile.model import Profile
from cvgen.profile.text import IDEOGRAPHS

__all__ = ["SPOKEN", "Limit", "Unit", "compose", "explain_no_fit", "language_of", "own_biographies", "speaks"]

ENGLISH = "en"
SPOKEN = (ENGLISH, *wording.languages())
ENDS = (".", "?", "!", "。", "？", "！", "…")
GLOSS = re.compile(rf"\s*\([{IDEOGRAPHS}·・ ]+\)|(?<=\()[{IDEOGRAPHS}·・ ]+, ")
CLOSING = "\"'”’»)]）」』"


def compose(profile: Profile, limit: Limit, today: Date, language: str | None = None) -> str:
    """Return a biography within the limit, as long as the facts allow; "" when no sentence fits.

    The owner's text is in the language of the profile. In another `language`, all sentences are generated; in one
    that `speaks` does not know, none is.
    """
    profile = without_hidden(profile)
    spoken = language_of(language or profile.language)
    own = next((text for text in own_biographies(profile) if limit.fits(text)), "")
    if spoken != language_of(profile.language):
        own = ""
    if limit.filled(own) or not speaks(spoken):
        return own
    if spoken != ENGLISH:
        return _fuller(limit, own, _compose_in(wording.load(spoken), profile, limit, today))
    extended = _extend(own, profile, limit, today) if own else ""
    return extended if limit.filled(extended) else _fuller(limit, extended, _compose(profile, limit, today))


def language_of(name: str | None) -> str:
    """Return the language of a tag or a language file: "de-CH" -> "de"; English for None."""
    return (name or ENGLISH).partition("-")[0].lower()


def speaks(language: str) -> bool:
    """Return whether sentences can be generated in a language."""
    return language in SPOKEN


def explain_no_fit(profile: Profile, limit: Limit, today: Date, language: str | None = None) -> str:
    """Return what to do where no sentence fits into the limit: raise the limit, or add facts to the profile."""
    profile, spoken = without_hidden(profile), language_of(language or profile.language)
    facts = FACTS if spoken == ENGLISH else wording_facts.facts(wording.load(spoken), is_first=True)
    openers = _groups(Story(profile, named(profile), today), facts)
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
    """Return a biography in English from the facts alone."""
    voice = pronoun(profile)
    openers = _groups(Story(profile, named(profile), today))
    others = _groups(Story(profile, voice, today))
    return _opened(openers, others, limit, lambda texts: flow(texts, voice, clean(profile.name)))


def _compose_in(words: wording.Wording, profile: Profile, limit: Limit, today: Date) -> str:
    """Return a biography in another language from the facts alone."""
    name, subject = (words.persons(profile, is_first)["s"] for is_first in (True, False))
    story = Story(profile, Voice(subject, ""), today)
    openers, others = (_groups(story, wording_facts.facts(words, is_first)) for is_first in (True, False))
    return _opened(openers, others, limit, lambda texts: flow(texts, story.voice, name, words.conjunction))


def _opened(
    openers: Sequence[Group], others: Sequence[Group], limit: Limit, flowing: Callable[[Sequence[str]], list[str]]
) -> str:
    """Return a first sentence with the full name about the weightiest fact that fits, and others after it.

    `others` are the same facts as `openers`, with a pronoun in place of the name.
    """
    for at, opener in enumerate(openers):
        texts = [
            " ".join(flowing((first, *choose(others[at + 1 :], limit, limit.measure(first)))))
            for first in filter(limit.fits, opener.wordings)
        ]
        if texts:
            return _fuller(limit, *texts)
    return ""


def _groups(story: Story, facts: Sequence[Fact] = FACTS) -> list[Group]:
    """Return the facts that have a wording for this story, in the order of reading."""
    told = ((fact.weight, tuple(dict.fromkeys(filter(None, fact.wordings(story))))) for fact in facts)
    return [Group(weight, wordings) for weight, wordings in told if wordings]
