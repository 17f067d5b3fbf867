"""Reading an article or a blog to the end and answering its question."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.operations.attempts import refuse_withdrawn
from safeguarding.learning.operations.whole import complete_whole
from safeguarding.learning.rules.done import Evidence
from safeguarding.learning.rules.refusals import Refusal


class NoChoice(Refusal):
    """The question was left open."""

    def __init__(self) -> None:
        super().__init__("Choose the answer nearest to what you think. Every answer counts.")


def complete_article(
    session: Session, *, officer_id: int, module: PublishedModule, begun_at: datetime, at: datetime, choice: str | None
) -> str:
    """Record that the officer read it, and give the reply to their answer. The answer itself is not kept.

    `begun_at` is when the page was first shown to them, as it says itself, signed. Done once, it stays done: sent
    again it gives the reply and changes nothing.
    """
    refuse_withdrawn(module)
    article = module.article
    answer = article.check.choice(choice or "")
    if answer is None:
        raise NoChoice
    complete_whole(
        session,
        officer_id=officer_id,
        module=module,
        evidence=Evidence.READ,
        begun_at=begun_at,
        at=at,
        words=article.text.words,
        what=module.kind,
    )
    return answer.reply
