"""Settings of Sphinx for the documentation site; `make docs` copies this file beside the pages."""

import cvgen
from tools.docs import accessible

project = "cvgen"
release = cvgen.__version__
html_title = "cvgen"
extensions = ["myst_parser"]
myst_heading_anchors = 4  # GitHub's anchors, so that a link works here and there
myst_enable_extensions = ["attrs_inline"]  # the width of a picture
nitpicky = True  # a reference that leads nowhere is a warning, and warnings are errors

html_theme = "furo"  # fonts of the system, no request to another server, light and dark
html_favicon = "icon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False


def setup(app):
    """Let Sphinx improve each page after it is written."""
    app.connect("build-finished", accessible.improve_pages)
