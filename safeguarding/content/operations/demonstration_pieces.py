"""What a trainer of the demonstration has on the desk: one piece half written, one that waits for review."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module
from safeguarding.content.operations.beginning import begin_module
from safeguarding.content.operations.review import send_for_review
from safeguarding.content.operations.studio import save_draft
from safeguarding.content.queries.drafts import draft_of, published_of
from safeguarding.content.rules.answers import add_answer
from safeguarding.content.rules.drafts import ARTICLE, SCENARIO, Draft
from safeguarding.content.rules.outline import add_choice, add_ending, add_object, add_scene
from safeguarding.content.rules.places import value_at, write

HALF_WRITTEN = "The Sunday visit, 09.10"
WAITING = "A light in the kitchen at three"
BEGUN_BEFORE = timedelta(days=5)
SAVED_BEFORE = timedelta(hours=20)
SENT_BEFORE = timedelta(days=2)

# Their drawings are lent by a scene of the campaign's own.
LENT_BY, LENT_SCENE = "the-hallway", "bedroom"

KITCHEN = "\n\n".join(
    (
        "The light was on at three in the morning. A girl in a coat was making toast. She is ten, and invented.",
        (
            "The officers had come about a car. The front door stood open, so they asked whether all was well. "
            "“Mum’s asleep,” she said. “I do the breakfasts.”"
        ),
        "## What the kitchen said",
        (
            "Four lunchboxes stood in a row. One had a name on it in a child’s writing. On the wall hung a list: "
            "bins, baby, tablets, bus."
        ),
        (
            "None of this proves anything. In many homes an older child helps. A parent who is ill may be doing "
            "all that they can. But a list like that may also be what holds a home together, and a child may be "
            "the one who holds it."
        ),
        "## What you could ask",
        (
            "- “Who showed you how to do all that?”\n"
            "- “Who gets up when the baby cries?”\n"
            "- “What happens on the days when you are tired?”"
        ),
        "Ask as you would ask a colleague: because you would like to know. Then listen to the end.",
        "## What to do with the answer",
        (
            "Write down what you saw and what she said, in her own words. Tell your safeguarding hub before "
            "you go off duty. If a child is in danger now, ring {contact:emergency}."
        ),
        "She may need help. She may also be proud of what she does. Both can be true.",
    )
)


def invent_pieces(session: Session, *, campaign_id: int, trainer_id: int, at: datetime) -> None:
    """Write both, as the trainer would have during the last days."""
    half = begin_module(
        session,
        campaign_id=campaign_id,
        kind=SCENARIO,
        title=HALF_WRITTEN,
        by_id=trainer_id,
        at=at - BEGUN_BEFORE,
    )
    lent = _lent(session, campaign_id)
    _save(session, half.id, _half_written(draft_of(session, version=half), lent), trainer_id, at - SAVED_BEFORE)
    whole = begin_module(
        session, campaign_id=campaign_id, kind=ARTICLE, title=WAITING, by_id=trainer_id, at=at - BEGUN_BEFORE
    )
    _save(session, whole.id, _whole(draft_of(session, version=whole)), trainer_id, at - SENT_BEFORE)
    send_for_review(session, version_id=whole.id, revision=whole.revision, by_id=trainer_id, at=at - SENT_BEFORE)


def _save(session: Session, version_id: int, draft: Draft, by_id: int, at: datetime) -> None:
    save_draft(session, version_id=version_id, revision=1, draft=draft, by_id=by_id, at=at)


def _lent(session: Session, campaign_id: int) -> dict[str, Any]:
    """The scene whose drawings are used."""
    module_id = session.scalars(
        select(Module.id)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .where(Campaign.id == campaign_id, Module.code == LENT_BY)
    ).one()
    published = published_of(session, module_id=module_id)
    if published is None:
        raise LookupError(f"{LENT_BY} is not published")
    scene: dict[str, Any] = value_at(published.body, f"scenes/{LENT_SCENE}")
    return scene


def _half_written(draft: Draft, lent: dict[str, Any]) -> Draft:
    draft = _written(
        draft,
        {
            "summary": "A grandmother rang because nobody came to breakfast. You are let in.",
            "why": "On a quiet visit there is time to look, and nobody asks you to.",
            "minutes": 5,
            "themes": ["abuse"],
            "messages": ["M1", "M2"],
            "place": "A bedroom, Sunday, 09.10",
            "intro": "A grandmother rang because nobody came to Sunday breakfast. The door opens at the second knock. "
            "The people and places are invented.",
        },
    )
    draft, bedroom = add_scene(draft, title="The bedroom")
    draft, _ = add_ending(draft, title="You wished them a good Sunday")
    scene = f"scenes/{bedroom}"
    draft = _written(
        draft,
        {
            f"{scene}/text": "Mal is eight. The bed is made, the curtains are closed, and it is warm in here. "
            "Mal’s father waits in the doorway with his coat on.",
            f"{scene}/picture": lent["picture"],
            f"{scene}/ask": "What would you look at twice?",
            f"{scene}/question": "What do you do?",
        },
    )
    first, second = lent["objects"][:2]
    draft, code = add_object(draft, scene=bedroom, name=first["name"])
    draft = _written(
        draft,
        {
            f"{scene}/objects/{code}/{key}": first[key]
            for key in ("plate", "place", "is_sign", "meaning", "innocent", "question")
        },
    )
    draft, code = add_object(draft, scene=bedroom, name=second["name"])
    draft = _written(draft, {f"{scene}/objects/{code}/{key}": second[key] for key in ("plate", "place")})
    draft, code = add_choice(draft, scene=bedroom, text="Ask Mal what the best thing this week was")
    draft = write(draft, f"{scene}/choices/{code}/reply", "Mal looks at the doorway before answering.")
    ending = draft.body["endings"][0]["code"]
    draft, _ = add_choice(draft, scene=bedroom, text="Say that all is well, and go", goes_to=ending)
    return draft


def _whole(draft: Draft) -> Draft:
    draft = _written(
        draft,
        {
            "summary": "A girl makes toast in the night, and a list hangs on the wall.",
            "why": "You may be the only one who sees a home at three in the morning.",
            "minutes": 3,
            "themes": ["abuse"],
            "messages": ["M1", "M2", "M3"],
            "contacts": ["safeguarding_hub", "emergency"],
            "text": KITCHEN,
            "check/question": "Which would you ask her first?",
        },
    )
    answers = {
        "Who gets up when the baby cries": "It asks about a night, not about blame. Her answer may tell you who looks "
        "after whom.",
        "How long she has done the breakfasts": "It starts with something she is good at. Let her say more before you "
        "ask more.",
    }
    for text, reply in answers.items():
        draft, code = add_answer(draft, text=text)
        draft = write(draft, f"check/choices/{code}/reply", reply)
    return draft


def _written(draft: Draft, fields: dict[str, Any]) -> Draft:
    for place, value in fields.items():
        draft = write(draft, place, value)
    return draft
