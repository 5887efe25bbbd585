"""What an export tells its user: a program that reads the file asks for more, or does not take something."""

from typing import NamedTuple

from cvgen.profile.fields import EntryPath


class Remark(NamedTuple):
    """A sentence about the value at a path of the profile; () is the profile as a whole."""

    path: EntryPath
    message: str
