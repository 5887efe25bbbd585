"""Fetching, against a server on this machine that replays what the real ones say, and what goes wrong with them."""

import gzip
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from cvgen import __version__
from cvgen.importers import IMPORTERS, detect, importer
from cvgen.online import cache
from cvgen.online.client import Limits, NotFoundError, UnreachableError
from cvgen.online.fetcher import MAX_AGE, Fetched, Fetcher
from cvgen.online.identifiers import parse_identifier
from cvgen.online.services import BASES, SERVICES, address
from cvgen.problems import InputError
from cvgen.profile.identifiers import is_orcid
from tests.bounds import peak_memory
from tests.conftest import ROOT
from tests.replay import Reply, Server, Time, dripping

DOI, PATH = "10.5555/jf.2021.7", "/works/10.5555%2Fjf.2021.7"
WORK = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": {
    "DOI": DOI, "type": "journal-article", "title": ["Salt in the fjord"], "volume": "44", "page": "3110-3122",
    "reference-count": 0, "author": [{"given": "Zoë", "family": "Brightwater", "sequence": "first"}],
    "container-title": ["Journal of Fjords"], "issued": {"date-parts": [[2021, 6]]},
}}  # fmt: skip
CSL = {"type": "article-journal", "title": "Salt tables", "DOI": "10.5555/zenodo.9", "author": [{"family": "Ek"}]}
FEED = b"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<id>http://arxiv.org/api/x</id><entry><id>http://arxiv.org/abs/2402.99991v3</id><published>2024-02-04T03:15:00Z</published>
<title>Boats that listen</title><author><name>Noor Haverkamp</name></author></entry></feed>"""
NO_FEED = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id></feed>\n'
ERROR_FEED = FEED.replace(b"/abs/2402.99991v3", b"/api/errors#incorrect_id_format_for_2402.99991")
RECORD = {"orcid-identifier": {"path": "0000-0002-1825-0097"}, "person": {"name": {"given-names": {"value": "Noor"}}},
          "activities-summary": {"works": {"group": []}}}  # fmt: skip
PERSON = b"""<?xml version="1.0" encoding="US-ASCII"?><dblpperson name="Chao Li 0001" pid="65/9612" n="1">
<r><article key="journals/x/1"><author>Chao Li 0001</author><title>Salt.</title><year>2020</year></article></r>
</dblpperson>\n"""
ATOM = "application/atom+xml; charset=utf-8"
MONTH_LATER = MAX_AGE + 1


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """Run `cvgen fetch` with an answer in the cache; return its exit code and the file."""
    from cvgen.cli import main

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cache.store(tmp_path / "cache" / "cvgen", parse_identifier(DOI), "crossref", body(WORK), time.time())
    path = tmp_path / f"{parse_identifier(DOI).stem}.json"

    def run(*words):
        return main(["fetch", f"doi:{DOI}", "--offline", "-o", str(tmp_path), *words]), path

    return run


def test_a_file_that_was_edited_is_not_replaced(fetched, capsys):
    code, path = fetched()
    assert (code, path.read_bytes()) == (0, body(WORK))
    assert fetched()[0] == 0  # nobody has changed it

    path.write_bytes(edited := body(WORK).replace(b"fjord", b"fjords"))
    assert (fetched()[0], path.read_bytes()) == (1, edited)
    assert f"{path}: error: this file was changed since it was fetched" in capsys.readouterr().err
    assert (fetched("--force")[0], path.read_bytes()) == (0, body(WORK))


def test_a_file_with_the_answer_before_is_replaced(fetched, monkeypatch):
    _, path = fetched()
    newer = Fetched(path.name, body({"new": 1}), "crossref", before=body(WORK))
    monkeypatch.setattr(Fetcher, "fetch", lambda *_: newer)

    assert (fetched()[0], path.read_bytes()) == (0, newer.data)


def body(value):
    return json.dumps(value).encode()


@pytest.fixture(scope="module")
def server():
    one = Server()
    yield one
    one.close()


@pytest.fixture(scope="module")
def one_authority(tmp_path_factory):
    """A file with one authority that is trusted: loading all of them takes longer than a test."""
    import certifi

    path = tmp_path_factory.mktemp("trust") / "one.pem"
    first, end, _ = Path(certifi.where()).read_text("utf-8").partition("-----END CERTIFICATE-----\n")
    path.write_text(first + end, "utf-8")
    return path


@pytest.fixture(autouse=True)
def direct(monkeypatch, one_authority):
    """No proxy stands between the tests and their server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(one_authority))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


