"""Setting aside, with credit, what may be hard to bear."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.operations.whole import complete_whole
from safeguarding.learning.rules.done import done_rule, may_be_set_aside
from safeguarding.learning.rules.refusals import Refusal


class NothingToSetAside(Refusal):
    """Only what comes with a content note may be set aside."""

    def __init__(self) -> None:
        super().__init__("This one has no content note, so it cannot be set aside. You may stop whenever you like.")


def set_aside(session: Session, *, officer_id: int, module: PublishedModule, at: datetime) -> None:
    """Give the credit and close what was begun. Nothing that is kept tells this from having gone through it."""
    covering = done_rule(module.kind).covering
    has_content_note = module.body.content_note is not None
    if covering is None or not may_be_set_aside(module.kind, has_content_note=has_content_note):
        raise NothingToSetAside
    complete_whole(session, officer_id=officer_id, module=module, evidence=covering, begun_at=at, at=at)
