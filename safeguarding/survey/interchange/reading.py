"""The survey of a campaign pack: one file of questions, read whole or not at all."""

import pathlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.canonical import fingerprint_of, in_normal_form
from safeguarding.common.yaml_fields import Fields, suggestion
from safeguarding.common.yaml_text import Fault, Node, TextNode, UnreadableYaml, node_at, read_yaml
from safeguarding.content.interchange.pack import Pack, PackHasFaults
from safeguarding.content.rules.wording import check_wording
from safeguarding.survey.interchange.items import check_outcomes, check_scales, item_from, outcome_from
from safeguarding.survey.rules.fingerprints import item_fingerprint, order_fingerprint

SURVEY = "survey"
INSTRUMENT_FILE = f"{SURVEY}/instrument.yaml"


@dataclass(frozen=True)
class PackItem:
    """One question: its canonical body, and the fingerprint of what is shown and scored."""

    body: dict[str, Any]
    fingerprint: str


@dataclass(frozen=True)
class PackSurvey:
    """The questions of a campaign, ready to be loaded, in the order asked. Nothing in them is at fault."""

    code: str
    title: str
    body: dict[str, Any]
    items: tuple[PackItem, ...]

    @property
    def fingerprint(self) -> str:
        """Over everything that was written, notes for reviewers too."""
        return fingerprint_of([self.code, self.title, self.body, [item.body for item in self.items]])

    @property
    def order_fingerprint(self) -> str:
        return order_fingerprint(item.body["code"] for item in self.items)


@dataclass(frozen=True)
class Known:
    """What the questions may name."""

    themes: Collection[str]
    messages: Collection[str]
    contacts: Collection[str]


def read_survey(folder: pathlib.Path, *, pack: Pack | None) -> PackSurvey | None:
    """The survey in a campaign's folder; None if it has none. Raises PackHasFaults with all that is wrong.

    Without the rest of the pack (it was at fault) what the questions name of it is not looked up.
    """
    if not (folder / SURVEY).is_dir():
        return None
    faults: list[Fault] = []
    root = _root(folder, faults)
    if root is None:
        raise PackHasFaults(faults, [])
    fields = Fields(root, file=INSTRUMENT_FILE, faults=faults, what="the survey")
    known = _known(pack)
    survey = _survey(fields, known)
    fields.nothing_else()
    if known is not None:
        _check_words(survey, root, faults, contacts=known.contacts)
    if faults:
        raise PackHasFaults(faults, [])
    return survey_from(survey)


def survey_from(survey: Mapping[str, Any]) -> PackSurvey:
    """The survey of a document whose items stand in the order asked; each shows the words of its scale above it."""
    document = in_normal_form(survey)
    asks = {scale["code"]: scale["ask"] for scale in document["scales"]}
    bodies = [{**item, "ask": asks.get(item["scale"])} for item in document["items"]]
    return PackSurvey(
        code=document["code"],
        title=document["title"],
        body={key: document[key] for key in ("intro", "about", "primary_outcomes", "scales")},
        items=tuple(PackItem(body, item_fingerprint(body)) for body in bodies),
    )


def _root(folder: pathlib.Path, faults: list[Fault]) -> Node | None:
    path = folder / INSTRUMENT_FILE
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        faults.append(Fault(INSTRUMENT_FILE, None, "this file is missing. Add it, or take the survey folder away."))
        return None
    try:
        return read_yaml(path.read_bytes(), INSTRUMENT_FILE, faults)
    except UnreadableYaml as refusal:
        faults.append(refusal.fault)
        return None


def _known(pack: Pack | None) -> Known | None:
    if pack is None:
        return None
    return Known(
        themes=[theme.code for theme in pack.themes],
        messages=[message["code"] for message in pack.body["messages"]],
        contacts={line.key for line in pack.contacts},
    )


def _survey(fields: Fields, known: Known | None) -> dict[str, Any]:
    survey: dict[str, Any] = {
        "code": fields.code("code"),
        "title": fields.words("title"),
        "intro": fields.list_of_words("intro", least=1),
        "about": fields.list_of_words("about", is_optional=True),
        "primary_outcomes": [
            outcome_from(each) for each in fields.each("primary_outcomes", what="a primary outcome", least=1)
        ],
        "scales": [_scale(each) for each in fields.each("scales", what="a scale", is_optional=True)],
    }
    order = fields.list_of_codes("order", least=1)
    read = [(each, item_from(each)) for each in fields.each("items", what="an item", least=1)]
    items = _by_code(read)
    if known is not None:
        for each, item in read:
            for key, there in (("theme", known.themes), ("message", known.messages)):
                if item[key] is not None and item[key] not in there:
                    each.fault(key, f"'{key}' is '{item[key]}'. {suggestion(item[key], there)}")
    check_scales(fields, survey["scales"], read)
    check_outcomes(fields, survey["primary_outcomes"], items)
    _check_order(fields, order, items)
    survey["items"] = [items[code] for code in order if code in items]
    return survey


def _scale(fields: Fields) -> dict[str, Any]:
    scale = {"code": fields.code("code"), "title": fields.words("title"), "ask": fields.words("ask")}
    fields.nothing_else()
    return scale


def _by_code(read: list[tuple[Fields, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    items: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for fields, item in read:
        code = item["code"]
        if code in items:
            fields.fault("code", f"'{code}' is already the code of the item in line {lines[code]}. Rename one.")
        elif code is not None:
            items[code], lines[code] = item, fields.line_of("code")
    return items


def _check_order(fields: Fields, order: list[str], items: Mapping[str, Any]) -> None:
    for code in order:
        if code not in items:
            fields.fault("order", f"'order' names '{code}', which is not an item. {suggestion(code, items)}")
    for code in items:
        if code not in order:
            fields.fault("order", f"the item '{code}' is not in 'order', so it would never be asked. Add it there.")


def _check_words(survey: Mapping[str, Any], root: Node, faults: list[Fault], *, contacts: Collection[str]) -> None:
    """Numbers and contacts in the texts. Words that blame are not looked for: some wrong answers must have them."""
    places = {item["code"]: at for at, item in enumerate(_written_items(root))}
    for finding in check_wording(survey, contact_keys=contacts):
        if finding.is_warning:
            continue
        path = finding.path
        if path[0] == "items" and isinstance(path[1], int):
            path = ("items", places.get(survey["items"][path[1]]["code"], path[1]), *path[2:])
        node = node_at(root, path)
        line = node.line_of(finding.row) if isinstance(node, TextNode) else node.line
        faults.append(Fault(INSTRUMENT_FILE, line, finding.message))


def _written_items(root: Node) -> list[dict[str, str]]:
    """The codes of the items as they stand in the file, which need not be the order asked."""
    items = node_at(root, ("items",))
    codes = []
    for at in range(len(getattr(items, "items", ()))):
        node = node_at(root, ("items", at, "code"))
        codes.append({"code": " ".join(node.value.split()) if isinstance(node, TextNode) else ""})
    return codes
