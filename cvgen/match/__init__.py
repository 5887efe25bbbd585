"""When two entries of two versions of a CV are the same thing: what they are known by, and how alike they are.

`lists` pairs two lists, `ids` mints ids; what they stand on is imported by itself, since checks need little of it.
"""

from cvgen.match.ids import mint, proposals

__all__ = ["mint", "proposals"]
