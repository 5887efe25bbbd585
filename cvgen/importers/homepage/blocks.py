"""The lines of a page -> its sections, each with its entries and paragraphs, in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cvgen.importers.homepage.inline import bare, markdown, undecorated
from cvgen.importers.homepage.lines import Line
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.problems import Location

LONGEST = 20_000  # characters of an entry
LONGEST_HEADING = 80
LONGEST_LINE = 400  # in which a heading is looked for, with its HTML
GROUPED = ("service", "mentees")
BOXED = "div"  # in place of the bullet of an entry that is a box
BULLET = re.compile(r"(\s*)([-+*]|\d{1,3}[.)])\s+(?=\S)")
TIGHT_BULLET = re.compile(r"(\s*)([-+*](?![-+*])|\d{1,3}[.)]\s)\s*(?=\S)")  # of what is commented out: <!--+ Title-->
HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*)")
HTML_HEADING = re.compile(r"\s*<h([1-6])[^<>]*>(.*)</h\1>\s*$", re.IGNORECASE)
ALL_BOLD = re.compile(r"\*\*[^*]+\*\*\s*[:：]?")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
YEARS = re.compile(
    r"(?:before |until |since )?(?:19|20)\d\d(?:\W{1,3}(?:19|20)\d\d)?(?: (?:and|or) \w+)?", re.IGNORECASE
)
BOX = re.compile(r"<div[^<>]*paper-box['\"\s>]", re.IGNORECASE)
DIV = re.compile(r"<(/?)div\b", re.IGNORECASE)

# What a section holds <- the words of its heading; they are looked for in this order.
WORDS = {
    "publications": r"publications?|papers?|manuscripts?|preprints?|articles|book chapters|论文|发表",
    "news": r"news|updates|新闻|动态",
    "service": r"services?|reviewers?|reviewing|committees?|professional activit\w+|academic activit\w+|学术服务",
    "mentees": r"interns|students|mentees|advisees|postdocs|mentoring|mentorship|supervision|alumni|学生|实习生",
    "awards": r"awards?|honou?rs?|scholarships?|prizes?|获奖|荣誉",
    "interests": r"research interests?|interests|研究兴趣|研究方向",
    "bio": r"bio|biography|about|about me|introduction|profile|个人简介|简介",
}
KINDS = {kind: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for kind, words in WORDS.items()}


@dataclass(frozen=True)
class Block:
    """An entry of a list, or a paragraph: its text, where it begins, the heading below that of the section."""

    text: str
    line: Line
    bullet: str = ""  # "" of a paragraph
    below: str = ""  # a year, or a group of the section
    hidden: bool = False
    remarks: tuple[Line, ...] = ()  # comments in its lines that are no entries

    @property
    def place(self) -> Location:
        return self.line.place


@dataclass
class Section:
    """A heading, what kind of section it begins, and what stands below it."""

    title: str
    kind: str
    line: Line
    hidden: bool = False
    blocks: list[Block] = field(default_factory=list)

    @property
    def place(self) -> Location:
        return self.line.place


def read(lines: list[Line], notes: Diagnostics) -> list[Section]:
    """Lines -> sections; the first is what stands above all headings, which is the biography."""
    builder = _Builder(lines[0] if lines else Line("", 1), notes)
    builder.feed(lines)
    return builder.sections


def kind_of(heading: str) -> str:
    """ "Selected Publications" -> "publications"; "" of a heading that nobody knows."""
    return next((kind for kind, words in KINDS.items() if words.search(heading)), "")


class _Builder:
    """Walks down the lines, with the section and the entry or paragraph that are being read."""

    def __init__(self, first: Line, notes: Diagnostics) -> None:
        self.section = Section("", "bio", first)
        self.sections = [self.section]
        self.notes = notes
        self.below = ""
        self.hidden = False
        self.bullet = ""
        self.open: list[Line] = []  # of the entry or paragraph
        self.remarks: list[Line] = []
        self.indent = self.grouped = 0  # of the bullet, and of those below an entry that is their heading
        self.depth = 0  # of <div>s in a box, which is one entry with all that is in it
        self.is_after_blank = True

    def feed(self, lines: Sequence[Line]) -> None:
        """All lines of a page or comment, each with the one below it, which may make a heading of it."""
        following = [*(line.text for line in lines[1:]), ""]
        for line, next_line in zip(lines, following, strict=False):  # a page may have no lines
            self.line(line, next_line)
            for comment in line.comments:
                self.comment(comment)
        self.close()

    def line(self, line: Line, following: str) -> None:
        bullet = (TIGHT_BULLET if self.hidden else BULLET).match(line.text)
        if self.depth or BOX.search(line.text):
            self.box(line)
        elif not bullet and (found := _heading(line.text, following, self.is_after_blank)):
            self.heading(*found, line)
        elif line.is_empty:
            self.is_after_blank = self.is_after_blank or not line.comments
        elif bullet and not (self.open and self.section.kind == "publications" and len(bullet[1]) > 3):
            self.group(len(bullet[1].expandtabs(4)))
            self.close()
            self.bullet, start = bullet[2], bullet.end()
            self.open = [Line(line.text[start:], line.number, line.column + start)]
        else:
            self.continued(line)

    def group(self, indent: int) -> None:
        """An entry with entries below it, in a section of people or roles, is the heading of their group."""
        if self.section.kind in GROUPED and indent > self.indent and len(self.open) == 1:
            self.below, self.grouped = _title(self.open[0].text), indent
            self.open = []
        elif indent < self.grouped:
            self.close()
            self.below, self.grouped = "", 0
        self.indent = indent

    def continued(self, line: Line) -> None:
        """A line of the open entry or paragraph, or the first of a new paragraph."""
        is_indented = line.text.startswith(("  ", "\t"))
        if self.is_after_blank and not (self.bullet and is_indented):
            self.close()
        self.is_after_blank = False
        self.open.append(line)

    def box(self, line: Line) -> None:
        """A line of <div class="paper-box">: all of it is one entry."""
        if not self.depth:
            self.close()
            self.bullet = BOXED
        self.open.append(line)
        self.depth += sum(-1 if match[1] else 1 for match in DIV.finditer(line.text))
        if self.depth <= 0:
            self.depth = 0
            self.close()

    def heading(self, title: str, level: int, line: Line) -> None:
        """A new section, or a year or group within the section."""
        self.close()
        self.is_after_blank = True
        kind = kind_of(title)
        self.below = title
        if not YEARS.fullmatch(title) and (kind or level <= 2):
            self.below = ""
            self.section = Section(title, kind, line, self.hidden)
            self.sections.append(self.section)

    def comment(self, lines: tuple[Line, ...]) -> None:
        """A comment: entries that the page does not show, or a remark about the line in which it stands."""
        said = [line for line in lines if not line.is_empty]
        if any(TIGHT_BULLET.match(line.text) for line in said):
            self.close()
            outer = (self.section, self.below)
            self.hidden = True
            self.feed(lines)
            self.hidden = False
            self.section, self.below = outer
        elif said and self.open and not self.is_after_blank:
            self.remarks += said
        elif said:
            self.notes.warn("this comment is left out", said[0])

    def close(self) -> None:
        """The open entry or paragraph is complete."""
        lines, bullet, remarks = self.open, self.bullet, tuple(self.remarks)
        self.open, self.bullet, self.remarks, self.is_after_blank = [], "", [], False
        text = "\n".join(line.text for line in lines)
        if len(text) > LONGEST:
            self.notes.warn(f"an entry of {len(text)} characters is left out", lines[0], "is a line break missing?")
        elif lines:
            self.section.blocks.append(Block(text, lines[0], bullet, self.below, self.hidden, remarks))


def _heading(text: str, following: str, is_after_blank: bool) -> tuple[str, int] | None:
    """A line and the one below -> the words of the heading and its level; None if it is none."""
    if len(text) > LONGEST_LINE or not text.strip():
        return None
    if match := HASHES.match(text):
        return _title(match[2]), len(match[1])
    if match := HTML_HEADING.match(text):
        return _title(match[2]), int(match[1])
    shown = markdown(text)
    underline = UNDERLINE.match(following)
    if underline and len(shown) <= LONGEST_HEADING and not (underline[1][0] == "-" and shown.endswith((".", "!"))):
        return _title(shown), 1 if underline[1][0] == "=" else 2
    is_last = not following.strip() or BULLET.match(following) or following.lstrip().startswith("<")
    if is_after_blank and is_last and ALL_BOLD.fullmatch(shown) and len(shown) <= LONGEST_HEADING:
        return _title(shown), 3
    return None


def _title(text: str) -> str:
    """The text of a heading -> its words."""
    return undecorated(bare(markdown(text))).strip(" #:：")
