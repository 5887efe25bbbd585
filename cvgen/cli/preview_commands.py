"""Serve the preview of a profile in the browser."""

import argparse
import sys
from importlib.util import find_spec

from cvgen.problems import InputError, Problem, SetupError

INSTALL = "install it and run the command again:  pip install 'academic-cvgen[preview]'"


def preview(options: argparse.Namespace) -> int:
    """Show the pages in the browser until Ctrl-C, the usual end: exit code 0."""
    if missing := [name for name in ("starlette", "uvicorn", "platformdirs") if not find_spec(name)]:
        raise SetupError(f"cvgen preview needs {missing[0]}, which is not installed", hint=INSTALL)
    from cvgen.build.loader import NEW
    from cvgen.build.request import BuildRequest
    from cvgen.cli.output import open_address, today
    from cvgen.preview.serve import serve

    if not options.profile.is_file():
        raise InputError([Problem("this file does not exist", hint=NEW)], name=str(options.profile))
    request = BuildRequest(
        options.profile, options.date or today(), options.output, style=options.style, color=options.color,
        citations=options.citations,
        paper=options.paper, language=options.language, engine=options.engine,
    )  # fmt: skip

    def opened(address: str) -> None:
        print(f"{options.profile} is shown at {address}\npress Ctrl-C to stop", flush=True)
        if not options.no_browser:
            open_address(address, "the page")

    serve(request, options.port, opened)
    print("\npreview stopped", file=sys.stderr)
    return 0
