"""Estimate the lines of a heading that is in a column beside its section, which must be as high."""

from unicodedata import east_asian_width

from cvgen.writers.style import MM, Style

LETTER, IDEOGRAPH = 0.5, 1.0  # the mean width of semi-bold letters, in parts of their size
GAP = 5 * MM  # between the column and the section


def lines_beside(title: str, style: Style) -> int:
    """Return the number of lines that a title takes in the column of headings of a style."""
    room = max((style.points("heading-width") - GAP) / style.points("heading-size"), 1)
    count, used = 1, 0.0
    for word in title.split():
        width = sum(IDEOGRAPH if east_asian_width(char) in "WF" else LETTER for char in word)
        if used and used + LETTER + width > room:
            count, used = count + 1, width
        else:
            used += width + (LETTER if used else 0)
        broken = int(used / room)  # a long word goes on in the next line
        count, used = count + broken, used - broken * room
    return count
