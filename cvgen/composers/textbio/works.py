"""State the publications in sentences: how many there are, their honors, what is forthcoming, the selected ones.

Each function returns the wordings of one fact, the longest first; none if nothing is known or it is covered already.
"""

import re
from collections import Counter
from collections.abc import Callable

from cvgen.composers.textbio.grammar import clean, counted, down, listed, number, quoted, sentence, the
from cvgen.composers.textbio.story import Story, is_owner, mentions
from cvgen.profile.dates import year_of
from cvgen.profile.fields import PublicationType
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import has_appeared, is_paper, stage_of
from cvgen.profile.text import reads_the_same

SHORT_FORM = re.compile(r"\(([A-Z][\w&\- ]{1,11}?)(?: (?:19|20)\d\d)?\)$")
SINCE = 5  # years; a shorter time of publishing is not mentioned
LONG_TITLE = 10  # words; longer titles are left to the CV
PRIZE = re.compile(r"\b(Award|Prize|Medal|Prix|Preis|Premio|Distinction|Order)s?\b")
VERB = re.compile(r"(short-?listed|long-?listed|nominated|named|selected|commended) ", re.IGNORECASE)
ON_THE_WAY = ("accepted", "in press", "forthcoming")
MINOR = ("translation", "book review")  # which a short text leaves out
BOOKS = ("book", "edited volume", "translation")


def papers(story: Story) -> list[str]:
    """State the number of works: "She has published 41 papers, most often at CVPR, ICCV and ECCV." """
    found = list(filter(is_paper, story.profile.publications))
    edited = edited_volumes(story.profile)
    written = [(counted(len(some), one), one) for some, one in books(story.profile) if some]
    if story.covers(r"\b(papers|publications|articles)\b") or not (found or written or edited):
        return []
    written = [*written, *([(counted(len(found), "paper"), "paper")] if found else [])]
    has = story.voice.does("has")
    if not written:
        return [sentence(has, "edited", counted(len(edited), "volume"))]
    what = listed([text for text, _ in written])
    most = listed([text for text, kind in written if kind not in MINOR])
    short = [sentence(f"{has} published {most}")] if most and (most != what or edited) else []
    if edited:
        link = f", and {has.rpartition(' ')[2]}" if " and " in what else " and"
        return [sentence(f"{has} published {what}{link} edited {counted(len(edited), 'volume')}"), *short]
    wheres = [_venues(found, many, alone=len(written) == 1) for many in (5, 3, 2, 1)]
    long = [sentence(f"{has} published {what}{_since(found)}{where}") for where in wheres if where]
    return [*long, sentence(f"{has} published {what}"), *short]


def honors(story: Story) -> list[str]:
    """State the honors of papers: "Her honors for papers include Best Paper and Oral." """
    told = [_kind(text) for paper, texts in honored(story) if not is_book(paper) for text in texts]
    if not told or story.covers("most influential|best papers?"):
        return []
    often = [(text, times) for text, times in Counter(told).most_common() if not text.startswith("Among ")]
    kinds = [_times(text, times) for text, times in often if len(text.split()) <= LONG_TITLE]
    if len(told) == 1:
        return [sentence("one of", story.voice.possessive, "papers", distinguished(told))]
    some = story.voice.list_of("honors for papers")
    every = f"{story.voice.possessive} {number(len(told))} honors for papers"
    whole = len(often) > 3 or sum(times for _, times in often) < len(told)  # then the number says more
    return [sentence(every if whole else some, "include", listed(kinds[:length])) for length in down(kinds, 3)]


def book_honors(story: Story) -> list[str]:
    """State the honors of books: "Her book “Salt Roads” received the Gladstone Prize." """
    found = [(book, told) for book, told in honored(story) if is_book(book)]
    texts = [
        sentence(story.voice.possessive, _noun(book, story.profile), quoted(book.title), distinguished(told))
        for book, told in found
        if not mentions(story.text, clean(book.title))
    ]
    return [" ".join(texts[:many]) for many in down(texts, 2)]


def forthcoming(story: Story) -> list[str]:
    """State the books that have not appeared yet: "Her book “A Mill for Words” is forthcoming from C.H. Beck." """
    known = [book for book in story.profile.publications if is_book(book)]
    fresh = [book for book in known if not mentions(story.text, clean(book.title))]
    for book in sorted(filter(is_upcoming, fresh), key=lambda book: stage_of(book) == "under contract"):
        subject = f"{story.voice.possessive} {_noun(book, story.profile)} {quoted(book.title)} is"
        state, link = ("under contract", "with") if stage_of(book) == "under contract" else ("forthcoming", "from")
        publisher = [sentence(subject, state, link, the(clean(book.publisher)))] if book.publisher else []
        return [*publisher, sentence(subject, state)]
    return []


def selected(story: Story) -> list[str]:
    """State up to three selected papers: "Among her publications are “Mudflats remember storms” (JTR, 2021) ..." """
    chosen = [paper for paper in story.profile.publications if paper.selected and has_appeared(paper)]
    chosen = sorted(chosen, key=lambda paper: not paper.honors)
    chosen = [paper for paper in chosen if not mentions(story.text, clean(paper.title))]
    titles = [cite(paper) for paper in chosen if len(clean(paper.title).split()) <= 2 * LONG_TITLE]
    subject = f"Among {story.voice.possessive} publications"
    return [sentence(subject, "are" if many > 1 else "is", listed(titles[:many])) for many in down(titles, 6)]