class Desk:
    """A Fetcher as the tests call it: from the local server, into a folder of their own, without waiting."""

    def __init__(self, server, folder):
        self.server, self.folder, self.time = server, folder, Time()
        self.options = {"bases": dict.fromkeys(BASES, server.base)}

    def replies(self, path, *replies):
        self.server.replies[path] = list(replies)

    def fetch(self, what=f"doi:{DOI}", **options):
        time = {"sleep": self.time.sleep, "clock": self.time.clock}
        with Fetcher(self.folder, **{**self.options, **time, **options}) as fetcher:
            return fetcher.fetch(what)

    def fails(self, kind=InputError, **options):
        """What is said when it fails, and the hint."""
        with pytest.raises(kind) as caught:
            self.fetch(**options)
        assert len(caught.value.problems) == 1
        assert all(problem.hint for problem in caught.value.problems)
        return f"{caught.value}; {caught.value.problems[0].hint}"


@pytest.fixture
def desk(server, tmp_path):
    server.reset()
    return Desk(server, tmp_path / "cache")


# What is asked for


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doi:10.5555/JF.2021.7", "doi:10.5555/jf.2021.7"),
        (" https://doi.org/10.5555%2Fjf.2021.7 ", "doi:10.5555/jf.2021.7"),
        ("http://dx.doi.org/10.5555/jf.2021.7?nosfx=y", "doi:10.5555/jf.2021.7"),
        ("10.1002/(SICI)1097(1998)49:8<693::AID>3.0.CO;2-O", "doi:10.1002/(sici)1097(1998)49:8<693::aid>3.0.co;2-o"),
        ("10.5555/jf.2021.7.", "doi:10.5555/jf.2021.7"),
        ("doi:10.48550/arXiv.2402.99991", "arxiv:2402.99991"),
        ("https://doi.org/10.48550/arXiv.2402.99991", "arxiv:2402.99991"),
        ("arxiv:2402.99991v2", "arxiv:2402.99991"),
        ("arXiv:0706.0001", "arxiv:0706.0001"),
        ("2402.99991", "arxiv:2402.99991"),
        ("https://arxiv.org/pdf/2402.99991v3.pdf", "arxiv:2402.99991"),
        ("http://arxiv.org/abs/math.GT/0309136v1", "arxiv:math/0309136"),
        ("arxiv:hep-th/9901001", "arxiv:hep-th/9901001"),
        ("orcid:0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233x", "orcid:0000-0002-1694-233X"),
        ("0000000218250097", "orcid:0000-0002-1825-0097"),
        ("dblp:65/9612", "dblp:65/9612"),
        ("https://dblp.org/pid/l/ChaoLi-2.html", "dblp:l/ChaoLi-2"),
        ("https://dblp.uni-trier.de/pid/65/9612", "dblp:65/9612"),
        ("openalex:a5023888391", "openalex:A5023888391"),
        ("https://openalex.org/A5023888391", "openalex:A5023888391"),
        ("crossref:0000-0002-1694-233x", "crossref:0000-0002-1694-233X"),
        ("arxiv-author:lovelace_a_1", "arxiv-author:lovelace_a_1"),
        ("https://arxiv.org/a/0000-0002-1825-0097", "arxiv-author:0000-0002-1825-0097"),
    ],
)  # fmt: skip
def test_identifiers(text, expected):
    assert str(parse_identifier(text)) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("salt", "'salt' is not an identifier of a paper or a person; write doi:"),
        ("", "is not an identifier"),
        ("doi:salt", "'doi:salt' is not a DOI; write a DOI that starts with 10."),
        ("arxiv:2413.99991", "not an arXiv number"),
        ("arxiv:0309136", "not an arXiv number"),
        ("orcid:0000-0002-1825-0098", "not an ORCID; a digit is mistyped"),
        ("orcid:0000-0002-1825", "not an ORCID; write sixteen digits"),
        ("dblp:../../x", "not a DBLP person"),
        ("openalex:Ada Lovelace", "not an OpenAlex author; write the letter A"),
        ("openalex:W123", "not an OpenAlex author"),
        ("crossref:0000-0002-1825-0098", "not an ORCID; a digit is mistyped"),
        ("arxiv-author:Ada Lovelace", "not an arXiv author; take it from"),
        ("dblp:https://dblp.org/pers/hd/l/Li:Chao", "not a DBLP person"),
        ("doi:10.5555/a b", "not a DOI"),
        ("doi:10.5555/\x1b[2J", "not a DOI"),
        ("doi:10.5555/" + "x" * 1000, "not a DOI"),
        ("https://example.org/10.5555/x", "not an identifier"),
        ("ftp://doi.org/10.5555/x", "not an identifier"),
    ],
)
def test_what_is_no_identifier_is_told_before_anybody_is_asked(desk, text, said):
    assert said in desk.fails(what=text)
    assert desk.server.asked == []


