"""Convert between profile.yaml and Profile; every value knows its line and column."""

from cvgen.problems import InputError
from cvgen.profile.yaml.dump import dump, dump_options, to_yaml
from cvgen.profile.yaml.nodes import decode
from cvgen.profile.yaml.read import Loaded, load, read_as, read_with_places
from cvgen.profile.yaml.starter import starter

__all__ = [
    "InputError",
    "Loaded",
    "decode",
    "dump",
    "dump_options",
    "load",
    "read_as",
    "read_with_places",
    "starter",
    "to_yaml",
]
