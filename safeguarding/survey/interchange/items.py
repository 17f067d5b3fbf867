"""Reading one question, and checking that what is scored and counted can be."""

from collections.abc import Mapping, Sequence
from typing import Any

from safeguarding.common.yaml_fields import Fields, suggestion
from safeguarding.survey.rules.asked import TAKE_MANY, Kind, Measure
from safeguarding.survey.rules.planning import MOST_PRIMARY_OUTCOMES

POINTS = 5
FEWEST_OPTIONS = 2
# What the title of a primary outcome has room for beside a plot, in sentences and on one printed sheet.
LONGEST_TITLE = 60


def item_from(fields: Fields) -> dict[str, Any]:
    """The body of an item; what is wrong with it is noted."""
    kind = fields.one_of("kind", [each.value for each in Kind])
    is_scale = kind == Kind.SCALE
    item: dict[str, Any] = {
        "code": fields.code("code"),
        "kind": kind,
        "text": fields.words("text"),
        "help": fields.words("help", is_optional=True),
        "options": [_option(option) for option in fields.each("options", what="an option", least=FEWEST_OPTIONS)],
        "scored": fields.list_of_codes("scored", is_optional=kind != Kind.VIGNETTE),
        "scale": fields.words("scale", is_optional=not is_scale),
        "is_reversed": _is_reversed(fields, is_scale=is_scale),
        "outside": fields.list_of_codes("outside", is_optional=True),
        "alone": fields.list_of_codes("alone", is_optional=True),
        "decoys": fields.list_of_codes("decoys", is_optional=kind != Kind.RECOGNITION),
        "theme": fields.words("theme", is_optional=True),
        "message": fields.words("message", is_optional=True),
        "scoring": fields.words("scoring", is_optional=True),
        "note": fields.words("note", is_optional=True),
    }
    fields.nothing_else()
    _check_options(fields, item)
    if kind is not None:
        _check_kind(fields, item, Kind(kind))
    return item


def outcome_from(fields: Fields) -> dict[str, Any]:
    """The body of a primary outcome."""
    outcome = {
        "code": fields.code("code"),
        "title": fields.words("title"),
        "items": fields.list_of_codes("items", least=1),
        "measure": fields.one_of("measure", [each.value for each in Measure]),
    }
    fields.nothing_else()
    return outcome


def check_scales(
    fields: Fields, scales: Sequence[Mapping[str, Any]], read: Sequence[tuple[Fields, Mapping[str, Any]]]
) -> None:
    """Each item's scale is there, and each scale has items."""
    codes = [scale["code"] for scale in scales]
    _refuse_doubles(fields, "scales", codes)
    used = {item["scale"] for _, item in read}
    for each, item in read:
        if item["scale"] is not None and item["scale"] not in codes:
            each.fault("scale", f"'scale' is '{item['scale']}'. {suggestion(item['scale'], filter(None, codes))}")
    for code in codes:
        if code is not None and code not in used:
            fields.fault("scales", f"no item belongs to the scale '{code}'. Take it out, or name it in an item.")


def check_outcomes(
    fields: Fields, outcomes: Sequence[Mapping[str, Any]], items: Mapping[str, Mapping[str, Any]]
) -> None:
    """Each primary outcome can be worked out from its items, and there are not more than five."""
    if len(outcomes) > MOST_PRIMARY_OUTCOMES:
        fields.fault(
            "primary_outcomes", f"there are {len(outcomes)} primary outcomes; {MOST_PRIMARY_OUTCOMES} at most."
        )
    _refuse_doubles(fields, "primary_outcomes", [outcome["code"] for outcome in outcomes])
    for outcome in outcomes:
        of = f"the primary outcome '{outcome['code']}'"
        if len(outcome["title"] or "") > LONGEST_TITLE:
            fields.fault(
                "primary_outcomes", f"the title of {of} has more than {LONGEST_TITLE} letters. Make it shorter."
            )
        there = [items[code] for code in outcome["items"] if code in items]
        for code in outcome["items"]:
            if code not in items:
                fields.fault(
                    "primary_outcomes", f"{of} names '{code}', which is not an item. {suggestion(code, items)}"
                )
        if outcome["measure"] == Measure.INDEX:
            if len({item["scale"] for item in there}) > 1 or any(item["kind"] != Kind.SCALE for item in there):
                fields.fault("primary_outcomes", f"{of} is an index, so its items must be of one scale.")
        elif outcome["measure"] is not None:
            for item in there:
                if not item["scored"]:
                    fields.fault("primary_outcomes", f"{of} is a share, but '{item['code']}' has nothing 'scored'.")
            if outcome["measure"] == Measure.SHARE and len(outcome["items"]) > 1:
                fields.fault(
                    "primary_outcomes", f"{of} is a share, so it has one item. Write 'mean share' for several."
                )


def _option(fields: Fields) -> dict[str, Any]:
    option = {"code": fields.code("code"), "text": fields.words("text")}
    fields.nothing_else()
    return option


def _is_reversed(fields: Fields, *, is_scale: bool) -> bool:
    if not is_scale:
        if fields.has("is_reversed"):
            fields.fault("is_reversed", "only an item of the kind scale has a direction. Take the key out.")
        return False
    return bool(fields.yes_or_no("is_reversed", yes_if="agreeing is the answer that is hoped to become rarer"))


def _check_options(fields: Fields, item: Mapping[str, Any]) -> None:
    codes = [option["code"] for option in item["options"]]
    _refuse_doubles(fields, "options", codes)
    _refuse_doubles(fields, "options", [option["text"] for option in item["options"]])
    for key in ("scored", "outside", "alone", "decoys"):
        for code in item[key]:
            if code not in codes:
                fields.fault(
                    key, f"'{key}' names '{code}', which is not an option. {suggestion(code, filter(None, codes))}"
                )
    for key, other in (("outside", "scored"), ("decoys", "scored"), ("outside", "decoys")):
        for code in set(item[key]) & set(item[other]):
            fields.fault(key, f"'{code}' cannot be both in '{key}' and in '{other}'. Take it out of one.")


def _check_kind(fields: Fields, item: Mapping[str, Any], kind: Kind) -> None:
    if kind is Kind.VIGNETTE and len(item["scored"]) != 1:
        fields.fault("scored", "a vignette has one option that is scored. Name it: `scored: [code]`.")
    if kind is Kind.SCALE:
        points = len(item["options"]) - len(item["outside"])
        if points != POINTS:
            fields.fault("options", f"a scale has {POINTS} labelled points; here are {points} that are not outside it.")
        if item["scored"]:
            fields.fault(
                "scored", "a scale counts its points in order, so nothing of it is 'scored'. Take the key out."
            )
    elif item["scale"] is not None:
        fields.fault("scale", f"only an item of the kind scale belongs to an index, and this is a {kind.value}.")
    if kind not in TAKE_MANY and item["alone"]:
        fields.fault("alone", f"a {kind.value} takes one option, so none needs to stand 'alone'. Take the key out.")
    if kind is Kind.RECOGNITION and not item["decoys"]:
        fields.fault("decoys", "recognition needs a decoy, or nobody knows how many would say yes to anything.")
    if kind is not Kind.RECOGNITION and item["decoys"]:
        fields.fault("decoys", f"only recognition has decoys, and this is a {kind.value}.")


def _refuse_doubles(fields: Fields, key: str, values: Sequence[str | None]) -> None:
    for value in sorted({value for value in values if value is not None and values.count(value) > 1}):
        fields.fault(key, f"'{value}' stands twice in '{key}'. Rename one.")
