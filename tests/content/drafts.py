"""Drafts to write on: a scenario of two scenes and two endings, and an article."""

import copy
from typing import Any

from safeguarding.content.rules.answers import add_answer
from safeguarding.content.rules.drafts import ARTICLE, SCENARIO, Draft, new_body
from safeguarding.content.rules.outline import add_choice, add_ending, add_object, add_scene, aim_choice
from safeguarding.content.rules.places import write
from safeguarding.people.rules.roles import RoleFamily

PICTURE = {"media": "f" * 64 + ".svg", "width": 1000, "height": 820, "alt": "A yard with a tin in it"}
PLATE = {"media": "e" * 64 + ".svg", "width": 218, "height": 218, "alt": "A round tin with its lid taped down"}
STEP = {"do": "Tell {contact:safeguarding_hub}", "because": "Someone may hold the other half."}


def an_empty_scenario(title: str = "The yard") -> Draft:
    return Draft(new_body(SCENARIO, title=title))


def with_fields(draft: Draft, **fields: Any) -> Draft:
    """Fields by place, a double underscore for each slash and a single one for itself."""
    for place, value in fields.items():
        draft = write(draft, place.replace("__", "/"), value)
    return draft


def written(draft: Draft, fields: dict[str, Any]) -> Draft:
    for place, value in fields.items():
        draft = write(draft, place, value)
    return draft


def a_front(draft: Draft, *, theme: str = "missing") -> Draft:
    return written(
        draft,
        {
            "summary": "A yard behind a house.",
            "why": "We pass yards every day.",
            "minutes": 5,
            "themes": [theme],
            "messages": ["M1"],
            "contacts": ["safeguarding_hub"],
        },
    )


def a_scenario(title: str = "The shed", *, picture: Any = PICTURE, plate: Any = PLATE) -> Draft:
    """Two scenes and two endings with nothing left to write: yard → shed → told, yard → gone."""
    draft = a_front(an_empty_scenario(title))
    draft = written(draft, {"intro": "A neighbour let you through.", "place": "The yard, 15.10"})
    draft, _ = add_scene(draft, title="Yard")
    draft, _ = add_ending(draft, title="Told")
    draft, _ = add_ending(draft, title="Gone")
    draft, look = add_choice(draft, scene="yard", text="Look into the shed")
    draft, go = add_choice(draft, scene="yard", text="Go", goes_to="gone")
    draft, tell = add_choice(draft, scene="look-into-the-shed", text="Tell the hub", goes_to="told")
    draft = write(draft, "scenes/yard/picture", picture)
    draft, tin = add_object(draft, scene="yard", name="A tin")
    thing = f"scenes/yard/objects/{tin}"
    draft = written(
        draft,
        {
            "scenes/yard/text": "Sun on bricks.",
            "scenes/yard/ask": "What would you look at twice?",
            "scenes/yard/question": "What do you do?",
            f"{thing}/plate": plate,
            f"{thing}/is_sign": True,
            f"{thing}/meaning": "It may hold what someone was asked to keep.",
            f"{thing}/innocent": ["It holds pegs.", "It holds biscuits."],
            f"{thing}/question": "What do you keep in the tin?",
            f"{thing}/afterwards": "The tin was taped shut.",
            "scenes/look-into-the-shed/title": "Shed",
            "scenes/look-into-the-shed/text": "A child sits on a box.",
            "scenes/look-into-the-shed/question": "And now?",
            f"scenes/yard/choices/{look}/reply": "The door is not locked.",
            f"scenes/yard/choices/{go}/reply": "The gate closes behind you.",
            f"scenes/look-into-the-shed/choices/{tell}/reply": "They had half of it already.",
        },
    )
    for ending in ("told", "gone"):
        draft = write(draft, f"endings/{ending}/text", "The yard is quiet.")
        draft = write(draft, f"endings/{ending}/contacts", ["safeguarding_hub"])
        for family in RoleFamily:
            draft = write(draft, f"endings/{ending}/steps/{family}", [STEP])
    return draft


def an_article(title: str = "A key on a cord") -> Draft:
    """An article with nothing left to write."""
    draft = a_front(Draft(new_body(ARTICLE, title=title)))
    draft = write(draft, "text", "A key hung low.\n\nNobody asked.")
    draft = write(draft, "check/question", "Which would you ask first?")
    for text in ("Who is home first", "Whose key it is"):
        draft, code = add_answer(draft, text=text)
        draft = write(draft, f"check/choices/{code}/reply", "A good beginning.")
    return draft


def same(draft: Draft) -> Draft:
    """A copy that shares nothing."""
    return copy.deepcopy(draft)


__all__ = ["a_front", "a_scenario", "aim_choice", "an_article", "an_empty_scenario", "same", "with_fields", "written"]