def test_the_check_digit_of_orcid_finds_every_single_figure_mistyped():
    number = "000000021825009"
    wrong = {number[:at] + figure + number[at + 1 :] for at in range(15) for figure in "0123456789"} - {number}

    assert is_orcid(f"{number}7")
    assert len(wrong) == 135
    assert not any(is_orcid(f"{one}7") for one in wrong)


def test_addresses_of_the_real_services():
    addresses = {key: address(key, "10.5555/a?b#<c>", BASES, "").split("&select=")[0] for key in BASES}

    assert addresses == {
        "crossref": "https://api.crossref.org/works/10.5555%2Fa%3Fb%23%3Cc%3E",
        "doi": "https://doi.org/10.5555/a%3Fb%23%3Cc%3E",
        "arxiv": "https://export.arxiv.org/api/query?max_results=1&id_list=10.5555/a%3Fb%23%3Cc%3E",
        "orcid": "https://pub.orcid.org/v3.0/10.5555/a%3Fb%23%3Cc%3E/record",
        "dblp": "https://dblp.org/pid/10.5555/a%3Fb%23%3Cc%3E.xml",
        "openalex": "https://api.openalex.org/works?filter=authorships.author.id:10.5555/a%3Fb%23%3Cc%3E&per_page=100",
        "crossref-works": "https://api.crossref.org/works?filter=orcid:10.5555/a%3Fb%23%3Cc%3E&rows=200",
        "arxiv-author": "https://arxiv.org/a/10.5555/a%3Fb%23%3Cc%3E.atom2",
    }
    assert {service.kind for service in SERVICES.values()} <= set(IMPORTERS)


# Good answers


@pytest.mark.parametrize(
    ("what", "path", "reply", "name", "kind"),
    [
        (f"doi:{DOI}", PATH, Reply(body(WORK)), "doi-10.5555-jf.2021.7.json", "crossref"),
        ("arxiv:2402.99991", "/api/query?max_results=1&id_list=2402.99991", Reply(FEED, media=ATOM),
         "arxiv-2402.99991.xml", "arxiv"),
        ("orcid:0000-0002-1825-0097", "/v3.0/0000-0002-1825-0097/record",
         Reply(body(RECORD), media="application/json;charset=UTF-8"), "orcid-0000-0002-1825-0097.json", "orcid"),
        ("dblp:65/9612", "/pid/65/9612.xml", Reply(PERSON, media="text/xml"), "dblp-65-9612.xml", "dblp"),
    ],
)  # fmt: skip
def test_the_raw_answer_for_its_importer(desk, what, path, reply, name, kind):
    desk.replies(path, reply)
    fetched = desk.fetch(what)

    assert (fetched.name, fetched.data, fetched.kind, fetched.from_cache) == (name, reply.body, kind, False)
    assert desk.server.paths == [path]
    assert desk.time.slept == []
    assert detect(fetched.name, fetched.data.decode()) == [kind]
    assert importer(kind)(fetched.data.decode()).profile


