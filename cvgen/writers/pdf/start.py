"""WeasyPrint, imported in half the time: its C declarations come parsed, and fontTools waits until it is needed.

A third of a cold build is the parsing of declarations that never change, the search for libraries by a compiler and
ldconfig, and the import of a font library that is used for few fonts. Nothing is swapped unless WeasyPrint's sources
are those that this was made for; anything unforeseen, and CVGEN_STOCK_IMPORT=1, leads to the import as it is.
"""

import hashlib
import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

SWITCH = "CVGEN_STOCK_IMPORT"
FILES = ("text/ffi.py", "text/fonts.py", "pdf/fonts.py")  # of WeasyPrint: those in which something is swapped
# The names that WeasyPrint takes from fontTools as it is imported.
WAITING = {
    "fontTools": ("subset",),
    "fontTools.ttLib": ("TTFont", "TTLibError", "ttFont", "woff2"),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}


def weasyprint() -> Any:
    """The module; OSError where one of Pango's libraries is missing."""
    if "weasyprint" not in sys.modules and _may_swap():
        try:
            with _declared(), _waiting():
                importlib.import_module("weasyprint")
        except Exception:  # whatever it was, the stock import tells it better
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
    return importlib.import_module("weasyprint")


def digest(folder: Path) -> str:
    """The folder of WeasyPrint -> the SHA-256 of the sources in which something is swapped."""
    return hashlib.sha256(b"\0".join((folder / name).read_bytes() for name in FILES)).hexdigest()


def _may_swap() -> bool:
    """Whether this is the WeasyPrint that the declarations were made of, on a system that finds libraries by name."""
    if os.environ.get(SWITCH) or sys.platform != "linux" or "fontTools" in sys.modules:
        return False
    found = importlib.util.find_spec("weasyprint")
    folders = (found.submodule_search_locations if found else None) or [""]
    try:
        from cvgen.writers.pdf import declarations

        return digest(Path(folders[0])) == declarations.SOURCE
    except (ImportError, OSError):
        return False


class _Declared:
    """In place of cffi.FFI: the first call of cdef puts the parsed declarations where WeasyPrint looks for them."""

    def cdef(self, source: str) -> None:
        from cvgen.writers.pdf.declarations import ffi

        sys.modules["weasyprint.text.ffi"].ffi = ffi  # type: ignore[attr-defined]


@contextmanager
def _declared() -> Iterator[None]:
    import cffi

    stock = cffi.FFI
    cffi.FFI = _Declared
    try:
        yield
    finally:
        cffi.FFI = stock


@contextmanager
def _waiting() -> Iterator[None]:
    """Let WeasyPrint take stand-ins from fontTools; the first one that is used brings in the real ones."""
    for module, names in WAITING.items():
        stand_in = ModuleType(module)
        stand_in.__path__ = []
        for name in names:
            setattr(stand_in, name, _StandIn(module, name))
        sys.modules[module] = stand_in
    try:
        yield
    finally:
        for module in WAITING:
            del sys.modules[module]


class _StandIn:
    """A name of fontTools that nobody has needed yet."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _real(self) -> Any:
        for module, names in WAITING.items():
            for name in names:
                found = getattr(importlib.import_module(module), name, None) or importlib.import_module(
                    f"{module}.{name}"
                )
                for user in ("weasyprint.text.fonts", "weasyprint.pdf.fonts"):
                    if isinstance(getattr(sys.modules[user], name, None), _StandIn):
                        setattr(sys.modules[user], name, found)
        return getattr(importlib.import_module(self._module), self._name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._real()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)
