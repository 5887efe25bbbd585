"""The entries of a profile apart from its works: posts, degrees, courses, grants, prizes, people.

Every section takes the same names for the same facts: title, organization, start, end, year, date, note. A key that a
section calls by another name, such as `course`, has them as synonyms.
"""

import re
from dataclasses import dataclass

from cvgen.profile.dates import Date
from cvgen.profile.entry import Entry, Line, Point
from cvgen.profile.fields import (
    NOTE,
    ORGANIZATION,
    TITLE,
    WHEN,
    Email,
    GrantStatus,
    Months,
    Plain,
    Text,
    Url,
    Year,
    key,
    required,
)

STUDENT = r"(?:[’']?s)?(?: (?:students?|candidate|researcher|thesis|degree|project))?"
MENTEES = {  # kinds of mentees, and what people write for them
    "postdoc": r"post-?doc(?:toral)?(?: (?:researcher|fellow))?",
    "phd": rf"(?:ph\.? ?d\.?|d\.?phil\.?|doctoral|doctorate){STUDENT}",
    "master": rf"(?:master|m\.? ?(?:sc|a|phil|eng|res)\.?){STUDENT}",
    "bachelor": rf"(?:bachelor|b\.? ?(?:sc|a|eng)\.?|undergraduate){STUDENT}",
    "intern": r"(?:research )?intern(?:ship)?",
}
DOCTORATE = r"\bPh\.?\s?D\b|\bdo[ck]tor|\bD\.?\s?Phil\b|\bDr\b|\bSc\.?D\b|^Promotion\b"  # a text: few profiles need it
ACADEMIC_TITLES = r"^(?:(?:Prof|Professor|Dr|PD|Sir|Dame|apl|em)\b\.?[ -]*(?:(?:rer|nat|phil|med|h|c|Ing)\.[ -]*)*)+"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Position(Entry):
    """An employment or appointment."""

    title: Text = required("such as Professor of Biology", also=("role", "position"))
    organization: Text | None = key("employer or university", also=("institution", "university", "company", "employer"))
    department: Text | None = key("department, institute or faculty")
    location: Text | None = key("city and country")
    start: Date | None = key("when it began: 2019 or 2019-05", also=WHEN)
    end: Date | None = key("when it ended: 2023, 2023-08 or present", also=WHEN)
    summary: Text | None = key("one or two sentences", also=("note", "description"))
    highlights: tuple[Point, ...] = key("points, one line each: [Led a group, {text: Led a lab, tags: [industry]}]", ())
    url: Url | None = key("the organization's page")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Education(Entry):
    """A degree."""

    degree: Text = required("such as Ph.D. in Physics", also=TITLE)
    institution: Text = required("university or school", also=("organization", "university"))
    department: Text | None = key("department, institute or faculty")
    location: Text | None = key("city and country")
    start: Date | None = key("when it began: 2005 or 2005-09")
    end: Date | None = key("when it ended: 2010, 2010-01, present, or expected 2027", also=WHEN)
    advisor: Text | None = key(
        "name of the advisor, or a list of several", also=("advisors", "supervisor"), joined=True
    )
    thesis: Text | None = key("title of the thesis")
    grade: Text | None = key("final grade: 1.2, or 3.9/4.0", also=("gpa",))
    honors: Text | None = key("distinctions, such as summa cum laude", joined=True)
    note: Text | None = key("anything else", also=NOTE)
    url: Url | None = key("a page about it")

    @property
    def is_doctorate(self) -> bool:
        """Return whether the degree is a doctorate, finished or not."""
        return bool(re.search(DOCTORATE, self.degree, re.IGNORECASE))

    @property
    def advisors(self) -> list[str]:
        """Return the names of the advisors without their titles: "Prof. A. Kern; B. Lee" -> A. Kern, B. Lee."""
        names = re.split(r";| and | & ", self.advisor or "")
        return [name for one in names if (name := re.sub(ACADEMIC_TITLES, "", one.strip()))]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Break(Entry):
    """A time without research, which funders take into account: a parental leave, an illness, another profession."""

    start: Date = required("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2020, 2020-03 or present")
    reason: Text | None = key("such as parental leave", also=("why", *NOTE))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Achievement(Line):
    """An achievement in a paragraph, and the works that show it."""

    text: Text = required("a paragraph: what you found, why it matters, what your part was", also=TITLE)
    works: tuple[str, ...] = key("the ids or the titles of the publications that it rests on", ())


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Statement(Entry):
    """A text that answers a question of a form: what you contribute to your field, to others, to society."""

    answers: str = required("a module of a form, as `cvgen forms NAME` lists them: personal", also=("for", "module"))
    text: Text = required("one or several paragraphs", also=NOTE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Award(Line):
    """An award, won once or in several years."""

    title: Text = required("of the award", also=("name",))
    organization: Text | None = key("who gave it", also=("institution",))
    location: Text | None = key("city and country")
    years: tuple[Year, ...] = key("when you won it, once or several times", (), one="year", also=("date",))
    selected: bool = key("true: dropped last if space is short, as in the bio", False)
    note: Text | None = key("what it is for, number of candidates", also=NOTE)
    url: Url | None = key("where it can be verified")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Service(Line):
    """A service role for one or several organizations."""

    role: Text = required("such as Area Chair or Reviewer", also=TITLE)
    organizations: tuple[Text, ...] = key(
        "conferences, journals or committees", (), one="organization", also=("institution",)
    )
    location: Text | None = key("city and country")
    years: tuple[Year, ...] = key("each year you did it", (), one="year", also=("date",))
    start: Date | None = key("when it began, instead of years")
    end: Date | None = key("when it ended, instead of years")
    note: Text | None = key("anything else", also=NOTE)
    url: Url | None = key("its page")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Mentee(Line):
    """A person whom the owner of the profile mentors or mentored."""

    name: str = required("as in the author lists")
    affiliation: Text | None = key("university or company", also=ORGANIZATION)
    role: str | None = key("intern, master, phd, postdoc, ...", also=("title", "degree"))
    thesis: Text | None = key("title of the thesis")
    co_advisors: tuple[str, ...] = key("who advises or advised with you", (), one="co_advisor")
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2020 or present", also=WHEN)
    url: Url | None = key("their page")
    now: Text | None = key("where they are now")
    note: Text | None = key("anything else", also=NOTE)

    @property
    def kind(self) -> str:
        """Return the role in the word that cvgen knows it by: "PhD student" -> "phd"; any other role as it is."""
        role = self.role or ""
        return next((kind for kind, words in MENTEES.items() if re.fullmatch(words, role, re.IGNORECASE)), role)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Talk(Line):
    """A talk."""

    title: Text = required("of the talk")
    event: Text | None = key("conference, workshop or seminar", also=("venue",))
    organization: Text | None = key("who invited you", also=("institution",))
    location: Text | None = key("city and country")
    date: Date | None = key("of the talk: 2018-12-07", also=("year",))
    kind: Plain | None = key("invited, keynote, tutorial, ...", also=("type",), flags=("invited", "keynote"))
    url: Url | None = key("slides or recording")
    note: Text | None = key("anything else", also=NOTE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Teaching(Line):
    """A course."""

    course: Text = required("name of the course", also=TITLE)
    role: Plain | None = key("lecturer, teaching assistant, ...")
    institution: Text | None = key("university", also=("organization", "university"))
    department: Text | None = key("department, institute or faculty")
    location: Text | None = key("city and country")
    term: Text | None = key("semester or quarter: Winter 2024, or a list of several", also=("semester",), joined=True)
    years: tuple[Year, ...] = key("each year you did it", (), one="year", also=("date",))
    start: Date | None = key("when it began, instead of years")
    end: Date | None = key("when it ended, instead of years")
    note: Text | None = key("level, hours, number of students", also=NOTE)
    url: Url | None = key("the course's page")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Grant(Line):
    """A grant."""

    title: Text = required("of the project")
    organization: Text | None = key("funder", also=("funder", "institution"))
    role: Plain | None = key("PI, co-PI, ...")
    amount: str | None = key("with its currency, or the number alone beside `currency`")
    currency: str | None = key("of the amount: EUR, USD, £")
    share: str | None = key("your own part of the amount")
    number: str | None = key("grant number")
    status: GrantStatus | None = key("pending, current or completed; by default as its dates say")
    place: Text | None = key("where the work is done", also=("location",))
    effort: dict[str, Months] = key("your months of work in each year: {2026: 1.5, 2027: 2}", {})
    objectives: Text | None = key("its aims in one or two sentences; forms of funders print it")
    overlap: Text | None = key("what it has in common with your other grants; forms of funders print it")
    in_kind: Text | None = key("what you get in place of money: 20 hours on the telescope")
    start: Date | None = key("when it began: 2019 or 2019-05", also=WHEN)
    end: Date | None = key("when it ended: 2022 or present", also=WHEN)
    note: Text | None = key("anything else", also=NOTE)
    url: Url | None = key("its page")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class News(Entry):
    """A news item with its date."""

    date: Date = required("of the news: 2025-06", also=("year",))
    text: Text = required("one or two sentences", also=TITLE)
    url: Url | None = key("more about it")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Media(Line):
    """An interview, a review of a work, or another mention in the press."""

    title: Text = required("of the interview, article or broadcast")
    organization: Text | None = key("newspaper, station or website", also=("outlet", "venue", "institution"))
    kind: Plain | None = key("interview, podcast, op-ed, review, ...", also=("type",))
    date: Date | None = key("when it appeared: 2022-05-01", also=("year",))
    url: Url | None = key("where it can be read, heard or seen")
    note: Text | None = key("anything else", also=NOTE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Exhibition(Line):
    """An exhibition with works of the owner, or one that the owner curated."""

    title: Text = required("of the exhibition")
    organization: Text | None = key("gallery or museum", also=("venue", "institution"))
    location: Text | None = key("city and country")
    role: Plain | None = key("curator, artist, ...")
    kind: Plain | None = key("solo, group, ...", also=("type",))
    start: Date | None = key("when it opened: 2019 or 2019-05", also=WHEN)
    end: Date | None = key("when it closed", also=WHEN)
    url: Url | None = key("its page")
    note: Text | None = key("catalogue, anything else", also=NOTE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Skill(Line):
    """A group of skills."""

    name: Text = required("such as Programming or Methods; a single skill has no items", also=TITLE)
    items: tuple[Text, ...] = key("what belongs to it: [Python, C++]", ())


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Language(Line):
    """A language that the owner speaks or reads."""

    name: Text = required("such as German", also=("language", "title"))
    level: Text | None = key("native, C1, B2, reading knowledge, ...")
    note: Text | None = key("certificate, anything else", also=NOTE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Membership(Line):
    """The membership of a society."""

    organization: Text = required("society or academy", also=("institution",))
    role: Text | None = key("Fellow, Senior Member, ...", also=TITLE)
    location: Text | None = key("city and country")
    start: Date | None = key("when it began: 2019 or 2019-05", also=WHEN)
    end: Date | None = key("when it ended: 2022 or present")
    note: Text | None = key("anything else", also=NOTE)
    url: Url | None = key("its page")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Reference(Line):
    """A referee."""

    name: str = required("of the referee")
    title: Text | None = key("such as Professor of Biology", also=("role", "position"))
    organization: Text | None = key("university or company", also=("institution", "affiliation"))
    department: Text | None = key("department, institute or faculty")
    email: Email | None = key("shown in the CV")
    phone: str | None = key("shown in the CV")
    url: Url | None = key("their page")
    note: Text | None = key("how you know each other", also=NOTE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OtherEntry(Line):
    """An entry of a custom section; the short form is plain text."""

    title: Text = required("the line itself", also=("text", "name"))
    organization: Text | None = key("printed after the title", also=("institution",))
    location: Text | None = key("city and country")
    date: Date | None = key("a single date", also=("year",))
    start: Date | None = key("when it began: 2019 or 2019-05")
    end: Date | None = key("when it ended: 2022 or present")
    note: Text | None = key("printed below", also=NOTE)
    url: Url | None = key("makes the title a link")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OtherSection(Entry):
    """A custom section: a heading and its entries."""

    title: Text = required("the heading", also=("name",))
    entries: tuple[OtherEntry, ...] = key("lines of text, or entries with title, dates, note", (), also=("items",))
