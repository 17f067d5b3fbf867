"""Two people changed one draft: what differs, what can be joined by itself, and what only they can decide."""

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from safeguarding.content.rules.boxes import BOX
from safeguarding.content.rules.drafts import KEY_OF, Draft, What, parts_of, taken_as, unused
from safeguarding.content.rules.outline import let_go_of_targets
from safeguarding.content.rules.places import PARTS, leaves, told

Part = dict[str, Any]


class _Missing:
    """What a side does not have."""

    def __deepcopy__(self, memo: Any) -> "_Missing":
        return self


MISSING = _Missing()


@dataclass(frozen=True)
class Difference:
    """One place that is not the same: what stood there and what stands there, as text for people."""

    place: str
    words: str
    before: str
    after: str


@dataclass(frozen=True)
class Conflict:
    """One place that two people changed in different ways. The values are as `write` takes them."""

    place: str
    words: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Joined:
    """Both people's changes together; where they are at odds, `draft` has theirs."""

    draft: Draft
    conflicts: tuple[Conflict, ...]


def difference_between(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Difference]:
    """Where two bodies differ, in the order of the second; what is gone from the first comes last."""
    was, now = leaves(before) if before else {}, leaves(after)
    found = []
    for place in [*now, *(place for place in was if place not in now)]:
        old, new = was.get(place), now.get(place)
        if old == new or _is_kept_order(place, old, new):
            continue
        body = after if place in now else before or after
        found.append(
            Difference(place, told(body, place), _told_value(before, place, old), _told_value(body, place, new))
        )
    return [each for each in found if each.before != each.after]


def join(base: Draft, *, mine: Draft, theirs: Draft) -> Joined:
    """Three-way: what one side changed is taken from that side."""
    mine = _with_codes_apart(base, mine, theirs)
    merging = _Merging(base)
    body = merging.value(base.body, mine.body, theirs.body, ())
    tray = _trays(base, mine, theirs, body)
    let_go_of_targets(body, tray)
    if body.get("scenes") and body["first"] not in {scene["code"] for scene in body["scenes"]}:
        body["first"] = body["scenes"][0]["code"]
    conflicts = tuple(
        Conflict(place, told(theirs.body, place), before, ours, other)
        for place, before, ours, other in merging.conflicts
    )
    return Joined(Draft(body, (), mine.taken | theirs.taken).with_changes(body, tray), conflicts)


@dataclass
class _Merging:
    """One joining: what it met that it may not decide."""

    base: Draft
    conflicts: list[tuple[str, Any, Any, Any]] = field(default_factory=list)

    def value(self, base: Any, mine: Any, theirs: Any, names: tuple[str, ...]) -> Any:
        if mine in (theirs, base):
            return copy.deepcopy(theirs)
        if theirs == base:
            return copy.deepcopy(mine)
        if isinstance(mine, dict) and isinstance(theirs, dict) and set(mine) != set(BOX):
            return self._mapping(base if isinstance(base, dict) else {}, mine, theirs, names)
        if names and names[-1] in PARTS:
            return self._parts(base if isinstance(base, list) else [], mine, theirs, names)
        if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
            joined = _item_by_item(base, mine, theirs)
            if joined is not None:
                return joined
        self.conflicts.append(("/".join(names), None if base is MISSING else base, mine, theirs))
        return copy.deepcopy(theirs)

    def _mapping(self, base: Part, mine: Part, theirs: Part, names: tuple[str, ...]) -> Part:
        if "media" in mine and "media" in theirs:
            return self._picture(base, mine, theirs, names)
        keys = [*theirs, *(key for key in mine if key not in theirs)]
        joined = {}
        for key in keys:
            if key == "text_pictures":
                joined[key] = {**theirs.get(key, {}), **mine.get(key, {})}
                continue
            before, ours, other = (side.get(key, MISSING) for side in (base, mine, theirs))
            value = self.value(before, ours, other, (*names, key))
            if value is not MISSING:
                joined[key] = value
        return joined

    def _picture(self, base: Part, mine: Part, theirs: Part, names: tuple[str, ...]) -> Part:
        """The drawing is one thing, its words are another."""

        def drawing(picture: Part) -> Part:
            return {key: value for key, value in picture.items() if key != "alt"}

        if drawing(mine) == drawing(theirs) or drawing(mine) == drawing(base):
            chosen = drawing(theirs)
        elif drawing(theirs) == drawing(base):
            chosen = drawing(mine)
        else:
            self.conflicts.append(("/".join(names), base or None, mine, theirs))
            return copy.deepcopy(theirs)
        alt = self.value(base.get("alt", MISSING), mine.get("alt"), theirs.get("alt"), (*names, "alt"))
        return {**chosen, "alt": alt}

    def _parts(self, base: list[Part], mine: list[Part], theirs: list[Part], names: tuple[str, ...]) -> list[Part]:
        of_base, of_mine, of_theirs = (_by_code(side) for side in (base, mine, theirs))
        joined: dict[str, Part] = {}
        for code in [*of_theirs, *(code for code in of_mine if code not in of_theirs)]:
            was = of_base.get(code)
            if code in of_mine and code in of_theirs:
                before = was or self._in_tray(code)
                joined[code] = self.value(before, of_mine[code], of_theirs[code], (*names, code))
            elif was is None or (of_mine.get(code) or of_theirs.get(code)) != was:
                # New, or taken out by one side while the other went on writing it: it stays.
                joined[code] = copy.deepcopy(of_mine.get(code) or of_theirs[code])
        order = _order([*of_base], [*of_mine], [*of_theirs])
        return [joined[code] for code in order if code in joined]

    def _in_tray(self, code: str) -> Part:
        return next((item["part"] for item in self.base.tray if item["part"]["code"] == code), {})