def test_an_honest_request(desk):
    desk.replies(PATH, Reply(body(WORK)))
    desk.fetch()
    headers = desk.server.asked[0][1]

    assert headers["User-Agent"] == f"cvgen/{__version__} (academic CV generator)"
    assert headers["Accept"] == "application/json"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_an_address_for_questions_goes_with_it_if_it_is_given(desk):
    desk.replies(f"{PATH}?mailto=noor%40example.edu", Reply(body(WORK)))
    desk.fetch(mail="noor@example.edu")

    assert "mailto:noor@example.edu" in desk.server.asked[0][1]["User-Agent"]


@pytest.mark.parametrize("mail", ["noor", "noor@example", "noor@example.edu\r\nX: y", "nöör@example.edu"])
def test_what_is_no_address_goes_nowhere(desk, mail):
    assert "not an e-mail address" in desk.fails(mail=mail)


def test_a_doi_of_another_registry(desk):
    desk.replies("/10.5555/zenodo.9", Reply(body(CSL), media="application/vnd.citationstyles.csl+json"))
    fetched = desk.fetch("doi:10.5555/zenodo.9")

    assert desk.server.paths == ["/works/10.5555%2Fzenodo.9", "/10.5555/zenodo.9"]
    assert desk.server.asked[1][1]["Accept"] == "application/vnd.citationstyles.csl+json"
    assert fetched.kind == "csl-json"
    assert "Crossref does not know" in fetched.notes[0]
    assert desk.fetch("doi:10.5555/zenodo.9").kind == "csl-json"  # from the cache too


def test_what_the_user_should_know(desk):
    desk.replies("/v3.0/0000-0002-1825-0097/record", Reply(body(RECORD)))
    desk.replies("/api/query?max_results=1&id_list=2402.99991", Reply(FEED, media=ATOM))

    assert "does not list the authors" in desk.fetch("orcid:0000-0002-1825-0097").notes[0]
    assert "not v2" in desk.fetch("arxiv:2402.99991v2").notes[0]


def test_a_packed_answer_is_unpacked(desk):
    desk.replies(PATH, Reply(gzip.compress(body(WORK)), headers={"Content-Encoding": "gzip"}))

    assert desk.fetch().data == body(WORK)


# Services that do not know, or do not want


def test_nobody_knows_the_doi(desk):
    assert "doi.org does not know 10.5555/jf.2021.7; check it" in desk.fails(NotFoundError)
    assert desk.server.paths == [PATH, f"/{DOI}"]
    assert desk.time.slept == []


@pytest.mark.parametrize(
    "reply", [Reply(NO_FEED, media=ATOM), Reply(ERROR_FEED, media=ATOM), Reply(ERROR_FEED, 400, ATOM)]
)
def test_arxiv_does_not_know_it(desk, reply):
    desk.replies("/api/query?max_results=1&id_list=2402.99991", reply)

    assert "arXiv does not know 2402.99991" in desk.fails(NotFoundError, what="arxiv:2402.99991")
    assert not desk.folder.exists()


