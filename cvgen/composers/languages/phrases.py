"""Phrases: the words that a document adds to the person's own, in one language; the defaults are English."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cvgen.profile.dates import MONTH_NAMES, PRESENT, Date, show, show_range
from cvgen.profile.fields import key

ROLES = {
    "phd": "Ph.D. student",
    "master": "Master's student",
    "bachelor": "Bachelor's student",
    "postdoc": "Postdoc",
    "intern": "Intern",
}
GROUPS = {
    "phd": "Ph.D. students",
    "master": "Master's students",
    "bachelor": "Bachelor's students",
    "postdoc": "Postdocs",
    "intern": "Interns",
}
STATUSES = {
    "in preparation": "in preparation",
    "submitted": "submitted",
    "under review": "under review",
    "in revision": "in revision",
    "under contract": "under contract",
    "accepted": "accepted",
    "in press": "in press",
    "forthcoming": "forthcoming",
    "rejected": "rejected",
}
TYPES = {
    "journal": "Journal articles",
    "conference": "Conference papers",
    "workshop": "Workshop papers",
    "book": "Books",
    "edited volume": "Edited volumes",
    "chapter": "Book chapters",
    "translation": "Translations",
    "book review": "Book reviews",
    "thesis": "Theses",
    "report": "Reports",
    "other": "Other publications",
}
CHANGES = {"inserted": "new", "deleted": "removed", "changed": "changed", "moved": "moved"}
COLUMNS = {
    "dates": "Dates",
    "project": "Project",
    "role": "Role",
    "amount": "Amount",
    "share": "Own share",
    "talk": "Talk",
    "event": "Event",
    "kind": "Kind",
    "course": "Course",
    "institution": "Institution",
}
DEGREES = {"phd": "Ph.D.", "master": "Master's degree", "bachelor": "Bachelor's degree"}
ORDINALS = {1: "st", 2: "nd", 3: "rd"}
PAPERS = {"one": "{} paper", "other": "{} papers"}
PUBLICATION_COUNT = {"one": "{} publication", "other": "{} publications"}
AWARD_COUNT = {"one": "{} award", "other": "{} awards"}
MENTEE_COUNT = {"one": "{} mentee", "other": "{} mentees"}
COAUTHOR_COUNT = {"one": "{} co-author", "other": "{} co-authors"}
PATENT_COUNT = {"one": "{} patent", "other": "{} patents"}
# Keys with plural forms (CLDR).
PLURALS = ("papers", "publication_count", "award_count", "mentee_count", "patent_count", "coauthor_count")


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The keys of a language file; {} stands for a name, a date or a number."""

    language: str = key("its tag, such as pt or pt-BR (BCP 47): dates and plurals follow it", "en")
    name: str = key("the name of the language, in the language itself", "English")

    cv: str = key("the title of the full CV", "Curriculum Vitae")
    biography: str = key("the title of the one-page bio, and a heading", "Biography")
    publication_list: str = key("the title of a document of publications", "List of Publications")

    report: str = key("the title of an activity report", "Activity report")

    summary: str = key("heading", "Summary")
    interests: str = key("heading", "Research interests")
    positions: str = key("heading", "Positions")
    education: str = key("heading", "Education")
    breaks: str = key("heading", "Career breaks")
    achievements: str = key("heading", "Major achievements")
    grants: str = key("heading", "Grants")
    awards: str = key("heading", "Awards")
    publications: str = key("heading", "Publications")
    selected_publications: str = key("heading", "Selected publications")
    preprints: str = key("heading", "Preprints")
    submissions: str = key("heading of manuscripts that are not accepted", "Submissions and manuscripts")
    forthcoming: str = key("heading, in place of a year", "Forthcoming")
    undated: str = key("heading, in place of a year", "Undated")
    publications_by_year: str = key("heading of a chart", "Publications by year")
    publications_by_type: str = key("heading of a chart", "Publications by type")
    mentees_by_year: str = key("heading of a chart", "Mentees by year")
    coauthors: str = key("heading of a chart", "Co-authors")
    patents: str = key("heading", "Patents")
    talks: str = key("heading", "Talks")
    exhibitions: str = key("heading", "Exhibitions")
    media: str = key("heading", "Media and press")
    teaching: str = key("heading", "Teaching")
    service: str = key("heading", "Academic service")
    mentees: str = key("heading", "Mentoring")
    interns: str = key("heading if all of them are interns", "Mentored interns")
    memberships: str = key("heading", "Memberships")
    languages: str = key("heading", "Languages")
    skills: str = key("heading", "Skills")
    references: str = key("heading", "References")
    news: str = key("heading", "News")

    overview: str = key("heading of a report", "At a glance")
    published: str = key("heading of a report: papers that appeared", "Published")
    accepted: str = key("heading of a report: papers that will appear", "Accepted")
    honored: str = key("heading of a report: papers with a new honor", "Papers honored")
    new_mentees: str = key("heading of a report: mentees who began", "Mentees who began")
    leaving_mentees: str = key("heading of a report: mentees who graduated or left", "Mentees who graduated or left")
    new_since: str = key("the title of an update: what is new since a day", "New since {}")
    nothing_new: str = key("an update without entries", "Nothing new.")
    year_only: str = key("after an entry whose month is unknown", "only the year is known")

    changes: str = key("heading of a marked CV", "Changes")
    changed_since: str = key("the older version of a marked CV", "Since {}")
    inserted: str = key("in the legend of a marked CV: words that are new", "inserted")
    deleted: str = key("in the legend of a marked CV: words that are gone", "deleted")
    redline_legend: str = key(
        "the legend of a marked CV: the words for inserted and deleted",
        "{} is underlined, {} is struck through in brackets; "
        "the margin labels entries as new, changed, moved or removed.",
    )
    change_labels: dict[str, str] = key("labels in the margin of a marked CV", CHANGES)

    columns: dict[str, str] = key("headings of the columns of a table", COLUMNS)
    types: dict[str, str] = key("headings where publications are grouped by type", TYPES)
    statuses: dict[str, str] = key("after a publication that has not appeared", STATUSES)
    roles: dict[str, str] = key("role of a mentee", ROLES)
    groups: dict[str, str] = key("headings where mentees are grouped by role", GROUPS)
    other_mentees: str = key("the heading of those without a role", "Others")

    present: str = key("the end of an ongoing period", "present")
    since: str = key("a period without an end", "since {}")
    pending: str = key("a grant that is not decided yet", "pending")
    career_break: str = key("a break without a reason", "Career break")
    thesis: str = key("the title of a thesis", "Thesis: {}")
    advisor: str = key("a name", "Advisor: {}")
    now: str = key("where a mentee is today", "now {}")
    papers: dict[str, str] = key("a number of papers, in each plural form of the language (CLDR)", PAPERS)
    publication_count: dict[str, str] = key("at the top of a bio: a number of publications", PUBLICATION_COUNT)
    award_count: dict[str, str] = key("at the top of a bio: a number of awards", AWARD_COUNT)
    mentee_count: dict[str, str] = key("at the top of a bio: a number of mentees", MENTEE_COUNT)
    patent_count: dict[str, str] = key("at the top of a bio: a number of patents", PATENT_COUNT)
    coauthor_count: dict[str, str] = key("in words for a chart: a number of co-authors", COAUTHOR_COUNT)
    pronounced: str = key("the pronunciation of a name", "pronounced {}")
    portrait: str = key("the description of the photo; {} is the name", "Portrait of {}")
    edited_by: str = key("names", "edited by {}")
    editor: str = key("after the editor of an edited volume", "(ed.)")
    editors: str = key("after several editors of one", "(eds.)")
    with_authors: str = key("who wrote it with the authors", "with {}")
    translated_by: str = key("names", "translated by {}")
    original: str = key("the original of a translation", "translation of {}")
    reviewed: str = key("the work that a book review is about", "Review of {}")
    edition: str = key("the number or name of an edition", "{} edition")
    in_language: str = key("the language in which a work is written", "in {}")
    book_pages: str = key("the number of pages of a book", "{}\u00a0pp.")
    co_advisors: str = key("names", "co-advised with {}")
    expected: str = key("a date that is planned", "expected {}")
    grade: str = key("the grade of a degree", "Grade: {}")
    share: str = key("the owner's part of a grant", "own share {}")
    total: str = key("the sum of the grants", "Total: {}")
    total_share: str = key("the sum of the grants, and the owner's part of it", "Total: {}, own share {}")
    degrees: dict[str, str] = key("what a mentee earned, by role", DEGREES)
    chapter_in: str = key("a book", "In {}")
    pages: str = key("numbers of pages", "pp.\u00a0{}")
    issue: str = key("the number of an issue without a volume", "no. {}")
    both: str = key("the last two of a list of names", "{} and {}")
    et_al: str = key("in place of the remaining authors", "et al.")
    more_authors: str = key("in place of the remaining authors of a list of more than 100", "and {} more")
    thousand: str = key("one thousand in digits, with the sign that separates them", "1,000")
    more: str = key("the number of further names", "and {} more")
    in_year: str = key("a number and its year", "{} in {}")
    count_since: str = key("in words for a chart: a number with its noun, and the first year", "{} since {}")
    most_in: str = key("in words for a chart: the years with the greatest number, and it", "most in {} ({})")
    most_of: str = key("in words for a chart: the kinds with the greatest number, and it", "most often {} ({})")
    most_with: str = key("in words for a chart: who wrote most with the owner, and how much", "most with {} ({})")
    all_others: str = key("in a chart: the kinds that it does not show one by one", "All others")
    chart_table: str = key("the name of the table below a chart", "Numbers")
    year: str = key("above a column of a table", "Year")
    type: str = key("above a column of a table: kinds of publications", "Type")
    person: str = key("above a column of a table: names", "Name")
    how_many: str = key("above a column of a table: numbers", "Number")
    joint_papers: str = key("above a column of a table: papers written with the owner", "Joint papers")
    also_with: str = key("above a column of a table: who else wrote papers with both", "Also with")

    def heading(self, section: str) -> str:
        """Return the heading of a section: that of a key of the profile, or the title of a custom section."""
        is_other = section in ("name", "language")  # which mean something else in a language file
        return ("" if is_other else str(getattr(self, section, ""))) or section.replace("_", " ").capitalize()

    def date(self, date: Date) -> str:
        """Return a date in print: "14 May 2019", "14. Mai 2019", "2019年5月14日"; a year alone stays as it is."""
        if date == PRESENT:
            return self.present
        if date.expected:
            return fill_in(self.expected, self.date(replace(date, expected=False)))
        if self.language == "en" or not date.month:
            return show(date)
        return self._skeleton("yMMMd" if date.day else "yMMM", date)

    def span(self, start: Date | None, end: Date | None, show_date: Callable[[Date], str] | None = None) -> str:
        """Return a period: "2010–2014", "Mai 2010 – heute"; "since 2016" without an end, "2016" without a start.

        `show_date` prints its dates, where these are not as in other documents.
        """
        print_date = show_date or self.date
        if start and not end and start != PRESENT:
            return fill_in(self.since, print_date(start))
        return show_range(start, end, print_date)

    def month(self, date: Date) -> str:
        """Return the date of a document: "November 2026", "noviembre de 2026"; a year alone stays as it is."""
        if not date.month:
            return str(date.year)
        if self.language == "en":
            return f"{MONTH_NAMES[date.month - 1]} {date.year}"
        return self._skeleton("yMMMM", date)

    def count(self, number: int, forms: Mapping[str, str]) -> str:
        """Return a number in words, in its plural form: "1 paper", "2 papers".

        `forms` are the wordings by plural form (CLDR), such as "one" and "other".
        """
        form = "one" if number == 1 else "other"
        if self.language != "en":
            form = str(self.locale().plural_form(number))
        return fill_in(forms.get(form, forms.get("other", "{}")), number)

    def edition_of(self, edition: str) -> str:
        """Return an edition in print: "2nd" and in English "2" -> "2nd edition"; "rev. edition" stays."""
        if self.language == "en" and edition.isdigit():
            edition += ORDINALS.get(int(edition) % 10, "th") if int(edition) % 100 not in (11, 12, 13) else "th"
        word = self.edition.replace("{}", "").strip()
        return fill_in(self.edition, edition) if edition and word.lower() not in edition.lower() else edition

    def number(self, number: int) -> str:
        """Return a number with the thousands apart: "250,000", in German "250.000"."""
        if self.language == "en":
            return f"{number:,}"
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.locale()))

    def listed(self, names: list[str]) -> str:
        """Return the names as a list: "A", "A and B", "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return fill_in(self.both, ", ".join(names[:-1]), names[-1])

    def locale(self) -> Any:
        """Return what the CLDR knows about the language. Raise ValueError if it does not know it."""
        from babel import Locale, UnknownLocaleError  # here, because English does not need it, and starts faster

        try:
            return Locale.parse(self.language, sep="-")
        except UnknownLocaleError as error:
            raise ValueError(str(error)) from None

    def _skeleton(self, skeleton: str, date: Date) -> str:
        """Return the date with the parts in the skeleton (Unicode TR 35), in the order of the language."""
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, datetime.date(date.year, date.month, date.day or 1), locale=self.locale())


ENGLISH = Phrases()


def fill_in(text: str, *values: object) -> str:
    """Replace each {} by the next value: "{} in {}", 3, 2019 -> "3 in 2019"; other braces stay as they are."""
    texts = map(str, values)
    return re.sub(r"\{\}", lambda found: next(texts, found[0]), text)
