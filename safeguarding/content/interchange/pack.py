"""A campaign pack: a folder of plain files, read whole or not at all."""

import pathlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from safeguarding.common.canonical import fingerprint_of, in_normal_form
from safeguarding.common.yaml_fields import Fields, suggestion
from safeguarding.common.yaml_text import Fault, ListNode, Node, TextNode, node_at
from safeguarding.content.formats.registry import FORMATS
from safeguarding.content.interchange.files import PackFiles, TextFile
from safeguarding.content.interchange.media import PackMedia
from safeguarding.content.rules.case_data import check_case_data
from safeguarding.content.rules.codes import is_reserved
from safeguarding.content.rules.contacts import ContactLine, check_contact
from safeguarding.content.rules.findings import Finding, Path
from safeguarding.content.rules.reading_age import check_reading_age
from safeguarding.content.rules.references import check_references
from safeguarding.content.rules.ring import check_ring
from safeguarding.content.rules.scenario import repeated
from safeguarding.content.rules.wording import check_wording

CONTENT = "content"
CAMPAIGN_FILE = "campaign.yaml"
CONTACTS_FILE = "contacts.yaml"
MODULES = "modules"
MODULE_FILE = "module.yaml"
LONGEST_MONTHS = 60
ALWAYS_THERE = ("emergency", "non_emergency", "crimestoppers")


@dataclass(frozen=True)
class PackTheme:
    code: str
    title: str
    summary: str


@dataclass(frozen=True)
class PackModule:
    """One module: its canonical body and the fingerprint of it."""

    code: str
    kind: str
    body: dict[str, Any]
    fingerprint: str


@dataclass(frozen=True)
class Pack:
    """A campaign ready to be loaded. Nothing in it is at fault; its media are in the order of their fingerprints."""

    code: str
    title: str
    months: int
    body: dict[str, Any]
    themes: tuple[PackTheme, ...]
    contacts: tuple[ContactLine, ...]
    modules: tuple[PackModule, ...]
    media: tuple[PackMedia, ...]
    warnings: tuple[Fault, ...] = field(default=(), compare=False)


class PackHasFaults(Exception):
    """Some file of the pack is wrong; nothing of it may be loaded. Every fault found is listed."""

    def __init__(self, faults: Iterable[Fault], warnings: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=_by_place))
        self.warnings = tuple(warnings)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def read_pack(folder: pathlib.Path) -> Pack:
    """The pack in a campaign's folder (or in its `content` folder). Raises PackHasFaults with all that is wrong."""
    inner = folder / CONTENT
    files = PackFiles(inner if inner.is_dir() else folder)
    if not files.folder.is_dir():
        raise PackHasFaults([Fault(str(folder), None, "there is no such folder. Name the campaign's folder.")], [])
    contacts = _contacts(files)
    campaign = _campaign(files, {line.key for line in contacts})
    modules = [
        module
        for code in campaign["modules"]
        if (module := _module(files, code, campaign, {line.key for line in contacts})) is not None
    ]
    files.note_unused_media()
    warnings = tuple(sorted(set(files.warnings), key=_by_place))
    if files.faults:
        raise PackHasFaults(files.faults, warnings)
    body = {key: campaign[key] for key in ("straplines", "messages", "recommendations", "audience", "months")}
    return Pack(
        code=campaign["code"],
        title=campaign["title"],
        months=campaign["months"],
        body=in_normal_form(body),
        themes=tuple(PackTheme(**theme) for theme in campaign["themes"]),
        contacts=tuple(contacts),
        modules=tuple(modules),
        media=tuple(sorted(set(files.media_used()), key=lambda media: media.fingerprint)),
        warnings=warnings,
    )


def _campaign(files: PackFiles, contact_keys: Collection[str]) -> dict[str, Any]:
    root = files.yaml(CAMPAIGN_FILE)
    if root is None:
        return {"modules": [], "themes": [], "messages": [], "recommendations": []}
    fields = Fields(root, file=CAMPAIGN_FILE, faults=files.faults, what="the campaign")
    campaign: dict[str, Any] = {
        "code": fields.code("code"),
        "title": fields.words("title"),
        "straplines": fields.list_of_words("straplines", least=1),
        "months": fields.whole_number("months", least=1, most=LONGEST_MONTHS),
        "audience": fields.one_of("audience", ["everyone"]),
        "themes": [_theme(theme) for theme in fields.each("themes", what="a theme", least=1)],
        "messages": [_message(message) for message in fields.each("messages", what="a message", least=1)],
        "recommendations": [
            _recommendation(each) for each in fields.each("recommendations", what="a recommendation", is_optional=True)
        ],
        "modules": fields.list_of_codes("modules", least=1),
    }
    fields.nothing_else()
    if campaign["code"] and is_reserved(campaign["code"]):
        fields.fault("code", f"'{campaign['code']}' is a word of our own addresses. Choose another code.")
    for key in ("themes", "messages", "recommendations"):
        for code in sorted(repeated([each["code"] for each in campaign[key]])):
            fields.fault(key, f"two {key} are called '{code}'. Rename one.")
    _note(files, check_wording(campaign, contact_keys=contact_keys), CAMPAIGN_FILE, root)
    _check_module_folders(files, root, campaign["modules"])
    return campaign


