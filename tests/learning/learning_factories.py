"""Something to learn, small enough to hold in the head: a scenario of three scenes and two endings, and an article.

    hall ──ask──▶ kitchen ──call──▶ (safe)
      │              └──wait──▶ landing ──ring──▶ (safe)
      └──leave──▶ (left)           └────leave───▶ (left)

Signs: ticket and phone in the hall, rota in the kitchen. Innocent: coat, plates.
"""

import itertools
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module, ModuleTheme, ModuleVersion, Theme
from safeguarding.content.queries.modules import PublishedModule, module_version
from safeguarding.learning.models import Attempt
from safeguarding.learning.operations.attempts import begin, hold_attempt
from safeguarding.learning.operations.scenario import choose, look
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import Path
from safeguarding.people.models import Officer, Posting, Unit
from safeguarding.people.rules.roles import RoleFamily
from tests.people import people_factories
from tests.people.people_factories import a_unit

MONDAY = datetime(2026, 6, 1, 14, 5, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

_numbers = itertools.count(1)

PLATE = {"media": "0" * 64 + ".svg", "width": 200, "height": 200, "alt": "A drawing"}


def _front(kind: str, title: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": title,
        "summary": "Five minutes in a hallway.",
        "why": "Because small things add up.",
        "minutes": 5,
        "themes": [],
        "messages": [],
        "recommendations": [],
        "content_note": None,
        "picture": None,
        "contacts": [],
        "text_pictures": {},
    }


def _object(code: str, *, is_sign: bool) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"The {code}",
        "plate": PLATE,
        "place": {"x": 100, "y": 100, "width": 50, "height": 50},
        "is_sign": is_sign,
        "meaning": f"What the {code} may mean",
        "innocent": [f"The {code} is new", f"The {code} is old"],
        "question": f"Whose {code} is it?",
        "afterwards": f"About the {code}",
    }


def _scene(code: str, objects: list[dict[str, Any]], choices: dict[str, str]) -> dict[str, Any]:
    return {
        "code": code,
        "title": f"The {code}",
        "text": f"You are in the {code}.",
        "picture": None,
        "ask": "What would you look at twice?" if objects else None,
        "objects": objects,
        "question": "What do you do?",
        "choices": [
            {"code": choice, "text": f"To {choice}", "reply": f"You chose to {choice}.", "goes_to": goes_to}
            for choice, goes_to in choices.items()
        ],
    }


def _ending(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "title": f"Ending {code}",
        "text": "What happened then.",
        "steps": {family: [{"do": f"Tell somebody in {family}", "because": "They know"}] for family in RoleFamily},
        "contacts": [],
    }


def an_officer(session: Session, *, unit: Unit | None = None, role_family: RoleFamily = RoleFamily.RESPONSE) -> Officer:
    """Somebody who has been in post since long before anything here happens."""
    unit = unit or a_unit(session, from_on=LONG_AGO)
    return people_factories.an_officer(session, unit=unit, role_family=role_family, from_on=LONG_AGO)


def moves_to(session: Session, officer: Officer, unit: Unit | None, *, on: date) -> None:
    """From this day the officer works there; nowhere, if there is no unit."""
    family = RoleFamily.RESPONSE if unit else None
    session.add(Posting(officer_id=officer.id, unit_id=unit.id if unit else None, role_family=family, from_on=on))
    session.flush()


def scenario_body(title: str = "The hallway", *, note: str | None = None) -> dict[str, Any]:
    return {
        **_front("scenario", title),
        "content_note": note,
        "intro": "A noise at night.",
        "place": "The hall, 23.40",
        "first": "hall",
        "scenes": [
            _scene(
                "hall",
                [_object("ticket", is_sign=True), _object("phone", is_sign=True), _object("coat", is_sign=False)],
                {"ask": "kitchen", "leave": "left"},
            ),
            _scene(
                "kitchen",
                [_object("rota", is_sign=True), _object("plates", is_sign=False)],
                {"call": "safe", "wait": "landing"},
            ),
            _scene("landing", [], {"ring": "safe", "leave": "left"}),
        ],
        "endings": [_ending("safe"), _ending("left")],
    }


def article_body(title: str = "What the hallway knew", *, words: int = 1500, note: str | None = None) -> dict[str, Any]:
    return {
        **_front("article", title),
        "content_note": note,
        "text": "word " * words,
        "check": {
            "question": "What would you do?",
            "choices": [
                {"code": "ask", "text": "Ask", "reply": "Asking is quick."},
                {"code": "note", "text": "Note it", "reply": "A note is found later."},
            ],
        },
    }


def blog_body(title: str = "Behind the bins") -> dict[str, Any]:
    by = {"name": "Len", "role": "Call handler", "about": "Len is an invented colleague."}
    return {**article_body(title), "kind": "blog", "by": by}


def podcast_body(
    title: str = "Home by morning", *, note: str | None = None, length_ms: int = 100_000
) -> dict[str, Any]:
    """A hundred seconds in two chapters, with a caption for every ten of them."""
    return {
        **_front("podcast", title),
        "content_note": note,
        "text": "What to keep in mind.",
        "audio": {"media": "a" * 64 + ".mp3", "byte_count": 1_400_000, "length_ms": length_ms},
        "transcript": {"media": "b" * 64 + ".vtt"},
        "voice_note": "Synthetic voices, to be re-recorded",
        "speakers": [{"name": "Nadia", "about": "An invented colleague."}],
        "chapters": [{"start_ms": 0, "title": "The call"}, {"start_ms": 40_000, "title": "The visit"}],
        "cues": [[start, start + 9_000, "Nadia", f"{'word ' * 25}{start}"] for start in range(0, 100_000, 10_000)],
    }


