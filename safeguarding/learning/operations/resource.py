"""Opening a resource."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.operations.whole import complete_whole
from safeguarding.learning.rules.done import Evidence


def open_resource(
    session: Session, *, officer_id: int, module: PublishedModule, begun_at: datetime, at: datetime
) -> None:
    """Record that the officer has opened the resource; a second time changes nothing."""
    complete_whole(
        session,
        officer_id=officer_id,
        module=module,
        evidence=Evidence.OPENED,
        begun_at=begun_at,
        at=at,
    )
