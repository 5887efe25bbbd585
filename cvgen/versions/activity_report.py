"""Report the activity of a period: from git where the profile is in a repository, else from the dates of entries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cvgen.build import engines
from cvgen.build.compile import engine_of, language_of, load_look, phrases_for
from cvgen.build.definitions import resolve_documents
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.composers import report as composer
from cvgen.diff.activity import ActivityEntry, by_dates, by_versions
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date, earliest, latest
from cvgen.profile.model import Profile
from cvgen.profile.translations import in_language
from cvgen.versions import git
from cvgen.writers import Rendered

Found = tuple[Profile, list[ActivityEntry], str]  # a version of the profile, its activity, and a note on the method


def report(
    profiles: Sequence[LoadedProfile], request: BuildRequest, since: Date, until: Date, use_git: bool, title: str = ""
) -> Rendered:
    """Return the report of a period in the one format of the request, in the looks of the first `cv` document.

    Several profiles have one report, with a section for each person below the `title`. Each note says whose report is
    based on git or on dates.
    """
    first = profiles[0]
    options = resolve_documents(first.profile)["cv"]
    phrases = phrases_for(language_of(request, options, first.profile), first.path)
    period = f"{phrases.date(since)} – {phrases.date(until)}"
    reports, notes = [], []
    for one in profiles:
        loaded = replace(one, profile=in_language(one.profile, phrases.language)[0])
        found = _by_git(loaded, request.date, since, until, phrases.language) if use_git else None
        profile, activity, note = found or _by_dates(loaded.profile, since, until)
        document = composer.compose(profile, activity, period, phrases.month(request.date), phrases)
        reports.append((document, composer.counts_of(profile, activity, phrases)))
        notes.append(f"{profile.name}: {note}" if len(profiles) > 1 else note)
    whole = composer.compose_all(title, reports, period, phrases) if len(profiles) > 1 else reports[0][0]
    (form,) = request.formats
    rendered = engines.write(form, whole, load_look(request, options), engine_of(request, options))
    return replace(rendered, notes=(*notes, *rendered.notes))


def _by_git(loaded: LoadedProfile, today: Date, since: Date, until: Date, language: str) -> Found | None:
    """Return the activity since the version of that day; None where git has none that can be read."""
    old = git.version_before(loaded.path, earliest(since))
    new = None if latest(until) >= today else git.version_before(loaded.path, latest(until), end=True)
    try:
        before = _read(old, language) if old else None
        after = _read(new, language) if new else loaded.profile
    except InputError:
        return None
    if not old or not before:
        return None
    note = f"compared with the version of {old.day} ({old.revision})"
    return after, by_versions(before, after), note


def _read(version: git.Version, language: str) -> Profile:
    return in_language(profile_yaml.load(profile_yaml.decode(version.data)).profile, language)[0]


def _by_dates(profile: Profile, since: Date, until: Date) -> Found:
    activity, undated = by_dates(profile, since, until)
    note = "by the dates of the entries"
    if vague := sum(one.year_only for one in activity):
        note += f"; of {vague} only the year is known"
    if undated:
        lists = Counter(str(key[0]) for key in undated)
        note += f"; left out without a date: {', '.join(f'{name} ({number})' for name, number in lists.items())}"
    return profile, activity, note
