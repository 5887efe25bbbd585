"""The server of `cvgen preview`: who may reach it, what it shows, and what it writes."""

import asyncio
import json
import re
import time
import urllib.request
from itertools import pairwise, product
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cvgen.build.request import BuildRequest
from cvgen.cli import main
from cvgen.preview import editors, forms
from cvgen.preview.session import OutdatedError, Session, changed_line, digest
from cvgen.preview.view import ViewRequest, view
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from cvgen.profile.yaml import load
from tests.conftest import CASES
from tests.preview_server import serving

EXAMPLE = Path(__file__).parents[1] / "profile.yaml"
ADA = """name: Ada Test
positions: [{title: Engineer, organization: Mill}]
awards:
  - {title: First Prize, year: 2020}
"""


def shown(text, document="cv", since="", path=Path("profile.yaml"), **build):
    data = text.encode() if isinstance(text, str) else text
    request = BuildRequest(path, Date(2026, 11), **build)
    return view(ViewRequest(request, data, document, since))


@pytest.fixture
def server(tmp_path):
    (tmp_path / "profile.yaml").write_text(ADA)
    with serving(tmp_path) as made:
        yield made


@pytest.mark.pdf
def test_the_pages_and_where_their_entries_are():
    found = shown(EXAMPLE.read_bytes()).data

    assert found["engine"] == "Typst"
    assert len(found["pages"]) >= 4
    position = next(spot for spot in found["spots"] if spot["key"] == ("positions", 0))
    lines = EXAMPLE.read_text("utf-8").splitlines()
    assert "Principal AI Scientist" in lines[position["line"] - 1]
    assert position["page"] == 0
    left, top, width, height = position["box"]
    assert 0 < left < left + width < 596
    assert 0 < top < top + height < 842
    assert (found["spots"][0]["key"], found["spots"][0]["line"]) == ((), 6)
    assert {spot["key"][0] for spot in found["spots"][1:]} >= {"bio", "awards", "publications", "service", "mentees"}


@pytest.mark.pdf
@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_entries_do_not_overlap_on_the_page(engine):
    spots = [spot for spot in shown(EXAMPLE.read_bytes(), engine=engine).data["spots"] if "publications" in spot["key"]]

    assert len({spot["key"] for spot in spots}) == 45
    for one, other in pairwise(spots):
        assert one["page"] < other["page"] or one["box"][1] + one["box"][3] <= other["box"][1] + 3


@pytest.mark.pdf
def test_a_bio_is_shown_as_reportlab_sets_it():
    found = shown(EXAMPLE.read_bytes(), "bio").data

    assert (found["engine"], len(found["pages"])) == ("ReportLab", 1)
    assert found["gauges"] == [{"name": "pages", "value": 1, "most": 1}]
    reasons = {one["reason"] for one in found["left_out"]}
    assert reasons == {"no room on the page"}
    assert all(one["title"] and one["line"] for one in found["left_out"])


@pytest.mark.pdf
def test_what_typst_can_not_set_is_set_by_weasyprint(tmp_path):
    assert shown(ADA, style="sidebar").data["engine"] == "WeasyPrint"
    assert shown(ADA.replace("Ada", "עדה")).data["engine"] == "WeasyPrint"
    (tmp_path / "mine.css").write_text("h2 { letter-spacing: 1px }")
    own = ADA + "documents: {cv: {style: mine.css}}\n"
    assert shown(own, path=tmp_path / "profile.yaml").data["engine"] == "WeasyPrint"


def test_a_text_has_no_pages():
    found = shown(ADA + "documents: {short: {kind: text-bio, words: 50}}\n", "short").data

    assert found["text"].startswith("Ada Test has received First Prize")
    assert found["pages"] == []
    assert found["gauges"] == [{"name": "words", "value": 7, "most": 50}]


def test_problems_have_their_place():
    found = shown("name: Ada Test\nawards:\n  - titel: First Prize\n").data

    assert found["failed"]
    assert [(one["line"], one["column"]) for one in found["problems"]] == [(3, 5)]
    assert "title" in found["problems"][0]["hint"]


@pytest.mark.pdf
def test_a_warning_is_about_its_entry():
    text = ADA + "publications:\n  - {title: A, authors: [A. Test], year: 2001, status: in press}\n"
    (warning, *_) = shown(text).data["problems"]

    assert warning["severity"] == "warning"
    assert warning["key"] == ("publications", 0)


@pytest.mark.pdf
def test_a_document_over_its_page_limit_is_shown_with_the_problem():
    text = EXAMPLE.read_text("utf-8") + "documents: {short: {kind: cv, max_pages: 2}}\n"
    found = shown(text, "short").data

    assert found["gauges"] == [{"name": "pages", "value": len(found["pages"]), "most": 2}]
    assert "more than max_pages allows" in found["problems"][-1]["message"]


