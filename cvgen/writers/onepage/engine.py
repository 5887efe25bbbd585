"""ReportLab, imported without HarfBuzz: it loads that wherever it is installed, and few pages need it (see `shaping`).

This module comes before any other that imports ReportLab.
"""

import sys

if "uharfbuzz" not in sys.modules:
    sys.modules["uharfbuzz"] = None  # type: ignore[assignment]  # an import of it fails now

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

if sys.modules["uharfbuzz"] is None:
    del sys.modules["uharfbuzz"]

__all__ = ["Canvas", "rl_config"]
