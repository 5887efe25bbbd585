"""Split the lines of a page into sections with entries and paragraphs, in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cvgen.importers.homepage.lines import Line
from cvgen.importers.syntax.inline import bare, markdown, undecorated
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.problems import Location

MAX_LENGTH = 20_000  # characters of an entry
MAX_HEADING_LENGTH = 80
MAX_LINE_LENGTH = 400  # of a line that may be a heading, including HTML
GROUPED = ("service", "mentees")
BOXED = "div"  # instead of the bullet, if an entry is a box
BULLET = re.compile(r"(\s*)([-+*]|\d{1,3}[.)])\s+(?=\S)")
TIGHT_BULLET = re.compile(r"(\s*)([-+*](?![-+*])|\d{1,3}[.)]\s)\s*(?=\S)")  # in comments: <!--+ Title-->
HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*)")
HTML_HEADING = re.compile(r"\s*<h([1-6])[^<>]*>(.*)</h\1>\s*$", re.IGNORECASE)
ALL_BOLD = re.compile(r"\*\*[^*]+\*\*\s*[:：]?")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
YEARS = re.compile(
    r"(?:before |until |since )?(?:19|20)\d\d(?:\W{1,3}(?:19|20)\d\d)?(?: (?:and|or) \w+)?", re.IGNORECASE
)
BOX = re.compile(r"<div[^<>]*paper-box['\"\s>]", re.IGNORECASE)
DIV = re.compile(r"<(/?)div\b", re.IGNORECASE)

# Kind of section <- the words of its heading, in order of precedence.
WORDS = {
    "publications": r"publications?|papers?|manuscripts?|preprints?|articles|books|book chapters|论文|发表",
    "news": r"news|updates|新闻|动态",
    "service": r"services?|reviewers?|reviewing|committees?|professional activit\w+|academic activit\w+|学术服务",
    "mentees": r"interns|students|mentees|advisees|postdocs|mentoring|mentorship|supervision|alumni|学生|实习生",
    "awards": r"awards?|honou?rs?|scholarships?|prizes?|获奖|荣誉",
    "interests": r"research interests?|interests|研究兴趣|研究方向",
    "bio": r"bio|biography|about|about me|introduction|profile|个人简介|简介",
    "education": r"educations?|educational|academic background|degrees|教育\w*",
    "positions": r"(?<!teaching )experiences?|employment"
    r"|(?<!open )positions?(?! available)|appointments?|internships?|work history|career|工作经历|实习",
}
KINDS = {kind: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for kind, words in WORDS.items()}


@dataclass(frozen=True)
class Block:
    """An entry of a list, or a paragraph: its text, its first line, the subheading above it."""

    text: str
    line: Line
    bullet: str = ""  # "" of a paragraph
    below: str = ""  # a year, or a group of the section
    hidden: bool = False
    remarks: tuple[Line, ...] = ()  # comments in its lines that are not entries

    @property
    def place(self) -> Location:
        """Return the location of the first line."""
        return self.line.place


@dataclass
class Section:
    """A heading, the kind of its section, and the blocks below it."""

    title: str
    kind: str
    line: Line
    hidden: bool = False
    blocks: list[Block] = field(default_factory=list)
    owner: str = ""  # the name of a person, if that was the first heading of the page

    @property
    def place(self) -> Location:
        """Return the location of the heading."""
        return self.line.place


def read(lines: list[Line], notes: Diagnostics) -> list[Section]:
    """Return the sections of a page; the first one, above all headings, is the biography."""
    builder = _Builder(lines[0] if lines else Line("", 1), notes)
    builder.feed(lines)
    return builder.sections


def kind_of(heading: str) -> str:
    """Return the kind of section of a heading: "Selected Publications" -> "publications"; "" if unknown."""
    return next((kind for kind, words in KINDS.items() if words.search(heading)), "")


class _Builder:
    """Processes the lines in order, with the section and the block that are open."""

    def __init__(self, first: Line, notes: Diagnostics) -> None:
        self.section = Section("", "bio", first)
        self.sections = [self.section]
        self.notes = notes
        self.below = ""
        self.hidden = False
        self.bullet = ""
        self.open: list[Line] = []  # of the entry or paragraph
        self.remarks: list[Line] = []
        self.indent = self.grouped = 0  # of the bullet, and of bullets below an entry that is their heading
        self.depth = 0  # of nested <div>s in a box
        self.is_after_blank = True

    def feed(self, lines: Sequence[Line]) -> None:
        """Process all lines of a page or comment; the next line may turn a line into a heading."""
        following = [*(line.text for line in lines[1:]), ""]
        for line, next_line in zip(lines, following, strict=False):  # a page may have no lines
            self.line(line, next_line)
            for comment in line.comments:
                self.comment(comment)
        self.close()

    def line(self, line: Line, following: str) -> None:
        """Process one line; `following` is the text of the next one."""
        bullet = (TIGHT_BULLET if self.hidden else BULLET).match(line.text)
        if self.depth or BOX.search(line.text):
            self.box(line)
        elif not bullet and not self.is_inside(line) and (found := _heading(line.text, following, self.is_after_blank)):
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

    def is_inside(self, line: Line) -> bool:
        """Return whether a line is indented below the bullet of an open entry."""
        return bool(self.open and self.bullet) and line.text.startswith(("  ", "\t"))

    def group(self, indent: int) -> None:
        """Treat an entry with nested entries, in a section of people or roles, as the heading of their group."""
        if self.section.kind in GROUPED and indent > self.indent and len(self.open) == 1:
            self.below, self.grouped = _title(self.open[0].text), indent
            self.open = []
        elif indent < self.grouped:
            self.close()
            self.below, self.grouped = "", 0
        self.indent = indent

    def continued(self, line: Line) -> None:
        """Add a line to the open block, or start a new paragraph."""
        is_indented = line.text.startswith(("  ", "\t"))
        if self.is_after_blank and not (self.bullet and is_indented):
            self.close()
        self.is_after_blank = False
        self.open.append(line)

    def box(self, line: Line) -> None:
        """Add a line of <div class="paper-box">, all of which is one entry."""
        if not self.depth:
            self.close()
            self.bullet = BOXED
        self.open.append(line)
        self.depth += sum(-1 if match[1] else 1 for match in DIV.finditer(line.text))
        if self.depth <= 0:
            self.depth = 0
            self.close()

    def heading(self, title: str, level: int, line: Line) -> None:
        """Start a new section, or a year or group within the section."""
        self.close()
        self.is_after_blank = True
        kind = kind_of(title)
        if not kind and self.sections == [self.section] and not self.section.blocks and _is_name(title):
            self.section.owner = title
            return
        self.below = title
        if not YEARS.fullmatch(title) and (kind or level <= 2):
            self.below = ""
            self.section = Section(title, kind, line, self.hidden)
            self.sections.append(self.section)

    def comment(self, lines: tuple[Line, ...]) -> None:
        """Process a comment: hidden entries, or a remark about the line that contains it."""
        content = [line for line in lines if not line.is_empty]
        if any(TIGHT_BULLET.match(line.text) for line in content):
            self.close()
            outer = (self.section, self.below)
            self.hidden = True
            self.feed(lines)
            self.hidden = False
            self.section, self.below = outer
        elif content and self.open and not self.is_after_blank:
            self.remarks += content
        elif content:
            self.notes.warn("this comment is left out", content[0])

    def close(self) -> None:
        """Add the open block to the section."""
        lines, bullet, remarks = self.open, self.bullet, tuple(self.remarks)
        self.open, self.bullet, self.remarks, self.is_after_blank = [], "", [], False
        text = "\n".join(line.text for line in lines)
        if len(text) > MAX_LENGTH:
            self.notes.warn(
                f"an entry of {len(text)} characters is left out", lines[0], "check for a missing line break"
            )
        elif lines:
            self.section.blocks.append(Block(text, lines[0], bullet, self.below, self.hidden, remarks))


def _heading(text: str, following: str, is_after_blank: bool) -> tuple[str, int] | None:
    """Return the words and the level of a heading, from a line and the one below; None if it is not a heading."""
    if len(text) > MAX_LINE_LENGTH or not text.strip():
        return None
    if match := HASHES.match(text):
        return _title(match[2]), len(match[1])
    if match := HTML_HEADING.match(text):
        return _title(match[2]), int(match[1])
    rendered = markdown(text)
    underline = UNDERLINE.match(following)
    if (
        underline
        and len(rendered) <= MAX_HEADING_LENGTH
        and not (underline[1][0] == "-" and rendered.endswith((".", "!")))
    ):
        return _title(rendered), 1 if underline[1][0] == "=" else 2
    is_last = not following.strip() or BULLET.match(following) or following.lstrip().startswith("<")
    if is_after_blank and is_last and ALL_BOLD.fullmatch(rendered) and len(rendered) <= MAX_HEADING_LENGTH:
        return _title(rendered), 3
    return None


def _is_name(title: str) -> bool:
    """Return whether a heading looks like the name of a person: "Jane Doe", "Dr. Jane van Doe, Ph.D."."""
    words = re.sub(r",.*", "", title).split()
    return 1 < len(words) < 5 and all(re.fullmatch(r"[^\W\d_][\w'’.-]*", word) for word in words) and title[0].isupper()


def _title(text: str) -> str:
    """Return the words of a heading."""
    return undecorated(bare(markdown(text))).strip(" #:：")
