"""Where internal comms, unit leads and records begin: outputs, outtakes, outcomes and impact, in this order."""

from collections import Counter

from flask import render_template

from safeguarding.common.clock import london_today
from safeguarding.content.queries.campaigns import CampaignFront, default_campaign, library
from safeguarding.insight.rules.measures import BEGUN
from safeguarding.insight.rules.small_numbers import FEWEST_IN_A_GROUP
from safeguarding.people.rules.roles import Role
from safeguarding.survey.queries.released import newest_released, released
from safeguarding.survey.queries.waves import wave_list
from safeguarding.survey.rules.asked import Kind
from safeguarding.survey.rules.release import OutcomeRow, Release
from safeguarding.survey.rules.telling import baseline_sentence, finding, sentence
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.reach_view import CLOSED, NOTHING_YET, REACH, ReachPage, Sight, reach_page
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_roles

# What people took from the campaign; with what they recognise of it an outtake. Other outcomes are what they know and
# would do.
TAKE_OUT = "take-out"
KINDS = {
    "scenario": ("scenario", "scenarios"),
    "article": ("article", "articles"),
    "blog": ("blog", "blogs"),
    "podcast": ("podcast episode", "podcast episodes"),
    "film": ("film", "films"),
    "resource": ("resource", "resources"),
    "training": ("training", "trainings"),
}


@bp.get("/")
@only(*FIGURES.roles)
def home() -> str:
    """What the figures say to whoever looks; the pages of their roles below."""
    session, today, roles = get_session(), london_today(), current_roles()
    campaign = default_campaign(session, today=today)
    page: ReachPage | None = None
    why_nothing = ""
    if not roles.isdisjoint(REACH.roles):
        sight = Sight(session, today=today)
        if campaign is not None and sight.first is not None:
            page = reach_page(session, campaign=campaign, place=sight.place(sight.first))
        why_nothing = NOTHING_YET if sight.first is not None else CLOSED
    return render_template(
        "dashboard/home.html",
        campaign=campaign,
        page=page,
        why_nothing=why_nothing,
        funnel=page.funnel(BEGUN) if page else None,
        fewest_in_a_group=FEWEST_IN_A_GROUP,
        is_comms=Role.COMMS in roles,
        put_out=_put_out(campaign) if campaign and Role.COMMS in roles else "",
        survey=_survey() if Role.COMMS in roles else None,
        waves=wave_list(session)[:1] if Role.COMMS in roles else [],
    )


def _put_out(campaign: CampaignFront) -> str:
    """What can be done today, by kind: 14 modules: 3 scenarios, 4 articles …"""
    kinds = Counter(row.kind for row in library(get_session(), campaign=campaign.code) if not row.is_withdrawn)
    said = [f"{kinds[kind]} {one if kinds[kind] == 1 else many}" for kind, (one, many) in KINDS.items() if kinds[kind]]
    if not said:
        return "Nothing is published yet."
    whole = "1 module is" if kinds.total() == 1 else f"{kinds.total()} modules are"
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    aside = " “All” leaves trainings out, for they have few places." if kinds["training"] else ""
    return f"{whole} open to officers: {listed}.{aside}"


def _survey() -> dict[str, object] | None:
    """What the last released survey says, what people took from the campaign apart from what they know."""
    session = get_session()
    wave_id = newest_released(session)
    found = released(session, wave_id=wave_id) if wave_id is not None else None
    if found is None:
        return None
    told = found.release
    seen = {item.code for item in told.items if item.kind == Kind.RECOGNITION}
    outtakes = [row for row in told.outcomes if row.code == TAKE_OUT or not seen.isdisjoint(row.items)]
    return {
        "finding": finding(told),
        "month": told.wave.month,
        "is_compared": told.is_compared,
        "outtakes": [_says(row, told) for row in outtakes],
        "outcomes": [_says(row, told) for row in told.primary if row not in outtakes],
    }


def _says(row: OutcomeRow, told: Release) -> tuple[str, str]:
    return row.title, sentence(row, told) if told.is_compared else baseline_sentence(row, told)
