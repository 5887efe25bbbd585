"""Make the web page of a template as safe to open as one of ours: it loads nothing, runs nothing and sends nothing."""

import re

from cvgen.problems import InputError, Problem
from cvgen.writers.html import POLICY

# The policy of our pages does not cover where a form or a relative link leads.
META = f"""<meta http-equiv="Content-Security-Policy" content="{POLICY}; form-action 'none'; base-uri 'none'">"""
# What runs, loads or sends something; a link in the head may look up a name, whatever the policy says.
CLOSED = re.compile(r"<\s*(script|link|base|iframe|object|embed|form|frameset)\b", re.IGNORECASE)
META_TAG = re.compile(r"<\s*meta\b", re.IGNORECASE)
# Others could lead to another page.
HARMLESS_META = re.compile(
    r"""<meta(?:\s+(?:charset|name|content)\s*=\s*(?:"[^"]*"|'[^']*'|[\w-]+))*\s*/?>""", re.IGNORECASE
)
DOCTYPE = "<!DOCTYPE html>\n"
# Only tags without a > in a value, so that the policy does not end up within an attribute or a comment.
HEAD = re.compile(r"""\s*<html(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*>\s*<head\s*>""", re.IGNORECASE)
STARTS_WITH_DOCTYPE = re.compile(r"\A\s*<!doctype\s+html\s*>\s*", re.IGNORECASE)


def closed(text: str, name: str) -> str:
    """Return a page with a policy that lets it load nothing; raise InputError about `name` for what it can't have."""
    if tag := _closed_tag(text):
        hint = "a page of a template loads, runs and sends nothing; leave it out"
        raise InputError([Problem(f"the page has {tag}", hint=hint)], name=name)
    bare = STARTS_WITH_DOCTYPE.sub("", text)
    head = HEAD.match(bare)
    if head:
        return f"{DOCTYPE}{bare[: head.end()]}\n{META}{bare[head.end() :]}"
    return f"{DOCTYPE}{META}\n{bare}"


def _closed_tag(text: str) -> str:
    """Return the first tag that a page can't have; "" if all are fine."""
    if found := CLOSED.search(text):
        return f"<{found[1].lower()}>"
    is_harmless = all(HARMLESS_META.match(text, tag.start()) for tag in META_TAG.finditer(text))
    return "" if is_harmless else "<meta> with more than charset, name and content"