def _item_by_item(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any] | None:
    """Lists of the same length whose items only one side changed each; None where that is not so."""
    if not len(base) == len(mine) == len(theirs):
        return None
    joined = []
    for was, ours, other in zip(base, mine, theirs, strict=True):
        if ours not in (was, other) and other != was:
            return None
        joined.append(copy.deepcopy(other if ours == was else ours))
    return joined


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Theirs if they moved anything, else mine; what only the other has stands behind what it stood behind there."""
    common = set(base) & set(mine) & set(theirs)

    def of_common(order: list[str]) -> list[str]:
        return [code for code in order if code in common]

    leading, other = (theirs, mine) if of_common(theirs) != of_common(base) else (mine, theirs)
    order = list(leading)
    for at, code in enumerate(other):
        if code not in order:
            before = next((each for each in reversed(other[:at]) if each in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, code)
    return order


def _trays(base: Draft, mine: Draft, theirs: Draft, body: Part) -> list[Part]:
    """What either side has in the tray, without what the other took out of it or went on writing in the body."""
    was = {item["id"]: item for item in base.tray}
    ours = {item["id"]: item for item in mine.tray}
    others = {item["id"]: item for item in theirs.tray}
    there = {(what, scene, part["code"]) for what, scene, part in parts_of(body)}
    before = {(what, scene, part["code"]): part for what, scene, part in parts_of(base.body)}
    tray = []
    for id in [*others, *(id for id in ours if id not in others)]:
        if id in was and (id not in ours or id not in others):
            continue
        item = copy.deepcopy(others.get(id) or ours[id])
        key = (What(item["what"]), item["from"], item["part"]["code"])
        if key in there and _same_but_for_targets(item["part"], before.get(key)):
            continue
        if id in ours and id in others:
            item["led_here"] += [lead for lead in ours[id]["led_here"] if lead not in item["led_here"]]
        tray.append(item)
    return tray


def _same_but_for_targets(part: Part, before: Part | None) -> bool:
    def bare(each: Part) -> Part:
        each = copy.deepcopy(each)
        for choice in [each, *each.get("choices", ())]:
            choice.pop("goes_to", None)
        return each

    return before is not None and bare(part) == bare(before)


def _with_codes_apart(base: Draft, mine: Draft, theirs: Draft) -> Draft:
    """Mine, with other codes for what both sides added under the same one and wrote differently."""
    body, tray = mine.copied()
    known = {taken_as(what, part["code"]) for what, _, part in parts_of(base.body)}
    known |= {taken_as(What(item["what"]), item["part"]["code"]) for item in base.tray}
    others = {taken_as(what, part["code"]): part for what, _, part in parts_of(theirs.body)}
    taken = set(mine.taken | theirs.taken)
    # Scenes and endings first: a choice that follows one to its new code is another choice.
    for what, _, part in sorted(parts_of(body), key=lambda each: each[0] not in (What.SCENE, What.ENDING)):
        key = taken_as(what, part["code"])
        if key in known or key not in others or others[key] == part:
            continue
        old, new = part["code"], unused(part["code"], partial(_is_taken, what, taken))
        taken.add(taken_as(what, new))
        part["code"] = new
        if what in (What.SCENE, What.ENDING):
            _lead_to(body, old, new, base)
    return Draft(body, tuple(tray), frozenset(taken))


def _is_taken(what: What, taken: Collection[str], code: str) -> bool:
    return taken_as(what, code) in taken


def _lead_to(body: Part, old: str, new: str, base: Draft) -> None:
    """A scene or ending of mine has another code now: my choices follow it."""
    for scene in body["scenes"]:
        for choice in scene["choices"]:
            if choice["goes_to"] == old:
                choice["goes_to"] = new
    if body["first"] == old and base.body.get("first") != old:
        body["first"] = new


def _by_code(parts: Sequence[Part]) -> dict[str, Part]:
    return {part["code"]: part for part in parts}


def _is_kept_order(place: str, old: Any, new: Any) -> bool:
    """Whether a list of parts has the parts it shares with the other in the same order: then only they tell."""
    if place.rpartition("/")[2] not in PARTS or not isinstance(new, list) or old is None:
        return place.rpartition("/")[2] in PARTS
    return [code for code in old if code in new] == [code for code in new if code in old]


def _told_value(body: Mapping[str, Any] | None, place: str, value: Any) -> str:
    """A value as people read it."""
    name = place.rpartition("/")[2]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return f"{value['width']} wide, {value['height']} high, at {value['x']}, {value['y']}"
    if name in {"goes_to", "first"} and body:
        return told(body, next((f"{key}/{value}" for key in _ends(body, value)), str(value)))
    if isinstance(value, list):
        return "\n".join(_told_item(body, place, item) for item in value)
    return str(value)


def _told_item(body: Mapping[str, Any] | None, place: str, item: Any) -> str:
    if isinstance(item, Mapping):
        return f"{item.get('do') or ''}: {item.get('because') or ''}"
    if place.rpartition("/")[2] in PARTS and body:
        return told(body, f"{place}/{item}").rpartition(" › ")[2]
    return str(item)


def _ends(body: Mapping[str, Any], code: str) -> Iterator[str]:
    for key in (KEY_OF[What.SCENE], KEY_OF[What.ENDING]):
        if any(part["code"] == code for part in body.get(key, ())):
            yield key