@pytest.mark.pdf
def test_what_is_left_out_has_its_reason():
    text = EXAMPLE.read_text("utf-8").replace(
        "  - title: Notable Area Chair\n", "  - title: Notable Area Chair\n    hidden: true\n"
    )
    options = "since: 2020, exclude: [old], publications: {selected: true, limit: 5}"
    found = shown(text + f"documents: {{some: {{kind: cv, {options}}}}}\n", "some").data

    reasons = {one["reason"] for one in found["left_out"]}
    assert {"hidden: true", "since: 2020", "limit: 5"} <= reasons


@pytest.mark.pdf
def test_pages_that_the_browser_has_are_not_sent_again():
    first = shown(EXAMPLE.read_bytes())
    edited = EXAMPLE.read_text("utf-8").replace("title: Notable Area Chair", "title: Area Chair", 1).encode()
    request = ViewRequest(BuildRequest(Path("profile.yaml"), Date(2026, 11)), edited, known=frozenset(first.sheets))
    second = view(request)

    assert 1 <= len(second.sheets) < len(first.sheets)
    assert {page["name"] for page in second.data["pages"]} - set(second.sheets) <= set(first.sheets)


def shapes(page):
    """The letters and lines of a page in SVG with their places, however they are grouped."""

    def inside(element, scale, left, top):
        for child in element:
            transform = child.get("transform", "")
            numbers = [*map(float, re.findall(r"-?[\d.]+", transform)), 0.0, 0.0]
            is_flipped = transform.startswith("matrix")  # (1 0 0 -1 x y); the others are translate(x y)
            across, down = numbers[4:6] if is_flipped else numbers[:2]
            place = (-scale if is_flipped else scale, left + across, top + scale * down)
            if child.tag.endswith("}g"):
                yield from inside(child, *place)
            elif child.tag.endswith(("}use", "}path")):
                x, y = float(child.get("x", 0)), float(child.get("y", 0))
                name = child.get("{http://www.w3.org/1999/xlink}href") or child.get("d")
                yield name, child.get("fill"), round(left + x, 3), round(top + scale * y, 3)

    return list(inside(ElementTree.fromstring(re.sub(rb"<a .*?</a>", b"", page)), 1, 0.0, 0.0))


@pytest.mark.pdf
def test_the_marks_of_the_preview_move_no_letter():
    from cvgen.build.loader import load_text
    from cvgen.build.targets import plan_targets
    from cvgen.writers import typst
    from cvgen.writers.typst.drawing import DrawnPages

    for name, look in [
        ("many", "classic"),
        *(("senior", one) for one in ("classic", "modern", "europass", "humanities")),
    ]:
        text = CASES[name].read_text("utf-8")
        request = BuildRequest(CASES[name], Date(2026, 11), names=("cv",), engine="typst", style=look)
        (target,) = plan_targets(load_text(text, CASES[name]), request)
        layout = target.laid_out().layout
        plain = typst.compiler().compile(layout._sources(), format="svg")
        drawn = DrawnPages(layout.document, layout.style).draw()

        assert [shapes(page) for page in drawn.pages] == [shapes(page) for page in plain]


@pytest.mark.pdf
def test_pages_are_well_formed():
    sheets = shown(EXAMPLE.read_bytes()).sheets.values()

    assert len([ElementTree.fromstring(sheet.data) for sheet in sheets]) >= 4


@pytest.mark.pdf
def test_what_is_new_since_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(ADA)
    found = shown(
        ADA.replace("First Prize", "Second Prize") + "talks: [{title: A Talk, year: 2024}]\n", since="old.yaml"
    ).data

    assert found["since"] == str(Path("old.yaml"))
    said = json.dumps(found["changes"])
    assert "A Talk" in said
    assert any(spot["key"] == ("talks", 0) for spot in found["spots"])


@pytest.mark.parametrize(
    "text", [b"\xff\xfe\xff", b"", b"[" * 5000, b"name: [", b"a: &a [*a]", "name: \u202eAda\n".encode()]
)
def test_no_profile_ends_the_preview(text):
    found = shown(text).data

    assert found["failed"] or found["pages"]
    assert all(one["message"] for one in found["problems"])
    json.dumps(found)