@pytest.mark.parametrize("status", [401, 403, 409, 418, 204, 501])
def test_other_refusals_are_final(desk, status):
    desk.replies(PATH, Reply(status=status))

    assert f"Crossref refuses to answer (status {status})" in desk.fails()
    assert len(desk.server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_busy_services_are_asked_again_at_growing_intervals(desk, status):
    desk.replies(PATH, Reply(status=status))

    reason = "too many requests" if status == 429 else f"is not available (status {status})"
    assert reason in desk.fails(UnreachableError)
    assert len(desk.server.asked) == 4
    assert [1 <= slept / 2**at <= 1.5 for at, slept in enumerate(desk.time.slept)] == [True] * 3


def test_an_error_once_is_forgiven(desk):
    desk.replies(PATH, Reply(status=500), Reply(hangs_up=True), Reply(body(WORK)))

    assert desk.fetch().data == body(WORK)
    assert len(desk.server.asked) == 3


@pytest.mark.parametrize(
    ("said", "slept"),
    [
        ("7", 7),
        ("99999999999999999", 60),
        (format_datetime(datetime.fromtimestamp(Time().now, UTC) + timedelta(seconds=42), usegmt=True), 42),
        (format_datetime(datetime.fromtimestamp(Time().now, UTC) + timedelta(days=2), usegmt=True), 60),
    ],
)
def test_the_service_says_when_to_come_back(desk, said, slept):
    desk.replies(PATH, Reply(status=429, headers={"Retry-After": said}), Reply(body(WORK)))

    assert desk.fetch().data == body(WORK)
    assert desk.time.slept == [slept]


@pytest.mark.parametrize(
    "said", ["soon", "-5", "0", "²", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Jan 2026 00:00:00 GMT"]
)
def test_the_service_says_nothing_of_use_about_when(desk, said):
    desk.replies(PATH, Reply(status=503, headers={"Retry-After": said}), Reply(body(WORK)))

    assert desk.fetch().data == body(WORK)
    assert 1 <= desk.time.slept[0] <= 1.5


def test_a_service_that_wants_to_be_left_alone(desk):
    desk.replies(PATH, Reply(status=429, headers={"Retry-After": "3600"}))

    assert "Crossref has received too many requests; wait for 60 minutes" in desk.fails(UnreachableError)
    assert desk.time.slept == [60, 60, 60]


# Broken connections and answers


def test_a_service_that_says_nothing(desk):
    desk.replies(PATH, Reply(silent=True))
    said = desk.fails(UnreachableError, limits=Limits(read=0.05, retries=1))

    assert "Crossref does not answer in time; try again later" in said
    assert len(desk.server.asked) == 2


def test_nobody_there(desk):
    gone = Server()
    gone.close()

    assert "Crossref can't be reached; try again later" in desk.fails(UnreachableError, bases={"crossref": gone.base})
    assert len(desk.time.slept) == 3


def test_a_connection_that_breaks(desk):
    desk.replies(PATH, Reply(body(WORK), missing=10), Reply(body(WORK)))

    assert desk.fetch().data == body(WORK)
    assert len(desk.time.slept) == 1


@pytest.mark.parametrize("text", [body(WORK)[:-9], b"", b"[]", b"nonsense", b"\xff\xfe{", b"[" * 100_000])
def test_an_answer_that_is_not_whole(desk, text):
    desk.replies(PATH, Reply(text))

    assert "Crossref gave an incomplete answer" in desk.fails()
    assert not desk.folder.exists()


@pytest.mark.parametrize(
    ("what", "path", "text"),
    [
        ("arxiv:2402.99991", "/api/query?max_results=1&id_list=2402.99991", FEED[:-20]),
        ("dblp:65/9612", "/pid/65/9612.xml", PERSON[:-20]),
    ],
)
def test_xml_that_is_not_whole(desk, what, path, text):
    desk.replies(path, Reply(text, media="text/xml"))

    assert "incomplete" in desk.fails(what=what)


def test_the_page_of_a_network_that_wants_a_password(desk):
    desk.replies(PATH, Reply(b"<html>Log in to Campus-WiFi</html>", media="text/html; charset=utf-8"))

    assert "Crossref answers with text/html instead of data" in desk.fails()


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_without_end(desk, packed):
    data = b'{"a": "' + b"x" * 3_000_000 + b'"}'
    headers = {"Content-Encoding": "gzip"} if packed else {}
    desk.replies(PATH, Reply(gzip.compress(data, 1) if packed else data, headers=headers))

    assert "more than 1 MB" in desk.fails(limits=Limits(size=1_000_000))
    assert desk.fetch().data == data  # by itself, 20 MB are allowed


def test_an_answer_packed_badly(desk):
    desk.replies(PATH, Reply(b"not gzip", headers={"Content-Encoding": "gzip"}))

    assert "Crossref gave an incomplete answer" in desk.fails()


def test_an_answer_packed_and_cut_off(desk):
    desk.replies(PATH, Reply(gzip.compress(body(WORK))[:-9], headers={"Content-Encoding": "gzip"}))

    assert "Crossref gave an incomplete answer" in desk.fails()


def test_a_bomb_is_not_unpacked_beyond_the_limit(desk):
    data = gzip.compress(b"[" * 200_000_000, 1)
    desk.replies(PATH, Reply(data, headers={"Content-Encoding": "gzip"}))
    with peak_memory() as peak:
        assert "more than 1 MB" in desk.fails(limits=Limits(size=1_000_000))

    assert peak() < 8_000_000


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip,br", "\x1b[2J"])
def test_only_what_was_requested_is_unpacked(desk, encoding):
    desk.replies(PATH, Reply(gzip.compress(gzip.compress(body(WORK))), headers={"Content-Encoding": encoding}))

    assert "which was not requested" in desk.fails()
    assert desk.server.asked[0][1]["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"])
def test_a_service_that_drips(desk, start):
    """Each byte comes in time, be it of a header or the body, and the answer never ends."""
    with dripping(start or b"HTTP/1.1 200 OK\r\nX: ") as base:
        began = time.monotonic()
        said = desk.fails(UnreachableError, bases={"crossref": base}, limits=Limits(total=0.3))

    assert "Crossref is too slow; try again later" in said
    assert time.monotonic() - began < 2


# Redirects


def to(location, status=302):
    return Reply(status=status, headers={"Location": location})


def test_a_few_redirects_are_followed(desk):
    for at, status in enumerate((301, 302, 303, 307, 308)):
        desk.replies(PATH if at == 0 else f"/{at}", to(f"/{at + 1}", status))
    desk.replies("/5", Reply(body(WORK)))

    assert desk.fetch().data == body(WORK)
    assert desk.server.paths == [PATH, "/1", "/2", "/3", "/4", "/5"]


def test_redirects_that_go_round(desk):
    desk.replies(PATH, to("/a"))
    desk.replies("/a", to(PATH))

    assert "Crossref redirects more than 5 times" in desk.fails()
    assert len(desk.server.asked) == 6


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://localhost:9/x", "ftp://example.org/x", "//localhost:9/x"]
)
def test_redirects_to_unsafe_addresses_are_refused(desk, location):
    desk.replies(PATH, to(location))

    assert f"{location}, which is not a secure address" in desk.fails()
    assert len(desk.server.asked) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1:9", "10.0.0.1", "2130706433", "[::1]", "[::ffff:192.168.0.1]", "169.254.169.254", "localhost"]
)
def test_redirects_into_a_private_network_are_refused(desk, host):
    desk.replies(PATH, to(f"https://{host}/x"))

    assert f"https://{host}/x, which is an address in a private network" in desk.fails()


