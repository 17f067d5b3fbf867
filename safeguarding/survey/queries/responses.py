"""What was answered in a closed wave, for the one job that counts it; no page reads this."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.survey.models import Response


@dataclass(frozen=True, slots=True)
class WaveResponse:
    """One person's answers: item code to the chosen options. None chosen: left out; no entry: never reached."""

    link: str
    stratum_id: int
    week_on: date
    is_finished: bool
    answers: dict[str, tuple[str, ...]]


def responses(session: Session, *, wave_id: int) -> list[WaveResponse]:
    """Every response of a closed wave, by link, so that whatever is computed comes out the same each time."""
    rows = session.execute(
        select(Response.link, Response.stratum_id, Response.week_on, Response.is_finished, Response.answers)
        .where(Response.wave_id == wave_id)
        .order_by(Response.link)
    )
    return [
        WaveResponse(link, stratum, week, finished, {code: tuple(options) for code, options in answers.items()})
        for link, stratum, week, finished, answers in rows
    ]