@pytest.mark.long
def test_only_the_address_that_was_printed_is_answered(server):
    assert server.ask()[0] == 200
    assert server.ask(f"http://{server.host}/")[0] == 404
    assert server.ask(f"http://{server.host}/{'x' * 32}/")[0] == 404
    for host in ("evil.example", "127.0.0.1", f"evil.example:{server.host.split(':')[1]}", ""):
        assert server.ask(Host=host)[0] == 403
    assert server.ask(Origin="http://evil.example")[0] == 403
    assert server.ask(Sec_Fetch_Site="cross-site")[0] == 403
    assert server.ask(Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document")[0] == 200
    assert server.ask(Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="iframe")[0] == 403
    for origin in ("http://evil.example", "null", ""):
        assert server.ask("undo", {}, Origin=origin)[0] == 403
    assert server.ask("static/../../../../profile.yaml")[0] == 404
    assert server.ask("static/%2e%2e/%2e%2e/app.py")[0] == 404
    assert server.ask("sheet/../text")[0] in (200, 404)  # which urllib may resolve itself
    assert server.ask("text", {}, Content_Length="13000000")[0] == 413


@pytest.mark.long
def test_it_ends_with_ctrl_c_and_leaves_nothing_behind(server, tmp_path):
    server.ask("text")
    with urllib.request.urlopen(f"{server.address}events?page=a", timeout=20) as stream:
        assert stream.readline().startswith(b"data: ")
        before = time.monotonic()
        code, said = server.stop()

    assert (code, time.monotonic() - before < 5) == (0, True)
    assert said.endswith("preview stopped\n")
    assert [path.name for path in tmp_path.iterdir()] == ["profile.yaml"]


@pytest.mark.long
def test_a_text_is_saved_byte_for_byte_unless_the_file_has_changed(server, tmp_path):
    path = tmp_path / "profile.yaml"
    known = json.loads(server.ask("text")[1])
    assert known["text"] == ADA

    new = ADA.replace("\n", "\r\n") + "# \u00e9\u4e2d\t"
    assert server.ask("text", {"page": "a", "digest": known["digest"], "text": new})[0] == 200
    assert path.read_bytes() == new.encode()

    code, said = server.ask("text", {"page": "a", "digest": known["digest"], "text": "lost"})
    assert code == 409
    assert "has changed" in said
    assert path.read_bytes() == new.encode()

    assert server.ask("undo", {})[0] == 200
    assert path.read_text() == ADA
    assert server.ask("undo", {})[0] == 422


@pytest.mark.long
def test_what_no_page_would_send_gets_a_sentence(server):
    odd = (None, [], "x", {"digest": 1}, {"digest": "x"}, {"text": {}, "digest": "x", "page": "a"})
    for path, sent in product(("text", "draft", "open", "build"), odd):
        code, said = server.ask(path, sent)
        assert sent is None or code in (200, 409, 422), (path, sent)
        assert "Traceback" not in said, (path, sent)


def test_a_port_that_is_taken(tmp_path, capsys, monkeypatch):
    import socket

    monkeypatch.chdir(tmp_path)
    Path("profile.yaml").write_text(ADA)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["preview", "--no-browser", "--port", str(port)]) == 1
    assert f"port {port} can't be used" in capsys.readouterr().err


def test_a_profile_that_is_missing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["preview", "--no-browser"]) == 1
    assert "cvgen new" in capsys.readouterr().err


