"""ReportLab, imported without HarfBuzz: ReportLab loads it if it is installed, but few pages need it (see `shaping`).

Import this module before any other that imports ReportLab.
"""

import sys

if "uharfbuzz" not in sys.modules:
    sys.modules["uharfbuzz"] = None  # type: ignore[assignment]  # makes `import uharfbuzz` fail

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

if sys.modules["uharfbuzz"] is None:
    del sys.modules["uharfbuzz"]

__all__ = ["Canvas", "rl_config"]