def distinguished(told: list[str]) -> str:
    """Return what honors did to a work: "received the Organ Prize and was shortlisted for the Prix des Muses"."""
    verbs = [f"was {text[0].lower()}{text[1:]}" for text in told if VERB.match(text)]
    others = [text if text.lower().startswith("the ") else f"the {text}" for text in told if _is_prize(text)]
    others += [f"the distinction {quoted(text)}" for text in told if not _is_prize(text) and not VERB.match(text)]
    return " and ".join([*([f"received {listed(others)}"] if others else []), *verbs])


def is_book(work: Publication) -> bool:
    """Return whether a publication is a book of any kind."""
    return work.type in BOOKS


def is_upcoming(work: Publication) -> bool:
    """Return whether a publication is a book that has been accepted, or is under contract, and has not appeared."""
    return is_book(work) and stage_of(work) in (*ON_THE_WAY, "under contract")


def edited_volumes(profile: Profile) -> list[Publication]:
    """Return the volumes that the owner edited and that have appeared."""
    return [one for one in profile.publications if is_book(one) and _is_edited(one, profile) and _counts(one)]


def books(profile: Profile) -> list[tuple[list[Publication], str]]:
    """Return the books that the owner wrote and the chapters, each with its noun; edited volumes are apart."""
    works = [one for one in profile.publications if _counts(one) and not _is_edited(one, profile)]
    kinds: tuple[tuple[PublicationType, str], ...] = (
        ("book", "book"), ("translation", "translation"), ("chapter", "book chapter"), ("book review", "book review"),
    )  # fmt: skip
    return [([one for one in works if one.type == kind], noun) for kind, noun in kinds]


def _is_edited(work: Publication, profile: Profile) -> bool:
    """Return whether a work is an edited volume, or a book that the owner edited and did not write."""
    is_author = any(is_owner(profile, author) for author in work.authors)
    is_editor = any(is_owner(profile, editor) for editor in work.editors)
    return work.type == "edited volume" or (work.type == "book" and is_editor and not is_author)


def _counts(work: Publication) -> bool:
    """Return whether a book or chapter counts: it has appeared, and is not under a custom heading."""
    return has_appeared(work) and not work.section


def _noun(book: Publication, profile: Profile) -> str:
    return "edited volume" if _is_edited(book, profile) else "translation" if book.type == "translation" else "book"


def honored(story: Story) -> list[tuple[Publication, list[str]]]:
    """Return the works that have appeared and have honors that are not among the awards, too."""
    found = ((work, _honors(work, story)) for work in story.profile.publications if has_appeared(work))
    return [(work, told) for work, told in found if told]


def _honors(work: Publication, story: Story) -> list[str]:
    """Return the honors of a work, without those that are among the awards, too."""
    awards = [award.title for award in story.profile.awards]
    told = [clean(honor.text) for honor in work.honors]
    return [text for text in told if not any(reads_the_same(text, clean(award)) for award in awards)]


def _is_prize(honor: str) -> bool:
    return bool(PRIZE.search(honor)) and not VERB.match(honor)


def _venues(found: list[Publication], many: int, alone: bool) -> str:
    """Return where the papers appeared: ", most often at CVPR and ICCV"; "" if fewer than `many` venues are frequent.

    `alone` says that the sentence counts nothing else, so that ", all in the Annals" is about the papers.
    """
    often = frequent_venues(found, many)
    if not often:
        return ""
    kinds = {paper.type for paper in found if _short(paper) in often}
    at = "at" if kinds and kinds <= {"conference", "workshop"} else "in"
    if alone and is_all_in_one(found):
        return f", {'both' if len(found) == 2 else 'all'} {at} {the(often[0])}"
    return f", most often {at} {listed([the(venue) for venue in often])}"


def frequent_venues(found: list[Publication], many: int) -> list[str]:
    """Return the `many` most frequent venues; none if fewer have more than one paper."""
    times = Counter(_short(paper) for paper in found if paper.venue)
    often = [venue for venue, count in times.most_common(many) if count > 1]
    return often if len(often) == many else []


def is_all_in_one(found: list[Publication]) -> bool:
    """Return whether all papers appeared at one venue."""
    return len({_short(paper) if paper.venue else None for paper in found}) == 1


def first_year(found: list[Publication]) -> str:
    """Return the first year if the papers span SINCE years and all are dated, else ""."""
    years = [year for paper in found if (year := year_of(paper))]
    is_whole = len(years) == len(found) > 0  # an undated paper may be the first
    return str(min(years)) if is_whole and max(years) - min(years) >= SINCE else ""


def _since(found: list[Publication]) -> str:
    """Return " since 1988" if the papers span SINCE years, else ""."""
    year = first_year(found)
    return f" since {year}" if year else ""


def _short(paper: Publication) -> str:
    """Return the short form of a venue, else its name: "Conference on Measuring the Sea (CMS) 2027" -> "CMS"."""
    venue = re.sub(r"[ ,]+(?:19|20)\d\d$", "", clean(paper.venue))
    match = SHORT_FORM.search(venue)
    return match[1] if match else venue


def _kind(honor: str) -> str:
    """Return an honor without details and year: "Winner of the Challenge, of 75 teams" -> "Winner of the Challenge"."""
    return re.sub(r"\s*\b(?:19|20)\d\d$", "", honor.partition(", ")[0])


def _times(text: str, times: int) -> str:
    return text if times == 1 else f"{text} ({'twice' if times == 2 else number(times) + ' times'})"


def cite(paper: Publication, quote: Callable[[str], str] = quoted) -> str:
    """Return a work as title, venue and year: "“Mudflats” (JTR, 2021)"."""
    year = str(year_of(paper) or "")
    where = ", ".join(filter(None, [_short(paper) if paper.venue else clean(paper.publisher), year]))
    return quote(paper.title) + (f" ({where})" if where else "")
