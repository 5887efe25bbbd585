"""The editor of the preview: its libraries are unchanged, its functions are right, and it works in a browser."""

import functools
import hashlib
import http.server
import json
import shutil
import subprocess
import threading

import pytest

from tests.conftest import ROOT
from tools.vendored import DIRECT, LICENSES, VENDOR, VERSIONS, file_name

STATIC = VENDOR.parent
NONCE = "c29tZSBub25jZQ"
POLICY = (
    f"default-src 'none'; script-src 'self' 'nonce-{NONCE}'; style-src 'self' 'nonce-{NONCE}'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'"
)
PINNED = json.loads(VERSIONS.read_text("utf-8"))
PROFILE = "name: Ada\r\npublications:\r\n  - title: A\r\n    \r\n"

PAGE = f"""<!doctype html><html lang="en"><title>Editor</title>
<style nonce="{NONCE}">:root {{ color-scheme: light dark }} div {{ height: 300px }}</style>
<script type="importmap" nonce="{NONCE}">
{json.dumps({"imports": {name: f"/static/vendor/{package['file']}" for name, package in PINNED.items()}})}
</script>
<div id="pane"></div><button>After</button>
<script type="module" nonce="{NONCE}">
import {{ createEditor }} from "/static/editor.js";
const schema = await (await fetch("/profile.schema.json")).json();
window.calls = [];
const call = (name) => (value) => calls.push([name, value]);
window.editor = createEditor(document.querySelector("#pane"), {{
  text: {json.dumps(PROFILE)}, schema, nonce: "{NONCE}", label: "profile.yaml",
  onChange: call("change"), onSave: call("save"), onCursor: call("cursor"),
}});
</script></html>"""


def test_each_library_is_the_pinned_one():
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}

    assert digests == {package["file"]: package["sha256"] for package in PINNED.values()}, "run: make vendored"
    assert set(DIRECT) <= set(PINNED)
    assert {package["license"] for package in PINNED.values()} == {"MIT"}
    assert all(package["integrity"].startswith("sha512-") for package in PINNED.values())
    assert [package["file"] for package in PINNED.values()] == [file_name(name) for name in PINNED]


def test_each_library_has_its_licence():
    text = LICENSES.read_text("utf-8")

    assert [f"{name} {package['version']} (MIT)\n" for name, package in PINNED.items()] == [
        f"{part.splitlines()[0]}\n" for part in text.split(f"\n{'-' * 80}\n\n")
    ]
    assert text.count("Permission is hereby granted") == text.count("Copyright (C)") == len(PINNED)


def test_every_import_has_a_library_or_a_file():
    own, missing = list(STATIC.glob("editor*.js")), []
    for path in [*own, *VENDOR.glob("*.js"), STATIC / "schema.js"]:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith(("import ", "export ", "} from ")) and " from " in line:
                name = line.split(" from ")[1].strip("\"';")
                if name not in PINNED and not (name.startswith("./") and (path.parent / name).is_file()):
                    missing.append(f"{path.name}: {name}")

    assert len(own) >= 4
    assert missing == []


@pytest.mark.long
def test_functions_in_node():
    if not shutil.which("node"):
        pytest.skip("Node.js is not installed")
    tests = [str(path) for path in sorted((ROOT / "tests" / "js").glob("*.test.mjs"))]
    done = subprocess.run(["node", "--test", *tests], cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve the page, the editor's files and the schema under the policy of the preview."""

    def do_GET(self):
        static = self.path.startswith("/static/")
        path = STATIC / self.path.removeprefix("/static/") if static else ROOT / self.path.removeprefix("/")
        kinds = {".js": "text/javascript", ".json": "application/json"}
        content = path.read_bytes() if path.is_file() else PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", kinds.get(path.suffix, "text/html; charset=utf-8"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        """Print nothing."""


@pytest.fixture
def page(browser):
    """Return a page with the editor; no error and no refusal may be in its console at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened, complaints = browser.new_page(), []
    opened.set_default_timeout(10_000)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"http://127.0.0.1:{server.server_port}/")
    opened.wait_for_function("() => window.editor")
    yield opened
    opened.close()
    server.shutdown()
    server.server_close()
    assert complaints == []


