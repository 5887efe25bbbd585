"""Import WeasyPrint in half the time: its C declarations are parsed in advance, and rare imports are deferred.

A third of a cold build is the parsing of declarations that never change, the search for libraries by a compiler and
ldconfig, and the import of a font library that few fonts need. Nothing is replaced unless WeasyPrint's sources are the
ones this module was written for; on any other error, and with CVGEN_STOCK_IMPORT=1, the stock import runs.
"""

import hashlib
import importlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

SWITCH = "CVGEN_STOCK_IMPORT"
FILES = (
    "text/ffi.py",
    "text/fonts.py",
    "pdf/fonts.py",
    "html.py",
    "__init__.py",
)  # of WeasyPrint, on which this module relies
UNUSED = ("css/html5_ua_form.css", "css/html5_ph.css")  # style sheets of forms and of old attributes; we have neither
# The names that WeasyPrint takes from fontTools as it is imported.
WAITING = {
    "fontTools": ("subset",),
    "fontTools.ttLib": ("TTFont", "TTLibError", "ttFont", "woff2"),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}


def weasyprint() -> Any:
    """Return the module. Raise OSError if one of Pango's libraries is missing."""
    # WeasyPrint warns if HarfBuzz's subsetter is missing, although everything works without it, and prints advice if
    # Pango is missing, which our caller reports.
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
        return _imported()


def _imported() -> Any:
    if "weasyprint" not in sys.modules and "fontTools" not in sys.modules and is_known():
        try:
            with _swapped():
                importlib.import_module("weasyprint")
        except Exception:  # the stock import below raises the clearest error
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
    return importlib.import_module("weasyprint")


def folder() -> Path:
    """Return the folder of WeasyPrint, without importing it; a folder that does not exist if it is not installed."""
    found = importlib.util.find_spec("weasyprint")
    return Path(((found.submodule_search_locations if found else None) or ["/nowhere"])[0])


def digest() -> str:
    """Return the SHA-256 of the replaced sources of WeasyPrint. Raise OSError if they are missing."""
    return hashlib.sha256(b"\0".join((folder() / name).read_bytes() for name in FILES)).hexdigest()


@cache
def is_known() -> bool:
    """Return whether this is the WeasyPrint whose declarations we have, on a system that finds libraries by name."""
    if os.environ.get(SWITCH) or sys.platform != "linux":
        return False
    try:
        from cvgen.writers.pdf import declarations

        return digest() == declarations.SOURCE
    except (ImportError, OSError):
        return False


class _Declared:
    """Replaces cffi.FFI: the first call of cdef puts the parsed declarations where WeasyPrint looks for them."""

    def cdef(self, source: str) -> None:
        from cvgen.writers.pdf.declarations import ffi

        sys.modules["weasyprint.text.ffi"].ffi = ffi  # type: ignore[attr-defined]


@contextmanager
def _swapped() -> Iterator[None]:
    """Give WeasyPrint parsed declarations, empty style sheets, and stand-ins for what it needs from fontTools."""
    import cffi
    import tinycss2

    unused = {(folder() / name).read_text("utf-8") for name in UNUSED}
    stock, parse = cffi.FFI, tinycss2.parse_stylesheet
    cffi.FFI, tinycss2.parse_stylesheet = _Declared, lambda css: [] if css in unused else parse(css)
    for module, names in WAITING.items():
        stand_in = sys.modules[module] = ModuleType(module)
        stand_in.__path__ = []
        vars(stand_in).update({name: _StandIn(module, name) for name in names})
    try:
        yield
    finally:
        cffi.FFI, tinycss2.parse_stylesheet = stock, parse
        for module in WAITING:
            del sys.modules[module]


class _StandIn:
    """A name of fontTools that has not been used yet; the first use imports everything that WeasyPrint needs."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._real()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def _real(self) -> Any:
        for user in ("weasyprint.text.fonts", "weasyprint.pdf.fonts"):
            names = vars(sys.modules[user])
            names.update({name: one._found() for name, one in names.items() if isinstance(one, _StandIn)})
        return self._found()

    def _found(self) -> Any:
        module = importlib.import_module(self._module)
        return getattr(module, self._name, None) or importlib.import_module(f"{self._module}.{self._name}")
