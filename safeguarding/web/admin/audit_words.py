"""What an audit entry says to a person: internal numbers become the names of today, where there are any."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from safeguarding.learning.rules.training_record import LOOKED_UP_BECAUSE, LookedUpBecause
from safeguarding.people.queries.audit_list import AuditLine
from safeguarding.people.queries.shown_names import ShownName
from safeguarding.people.rules.roles import ROLE_NAMES, WITHDRAWN_BECAUSE, Role, WithdrawnBecause
from safeguarding.people.rules.roster import day_in_words, in_words

NOT_SHOWN = "somebody who is not shown"

ACTIONS: dict[str, str] = {
    "role.granted": "A role was granted",
    "role.agreed": "A role was agreed to",
    "role.withdrawn": "A role was withdrawn",
    "sign_in.code_issued": "An activation code was issued",
    "sign_in.codes_issued": "Codes were issued for a unit",
    "sign_in.password_set": "A password was set",
    "sign_in.sessions_ended": "Somebody was signed out",
    "person.viewed": "A person’s page was looked at",
    "roster.applied": "An HR list was applied",
    "roster.undone": "An HR list was taken back",
    "unit.change_decided": "A change of a unit was decided",
    "unit.changed": "A unit was changed",
    "unit.change_cancelled": "A change of a unit was cancelled",
    "unit.change_refused": "A change of a unit could not be made",
    "content.loaded": "A campaign was loaded",
    "content.exported": "A campaign was written as a pack",
    "content.withdrawn": "A module was withdrawn",
    "version.sent": "A module was sent for review",
    "version.taken_back": "A module was taken back from review",
    "version.thrown_away": "A draft was thrown away",
    "version.returned": "A module was returned to its authors",
    "version.approved": "A module was approved",
    "version.scheduled": "A module was given a day to be published",
    "version.published": "A module was published",
    "contact.edited": "A contact was edited",
    "training.attended": "Somebody was marked as having come",
    "media.sent": "A file was sent for later use",
    "media.described": "The words of a file were changed",
    "media.removed": "A file was taken out",
    "survey.loaded": "The questions of a survey were loaded",
    "survey_key.made": "The survey’s secret key was made",
    "survey_key.destroyed": "The survey’s secret key was destroyed",
    "wave.planned": "A wave of the survey was planned",
    "wave.plan_dropped": "The plan of a wave was dropped",
    "series.ended": "A question is no longer compared",
    "wave.opened": "A wave of the survey was opened",
    "wave.closed": "A wave of the survey was closed",
    "wave.released": "The figures of a wave were released",
    "totals.checked": "The totals were checked",
    "figures.exported": "Figures were taken as a file",
    "target.set": "A target line was set",
    "record.viewed": "A training record was looked at",
    "record.exported": "The training record was taken as a file",
    "audit.viewed": "The audit was looked at",
    "audit.checked": "The whole audit was checked",
}
CHANGES = {"merge": "merging", "split": "splitting", "move": "moving", "rename": "renaming", "close": "closing"}


@dataclass(frozen=True)
class Names:
    """What internal numbers are called today. Protected posts and people who were removed are not in it."""

    officers: Mapping[int, ShownName]
    units: Mapping[int, str]
    modules: Mapping[int, str]

    def officer(self, officer_id: Any) -> str:
        known = self.officers.get(officer_id)
        return known.display_name if known else NOT_SHOWN

    def unit(self, unit_id: Any) -> str:
        return self.units.get(unit_id, "a unit that is gone")


@dataclass(frozen=True)
class LineInWords:
    """One entry as the page shows it."""

    id: int
    at: datetime
    who: str
    says: str


def mentioned(entries: Collection[AuditLine]) -> tuple[set[int], set[int], set[int]]:
    """The officers, units and modules whose names the entries need."""
    officers, units, modules = set(), set(), set()
    for entry in entries:
        officers |= {entry.actor_id, entry.about.get("officer"), entry.about.get("agreed_by")}
        units |= {entry.about.get("unit"), entry.about.get("other")}
        modules.add(entry.about.get("module_id"))
    return (_numbers(officers), _numbers(units), _numbers(modules))


def entry_in_words(entry: AuditLine, names: Names) -> LineInWords:
    """An entry as a sentence; one of a kind not known here is told as it was kept."""
    tell = SENTENCES.get(entry.action, _as_kept)
    return LineInWords(entry.id, entry.at, _who(entry, names), tell(entry, names))


def _who(entry: AuditLine, names: Names) -> str:
    if entry.actor_id is None:
        return "A command, or a daily chore"
    by_command = ", by command" if entry.about.get("by_command") else ""
    return f"{names.officer(entry.actor_id)}{by_command}"


def _numbers(values: set[Any]) -> set[int]:
    return {value for value in values if isinstance(value, int)}


def _as_kept(entry: AuditLine, names: Names) -> str:
    kept = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in entry.about.items() if value is not None)
    title = ACTIONS.get(entry.action, entry.action)
    return f"{title}{': ' if kept else ''}{kept}."


def _role(entry: AuditLine, names: Names) -> str:
    role = ROLE_NAMES[Role(entry.about["role"])]
    return f"“{role}” of {names.unit(entry.about['unit'])}" if entry.about.get("unit") else f"“{role}”"


def _granted(entry: AuditLine, names: Names) -> str:
    return f"Granted the role {_role(entry, names)} to {names.officer(entry.about['officer'])}."


def _agreed(entry: AuditLine, names: Names) -> str:
    return f"Agreed to the role {_role(entry, names)} of {names.officer(entry.about['officer'])}."


def _withdrawn(entry: AuditLine, names: Names) -> str:
    because = entry.about.get("because")
    reason = f" {WITHDRAWN_BECAUSE[WithdrawnBecause(because)]}." if because else ""
    return f"Withdrew the role {_role(entry, names)} of {names.officer(entry.about['officer'])}.{reason}"


def _code(entry: AuditLine, names: Names) -> str:
    return f"Issued an activation code to {names.officer(entry.about['officer'])}."


def _codes(entry: AuditLine, names: Names) -> str:
    below = " and the units under it" if entry.about["with_below"] else ""
    codes = in_words(entry.about["codes"], "activation code", "activation codes")
    return f"Issued {codes} for {names.unit(entry.about['unit'])}{below}."


def _password(entry: AuditLine, names: Names) -> str:
    if entry.about["officer"] == entry.actor_id:
        return "Set their own password."
    return f"Set the password of {names.officer(entry.about['officer'])}."


def _signed_out(entry: AuditLine, names: Names) -> str:
    return f"Signed {names.officer(entry.about['officer'])} out everywhere."


def _viewed(entry: AuditLine, names: Names) -> str:
    return f"Looked at the page of {names.officer(entry.about['officer'])}."


def _change(before: str, after: str = "") -> Callable[[AuditLine, Names], str]:
    def tell(entry: AuditLine, names: Names) -> str:
        what = CHANGES.get(entry.about["kind"], entry.about["kind"])
        other = f" ({names.unit(entry.about['other'])})" if entry.about.get("other") else ""
        moved = f" {in_words(entry.about['people'], 'person', 'people')} moved." if entry.about.get("people") else ""
        return f"{before} {what} {names.unit(entry.about['unit'])}{other}{after}.{moved}"

    return tell


def _roster(entry: AuditLine, names: Names) -> str:
    kind = "full" if entry.about["is_full"] else "partial"
    as_at = day_in_words(date.fromisoformat(entry.about["as_at"]))
    counts = ", ".join(f"{entry.about[name]:,} {name}" for name in ("joined", "left", "moved") if name in entry.about)
    return f"Applied a {kind} HR list as at {as_at}: {counts}."


def _roster_undone(entry: AuditLine, names: Names) -> str:
    about = entry.about
    kept = f", {about['kept']:,} kept" if about["kept"] else ""
    people = f"{in_words(about['put_back'], 'person', 'people')} put back, {about['removed']:,} removed{kept}"
    return f"Took back the HR list applied as import {about['import']}: {people}."


def _module(entry: AuditLine, names: Names) -> str:
    return f"Withdrew the module “{names.modules.get(entry.about['module_id'], 'that is gone')}”."


def _version(before: str) -> Callable[[AuditLine, Names], str]:
    def tell(entry: AuditLine, names: Names) -> str:
        title = names.modules.get(entry.about["module_id"])
        module = f"“{title}”" if title else "a module that officers cannot see yet"
        return f"{before} {module} (version {entry.about['number']})."

    return tell


def _loaded(entry: AuditLine, names: Names) -> str:
    about = entry.about
    return (
        f"Loaded the campaign {about['campaign']}: {in_words(about['created'], 'new module', 'new modules')}, "
        f"{in_words(about['new_versions'], 'new version', 'new versions')}."
    )


def _content_exported(entry: AuditLine, names: Names) -> str:
    modules = in_words(entry.about["modules"], "module", "modules")
    return f"Wrote the campaign {entry.about['campaign']} as a pack: {modules}."


def _contact(entry: AuditLine, names: Names) -> str:
    return f"Edited the contact “{str(entry.about['contact']).replace('_', ' ')}”."


def _attended(entry: AuditLine, names: Names) -> str:
    title = names.modules.get(entry.about["module_id"], "that is gone")
    return f"Marked {names.officer(entry.about['officer'])} as having come to “{title}”."


def _media(before: str) -> Callable[[AuditLine, Names], str]:
    def tell(entry: AuditLine, names: Names) -> str:
        return f"{before} {entry.about.get('kind', 'file')} number {entry.about['media_id']}."

    return tell


def _exported(entry: AuditLine, names: Names) -> str:
    about = entry.about
    if about.get("wave_id"):
        what = f"the released figures of wave number {about['wave_id']}"
    else:
        what = f"the figures of reach of {names.unit(about['unit']) if about.get('unit') else 'the whole force'}"
    return f"Took {what} as {str(about['as']).upper()}."


def _wave(before: str) -> Callable[[AuditLine, Names], str]:
    def tell(entry: AuditLine, names: Names) -> str:
        counted = f", {entry.about['invited']:,} invited" if "invited" in entry.about else ""
        return f"{before} wave number {entry.about['wave_id']} of the survey{counted}."

    return tell


def _survey_loaded(entry: AuditLine, names: Names) -> str:
    return f"Loaded the questions of the survey of {entry.about['campaign']}, number {entry.about['number']}."


def _series_ended(entry: AuditLine, names: Names) -> str:
    item = str(entry.about["item"]).replace("_", " ")
    return f"Ended the comparison of the question “{item}” with wave number {entry.about['wave_id']} of the survey."


def _key_made(entry: AuditLine, names: Names) -> str:
    return (
        "Took over the survey’s secret key from its file." if entry.about["taken"] else "Made the survey’s secret key."
    )


def _key_destroyed(entry: AuditLine, names: Names) -> str:
    return f"Destroyed the survey’s secret key. {names.officer(entry.about['agreed_by'])} agreed."


def _totals(entry: AuditLine, names: Names) -> str:
    found = entry.about["differences"]
    return f"Checked the totals: {in_words(found, 'difference', 'differences') if found else 'they agree'}."


def _target(entry: AuditLine, names: Names) -> str:
    per_cent = entry.about["per_cent"]
    return f"Set the target line to {per_cent} per cent." if per_cent else "Took the target line away."


def _record_viewed(entry: AuditLine, names: Names) -> str:
    return f"Looked at the training record of {names.officer(entry.about['officer'])}. {_because(entry)}"


def _record_exported(entry: AuditLine, names: Names) -> str:
    unit = names.unit(entry.about["unit"]) if entry.about.get("unit") else "the whole force"
    return f"Took the training record of {unit} as a file ({entry.about['as']}). {_because(entry)}"


def _because(entry: AuditLine) -> str:
    return f"{LOOKED_UP_BECAUSE[LookedUpBecause(entry.about['because'])]}."


def _audit_viewed(entry: AuditLine, names: Names) -> str:
    only = [ACTIONS.get(entry.about["action"], "").lower(), entry.about["day"] or ""]
    shown = ", ".join(filter(None, only))
    return f"Looked at the audit{f' ({shown})' if shown else ''}."


def _audit_checked(entry: AuditLine, names: Names) -> str:
    broken = entry.about["broken_at"]
    found = f"entry {broken} is not as it was written" if broken else "it is whole"
    return f"Checked the whole audit, {in_words(entry.about['entries'], 'entry', 'entries')}: {found}."


SENTENCES: dict[str, Callable[[AuditLine, Names], str]] = {
    "role.granted": _granted,
    "role.agreed": _agreed,
    "role.withdrawn": _withdrawn,
    "sign_in.code_issued": _code,
    "sign_in.codes_issued": _codes,
    "sign_in.password_set": _password,
    "sign_in.sessions_ended": _signed_out,
    "person.viewed": _viewed,
    "roster.applied": _roster,
    "roster.undone": _roster_undone,
    "unit.change_decided": _change("Decided on"),
    "unit.changed": _change("Finished"),
    "unit.change_cancelled": _change("Cancelled"),
    "unit.change_refused": _change("Could not go on with"),
    "content.loaded": _loaded,
    "content.exported": _content_exported,
    "content.withdrawn": _module,
    "version.sent": _version("Sent for review:"),
    "version.taken_back": _version("Took back from review:"),
    "version.thrown_away": _version("Threw away a draft:"),
    "version.returned": _version("Returned to its authors:"),
    "version.approved": _version("Approved"),
    "version.scheduled": _version("Chose when to publish"),
    "version.published": _version("Published"),
    "contact.edited": _contact,
    "training.attended": _attended,
    "media.sent": _media("Sent a file for later use:"),
    "media.described": _media("Changed the words of"),
    "media.removed": _media("Took out"),
    "survey.loaded": _survey_loaded,
    "survey_key.made": _key_made,
    "survey_key.destroyed": _key_destroyed,
    "wave.planned": _wave("Planned"),
    "wave.plan_dropped": _wave("Dropped the plan of"),
    "series.ended": _series_ended,
    "wave.opened": _wave("Opened"),
    "wave.closed": _wave("Closed"),
    "wave.released": _wave("Released the figures of"),
    "figures.exported": _exported,
    "totals.checked": _totals,
    "target.set": _target,
    "record.viewed": _record_viewed,
    "record.exported": _record_exported,
    "audit.viewed": _audit_viewed,
    "audit.checked": _audit_checked,
}
