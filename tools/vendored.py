"""Fetch the JavaScript libraries of the preview's editor from npm, unchanged, into cvgen/preview/static/vendor/.

Each library is the one ES module that its package ships. `versions.json` pins the versions: the digest of each package
at npm is checked before anything is written, and a test compares each file with its own digest. With `--newest`, the
newest versions are pinned first.
"""

import argparse
import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent.parent / "cvgen" / "preview" / "static" / "vendor"
VERSIONS = VENDOR / "versions.json"
LICENSES = VENDOR / "LICENSES.txt"
DIRECT = [
    f"@codemirror/{name}"
    for name in ("autocomplete", "commands", "lang-yaml", "language", "lint", "search", "state", "view")
]


def npm(*arguments: str, folder: Path) -> str:
    """Run npm in a folder, without the scripts of packages, and return its output."""
    command = ["npm", *arguments, "--ignore-scripts", "--no-audit", "--no-fund"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def newest(folder: Path) -> dict[str, dict[str, str]]:
    """Return the newest versions that fit together, with their digests, of the direct libraries and what they need."""
    npm("install", "--package-lock-only", *(f"{name}@latest" for name in DIRECT), folder=folder)
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    prefix = "node_modules/"
    return {
        path.removeprefix(prefix): {"version": package["version"], "integrity": package["integrity"]}
        for path, package in sorted(locked.items())
        if path.startswith(prefix)
    }


def fetch(name: str, pinned: Mapping[str, str], folder: Path) -> Path:
    """Download a package of exactly the pinned version and return its archive; exit if its digest is another."""
    (packed,) = json.loads(npm("pack", f"{name}@{pinned['version']}", "--json", folder=folder))
    archive = folder / packed["filename"]
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if digest != pinned["integrity"]:
        raise SystemExit(f"{name} {pinned['version']} is not the package that versions.json pins: {digest}")
    return archive


def module_path(package: Mapping[str, Any]) -> str:
    """Return the path of the ES module of a package, as its package.json gives it."""
    exports = package.get("exports", {})
    found = exports.get("import") or exports.get(".", {}).get("import") or package["module"]
    return str(found).removeprefix("./")


def unpack(archive: Path) -> tuple[bytes, str, str]:
    """Return the module of a package, the text of its licence, and the licence's short name."""
    with tarfile.open(archive) as files:

        def content(path: str) -> bytes:
            member = files.extractfile(f"package/{path}")
            assert member, path
            return member.read()

        package = json.loads(content("package.json"))
        return content(module_path(package)), content("LICENSE").decode("utf-8"), package["license"]


def file_name(name: str) -> str:
    """Return the file of a library: "@codemirror/view" -> "codemirror-view.js"."""
    return name.removeprefix("@").replace("/", "-") + ".js"


def main() -> None:
    """Write the modules, their licences and versions.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newest", action="store_true", help="pin the newest versions first")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pins = newest(folder) if arguments.newest else json.loads(VERSIONS.read_text("utf-8"))
        unpacked = {name: unpack(fetch(name, pinned, folder)) for name, pinned in pins.items()}
    for old in VENDOR.glob("*.js"):
        old.unlink()
    versions, licenses = {}, []
    for name, (module, license_text, license_name) in unpacked.items():
        (VENDOR / file_name(name)).write_bytes(module)
        digest = hashlib.sha256(module).hexdigest()
        versions[name] = {
            "version": pins[name]["version"],
            "license": license_name,
            "integrity": pins[name]["integrity"],
            "file": file_name(name),
            "sha256": digest,
        }
        licenses.append(f"{name} {pins[name]['version']} ({license_name})\n\n{license_text.strip()}\n")
    VERSIONS.write_text(json.dumps(versions, indent=2) + "\n", "utf-8")
    LICENSES.write_text(f"\n{'-' * 80}\n\n".join(licenses), "utf-8")
    print(f"{len(versions)} libraries, {sum(len(module) for module, _, _ in unpacked.values()):,} bytes")


if __name__ == "__main__":
    main()
