#!/bin/sh
# Make the virtual environment of this folder: sh tools/setup.sh VENV [dev|newest]
# Without a second word it holds what cvgen needs, with `dev` what its tests need too, both in the locked versions;
# with `newest` it holds what the tests need in the newest versions that pyproject.toml allows.
# It reports what is missing and how to get it; as root on Debian and Ubuntu it installs system libraries itself.
set -eu
venv=$1
mode=${2:-run}

fail() { printf '\ncvgen set-up: %s\n' "$1" >&2; shift; for line in "$@"; do printf '    %s\n' "$line" >&2; done; exit 1; }

python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || fail "Python 3.11 or newer is needed. Install it, then run the same command again:" \
  "Debian, Ubuntu:  sudo apt install python3 python3-venv" "Fedora:          sudo dnf install python3" \
  "macOS:           brew install python" "Windows:         winget install Python.Python.3.13" \
  "If it is installed in an unusual place, name it:  make cv PYTHON=/path/to/python3"

if ! [ -x "$venv/bin/python" ]; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null || fail "Python cannot create virtual environments. To change that:" \
    "Debian, Ubuntu:  sudo apt install python3-venv"
  echo "Creating the Python environment $venv ..."
  "$python" -m venv "$venv" || { rm -rf "$venv"; fail "Python could not create $venv; its message is above."; }
fi

pip() { "$venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
packages() {
  case $mode in
    newest) pip install --upgrade --upgrade-strategy eager --editable '.[dev]' ;;
    dev) locked requirements-dev.lock ;;
    *) locked requirements.lock ;;
  esac
}
# The lock has the build backend too, so that pip does not download an unlocked one to install cvgen itself.
locked() { pip install --require-hashes -r "$1" && pip install --no-deps --no-build-isolation --editable .; }

echo "Installing Python packages, which takes about a minute ..."
packages || fail "pip could not install the Python packages; its message is above." \
  "Check the network connection, then run the same command again."

"$venv/bin/python" -m compileall -q cvgen  # pip does not compile an editable install, which would start half as fast

apt_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
# What apt-get says is shown only if it fails: its notes on the terminal and on debconf would be taken for errors.
apt() { said=$(DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@" 2>&1) || { printf '%s\n' "$said" >&2; return 1; }; }
install() { apt install --no-install-recommends "$@"; }

# Returns 0 if both libraries of the PDF engine are there, 3 if only HarfBuzz's subsetter is missing, else another number.
engine() {
  "$venv/bin/python" -W ignore -c 'import sys
from weasyprint.text.ffi import harfbuzz, harfbuzz_subset
sys.exit(0 if harfbuzz_subset and harfbuzz.hb_version_atleast(4, 1, 0) else 3)' >/dev/null 2>&1
}

missing=0
engine || missing=$?
if [ "$missing" != 0 ] && apt_as_root; then
  echo "Installing Pango and HarfBuzz, which lay out text and embed fonts ..."
  { apt update && install libpango-1.0-0 libpangoft2-1.0-0 && install libharfbuzz-subset0; } || true
  missing=0
  engine || missing=$?
fi
case $missing in
  0) ;;
  3) echo "HarfBuzz's font subsetter is not installed; PDFs are built without it, more slowly. To install it:"
    echo "    Debian, Ubuntu:  sudo apt install libharfbuzz-subset0"
    echo "    Fedora:          sudo dnf install harfbuzz"
    echo "    macOS:           brew install harfbuzz" ;;
  *)
    set -- "Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" \
      "Fedora:          sudo dnf install pango" "macOS:           brew install pango" \
      "Windows:         see README.md, Installation"
    [ "$mode" = run ] || fail "Pango is missing, which the tests need. Install it, then run the same command again:" "$@"
    echo "Pango is not installed; Typst sets the pages of CVs without it. Hebrew, Arabic, Devanagari and Thai letters and"
    echo "a style with rules of its own need Pango. To install it:"
    printf '    %s\n' "$@" ;;
esac

if [ "$mode" != run ] && ! command -v pdftotext >/dev/null; then
  if apt_as_root; then
    echo "Installing poppler-utils, which some tests use ..."
    { apt update && install poppler-utils; } || true
  fi
  command -v pdftotext >/dev/null || echo "pdftotext (package poppler-utils) is not installed: tests that use it are skipped."
fi

if [ "$mode" != run ] && ! command -v chromium >/dev/null; then
  if apt_as_root; then
    echo "Installing Chromium, in which some tests open the page of cvgen preview ..."
    { apt update && install chromium; } || true
  fi
  command -v chromium >/dev/null || echo "Chromium is not installed: tests that open a page in it are skipped."
fi
