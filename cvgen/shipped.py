"""Where the files are that come with the program: the package itself, and the styles with their fonts."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# Installed, the styles are inside the package; in a checkout they are beside it.
STYLES = next(folder for folder in (PACKAGE / "styles", PACKAGE.parent / "styles") if (folder / "base.css").is_file())
