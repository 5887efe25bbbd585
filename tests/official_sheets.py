"""Spreadsheets with the layouts of NSF and DOE: their headings, tables, rules and widths, in words of our own."""

import io
import re
import zipfile

import openpyxl
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

EXTRA = ("customXml/item1.xml", b"<what>nobody knows</what>")  # a part of which no library knows
AFFILIATION, DETAIL, ACTIVE = "Organizational Affiliation", "Optional  (email, Department)", "Last Active"
NSF = [  # what is above a table, its number, the other headings, the codes that it takes, its examples
    ("Table 1: you, in the last year", "1", ["Your Name:", f"Your {AFFILIATION}(s), last \n12 mo", f"{ACTIVE} Date"],
     "", [["", "Alphaman, Alan K", "Test University XYZ "], ["", "", "Test University ABC (adjunct)", "1/1/2017"]]),
    ("Table 2: others", "2", ["Name:", "Type of Relationship", DETAIL, ACTIVE],
     "R:", [["R:", "Alphaman, Alexander", "Family"]]),
    ("Table 3: advisors and students", "3", ["Advisor/Advisee Name:", AFFILIATION, DETAIL],
     "G:,T:", [["G:", "Alphaman2, Alice", "Test University XYZ", "Department X"], ["T:"]]),
    ("Table 4: co-authors", "4", ["Name:", AFFILIATION, DETAIL, ACTIVE],
     "A:,C:", [["A:", "Alphaman3, Adam", "Test University 1234", "a@example.org", "1/1/2015"], ["A:"], ["C:"]]),
    ("Table 5: editors", "5", ["Name:", AFFILIATION, "Journal/Collection", ACTIVE],
     "B:,E:", [["B:", "Alphaman4, Ann", "Test University XYZ", "Journal ABC", "1/1/2017"], ["E:"]]),
]  # fmt: skip
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
INLINE = rb'<c([^>]*) t="inlineStr"><is>(.*?)</is></c>'  # Excel shares the texts of all sheets instead
TYPE = b"""<Override PartName="/xl/sharedStrings.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>"""
RELATION = b"""<Relationship Id="rId99" Target="sharedStrings.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>"""
ROWS = 5  # of each table
THIN = Side("thin")


def nsf(tables=True, numbers="12345", sheets=False):
    """NSF's sheet; without the tables of Excel, with other numbers, or with a sheet for each table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "NSF COA Template"
    sheet.append(["COA template Table 1:\nas it must be filled in"])
    for (title, number, headings, codes, examples), name in zip(NSF, numbers, strict=True):
        if sheets and number != "1":
            sheet = book.create_sheet(f"Table {number}")
        if not sheets or number == "1":
            sheet.append([])
        sheet.append([title])
        sheet.append([])
        sheet.append([name, *headings])
        first = sheet.max_row
        for row in range(ROWS):
            sheet.append(examples[row] if row < len(examples) else [])
            for column in range(1, len(headings) + 2):
                cell = sheet.cell(first + 1 + row, column)
                cell.border = Border(left=THIN, bottom=THIN if row == ROWS - 1 else None)
                cell.font = Font(size=9 + row)
        area = f"A{first}:{'ABCDE'[len(headings)]}{first + ROWS}"
        if tables:
            sheet.add_table(Table(displayName=f"Table_{number}", ref=area))
        if codes:
            rule = DataValidation("list", f'"{codes}"', sqref=f"A{first + 1}:A{first + ROWS}")
            sheet.add_data_validation(rule)
        for column, width in zip("ABCDE", (4, 22, 34, 29, 12), strict=True):
            sheet.column_dimensions[column].width = width
    sheet.append([])
    sheet.append(["The end"])
    sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=3)
    last = f"A{sheet.max_row}"
    sheet.conditional_formatting.add(last, FormulaRule(["MOD(ROW(),2)"], fill=PatternFill("solid", bgColor="FFFFCC")))
    sheet.protection.formatCells = False
    book.defined_names["The_end"] = DefinedName("The_end", attr_text=f"'{sheet.title}'!${last[0]}${last[1:]}")
    return saved(book)


def doe(rows=40):
    """DOE's sheet with a hidden sheet that lists the kinds of relations."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Collaborators"
    for at, words in enumerate(("Lead Applicant Organization:", "Lead Principal Investigator:"), 1):
        sheet.cell(at, 1, words)
    sheet["C6"] = '="Collaborator Table - "&C1&" ("&C2&")"'
    for at, words in enumerate(("Last (Family) Name", "First (Given) Name") * 2, 1):
        sheet.cell(7, at, words)
    others = (
        "ORCiD ID (optional)",
        "Institution (Full Name)",
        "Nature of Relationship",
        "Last Active \n(4-digit Year)",
    )
    for at, words in enumerate(others, 5):
        sheet.cell(7, at, words)
    for row in range(8, 8 + rows):
        for column in range(1, 9):
            sheet.cell(row, column).border = Border(left=THIN)
    end = 7 + rows
    sheet.add_data_validation(DataValidation("whole", formula1="1945", formula2="2045", sqref=f"H8:H{end}"))
    sheet.add_data_validation(DataValidation("list", formula1="LOV!$A$1:$A$6", sqref=f"G8:G{end}"))
    hidden = book.create_sheet("LOV")
    hidden.sheet_state = "hidden"
    for words in ("advisor", "advisee", "collaborator", "co-author", "co-editor"):
        hidden.append([words])
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    found = parts(out.getvalue())
    strings = []

    def shared(cell):
        strings.append(cell[2])
        return b'<c%s t="s"><v>%d</v></c>' % (cell[1], len(strings) - 1)

    for name in sorted(found):
        if name.startswith("xl/worksheets/sheet"):
            found[name] = re.sub(INLINE, shared, found[name], flags=re.S)
    found["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (
        MAIN,
        b"".join(b"<si>%s</si>" % one for one in strings),
    )
    found["docProps/core.xml"] = re.sub(rb"20\d\d-[-T:\d]+Z", b"2026-01-01T00:00:00Z", found["docProps/core.xml"])
    kinds, related = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    if b"sharedStrings" not in found[kinds]:
        found[kinds] = found[kinds].replace(b"</Types>", TYPE + b"</Types>")
        found[related] = found[related].replace(b"</Relationships>", RELATION + b"</Relationships>")
    return packed(found | dict([EXTRA]))


def packed(found):
    """The file of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data, **changed):
    """The same file with other contents of parts, named by the last word of their path: sheet1=b"..."."""
    return packed(
        {name: changed.get(name.rpartition("/")[2].partition(".")[0], content) for name, content in parts(data).items()}
    )
