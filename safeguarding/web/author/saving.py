"""What an author typed and pressed, put into the document it was typed about.

A field is named by the place it is for: `at:scenes/hallway/title`. What has several fields carries each after a full
stop: `at:themes.missing`, `at:scenes/hallway/objects/ticket/place.x`, `at:endings/safe/steps/response.0.do`. Every name
stands once, so that what was typed survives a session that ran out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.content.queries.media import MediaToChoose
from safeguarding.content.rules.answers import add_answer, move_answer, remove_answer
from safeguarding.content.rules.boxes import BOX
from safeguarding.content.rules.drafts import Draft
from safeguarding.content.rules.outline import (
    add_choice,
    add_ending,
    add_object,
    add_scene,
    aim_choice,
    make_first,
    move_choice,
    move_ending,
    move_object,
    move_scene,
    nudge_object,
    nudge_ring,
    remove_choice,
    remove_ending,
    remove_object,
    remove_scene,
    restore,
)
from safeguarding.content.rules.places import value_at, write

AT = "at:"
TICKED = frozenset({"themes", "messages", "recommendations", "contacts"})
STEP_IN_PICTURE = 10
NUDGES = {
    "left": {"right": -STEP_IN_PICTURE},
    "right": {"right": STEP_IN_PICTURE},
    "up": {"down": -STEP_IN_PICTURE},
    "down": {"down": STEP_IN_PICTURE},
    "wider": {"wider": STEP_IN_PICTURE},
    "narrower": {"wider": -STEP_IN_PICTURE},
    "taller": {"taller": STEP_IN_PICTURE},
    "shorter": {"taller": -STEP_IN_PICTURE},
}


class NotTyped(Exception):
    """Something that was typed is not of the kind its field asks for: sentences by place."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("Some of it could not be read.")


class NotAsked(Exception):
    """A button that no page of ours shows."""


@dataclass(frozen=True)
class Done:
    """The document afterwards, and which part and place to show."""

    draft: Draft
    part: str
    anchor: str = ""


def with_fields(draft: Draft, fields: Mapping[str, str], *, media: Mapping[str, MediaToChoose]) -> Draft:
    """The document with everything the form's fields say. Raises NotTyped."""
    problems: dict[str, str] = {}
    shown = _shows(draft)
    for place, typed in _by_place(fields).items():
        try:
            if isinstance(typed, str) and place.endswith("/goes_to"):
                _, scene, _, choice, _ = place.split("/")
                draft = aim_choice(draft, scene=scene, choice=choice, goes_to=typed or None)
            else:
                draft = write(draft, place, _value(draft, place, typed, media))
        except NotTyped as fault:
            problems.update(fault.problems)
    if problems:
        raise NotTyped(problems)
    return draft if _shows(draft) == shown else write(draft, "picture_ring", None)


def _shows(draft: Draft) -> str | None:
    """The opening picture. The ring in it goes with it: in another picture it would be round something else."""
    return (draft.body["picture"] or {}).get("media")


def with_new(draft: Draft, fields: Mapping[str, str], *, part: str) -> Done:
    """What was typed into "Add …" fields becomes a new part; a choice makes its next scene."""
    anchor = ""
    scene = part.split("/")[1] if part.startswith("scenes/") else ""
    if (text := fields.get("new-choice", "").strip()) and scene:
        draft, code = add_choice(draft, scene=scene, text=text, goes_to=fields.get("new-choice-to") or None)
        anchor = f"scenes/{scene}/choices/{code}/reply"
    if (name := fields.get("new-object", "").strip()) and scene:
        draft, code = add_object(draft, scene=scene, name=name)
        part, anchor = f"scenes/{scene}/objects/{code}", f"scenes/{scene}/objects/{code}/meaning"
    if text := fields.get("new-answer", "").strip():
        draft, code = add_answer(draft, text=text)
        anchor = f"check/choices/{code}/reply"
    if title := fields.get("new-scene", "").strip():
        draft, code = add_scene(draft, title=title)
        part, anchor = f"scenes/{code}", f"scenes/{code}/text"
    if title := fields.get("new-ending", "").strip():
        draft, code = add_ending(draft, title=title)
        part, anchor = f"endings/{code}", f"endings/{code}/text"
    return Done(draft, part, anchor)


