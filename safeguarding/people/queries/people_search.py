"""Finding people by name or staff number. Protected posts are in no answer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, literal_column, select, text
from sqlalchemy.orm import Session

from safeguarding.people.models import Officer, Posting, Unit
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.rules.roles import RoleFamily

ON_A_PAGE = 25


@dataclass(frozen=True)
class FoundPerson:
    """Somebody a search found. No unit: not in post today."""

    public_id: str
    display_name: str
    staff_number: str
    unit_name: str | None
    role_family: RoleFamily | None


@dataclass(frozen=True)
class FoundPeople:
    """One page of what a search found, and how many there are in all."""

    people: list[FoundPerson]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ON_A_PAGE))


def people_found(session: Session, *, words: tuple[str, ...], on: date, page: int = 1) -> FoundPeople:
    """People whose name or staff number has a word beginning with each of these, by name.

    `words` are what `words_to_find` made of the query: letters and digits only.
    """
    page = max(1, page)
    if not words:
        return FoundPeople([], 0, page)
    matched = _matching(session, words)
    on_this_page = (
        select(Officer.id, func.count().over().label("total"))
        .where(Officer.id.in_(matched), ~is_protected(Officer.id, on=on))
        .order_by(func.lower(Officer.display_name), Officer.staff_number)
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
        .subquery()
    )
    statement = (
        select(
            Officer.public_id,
            Officer.display_name,
            Officer.staff_number,
            Unit.name.label("unit_name"),
            Posting.role_family,
            on_this_page.c.total,
        )
        .join(on_this_page, on_this_page.c.id == Officer.id)
        .outerjoin(Posting, and_(Posting.officer_id == Officer.id, is_in_force(on)))
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .order_by(func.lower(Officer.display_name), Officer.staff_number)
    )
    rows = session.execute(statement).all()
    people = [
        FoundPerson(
            row.public_id,
            row.display_name,
            row.staff_number,
            row.unit_name,
            RoleFamily(row.role_family) if row.role_family else None,
        )
        for row in rows
    ]
    return FoundPeople(people, rows[0].total if rows else 0, page)


def _matching(session: Session, words: tuple[str, ...]) -> Select[int]:
    """The ids of officers with such words; each database keeps its own index of them (migration 0004)."""
    if session.get_bind().dialect.name == "sqlite":
        query = " AND ".join(f'"{word}"*' for word in words)
        return (
            select(literal_column("rowid"))
            .select_from(text("officer_words"))
            .where(text("officer_words match :words").bindparams(words=query))
        )
    query = " & ".join(f"'{word}':*" for word in words)
    return select(Officer.id).where(
        text("words_of_officer(staff_number, display_name) @@ cast(:words as tsquery)").bindparams(words=query)
    )
