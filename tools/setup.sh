#!/bin/sh
# Make the virtual environment of this folder: sh tools/setup.sh VENV [dev]
# Says what is missing and how to get it; installs system libraries by itself only as root on Debian and Ubuntu.
set -eu
venv=$1
extra=${2:+[$2]}

fail() { printf '\ncvgen set-up: %s\n' "$1" >&2; shift; for line in "$@"; do printf '    %s\n' "$line" >&2; done; exit 1; }

python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || fail "Python 3.11 or newer is needed." \
  "Debian, Ubuntu:  sudo apt install python3 python3-venv" "Fedora:          sudo dnf install python3" \
  "macOS:           brew install python" "Windows:         winget install Python.Python.3.13" \
  "An other Python can be named:  make cv PYTHON=/path/to/python3"

if ! [ -x "$venv/bin/python" ]; then
  echo "Setting up $venv (once) ..."
  "$python" -m venv "$venv" || { rm -rf "$venv"; fail "Python can't make virtual environments." \
    "Debian, Ubuntu:  sudo apt install python3-venv"; }
fi
echo "Installing cvgen and what it needs ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable ".$extra" || fail \
  "pip could not install the Python packages; its message is above." \
  "Is there a network connection? Then run the same command again."

"$venv/bin/python" -m compileall -q cvgen  # an editable install is not compiled by pip, and starts half as fast

pango_loads() { "$venv/bin/python" -c 'import weasyprint' 2>/dev/null; }
apt_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install() { { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } >/dev/null; }

if ! pango_loads; then
  if apt_as_root; then
    echo "Installing Pango, which lays out the text of the CV ..."
    install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
  fi
  pango_loads || fail "Pango is missing, which lays out the text of the CV. Install it, then run the same command again:" \
    "Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" \
    "Fedora:          sudo dnf install pango" "macOS:           brew install pango" \
    "Windows:         see README.md, Installation"
fi
if [ -n "$extra" ] && ! command -v pdftotext >/dev/null; then
  if apt_as_root; then install poppler-utils || true; fi
  command -v pdftotext >/dev/null || echo "pdftotext (package poppler-utils) is not installed: the tests that use it will be skipped."
fi
