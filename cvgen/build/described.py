"""Describe in a web page, for programs, what the page shows: the person and their works."""

from html import escape

from cvgen.exporters import schema_org
from cvgen.exporters.coins import context_object
from cvgen.profile.model import Profile


def described(page: bytes, shown: Profile) -> bytes:
    """Return a page with the part of the profile that it shows as JSON-LD, and a COinS for each work.

    No text of a page contains `</head>` or `</body>`, since each "<" in it is an entity.
    """
    script = f'<script type="application/ld+json">{schema_org.write(shown).decode()}</script>\n'
    works = "".join(f'<span class="Z3988" title="{escape(context_object(one))}"></span>' for one in shown.publications)
    hidden = f"<div hidden>{works}</div>\n" if works else ""
    head, end, body = page.partition(b"</head>")
    before, close, after = body.rpartition(b"</body>")
    return b"".join([head, script.encode(), end, before, hidden.encode(), close, after])
