"""A profile and a time -> the report of what happened in it: by git where it knows the file, else by dates."""

from collections import Counter
from dataclasses import replace

from cvgen.build.loader import LoadedProfile
from cvgen.build.request import Order
from cvgen.build.targets import phrases_for
from cvgen.composers import report as composer
from cvgen.diff.activity import ActivityEntry, by_dates, by_versions
from cvgen.problems import ProfileError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date, earliest, latest
from cvgen.profile.model import Profile
from cvgen.versions import git
from cvgen.writers import Rendered, writer
from cvgen.writers.style import load

Found = tuple[Profile, list[ActivityEntry], str]  # a version of the profile, what happened, and how that was told


def report(opened: LoadedProfile, order: Order, since: Date, until: Date, use_git: bool = True) -> Rendered:
    """A profile, the one format of the order, the time -> the report; its note says by what it was made."""
    found = _by_git(opened, order.date, since, until) if use_git else None
    profile, happened, note = found or _by_dates(opened.profile, since, until)
    words = phrases_for(opened, order.language or profile.language)
    time = f"{words.date(since)} – {words.date(until)}"
    document = composer.compose(profile, happened, time, words.month(order.date), words)
    (form,) = order.formats
    written = writer(form)(document, load(order.style or "classic", order.paper or "a4"))
    return replace(written, notes=(note, *written.notes))


def _by_git(opened: LoadedProfile, today: Date, since: Date, until: Date) -> Found | None:
    """The differences to the version of that day; None where git has none that can be read."""
    old = git.version_before(opened.path, earliest(since))
    new = None if latest(until) >= today else git.version_before(opened.path, latest(until), end=True)
    try:
        before = _read(old) if old else None
        after = _read(new) if new else opened.profile
    except ProfileError:
        return None
    if not old or not before:
        return None
    note = f"compared with the version of {old.day} ({old.revision})"
    return after, by_versions(before, after), note


def _read(version: git.Version) -> Profile:
    return profile_yaml.load(profile_yaml.decode(version.data)).profile


def _by_dates(profile: Profile, since: Date, until: Date) -> Found:
    happened, undated = by_dates(profile, since, until)
    note = "by the dates of the entries"
    if vague := sum(one.year_only for one in happened):
        note += f"; of {vague} only the year is known"
    if undated:
        lists = Counter(str(key[0]) for key in undated)
        note += f"; left out for want of a date: {', '.join(f'{name} ({number})' for name, number in lists.items())}"
    return profile, happened, note