def test_a_public_name_with_a_private_address_is_refused(desk, monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: resolve(host.replace("a.org", "10.0.0.1"), *a, **k)
    )
    desk.replies(PATH, to("https://a.org/x"))

    assert "an address in a private network" in desk.fails()


@pytest.mark.parametrize("location", ["data:,{}", "https://", "https://[", "https://a:b:c/", "https://" + "x" * 300])
def test_redirects_to_nowhere(desk, location):
    desk.replies(PATH, to(location))

    assert "Crossref" in desk.fails(limits=Limits(retries=0))


def test_the_e_mail_address_does_not_go_where_we_are_sent_on_to(desk):
    other = Server()
    other.replies["/x"] = [Reply(body(WORK))]
    desk.replies(f"{PATH}?mailto=noor%40example.edu", to(f"{other.base}/x"))
    desk.options["bases"] = {"crossref": desk.server.base, "doi": other.base}
    desk.fetch(mail="noor@example.edu")
    assert "mailto" in other.asked[0][1]["User-Agent"]  # one of the services itself

    stranger = Fetcher(desk.folder, mail="noor@example.edu", bases={"crossref": desk.server.base})._client
    assert "mailto" not in stranger._headers(SERVICES["crossref"], f"{other.base}/x")["User-Agent"]
    other.close()


