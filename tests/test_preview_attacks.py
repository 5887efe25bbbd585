"""The server of `cvgen preview` under attack: requests that no page sends, files that change, processes that end."""

import asyncio
import json
import os
import signal
import socket
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from cvgen import files
from cvgen.build.pool import Worker
from cvgen.build.request import BuildRequest
from cvgen.preview import editors, peer
from cvgen.preview.session import MOST_DRAFTS, MOST_UNDO, OutdatedError, Session, digest
from cvgen.preview.view import ViewRequest
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from tests.preview_server import Server, serving
from tests.test_preview import ADA, in_session

PAPERS = "".join(
    f"  - {{title: Paper {number} on a mill, authors: [A. Test], year: {1970 + number % 50}}}\n"
    for number in range(3000)
)
SLOW = f"{ADA}publications:\n{PAPERS}"  # some seconds


@pytest.fixture
def server(tmp_path):
    (tmp_path / "profile.yaml").write_text(ADA)
    with serving(tmp_path) as made:
        yield made


@pytest.mark.long
def test_every_answer_is_a_sentence_whatever_is_sent(server):
    known = json.loads(server.ask("text")[1])["digest"]
    half = "\ud800"  # of a letter; no page can send it in a text
    for path, sent in [
        ("draft", {"page": "a", "text": half}),
        ("text", {"page": "a", "digest": known, "text": half}),
        ("edit", {"digest": known, "change": {"op": half}}),
        ("edit", {"digest": known, "change": {"op": "set", "path": [half], "key": "title", "value": "x"}}),
        ("open", {"editor": half, "line": 1}),
        ("build", {"document": half}),
        *(("build", {"document": wrong}) for wrong in ([], {}, 1, None)),
        *(("build", {"color": wrong, "document": "no"}) for wrong in ([], {})),
    ]:
        code, said = server.ask(path, sent)
        assert code == 422, (path, sent)
        assert json.loads(said)["problems"][0]["message"]
    assert server.ask('entry?key=["%5Cud800",0]')[0] == 200  # the form of the person, as for an interest
    code, said = server.stop()
    assert (code, said.strip()) == (0, "preview stopped")


@pytest.mark.long
def test_a_link_that_leads_nowhere_and_odd_names_hide_no_version(server, tmp_path):
    (tmp_path / "gone.pdf").symlink_to("nowhere")
    (tmp_path / "cv.pdf").write_bytes(b"")
    if sys.platform == "linux":
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf")).write_bytes(b"")
    code, said = server.ask("versions")

    assert code == 200
    assert "cv.pdf" in [one["label"] for one in json.loads(said)["versions"]]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_folder_whose_name_is_not_utf8(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/Lebensl\xe4ufe"))
    folder.mkdir()
    (folder / "profile.yaml").write_text(ADA)
    server = Server(folder)
    try:
        assert server.ask()[0] == 200
    finally:
        server.stop()
    assert editors.address(folder / "profile.yaml", 7, "vscode").endswith("/Lebensl%E4ufe/profile.yaml:7")


def test_no_name_of_a_folder_leaves_the_address_of_the_editor():
    found = editors.address(Path("/a b/\"'%&?#\n:1/profile.yaml"), 7, "vscode")

    assert found == "vscode://file/a%20b/%22%27%25%26%3F%23%0A%3A1/profile.yaml:7"


def views_of(path, work):
    async def run():
        build = BuildRequest(path, Date(2026, 11))
        session = Session(build)
        try:
            return await work(session, ViewRequest(build, b""))
        finally:
            await session.close()

    return asyncio.run(run())


@pytest.mark.pdf
def test_pages_that_are_gone_leave_no_work(tmp_path, monkeypatch):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)
    asked = []
    monkeypatch.setattr(Worker, "submit", lambda self, argument: (asked.append(argument), self.pipe.send(argument)))

    async def work(session, request):
        gone = [asyncio.ensure_future(anext(session.views(request, str(number)))) for number in range(50)]
        await asyncio.sleep(0.3)
        for one in gone:
            one.cancel()
        return await anext(session.views(request, "a"))

    assert views_of(path, work)["pages"]
    assert len(asked) == 2