def with_pressed(draft: Draft, pressed: str, *, part: str) -> Done:
    """What a button does beside saving: move, take out, put back, make first, nudge. Raises NotAsked."""
    verb, _, what = pressed.partition(" ")
    match verb, what.split("/"):
        case "remove", ["scenes", scene]:
            return Done(remove_scene(draft, code=scene), "tray")
        case "remove", ["endings", ending]:
            return Done(remove_ending(draft, code=ending), "tray")
        case "remove", ["scenes", scene, "objects", code]:
            return Done(remove_object(draft, scene=scene, code=code), f"scenes/{scene}", f"scenes/{scene}/objects")
        case "remove", ["scenes", scene, "choices", code]:
            return Done(remove_choice(draft, scene=scene, code=code), part, f"scenes/{scene}/choices")
        case "remove", ["check", "choices", code]:
            return Done(remove_answer(draft, code=code), part, "check/choices")
        case (("earlier" | "later"), _):
            return Done(_moved(draft, what, 1 if verb == "later" else -1), part, f"{what}/{verb}")
        case "first", ["scenes", scene]:
            return Done(make_first(draft, scene=scene), part)
        case "restore", _:
            return Done(restore(draft, id=what), part)
        case "place", ["scenes", scene, "objects", code]:
            return Done(nudge_object(draft, scene=scene, code=code), part, f"scenes/{scene}/objects/{code}/place")
        case "nudge", ["scenes", scene, "objects", code, way] if way in NUDGES:
            moved = nudge_object(draft, scene=scene, code=code, **NUDGES[way])
            return Done(moved, part, f"scenes/{scene}/objects/{code}/{way}")
        case "place", ["picture_ring"]:
            return Done(nudge_ring(draft), part, "picture_ring")
        case "nudge", ["picture_ring", way] if way in NUDGES:
            return Done(nudge_ring(draft, **NUDGES[way]), part, what)
        case "remove", ["picture_ring"]:
            return Done(write(draft, "picture_ring", None), part, "picture_ring")
        case "same-steps", ["endings", _, "steps", family]:
            return Done(_same_steps(draft, what.rpartition("/")[0], family), part, f"{what}/0/do")
        case "save" | "", _:
            return Done(draft, part)
    raise NotAsked(pressed)


def _moved(draft: Draft, place: str, by: int) -> Draft:
    siblings, _, code = place.rpartition("/")
    codes = [one["code"] for one in value_at(draft.body, siblings)]
    to = min(max(codes.index(code) + by, 0), len(codes) - 1)
    match siblings.split("/"):
        case ["scenes"]:
            return move_scene(draft, code=code, to=to)
        case ["endings"]:
            return move_ending(draft, code=code, to=to)
        case ["scenes", scene, "objects"]:
            return move_object(draft, scene=scene, code=code, to=to)
        case ["scenes", scene, "choices"]:
            return move_choice(draft, scene=scene, code=code, to=to)
        case ["check", "choices"]:
            return move_answer(draft, code=code, to=to)
    raise NotAsked(place)


def _same_steps(draft: Draft, place: str, family: str) -> Draft:
    """The steps written for one role family, for all of them that have none yet."""
    steps = value_at(draft.body, place)
    for other, written in steps.items():
        if not written:
            draft = write(draft, f"{place}/{other}", steps[family])
    return draft


def _by_place(fields: Mapping[str, str]) -> dict[str, str | dict[str, str]]:
    """Fields by place: one string, or several by what stands behind the full stop."""
    found: dict[str, str | dict[str, str]] = {}
    for name, typed in fields.items():
        if not name.startswith(AT):
            continue
        place, dot, rest = name.removeprefix(AT).partition(".")
        if not dot:
            found[place] = typed
            continue
        several = found.setdefault(place, {})
        if isinstance(several, dict):
            several[rest] = typed
    return found


def _value(draft: Draft, place: str, typed: str | dict[str, str], media: Mapping[str, MediaToChoose]) -> Any:
    last = place.rpartition("/")[2]
    if isinstance(typed, str):
        if last == "minutes":
            return _number(place, typed)
        if last == "is_sign":
            return {"yes": True, "no": False}.get(typed)
        return typed
    if last in TICKED:
        return [code for code, ticked in typed.items() if code and ticked]
    if last == "innocent":
        return [words for _, words in sorted(typed.items(), key=_by_number) if words.strip()]
    if place.split("/")[-2:-1] == ["steps"]:
        return _steps(typed)
    if set(typed) <= {*BOX}:
        return _box(place, typed)
    return _picture(draft, place, typed, media)


def _by_number(item: tuple[str, str]) -> int:
    return int(item[0]) if item[0].isdigit() else 0


def _number(place: str, typed: str) -> int | None:
    if not typed.strip():
        return None
    if not typed.strip().isdigit() or len(typed.strip()) > 5:
        raise NotTyped({place: f"“{typed.strip()[:20]}” is not a whole number"})
    return int(typed)


def _box(place: str, typed: Mapping[str, str]) -> dict[str, int] | None:
    numbers = {side: _number(f"{place}/{side}", typed.get(side, "")) for side in BOX}
    return None if any(number is None for number in numbers.values()) else numbers  # type: ignore[return-value]


def _steps(typed: Mapping[str, str]) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name, words in typed.items():
        number, _, key = name.partition(".")
        if number.isdigit() and key in {"do", "because"}:
            rows.setdefault(int(number), {"do": "", "because": ""})[key] = words.strip()
    return [row for _, row in sorted(rows.items()) if row["do"] or row["because"]]


def _picture(
    draft: Draft, place: str, typed: Mapping[str, str], media: Mapping[str, MediaToChoose]
) -> dict[str, Any] | None:
    """A picture keeps the size it has in the document for as long as it is the same picture."""
    before = value_at(draft.body, place) or {}
    name = typed.get("media", before.get("media") or "")
    if not name:
        return None
    chosen = media.get(name)
    if name == before.get("media"):
        size = {"width": before["width"], "height": before["height"]}
    elif chosen is not None:
        size = {"width": chosen.width, "height": chosen.height}
    else:
        raise NotTyped({place: "That picture is no longer there. Choose another."})
    alt = typed.get("alt", before.get("alt") or "")
    if name != before.get("media") and chosen is not None and alt == (before.get("alt") or ""):
        alt = chosen.alt or ""
    return {"media": name, **size, "alt": alt}