# What was fetched before


def test_what_is_fresh_is_not_asked_for_again(desk):
    desk.replies(PATH, Reply(body(WORK)))
    first = desk.fetch()
    desk.time.now += MAX_AGE - 5
    again = desk.fetch(f"https://doi.org/{DOI.upper()}")

    assert (again.name, again.data, again.kind) == (first.name, first.data, first.kind)
    assert (first.from_cache, again.from_cache) == (False, True)
    assert again.notes == ("used the cached answer of 2027-01-15",)
    assert len(desk.server.asked) == 1


def test_what_is_stale_is_asked_for_again(desk):
    newer = body({**WORK, "new": 1})
    desk.replies(PATH, Reply(body(WORK)), Reply(newer))
    desk.fetch()
    desk.time.now += MONTH_LATER

    found = desk.fetch()
    assert (found.data, found.before) == (newer, body(WORK))
    assert desk.fetch(max_age=1).data == newer
    assert len(desk.server.asked) == 2
    assert [path.read_bytes() for path in desk.folder.iterdir()] == [newer]


def test_what_is_stale_is_better_than_nothing(desk):
    desk.replies(PATH, Reply(body(WORK)), Reply(status=503))
    desk.fetch()
    desk.time.now += MONTH_LATER
    fetched = desk.fetch()

    assert (fetched.data, fetched.from_cache) == (body(WORK), True)
    assert fetched.notes == ("Crossref is not available (status 503); used the cached answer of 2027-01-15",)


def test_what_is_gone_is_told_and_not_taken_from_the_cache(desk):
    desk.replies(PATH, Reply(body(WORK)), Reply(status=404))
    desk.fetch()
    desk.time.now += MONTH_LATER

    assert "does not know" in desk.fails(NotFoundError)


def test_offline(desk):
    desk.replies(PATH, Reply(body(WORK)))
    said = desk.fails(offline=True)
    assert f"no answer about doi:{DOI} is stored in {desk.folder}; run the command once" in said
    assert desk.server.asked == []

    desk.fetch()
    desk.time.now += MONTH_LATER
    assert desk.fetch(offline=True).from_cache
    assert len(desk.server.asked) == 1


@pytest.mark.parametrize("damage", [b"", b'{"status": "o', b"\x00" * 50])
def test_a_broken_file_in_the_cache_is_ignored(desk, damage):
    desk.replies(PATH, Reply(body(WORK)))
    desk.fetch()
    (path,) = desk.folder.iterdir()
    path.write_bytes(damage)
    os.utime(path, (desk.time.now, desk.time.now))

    assert not desk.fetch().from_cache
    assert path.read_bytes() == body(WORK)


def test_a_file_of_the_future_is_not_fresh_for_ever(desk):
    desk.replies(PATH, Reply(body(WORK)))
    desk.fetch()
    desk.time.now -= 10 * MAX_AGE

    assert not desk.fetch().from_cache


