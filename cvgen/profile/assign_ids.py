"""Give each publication in a profile.yaml an id."""

from dataclasses import replace

from cvgen.profile.ids import propose_ids
from cvgen.profile.yaml import decode, load
from cvgen.profile.yaml.edit import SetKey, apply_edits


def assign_ids(data: bytes) -> tuple[bytes, dict[str, str]]:
    """Return a file with an id in each publication that had none, and the title for each new id."""
    profile = load(decode(data)).profile
    proposed = propose_ids(profile)
    papers = list(profile.publications)
    for path, name in proposed.items():
        papers[int(path[1])] = replace(papers[int(path[1])], id=name)
    edits = [SetKey(path, "id", name, first=True) for path, name in proposed.items()]
    result = apply_edits(data, edits, replace(profile, publications=tuple(papers)))
    return result, {name: profile.publications[int(path[1])].title for path, name in proposed.items()}