@pytest.mark.pdf
def test_a_process_that_was_killed_between_two_views_is_replaced(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    async def work(session, request):
        await anext(session.views(request, "a"))
        session._worker.process.kill()
        session._worker.process.join()
        return await anext(session.views(request, "a"))

    assert not views_of(path, work)["failed"]


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_during_the_first_slow_view(tmp_path, number):
    (tmp_path / "profile.yaml").write_text(SLOW)
    server = Server(tmp_path)
    with urllib.request.urlopen(f"{server.address}events?page=a", timeout=20):
        time.sleep(2)
        before = time.monotonic()
        server.process.send_signal(number)
        said = server.process.communicate(timeout=60)[1]

    assert time.monotonic() - before < 3
    assert said.strip() == "preview stopped"
    assert [path.name for path in tmp_path.iterdir()] == ["profile.yaml"]


def test_drafts_and_steps_are_limited(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    def work(session):
        for number in range(MOST_DRAFTS + 5):
            session.keep_draft(str(number), b"x")
        session.keep_draft("7", b"y")
        session.keep_draft("new", b"x")
        assert len(session.drafts) == MOST_DRAFTS
        assert session.drafts["7"] == b"y"
        known = digest(ADA.encode())
        for _ in range(MOST_UNDO + 5):
            known = session.write(known, lambda before: before + b"#\n")
        for _ in range(MOST_UNDO):
            session.undo()
        assert path.read_text() == ADA + "#\n" * 5
        assert not session.can_undo

    in_session(work, path)


def test_an_edit_that_meets_a_save_at_the_same_moment_is_outdated(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    def meets(before):
        path.write_bytes(before + b"# by another program\n")
        return before + b"# lost\n"

    def work(session):
        with pytest.raises(OutdatedError):
            session.write(digest(ADA.encode()), meets)
        assert path.read_text() == ADA + "# by another program\n"
        assert not session.can_undo

    in_session(work, path)


def test_no_edit_is_lost_between_a_page_and_another_program(tmp_path):
    """Both append lines, as fast as they can; an editor replaces the file, as most do."""
    path = tmp_path / "profile.yaml"
    path.write_text("")
    ended = threading.Event()
    wrote = []

    def other():
        number = 0
        while not ended.is_set():
            number += 1
            before = path.read_bytes()
            try:
                files.replace(path, before + b"other %d\n" % number, before)
            except InputError:
                continue
            wrote.append(b"other %d" % number)

    def work(session):
        for number in range(300):
            try:
                session.write(digest(path.read_bytes()), lambda before, at=number: before + b"page %d\n" % at)
            except OutdatedError:
                continue
            wrote.append(b"page %d" % number)

    program = threading.Thread(target=other)
    program.start()
    try:
        in_session(work, path)
    finally:
        ended.set()
        program.join()
    assert sorted(path.read_bytes().splitlines()) == sorted(wrote)


@pytest.mark.parametrize("number", [28, 13])  # a full disk, a folder without permission
def test_an_edit_that_can_not_be_written_says_why(tmp_path, monkeypatch, number):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    def fails(*_):
        raise OSError(number, os.strerror(number))

    def work(session):
        known = session.write(digest(ADA.encode()), lambda before: before + b"#\n")
        monkeypatch.setattr(files, "replace", fails)
        with pytest.raises(InputError, match="can't be written"):
            session.write(known, lambda before: b"")
        with pytest.raises(InputError, match="can't be written"):
            session.undo()
        assert session.can_undo

    in_session(work, path)


def test_a_fault_of_cvgen_is_reported_to_the_page(tmp_path, monkeypatch):
    from starlette.requests import Request

    from cvgen.preview import app as server

    monkeypatch.setattr(files, "keep_traceback", lambda trace: (tmp_path / "trace.txt").write_text(trace))
    answer = asyncio.run(server.internal_error(Request({"type": "http"}), ZeroDivisionError("division by zero")))

    assert answer.status_code == 500
    assert "ZeroDivisionError: division by zero" in json.loads(answer.body)["problems"][0]["message"]
    assert "division by zero" in (tmp_path / "trace.txt").read_text()


TABLE = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1
"""
PEER = "   2: {}0100007F:9C40 {}0100007F:1F90 {} 00000000:00000000 00:00000000 00000000 {:5} 0 3 1 0 20 4 30 10 -1\n"
MAPPED = "0000000000000000FFFF0000"


@pytest.mark.skipif(
    sys.byteorder != "little", reason="the table has the addresses as this kind of processor keeps them"
)
@pytest.mark.parametrize(
    ("rows", "is_ours"),
    [
        ("", True),  # outside of this system
        (PEER.format("", "", "01", 1000), True),
        (PEER.format("", "", "01", 0), True),
        (PEER.format("", "", "01", 1001), False),
        (PEER.format(MAPPED, MAPPED, "01", 1001), False),
        (PEER.format("", "", "05", 0), False),  # closed by whoever it was
    ],
)
def test_only_this_user_may_connect(tmp_path, monkeypatch, rows, is_ours):
    (tmp_path / "tcp").write_text(TABLE + rows)
    monkeypatch.setattr(peer, "TABLES", (tmp_path / "tcp", tmp_path / "tcp6"))
    monkeypatch.setattr(os, "getuid", lambda: 1000, raising=False)
    client, server = ("127.0.0.1", 40000), ("127.0.0.1", 8080)

    assert peer.may_connect(client, server) == is_ours
    assert not peer.may_connect(("127.0.0.1", 40001), server)  # closed before it was asked about
    assert not peer.may_connect(None, server)
    monkeypatch.setattr(peer, "TABLES", (tmp_path / "none",))
    assert peer.may_connect(client, server)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can be another user")
def test_another_user_who_sees_the_address_is_refused(server):
    def status():
        with socket.create_connection(("127.0.0.1", int(server.host.split(":")[1]))) as connection:
            path = f"/{server.address.split('/', 3)[3]}text"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
            return connection.recv(12)

    assert status() == b"HTTP/1.1 200"
    os.seteuid(65534)
    try:
        assert status() == b"HTTP/1.1 403"
    finally:
        os.seteuid(0)
