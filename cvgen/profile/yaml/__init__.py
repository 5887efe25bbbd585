"""Convert between profile.yaml and Profile; every value knows its line and column."""

from cvgen.problems import ProfileError
from cvgen.profile.yaml.dump import dump
from cvgen.profile.yaml.nodes import decode
from cvgen.profile.yaml.read import Loaded, load, read_as
from cvgen.profile.yaml.starter import starter

__all__ = ["Loaded", "ProfileError", "decode", "dump", "load", "read_as", "starter"]
