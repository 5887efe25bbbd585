"""Find links that lead nowhere: private hosts, and placeholders that were never replaced."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from cvgen.checks.subject import Subject, entries
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile, Publication

RESERVED = re.compile(r"(.*\.)?(example\.(com|net|org)|example|test|invalid)")  # RFC 2606 and RFC 6761
PRIVATE = re.compile(r"127\..*|10\..*|192\.168\..*|.*\.(local|localhost|internal|lan)")
FRONT_PAGES = (  # sites that host pages of many people: a link to the front page is not a link to a person or paper
    "arxiv.org", "bitbucket.org", "dblp.org", "doi.org", "dx.doi.org", "github.com", "gitlab.com", "huggingface.co",
    "linkedin.com", "openreview.net", "orcid.org", "researchgate.net", "scholar.google.com", "twitter.com", "x.com",
    "youtube.com", "zenodo.org",
)  # fmt: skip


def hosts(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for web links to a host without a dot, or to one that exists only in a private network."""
    for path, url in urls(subject.profile):
        host = _host(url)
        if host in ("http", "https"):
            yield subject.warn(path, f"'{url}' has no host", f"delete the second '{host}:'")
        elif host and "." not in host and ":" not in host:
            hint = "write the complete address, such as https://github.com/you/project"
            yield subject.warn(path, f"'{host}' is not a web host: it has no dot", hint)
        elif PRIVATE.fullmatch(host):
            yield subject.warn(path, f"'{host}' works only in a private network", "write the public address")


def placeholders(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for links that are placeholders, unless the profile itself is an example."""
    if _is_example(subject.profile):
        return
    for path, url in urls(subject.profile):
        if RESERVED.fullmatch(_host(url)):
            yield subject.warn(path, f"'{_host(url)}' is a placeholder", "write the real link, or delete it")
        elif _page(url) in FRONT_PAGES and "links" in path:
            label = f"the link '{path[-1]}' leads to the front page of {_page(url)}"
            yield subject.warn(path, label, "write the link of the page itself, or delete it")
    yield from _own_homepage(subject)


def _own_homepage(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for links of publications to the owner's homepage, which is not the paper."""
    home = _page(subject.profile.website or "")
    for path, paper in subject.papers if home else ():
        for label, url in paper.links.items():
            if _page(url) == home:
                hint = "write the link of the paper or its code, or delete it"
                yield subject.warn(
                    (*path, "links", label), f"the link '{label}' leads to your homepage, not to the paper", hint
                )


def urls(profile: Profile) -> Iterator[tuple[EntryPath, str]]:
    """Yield every link that is a field of its entry, with its path; hidden entries are skipped."""
    if profile.website:
        yield ("website",), profile.website
    for label, url in profile.links.items():
        yield ("links", label), url
    for path, entry in entries(profile):
        if entry.hidden:
            continue
        link: str | None = getattr(entry, "url", None)
        if link:
            yield (*path, "url"), link
        if isinstance(entry, Publication):
            yield from _urls_of_paper(path, entry)


def _urls_of_paper(path: EntryPath, paper: Publication) -> Iterator[tuple[EntryPath, str]]:
    for label, url in paper.links.items():
        yield (*path, "links", label), url
    for index, honor in enumerate(paper.honors):
        if honor.url:
            yield (*path, "honors", index, "url"), honor.url


def _is_example(profile: Profile) -> bool:
    """Return whether the owner's homepage or e-mail address is a placeholder, as in a starter profile."""
    mail = (profile.email or "").rpartition("@")[2]
    return any(RESERVED.fullmatch(host.lower()) for host in (mail, _host(profile.website or "")))


def _host(url: str) -> str:
    """Return the host of a web link in lower case; "" for a mail address."""
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.scheme.lower() in ("http", "https") else ""


def _page(url: str) -> str:
    """Return what all spellings of a page's link share: "https://www.Example.org/index.html" -> "example.org"."""
    parts = urlsplit(url)
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return _host(url).removeprefix("www.") + re.sub(r"/(index\.html?)?$", "", rest)