def test_a_folder_that_can_not_be_written_is_no_reason_to_stop(desk):
    desk.replies(PATH, Reply(body(WORK)))
    desk.folder.write_text("a file, not a folder")
    fetched = desk.fetch()

    assert fetched.data == body(WORK)
    assert "can't be stored" in fetched.notes[0]


def test_like_identifiers_have_files_of_their_own(tmp_path):
    for number in ("10.5555/a-b", "10.5555/a/b", "10.5555/a_b"):
        cache.store(tmp_path, parse_identifier(number), "crossref", body({"n": number}), 1)

    assert len(list(tmp_path.iterdir())) == 3
    assert cache.find(tmp_path, parse_identifier("10.5555/a/b")).data == body({"n": "10.5555/a/b"})


# Several, one after the other


def test_services_get_the_pauses_that_they_ask_for(desk):
    numbers = ["2402.99991", "2402.99992", "2402.99993"]
    for number in numbers:
        desk.replies(f"/api/query?max_results=1&id_list={number}", Reply(FEED, media=ATOM))
    desk.replies(PATH, Reply(body(WORK)))
    with Fetcher(desk.folder, **desk.options, sleep=desk.time.sleep, clock=desk.time.clock) as fetcher:
        for number in numbers:
            fetcher.fetch(number)
        fetcher.fetch(DOI)
        fetcher.fetch(numbers[0])  # from the cache

    assert desk.time.slept == [3, 3]


@pytest.mark.parametrize(("reply", "asked"), [(Reply(status=429), 2), (Reply(status=500), 3)])
def test_a_service_that_is_asked_too_often_is_left_alone(desk, reply, asked):
    desk.replies("/pid/65/1.xml", reply)
    desk.replies("/pid/65/2.xml", Reply(PERSON, media="text/xml"))
    options = {"sleep": desk.time.sleep, "clock": desk.time.clock, "limits": Limits(retries=1)}
    with Fetcher(desk.folder, **desk.options, **options) as fetcher:
        with pytest.raises(UnreachableError):
            fetcher.fetch("dblp:65/1")
        if asked == 2:
            with pytest.raises(UnreachableError):
                fetcher.fetch("dblp:65/2")
        else:
            assert fetcher.fetch("dblp:65/2").data == PERSON  # one bad record says nothing of the others

    assert len(desk.server.asked) == asked


# The world around


def self_signed(folder):
    """A certificate that nobody vouches for -> a context for a server."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    days = [datetime.now(UTC) + timedelta(days=day) for day in (-1, 1)]
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, *days)
    certificate = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    pem = certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "both.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private) + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


def test_a_service_must_prove_who_it_is(desk, tmp_path):
    false = Server(self_signed(tmp_path))
    said = desk.fails(bases={"crossref": false.base})
    false.close()

    assert "Crossref has no valid certificate" in said
    assert false.asked == desk.time.slept == []


def test_a_proxy_that_can_not_be_used(desk, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "carrier-pigeon://example.org")

    assert "network settings can't be used" in desk.fails()


HIDDEN = """
import sys; from pathlib import Path
sys.modules["httpx"] = None
from cvgen.online.fetcher import Fetcher
from cvgen.problems import InputError
from cvgen.profile.identifiers import is_orcid
print(Fetcher(Path(sys.argv[1]), offline=True).fetch("doi:10.5555/jf.2021.7").kind)
try: Fetcher(Path(sys.argv[1])).fetch("doi:10.5555/other")
except InputError as error: print(error, error.problems[0].hint)
"""


def test_without_httpx_what_is_kept_is_there_and_the_rest_says_what_to_install(tmp_path):
    cache.store(tmp_path, parse_identifier(DOI), "crossref", body(WORK), 1)
    done = subprocess.run([sys.executable, "-c", HIDDEN, tmp_path], cwd=ROOT, capture_output=True, text=True)

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "crossref", "fetching needs httpx, which is not installed install it with  pip install httpx",
    ]  # fmt: skip