def cards_body(title: str = "What to do next") -> dict[str, Any]:
    card = {"steps": [{"do": "Tell somebody", "because": "They know"}], "remember": "One thing"}
    return {
        **_front("resource", title),
        "intro": "Print it.",
        "cards": {family: {**card, "title": f"The card of {family}"} for family in RoleFamily},
        "guide": [],
    }


def guide_body(title: str = "Ordinary things") -> dict[str, Any]:
    entry = {
        "plate": PLATE,
        "name": "A key",
        "may": "It may mean much.",
        "innocent": ["One", "Two"],
        "question": "Whose?",
    }
    return {**_front("resource", title), "intro": "Look.", "cards": None, "guide": [entry]}


def training_body(title: str = "Look again", *, day: int = 45) -> dict[str, Any]:
    return {
        **_front("training", title),
        "text": "There is a table.",
        "place": "The Tidewater Room",
        "day": day,
        "at": "10.00",
        "lasts": "90 minutes",
        "who_for": "Everyone",
        "book": "Ask your supervisor.",
    }


def a_campaign(session: Session, *, code: str | None = None, themes: Iterable[str] = ()) -> Campaign:
    campaign = Campaign(
        code=code or f"campaign-{next(_numbers)}",
        title="Spot It to Stop It",
        starts_on=date(2026, 5, 1),
        ends_on=date(2027, 5, 1),
        body={},
    )
    session.add(campaign)
    session.flush()
    for position, theme in enumerate(themes):
        session.add(
            Theme(campaign_id=campaign.id, code=theme, title=theme.title(), summary="One sentence.", position=position)
        )
    session.flush()
    return campaign


def a_module(
    session: Session,
    *,
    campaign: Campaign | None = None,
    body: dict[str, Any] | None = None,
    code: str | None = None,
    themes: Iterable[str] = (),
) -> PublishedModule:
    """A published scenario, or whatever the body is."""
    campaign = campaign or a_campaign(session)
    body = body or scenario_body()
    places = session.scalar(select(func.count()).select_from(Module).where(Module.campaign_id == campaign.id)) or 0
    module = Module(
        campaign_id=campaign.id, code=code or f"module-{next(_numbers)}", kind=body["kind"], position=places + 1
    )
    session.add(module)
    session.flush()
    for theme_id in session.scalars(
        select(Theme.id).where(Theme.campaign_id == campaign.id, Theme.code.in_(list(themes)))
    ):
        session.add(ModuleTheme(module_id=module.id, theme_id=theme_id))
    return a_version(session, module_id=module.id, body=body)


def a_version(session: Session, *, module_id: int, body: dict[str, Any]) -> PublishedModule:
    """A newly published version of a module; what was published before is retired."""
    earlier = session.scalars(select(ModuleVersion).where(ModuleVersion.module_id == module_id)).all()
    for version in earlier:
        version.state = "retired"
    session.flush()
    version = ModuleVersion(
        module_id=module_id,
        number=len(earlier) + 1,
        state="published",
        title=body["title"],
        summary=body["summary"],
        minutes=body["minutes"],
        body=body,
        # Bodies are remembered by version and fingerprint; tests reuse version numbers in fresh databases.
        fingerprint=sha256(json.dumps(body, sort_keys=True).encode()).hexdigest(),
        created_at=MONDAY,
        published_at=MONDAY,
    )
    session.add(version)
    session.flush()
    return module_version(session, version_id=version.id)


def an_article(session: Session, *, campaign: Campaign | None = None, **body: Any) -> PublishedModule:
    return a_module(session, campaign=campaign, body=article_body(**body))


def begun(session: Session, officer: Officer, module: PublishedModule, *, at: datetime = MONDAY) -> Attempt:
    return begin(session, officer_id=officer.id, module=module, at=at)


def held(session: Session, attempt: Attempt) -> Attempt:
    return hold_attempt(session, officer_id=attempt.officer_id, public_id=attempt.public_id)


def an_event() -> str:
    return f"event-{next(_numbers)}"


def looks(
    session: Session,
    attempt: Attempt,
    module: PublishedModule,
    thing: str,
    state: Look = Look.MARKED,
    *,
    scene: str = "hall",
    event_id: str | None = None,
    at: datetime = MONDAY,
) -> None:
    look(
        session,
        attempt_id=attempt.id,
        module=module,
        event_id=event_id or an_event(),
        scene=scene,
        object=thing,
        state=state,
        at=at,
    )
    # It goes past the ORM, which would show this row as it was.
    session.refresh(attempt)


def chooses(
    session: Session,
    attempt: Attempt,
    module: PublishedModule,
    *choices: tuple[str, str],
    event_id: str | None = None,
    at: datetime = MONDAY,
) -> Path:
    """Take these choices one after the other, each given as (scene, choice)."""
    path = None
    for scene, choice in choices:
        path = choose(
            session,
            attempt=attempt,
            module=module,
            event_id=event_id or an_event(),
            scene=scene,
            choice=choice,
            at=at,
        )
    assert path is not None
    return path


TO_SAFETY = (("hall", "ask"), ("kitchen", "call"))
