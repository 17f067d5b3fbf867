"""What has not been written yet. A pack's reader names its own gaps; these are the gaps of what is written here."""

from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.drafts import ARTICLE, BLOG, SCENARIO
from safeguarding.content.rules.findings import Finding, Path
from safeguarding.content.rules.scenario import FEWEST_INNOCENT
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily

LONGEST_MINUTES = 60
NO_STEPS = "There is no next step yet. Write one for each kind of work; one can be given to everybody."


def check_gaps(kind: str, body: Mapping[str, Any]) -> Iterator[Finding]:
    """Every field that must be there and is not, in no particular order."""
    yield from _front(body)
    if kind == SCENARIO:
        yield from _scenario(body)
    elif kind in (ARTICLE, BLOG):
        yield from _reading(body, is_blog=kind == BLOG)


def _front(body: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _empty((), body, {"title": "The title", "summary": "The summary", "why": "Why it matters"})
    if body["minutes"] is None:
        yield Finding(("minutes",), "How many minutes it takes is not written yet. Most modules take five.")
    elif not 1 <= body["minutes"] <= LONGEST_MINUTES:
        yield Finding(("minutes",), f"It cannot take {body['minutes']} minutes. Write 1 to {LONGEST_MINUTES}.")
    if not body["themes"]:
        yield Finding(("themes",), "No theme is chosen yet. Choose one or more.")
    if not body["messages"]:
        yield Finding(("messages",), "No key message is chosen yet. Choose one or more.")
    if body["picture"] is not None and not body["picture"]["alt"]:
        yield Finding(("picture", "alt"), "The picture has no words for people who cannot see it yet.")


def _scenario(body: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _empty((), body, {"intro": "The introduction", "place": "Where and when it happens"})
    if not body["scenes"]:
        yield Finding(("scenes",), "There is no scene yet. Write the first one.")
    if not body["endings"]:
        yield Finding(("endings",), "There is no ending yet. Write one, and let a choice lead to it.")
    for at, scene in enumerate(body["scenes"]):
        yield from _scene(("scenes", at), scene)
    for at, ending in enumerate(body["endings"]):
        path: Path = ("endings", at)
        yield from _empty(path, ending, {"title": "The ending's title", "text": "What is told at this ending"})
        if not ending["contacts"]:
            yield Finding((*path, "contacts"), "Whom to tell is not chosen yet. Choose one contact or more.")
        if not any(ending["steps"].values()):
            yield Finding((*path, "steps"), NO_STEPS)
            continue
        for family, steps in ending["steps"].items():
            if not steps:
                who = ROLE_FAMILY_NAMES[RoleFamily(family)]
                yield Finding((*path, "steps", family), f"There is no next step yet for: {who}.")
            elif any(not step["do"] or not step["because"] for step in steps):
                yield Finding((*path, "steps", family), "A next step needs both: what to do, and why it matters.")


def _scene(path: Path, scene: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _empty(path, scene, {"title": "The scene's title", "text": "What happens in this scene"})
    if not scene["choices"]:
        yield Finding((*path, "choices"), "There is no choice yet, so no officer could go on. Write one.")
    elif not scene["question"]:
        yield Finding((*path, "question"), "The question before the choices is not written yet.")
    if scene["picture"] is not None and not scene["picture"]["alt"]:
        yield Finding((*path, "picture", "alt"), "The picture has no words for people who cannot see it yet.")
    if scene["objects"] and scene["picture"] is None:
        yield Finding((*path, "picture"), "The scene has objects and no picture to find them in yet.")
    if scene["objects"] and not scene["ask"]:
        yield Finding((*path, "ask"), "What the officer is asked to do with the objects is not written yet.")
    for at, thing in enumerate(scene["objects"]):
        yield from _object((*path, "objects", at), thing, has_picture=scene["picture"] is not None)
    for at, choice in enumerate(scene["choices"]):
        yield from _empty(
            (*path, "choices", at), choice, {"text": "What the officer may do", "reply": "The reply to this choice"}
        )
        if choice["goes_to"] is None:
            yield Finding(
                (*path, "choices", at, "goes_to"),
                f"The choice “{choice['text'] or 'without words'}” leads nowhere yet. Choose a scene or an ending.",
            )


def _object(path: Path, thing: Mapping[str, Any], *, has_picture: bool) -> Iterator[Finding]:
    yield from _empty(
        path,
        thing,
        {
            "name": "The object's name",
            "meaning": "What it may mean",
            "question": "The question a curious officer would ask",
            "afterwards": "What is told afterwards",
        },
    )
    if thing["plate"] is None:
        yield Finding((*path, "plate"), "No drawing is chosen yet that shows the object closely.")
    elif not thing["plate"]["alt"]:
        yield Finding((*path, "plate", "alt"), "The drawing has no words for people who cannot see it yet.")
    if len(thing["innocent"]) < FEWEST_INNOCENT:
        yield Finding(
            (*path, "innocent"),
            f"{len(thing['innocent'])} of at least {FEWEST_INNOCENT} innocent explanations are written: one object is "
            "a reason to ask, not a conclusion.",
        )
    if thing["place"] is None and has_picture:
        yield Finding((*path, "place"), "The object has no place in the picture yet.")
    if thing["is_sign"] is None:
        yield Finding((*path, "is_sign"), "It is not said yet whether a curious officer should look at it twice.")


def _reading(body: Mapping[str, Any], *, is_blog: bool) -> Iterator[Finding]:
    yield from _empty((), body, {"text": "The text"})
    check = body["check"]
    yield from _empty(("check",), check, {"question": "The closing question"})
    for at, choice in enumerate(check["choices"]):
        yield from _empty(("check", "choices", at), choice, {"text": "The answer", "reply": "The reply"})
    if is_blog:
        names = {"name": "The author's name", "role": "The author's role", "about": "Who the author is"}
        yield from _empty(("by",), body["by"], names)


def _empty(path: Path, holder: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Finding]:
    for key, name in names.items():
        if not holder[key]:
            yield Finding((*path, key), f"{name} is not written yet.")
