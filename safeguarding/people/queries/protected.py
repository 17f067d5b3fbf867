"""Who must appear in no list and no search."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal_column
from sqlalchemy.orm import aliased

from safeguarding.people.models import Posting

_PROTECTED = "protected_posting"


def is_protected(officer_id: Any, *, on: date) -> ColumnElement[bool]:
    """The condition that the officer of this column is or will be in a protected post, or that their last one was.

    Somebody has left it only once an unprotected post of theirs has begun: leaving the force shows nobody.
    """
    protected, later = aliased(Posting, name=_PROTECTED), aliased(Posting)
    has_left_it = exists().where(
        and_(
            later.officer_id == protected.officer_id,
            later.from_on > protected.from_on,
            later.from_on <= on,
            later.unit_id.is_not(None),
            later.is_protected.is_(False),
        )
    )
    # As the partial index writes it: SQLite does not know that `is_protected = 1` is the same.
    is_a_protected_post: ColumnElement[bool] = literal_column(f"{_PROTECTED}.is_protected")
    return exists().where(and_(protected.officer_id == officer_id, is_a_protected_post, ~has_left_it))