def _check_module_folders(files: PackFiles, root: Node, listed: list[str]) -> None:
    there = sorted(path.parent.name for path in (files.folder / MODULES).glob(f"*/{MODULE_FILE}"))
    for code in there:
        if code not in listed:
            files.faults.append(
                Fault(f"{MODULES}/{code}/{MODULE_FILE}", None, f"'{code}' is not under `modules:` in {CAMPAIGN_FILE}.")
            )
    for at, code in enumerate(listed):
        line = node_at(root, ("modules", at)).line
        if code not in there:
            message = f"there is no {MODULES}/{code}/{MODULE_FILE}. {suggestion(code, there)}"
            files.faults.append(Fault(CAMPAIGN_FILE, line, message))
        elif is_reserved(code):
            message = f"'{code}' is a word of our own addresses. Choose another code for the module."
            files.faults.append(Fault(CAMPAIGN_FILE, line, message))


def _theme(fields: Fields) -> dict[str, Any]:
    theme = {"code": fields.code("code"), "title": fields.words("title"), "summary": fields.words("summary")}
    fields.nothing_else()
    return theme


def _message(fields: Fields) -> dict[str, Any]:
    message = {"code": fields.words("code"), "text": fields.words("text")}
    fields.nothing_else()
    return message


def _recommendation(fields: Fields) -> dict[str, Any]:
    recommendation = {
        "code": fields.words("code"),
        "title": fields.words("title"),
        "summary": fields.words("summary"),
        "source": fields.words("source"),
    }
    fields.nothing_else()
    return recommendation


def _contacts(files: PackFiles) -> list[ContactLine]:
    root = files.yaml(CONTACTS_FILE)
    if root is None:
        return []
    if not isinstance(root, ListNode):
        files.faults.append(Fault(CONTACTS_FILE, root.line, "this must be a list: each contact begins with `- key:`."))
        return []
    lines = []
    seen: dict[str, int] = {}
    for item in root.items:
        fields = Fields(item, file=CONTACTS_FILE, faults=files.faults, what="a contact")
        line = _contact(fields)
        if line["key"] in seen:
            fields.fault("key", f"'{line['key']}' is already in line {seen[line['key']]}. Keep one of the two.")
        elif line["key"]:
            seen[line["key"]] = fields.line_of("key")
        lines.append(line)
    for key in ALWAYS_THERE:
        if key not in seen:
            files.faults.append(
                Fault(CONTACTS_FILE, None, f"the contact '{key}' is missing: every page shows it. Add `- key: {key}`.")
            )
    return [ContactLine(**line) for line in lines if line["key"]]


def _contact(fields: Fields) -> dict[str, Any]:
    line: dict[str, Any] = {
        "key": fields.registry_key("key"),
        "name": fields.words("name"),
        "purpose": fields.words("purpose"),
        "value": fields.words("value"),
        "dial": fields.words("dial", is_optional=True),
        "hours": fields.words("hours"),
        "who_may_call": fields.words("who_may_call"),
        "verified_on": fields.day("verified_on", is_optional=True),
        "owner": fields.words("owner"),
        "review_on": fields.day("review_on"),
    }
    fields.nothing_else()
    if line["dial"] is not None:
        line["dial"] = line["dial"].replace(" ", "")
    for key, message in check_contact(**{key: line[key] for key in ("dial", "verified_on", "review_on")}):
        fields.fault(key, message)
    return line


def _module(files: PackFiles, code: str, campaign: dict[str, Any], contact_keys: Collection[str]) -> PackModule | None:
    folder = f"{MODULES}/{code}"
    file = f"{folder}/{MODULE_FILE}"
    if not (files.folder / file).is_file():
        return None
    root = files.yaml(file)
    if root is None:
        return None
    fields = Fields(root, file=file, faults=files.faults, what="the module")
    kind = fields.one_of("kind", FORMATS)
    if kind is None:
        return None
    body, own_files = FORMATS[kind].from_pack(fields, files, folder)
    fields.nothing_else()
    known = {key: [each["code"] for each in campaign[key]] for key in ("themes", "messages", "recommendations")}
    findings = [
        *check_references(body, known={**known, "contacts": contact_keys}),
        *check_wording(body, contact_keys=contact_keys),
        *check_ring(body),
        *FORMATS[kind].check(body),
        *check_case_data(body),
        *check_reading_age(body),
    ]
    _note(files, findings, file, root, apart=own_files)
    canonical = in_normal_form(body)
    return PackModule(code, kind, canonical, fingerprint_of(canonical))


def _note(
    files: PackFiles,
    findings: Iterable[Finding],
    file: str,
    root: Node,
    *,
    apart: dict[str, TextFile] | None = None,
) -> None:
    """Turn findings about a body into faults and warnings about the file they stand in."""
    for finding in findings:
        own_file = (apart or {}).get(str(finding.path[0])) if finding.path else None
        if own_file is not None:
            fault = Fault(own_file.file, own_file.line_of(finding.path, finding.row), finding.message)
        else:
            node = node_at(root, _as_written(finding.path))
            line = node.line_of(finding.row) if isinstance(node, TextNode) else node.line
            fault = Fault(file, line, finding.message)
        (files.warnings if finding.is_warning else files.faults).append(fault)


def _as_written(path: Path) -> Path:
    """Where a value of a body stands in the pack: a picture's words are a key beside the picture's own."""
    match path:
        case (*above, "plate", "alt"):
            return (*above, "alt")
        case (*above, "picture", "alt"):
            return (*above, "picture_alt")
    return path


def _by_place(fault: Fault) -> tuple[str, int, str]:
    return fault.file, fault.line or 0, fault.message