@pytest.mark.long
def test_typing_completes_keys_and_keeps_line_ends(page):
    page.evaluate("editor.reveal(4, 5); editor.focus()")
    page.keyboard.type("sel")
    page.wait_for_selector(".cm-tooltip-autocomplete li >> text=selected")
    page.wait_for_timeout(150)  # the list takes no key sooner, so that nobody accepts what they have not seen
    page.keyboard.press("Enter")
    page.wait_for_selector(".cm-tooltip-autocomplete li >> text=true")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("year: 2024")
    expected = PROFILE.replace("    \r\n", "    selected: true\r\n    year: 2024\r\n")

    assert page.evaluate("editor.text()") == expected
    assert page.evaluate("editor.isDirty()")
    assert ["change", expected] in page.evaluate("calls")
    page.keyboard.press("Control+s")
    assert page.evaluate("calls.at(-1)[0]") == "save"
    page.evaluate("editor.markSaved()")
    assert not page.evaluate("editor.isDirty()")


@pytest.mark.long
def test_the_keyboard_comments_searches_and_leaves(page):
    page.evaluate("editor.focus()")
    page.keyboard.press("Control+/")
    assert page.evaluate("editor.text()").startswith("# name: Ada\r\n")
    page.keyboard.press("Control+f")
    page.keyboard.type("title")
    page.wait_for_selector(".cm-searchMatch")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "profile.yaml"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "After"


@pytest.mark.long
def test_another_text_is_shown_byte_for_byte_and_can_be_undone(page):
    for text in ("a: 1\r\nb: 2\n", "a: 1\rb\n", "", "\n", "a: é\u2028b\r\n", PROFILE):
        page.evaluate("text => editor.setText(text)", text)
        assert page.evaluate("editor.text()") == text
    page.evaluate("editor.reveal(3, 14); editor.focus()")
    page.evaluate("editor.setText(editor.text().replace('Ada', 'Ada Lovelace'))")
    assert not [call for call in page.evaluate("calls") if call[0] == "change"]
    page.keyboard.type("B")
    assert page.evaluate("editor.text()") == PROFILE.replace("Ada", "Ada Lovelace").replace("title: A", "title: AB")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.evaluate("editor.text()") == PROFILE


@pytest.mark.long
def test_typing_over_a_selection_keeps_the_policy(page):
    page.evaluate("editor.focus()")
    page.keyboard.press("Control+a")
    page.keyboard.type("e: 1")
    assert page.evaluate("editor.text()") == "e: 1"
    page.evaluate("editor.readOnly(true)")
    page.keyboard.press("Control+a")
    page.keyboard.type("x")
    assert page.evaluate("editor.text()") == "e: 1"


@pytest.mark.long
def test_problems_are_marked_and_explained_as_text(page):
    problem = {"line": 3, "column": 5, "length": 5, "severity": "error", "message": "a <b>fault</b>", "hint": "fix it"}
    page.evaluate("problem => editor.setProblems([problem, {severity: 'warning', message: 'all', hint: ''}])", problem)

    assert page.text_content(".cm-lintRange-error") == "title"
    page.hover(".cm-lintRange-error")
    page.wait_for_selector(".cm-tooltip >> text=fix it")
    assert page.text_content(".cm-tooltip .cm-problem") == "a <b>fault</b>fix it"
    assert page.locator(".cm-tooltip-section").last.get_attribute("class").find("cm-help") >= 0  # the help of the key
    assert page.locator(".cm-lint-marker").count() == 2
    page.evaluate("editor.setProblems([])")
    assert page.locator(".cm-lintRange-error").count() == 0


@pytest.mark.long
def test_a_place_is_revealed_for_a_moment(page):
    page.evaluate("editor.setText(editor.text() + 'news:\\r\\n'.repeat(500)); editor.reveal(400, 3)")

    assert page.text_content(".cm-flash") == "news:"
    assert page.evaluate("calls.at(-1)") == ["cursor", 400]
    page.wait_for_selector(".cm-flash", state="detached")


@pytest.mark.long
def test_a_key_is_explained(page):
    page.hover(".cm-line >> text=title")

    assert "as printed, without a final period" in page.text_content(".cm-help")
