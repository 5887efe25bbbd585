"""`cvgen preview` as a process of its own, for tests."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

from tests.conftest import ROOT


class Server:
    """A preview of the profile in a folder; `environment` has variables beside those of the tests."""

    def __init__(self, folder, *options, **environment):
        self.folder = folder
        command = [sys.executable, "-m", "cvgen", "preview", "--no-browser", *options]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(folder / ".config")} | environment,
        )
        self.address = re.search(r"http://\S+/", self.process.stdout.readline())[0]
        self.host = self.address.split("/")[2]

    def ask(self, path="", sent=None, **headers):
        """Return the status and the body of an answer; `sent` is posted as JSON by the page itself."""
        data = None if sent is None else json.dumps(sent).encode()
        own = {"Origin": f"http://{self.host}"} if data else {}
        names = {name.replace("_", "-"): value for name, value in (own | headers).items()}
        request = urllib.request.Request(path if path.startswith("http") else self.address + path, data, names)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self):
        """Press Ctrl-C; return the exit code and what the terminal says."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=15)
        return self.process.returncode, out + err


@contextmanager
def serving(folder):
    """Serve the profile in a folder, and stop the server unless the test has done it."""
    made = Server(folder)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.stop()
