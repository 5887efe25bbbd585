"""profile.yaml <-> Profile, with the line and column of everything."""

from cvgen.problems import ProfileError
from cvgen.profile_yaml.dump import dump
from cvgen.profile_yaml.nodes import decode
from cvgen.profile_yaml.read import Loaded, load, read_as
from cvgen.profile_yaml.starter import starter

__all__ = ["Loaded", "ProfileError", "decode", "dump", "load", "read_as", "starter"]
