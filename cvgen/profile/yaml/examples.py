"""Values that people write behind the keys of profile.yaml: an editor shows and offers them.

They are found under "Class.key", else under the key, else under the kind of value. Each has two or more: where there
is one alone, the language server writes it behind the key, and it is easily left there.
"""

from collections.abc import Sequence
from typing import Any

from cvgen.profile.dates import Date
from cvgen.profile.document_options import SECTIONS
from cvgen.profile.fields import Color, Count, Email, FilePath, Identifier, Months, Url, Year

Examples = Sequence[str | int]

BY_KIND: dict[Any, Examples] = {
    Date: (2019, "2019-05"),
    Year: (2019, 2024),
    Color: ("burgundy", "#1c4b77"),
    Count: (5, 10),
    Months: (1, 6),
    Url: ("https://www.uni-example.edu/lovelace", "https://doi.org/10.1145/3292500"),
    Email: ("ada@uni-example.edu", "lovelace@physics.uni-example.edu"),
    Identifier: ("10.1145/3292500", "10.1038/s41586-020-2649-2"),
    FilePath: ("portrait.jpg", "pictures/portrait.png"),
}

BY_KEY: dict[str, Examples] = {
    "abstract": ("We show that ...", "This paper studies ..."),
    "advisor": ("Mary Somerville", "Mary Somerville and Augustus De Morgan"),
    "affiliation": ("Example University", "Department of Physics, Example University"),
    "aliases": ("Ada Byron", "A. A. Lovelace"),
    "amount": ("£640,000", "EUR 1.5 million"),
    "arxiv": ("2402.02377", "math/0211159"),
    "chars": (600, 1200),
    "citation_style": ("apa", "ieee"),
    "collaboration": ("ATLAS", "LIGO Scientific and Virgo"),
    "end": ("present", 2023, "2023-08"),
    "event": ("Conference on Learning (COL)", "Workshop on Analytical Engines"),
    "exclude": ("teaching", "outreach"),
    "extends": ("cv", "bio"),
    "headline": ("Professor of Computer Science", "Historian of Science"),
    "id": ("lovelace2024-looms", "prize-2019"),
    "include": ("teaching", "outreach"),
    "institution": ("Example University", "Example College"),
    "interests": ("machine learning", "history of computing"),
    "isbn": ("978-0-306-40615-7", "0-306-40615-2"),
    "issue": ("3", "3–4"),
    "items": ("Python", "German (native)"),
    "kind": ("invited", "keynote", "tutorial", "panel"),
    "language": ("en", "de", "es", "fr", "ja", "zh"),
    "limit": (5, 10, 20),
    "location": ("Zurich, Switzerland", "Berkeley, California"),
    "long": ("Ada Lovelace is Professor of ...", "Ada Lovelace works on ..."),
    "marks": ("*", "+", "†"),
    "max_pages": (1, 2, 4),
    "medium": ("Ada Lovelace is Professor of ...", "Ada Lovelace works on ..."),
    "native_name": ("李超", "Ада Лавлейс"),
    "note": ("with distinction", "one of 20 among 1,200"),
    "now": ("Professor at Example University", "Research Scientist at Example Labs"),
    "organization": ("Example University", "Society for Analytical Engines"),
    "organizations": ("Conference on Learning (COL)", "Journal of Engines"),
    "pages": ("3110–3122", "e1004"),
    "phone": ("+41 44 123 45 67", "+1 510 555 0100"),
    "photo_credit": ("Margaret Carpenter", "Example University / M. Carpenter"),
    "pmid": ("32939066", "30617335"),
    "pronouns": ("she/her", "he/him", "they/them"),
    "pronunciation": ("AY-duh LUV-layss", "Ada as in Canada"),
    "publisher": ("Example University Press", "Engine Books"),
    "section": ("Books", "Working papers"),
    "short": ("Ada Lovelace is Professor of ...", "Ada Lovelace works on ..."),
    "style": ("banner", "classic", "compact", "engineer", "europass", "humanities", "ink", "modern", "sidebar"),
    "summary": ("Led the group for analytical engines.", "Taught mathematics to engineers."),
    "tags": ("teaching", "outreach"),
    "thesis": ("On the Weaving of Algebraic Patterns", "Notes on the Analytical Engine"),
    "venue": ("Nature", "Conference on Learning (COL)"),
    "volume": ("12", "IV"),
    "words": (50, 100, 200),
    "currency": ("EUR", "USD", "£"),
    "share": ("210,000", "a third"),
    "department": ("Department of Physics", "Faculty of Arts"),
    "template": ("letter.html.j2", "letter.tex.j2"),
    "term": ("Winter 2024", "Fall 2023"),
    "grade": ("1.2", "3.9/4.0"),
    "level": ("native", "C1", "B2", "reading knowledge"),
    "co_advisors": ("Mary Somerville", "Augustus De Morgan"),
    "edition": ("2nd", "revised"),
    "series": ("Studies in Print Culture 12", "Lecture Notes in Computer Science"),
    "original": ("Luigi Menabrea, Notions sur la machine analytique, 1842", "Le Machine, Paris 1842"),
    "reviewed": (
        "Mary Somerville, On the Connexion of the Physical Sciences",
        "Charles Babbage, Passages from the Life of a Philosopher",
    ),
    "form": ("erc-2027", "mine.yaml"),
    "orcid": ("0000-0002-1825-0097", "0000-0001-5109-3700"),
    "answers": ("personal", "snsf/achievements"),
    "why": ("Shows that looms compute. I had the idea and wrote the proofs.", "The standard method today; I led it."),
    "reason": ("parental leave", "illness"),
    "works": ("lovelace2024-looms", "Notes on the Analytical Engine"),
    "place": ("Example University", "Example Labs, Zurich"),
    "objectives": ("To weave algebra.", "To compose music with engines."),
    "overlap": ("none", "shares a postdoc with the project on looms"),
    "in_kind": ("20 hours on the telescope", "a postdoc for one year"),
    "Publication.role": ("first author", "corresponding author", "led the analysis"),
    "Achievement.text": ("My group showed that ...", "I wrote the first ..."),
    "Statement.text": ("My work asks ...", "I supervise ..."),
    "DocumentOptions.title": ("Curriculum vitae, two pages", "Publications"),
    "Education.honors": ("summa cum laude", "with distinction"),
    "Publication.language": ("German", "French"),
    "Media.kind": ("interview", "podcast", "op-ed", "review"),
    "Exhibition.kind": ("solo", "group"),
    "Exhibition.role": ("curator", "artist"),
    "Language.name": ("German", "English"),
    "Sources.openalex": ("A5023888391", "A5048491430"),
    "Sources.dblp": ("65/9612", "l/AdaLovelace"),
    "Sources.arxiv": ("lovelace_a_1", "0000-0002-1825-0097"),
    "Sources.crossref": ("0000-0002-1825-0097", "0000-0001-5109-3700"),
    "Sources.bib": ("refs.bib", "papers/own.bib"),
    "Rejected.title": ("Notes on the Analytical Engine", "On Looms"),
    "Publication.place": ("Oxford", "New York"),
    "Grant.number": ("200021_123456", "EX-2024-17"),
    "Grant.role": ("PI", "co-PI"),
    "Membership.role": ("Fellow", "Senior Member"),
    "Mentee.role": ("intern", "master", "phd", "postdoc"),
    "Patent.number": ("US 11,244,211 B2", "EP 3 123 456 B1"),
    "Patent.status": ("granted", "filed", "pending"),
    "Position.title": ("Professor of Computer Science", "Senior Lecturer"),
    "Reference.title": ("Professor of Computer Science", "Head of Research"),
    "PublicationChoice.style": ("apa", "ieee"),
    "SectionChoice.name": SECTIONS,
    "SectionChoice.title": ("Prizes", "Selected publications"),
    "Service.role": ("Program Chair", "Area Chair", "Reviewer"),
    "Teaching.role": ("Lecturer", "Teaching assistant"),
}

# The short form of an entry, by its class.
SHORT_FORMS: dict[str, Examples] = {
    "Author": ("Ada Lovelace", "Chao Li*"),
    "Honor": ("Oral", "Spotlight", "Best Paper Award"),
    "Point": ("Led a group of twelve", "Founded the summer school"),
    "SectionChoice": SECTIONS,
    "Rejected": ("doi:10.1145/3292500", "A title, as the source has it"),
}

# The usual labels, where the user chooses them.
LABELS: dict[str, Sequence[str]] = {
    "Profile.documents": ("cv", "bio"),
    "Grant.effort": ("2026", "2027"),
    "Profile.links": ("ORCID", "Google Scholar", "GitHub", "LinkedIn", "DBLP"),
    "Profile.marks": ("*", "+", "†"),
    "Publication.links": ("Paper", "PDF", "Code", "Data", "Slides", "Poster", "Video", "Project"),
}


def examples_of(cls: type, key: str, kind: Any) -> Examples:
    """Return what an editor offers behind a key of a class; none where nothing is typical."""
    return BY_KEY.get(f"{cls.__name__}.{key}") or BY_KEY.get(key) or BY_KIND.get(kind, ())
