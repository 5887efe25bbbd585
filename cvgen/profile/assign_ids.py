"""The bytes of a profile.yaml -> the same with an id in each publication that had none."""

from dataclasses import replace

from cvgen.problems import Problem, ProfileError
from cvgen.profile.ids import propose_ids
from cvgen.profile.yaml import decode, load
from cvgen.profile.yaml.edit import SetKey, edited


def assign_ids(data: bytes) -> tuple[bytes, dict[str, str]]:
    """A file -> the file with ids, and the title for each new id; the result has been read again and compared."""
    profile = load(decode(data)).profile
    minted = propose_ids(profile)
    result = edited(data, [SetKey(key, "id", name, first=True) for key, name in minted.items()])
    papers = list(profile.publications)
    for key, name in minted.items():
        papers[int(key[1])] = replace(papers[int(key[1])], id=name)
    if load(decode(result)).profile != replace(profile, publications=tuple(papers)):
        hint = "an entry is written in an unusual way; put each key of it on a line of its own"
        raise ProfileError([Problem("the ids could not be put in without touching something else", hint=hint)])
    return result, {name: profile.publications[int(key[1])].title for key, name in minted.items()}