def test_without_its_libraries_the_command_says_how_to_get_them(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cvgen.cli.preview_commands.find_spec", lambda name: None)

    assert main(["preview"]) == 1
    assert "pip install" in capsys.readouterr().err


def test_the_first_line_that_changed():
    assert changed_line(b"", b"a") == 0
    assert changed_line(b"a\nb\n", b"a\nb\n") == 0
    assert changed_line(b"a\nb\nc", b"a\nx\nc") == 2
    assert changed_line(b"a\nb", b"a\nb\nc") == 3
    assert changed_line(b"a\nb\nc", b"a\nb") == 3


def in_session(work, path):
    async def run():
        session = Session(BuildRequest(path, Date(2026, 11)))
        try:
            return work(session)
        finally:
            await session.close()

    return asyncio.run(run())


def test_an_edit_is_undone_only_where_the_file_is_as_it_left_it(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    def work(session):
        new = session.write(digest(ADA.encode()), lambda before: before + b"# one\n")
        assert session.write(new, lambda before: before) == new
        path.write_bytes(path.read_bytes() + b"# by another program\n")
        with pytest.raises(OutdatedError):
            session.undo()
        with pytest.raises(OutdatedError):
            session.write(new, lambda before: b"")
        assert path.read_bytes().endswith(b"# by another program\n")
        path.write_bytes(ADA.encode() + b"# one\n")
        session.undo()
        assert path.read_text() == ADA
        assert not session.can_undo

    in_session(work, path)


@pytest.mark.pdf
def test_a_page_that_was_closed_leaves_its_view_to_nobody(tmp_path):
    """The result of a view that nobody waits for any more is not taken for that of the next."""
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    async def run():
        build = BuildRequest(path, Date(2026, 11))
        session = Session(build)
        try:
            closed = asyncio.ensure_future(anext(session.views(ViewRequest(build, b"", "bio"), "a")))
            await asyncio.sleep(0.2)
            closed.cancel()
            return await anext(session.views(ViewRequest(build, b"", "cv"), "b"))
        finally:
            await session.close()

    assert asyncio.run(run())["document"] == "cv"


@pytest.mark.pdf
def test_the_pages_of_old_views_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr("cvgen.preview.session.MOST_VIEWS", 2)
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)

    async def run():
        build = BuildRequest(path, Date(2026, 11))
        session = Session(build)
        views = session.views(ViewRequest(build, b""), "a")
        try:
            first = (await anext(views))["pages"][0]["name"]
            for number in range(2):
                path.write_text(ADA.replace("First", f"First {number}"))
                await session.change()
                last = (await anext(views))["pages"][0]["name"]
            return session.sheet(first), session.sheet(last)
        finally:
            await session.close()

    first, last = asyncio.run(run())
    assert first is None
    assert last is not None


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr(editors.platformdirs, "user_config_path", lambda *_, **__: tmp_path / "config")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return tmp_path / "config" / "preview.json"


def test_the_editor_is_remembered(settings):
    assert editors.chosen() == editors.PAGE
    editors.choose("vscode")

    assert editors.chosen() == "vscode"
    assert editors.open_line(Path("/a b/profile.yaml"), 7) == "vscode://file/a%20b/profile.yaml:7"
    settings.write_text("{")
    assert editors.chosen() == editors.PAGE
    with pytest.raises(InputError, match="there is no editor 'ed'"):
        editors.choose("ed")


def test_an_editor_with_a_window_is_started_at_the_line(settings, tmp_path, monkeypatch):
    program = tmp_path / "gedit"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/started\n')
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{program} --wait")
    editors.choose(editors.COMMAND)
    editors.open_line(tmp_path / "profile.yaml", 7)
    for _ in range(100):
        if (tmp_path / "started").exists() and (tmp_path / "started").read_text():
            break
        time.sleep(0.05)

    assert (tmp_path / "started").read_text().split() == ["--wait", "+7", str(tmp_path / "profile.yaml")]
    monkeypatch.setenv("VISUAL", "vim")
    with pytest.raises(InputError, match="vim needs a terminal"):
        editors.open_line(tmp_path / "profile.yaml", 7)


def test_the_form_of_a_new_entry_names_its_section():
    profile = load(ADA + "sections: [{title: Expeditions, entries: [To the pole]}]\n").profile
    found = {tuple(one["list"]): one["section"] for one in forms.lists(profile)}

    assert found["service",] == "Academic service"
    assert found["sections", 0, "entries"] == "Expeditions"
    assert forms.empty(profile, ("sections", 0, "entries"))["section"] == "Expeditions"
    with pytest.raises(InputError):
        forms.empty(profile, ("sections", 7, "entries"))
    with pytest.raises(InputError):
        forms.empty(profile, ())


@pytest.mark.pdf
def test_a_text_says_its_limit_once():
    found = shown(ADA + "documents: {short: {kind: text-bio, words: 50}}\n", "short").data

    assert found["notes"] == ()


@pytest.mark.pdf
def test_a_change_names_its_entry(tmp_path):
    (tmp_path / "old.yaml").write_text(ADA)
    text = ADA.replace("awards:\n", "awards:\n  - {title: Second Prize, year: 2021}\n").replace("Mill}", "Mills}")
    found = shown(text, since=str(tmp_path / "old.yaml"), path=tmp_path / "profile.yaml").data
    keys = [item["key"] for section in found["changes"] for item in section["items"]]

    assert all(item["text"] for section in found["changes"] for item in section["items"])  # no empty line at the end
    assert ("awards", 0) in keys
    assert ("positions", 0) in keys


@pytest.mark.pdf
def test_a_form_is_shown_with_what_it_lacks_and_what_is_too_much():
    works = "".join(f"  - {{title: On Looms {at}}}\n" for at in range(11))
    found = shown(f"name: Ada Test\npublications:\n{works}documents: {{erc: {{form: erc-2027}}}}\n", "erc").data

    assert not found["failed"]
    assert found["gauges"] == [{"name": "pages", "value": 1, "most": 4}]
    told = {one["message"]: one.get("line") for one in found["problems"]}
    assert told["erc-2027: Research achievements: 11 entries, 10 allowed"] == 13
    assert "erc-2027: 'Researcher unique identifier(s)' is missing" in told
