"""What the page of one unit's reach shows, put together from what was released. Its files show the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from safeguarding.content.queries.campaigns import CampaignFront, LibraryRow, library
from safeguarding.insight.queries.released import (
    GroupFigures,
    LatestDay,
    groups_of,
    late_days,
    latest_day,
    nothing_said,
    target_of,
    weeks_of,
)
from safeguarding.insight.rules.cells import FORCE, ITSELF, Cell
from safeguarding.insight.rules.measures import BEGUN, EVERY, ONE, module_measures, theme_measure
from safeguarding.insight.rules.small_numbers import Said
from safeguarding.insight.rules.telling import share
from safeguarding.people.queries.roles import units_led_by
from safeguarding.people.queries.units import UnitInTree, unit_tree
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, Role
from safeguarding.web.dashboard.charts import (
    FunnelPlot,
    UnitToPlot,
    WeeksPlot,
    WeekToPlot,
    funnel_plot,
    weeks_plot,
)
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.database import Session
from safeguarding.web.shared.signing_in import current_officer

REACH = FIGURES.pages[0]
# Why there are no figures at all.
CLOSED, NOTHING_YET = "closed", "not yet"
WHOLE_FORCE = "The whole force"
# What a page can be about, as its address says it.
SHOWN = (ONE, BEGUN, EVERY)
NAMED_FIRST = 5


@dataclass(frozen=True)
class Place:
    """A unit in the force as it stands today; number 0 is the whole force."""

    number: int
    name: str
    code: str
    above: list[tuple[int, str]]
    below: list[UnitInTree]


class Sight:
    """The units somebody may see the figures of: comms all, a unit lead theirs and what stands under them."""

    def __init__(self, session: Session, *, today: date) -> None:
        self.tree = unit_tree(session, on=today)
        self._by_id = {unit.id: unit for unit in self.tree}
        tops = [unit for unit in self.tree if unit.parent_id is None]
        self.root = tops[0].id if len(tops) == 1 else None
        officer = current_officer()
        self.sees_all = Role.COMMS in officer.roles
        led = units_led_by(session, officer_id=officer.officer_id)
        self.led = [unit for unit in self.tree if unit.id in led]

    def number_of(self, unit_id: int) -> int:
        """The unit as pages name it: the one at the top is the whole force."""
        return FORCE if unit_id == self.root else unit_id

    @property
    def first(self) -> int | None:
        """Where somebody begins: comms with the whole force, a lead with their first unit; None if it is closed."""
        if self.sees_all:
            return FORCE
        return self.number_of(self.led[0].id) if self.led else None

    def may_see(self, number: int) -> bool:
        """Whether this visitor may see the figures of this unit, and there is such a unit."""
        if number == FORCE:
            return self.sees_all or any(unit.id == self.root for unit in self.led)
        unit = self._by_id.get(number)
        if unit is None:
            return False
        return self.sees_all or any(lead.id in unit.path for lead in self.led)

    def place(self, number: int) -> Place:
        """The unit with what stands directly under it, and above it as far as this visitor sees."""
        number = self.number_of(number)
        below = [unit for unit in self.tree if self.number_of(unit.parent_id or FORCE) == number]
        below = [unit for unit in below if unit.id != self.root]
        if number == FORCE:
            root = self._by_id.get(self.root) if self.root else None
            return Place(FORCE, WHOLE_FORCE, root.code if root else "", [], below)
        unit = self._by_id[number]
        path = [FORCE, *(one for one in unit.path if one not in {self.root, number})]
        above = [(one, WHOLE_FORCE if one == FORCE else self._by_id[one].name) for one in path if self.may_see(one)]
        return Place(number, unit.name, unit.code, above, below)


@dataclass(frozen=True)
class Line:
    """One group in a table, with the unit its name leads to if it is one."""

    name: str
    code: str
    number: int | None
    group: GroupFigures


@dataclass(frozen=True)
class ThemeLine:
    title: str
    done: Said | None


@dataclass(frozen=True)
class ModuleLine:
    title: str
    kind: str
    is_withdrawn: bool
    begun: Said | None
    done: Said | None


@dataclass(frozen=True)
class Week:
    """What was said on a Monday; `is_late`: worked out afterwards."""

    on: date
    group: GroupFigures
    is_late: bool


@dataclass(frozen=True)
class ReachPage:
    """All that is shown of one unit."""

    campaign: CampaignFront
    place: Place
    day: LatestDay
    here: GroupFigures
    lines: list[Line]
    families: list[Line]
    themes: list[ThemeLine]
    modules: list[ModuleLine]
    weeks: list[Week]
    target: int | None

    @property
    def is_shown(self) -> bool:
        return not self.here.why_not

    @property
    def titles(self) -> dict[str, str]:
        """What the three measures are called."""
        return {BEGUN: "Begun", ONE: "Done one or more", EVERY: f"Done all {self.day.modules}"}

    @property
    def still_to_reach(self) -> list[Line]:
        """The units below of which most people are still to come, the most first."""
        return _most_still_to_come(self.lines)

    @property
    def work_still_to_reach(self) -> list[Line]:
        """The same by kind of work."""
        return _most_still_to_come(self.families)

    def funnel(self, measure: str) -> FunnelPlot | None:
        """The units directly below, where there are enough that can be shown."""
        units = []
        for line in self.lines:
            said = line.group.said(measure)
            if line.number is not None and said is not None and share(said) is not None:
                units.append(UnitToPlot(line.name, said.people, said.of))
        return funnel_plot(units)

    def line_of_weeks(self, measure: str) -> WeeksPlot | None:
        shares = []
        for week in self.weeks:
            said = week.group.said(measure)
            shares.append(WeekToPlot(week.on, share(said) if said else None))
        return weeks_plot(shares, target=self.target if measure == ONE else None)


def reach_page(session: Session, *, campaign: CampaignFront, place: Place) -> ReachPage | None:
    """What was last released of a unit and of what stands under it; None before the first release."""
    day = latest_day(session, campaign_id=campaign.id)
    if day is None:
        return None
    unit_ids = [place.number, *(unit.id for unit in place.below)]
    groups = groups_of(session, campaign_id=campaign.id, unit_ids=unit_ids)
    here = groups.get(Cell(place.number)) or nothing_said(Cell(place.number))
    late = late_days(session, campaign_id=campaign.id)
    return ReachPage(
        campaign=campaign,
        place=place,
        day=day,
        here=here,
        lines=_lines(place, groups),
        families=_families(place, groups),
        themes=[ThemeLine(theme.title, here.said(theme_measure(theme.id))) for theme in campaign.themes],
        modules=_modules(library(session, campaign=campaign.code), here),
        weeks=[
            Week(group.released_on, group, group.released_on in late)
            for group in weeks_of(session, campaign_id=campaign.id, unit_id=place.number)
        ],
        target=target_of(session, campaign_id=campaign.id),
    )


def _most_still_to_come(lines: Sequence[Line]) -> list[Line]:
    said = [(line, begun) for line in lines if (begun := line.group.said(BEGUN)) is not None]
    said.sort(key=lambda one: (one[1].people - one[1].of, one[0].name))
    return [line for line, _ in said[:NAMED_FIRST]]


def _lines(place: Place, groups: Mapping[Cell, GroupFigures]) -> list[Line]:
    lines = [
        Line(unit.name, unit.code, unit.id, groups.get(Cell(unit.id)) or nothing_said(Cell(unit.id)))
        for unit in place.below
    ]
    itself = groups.get(Cell(place.number, ITSELF))
    if itself is not None and place.below:
        where = "the force’s own offices" if place.number == FORCE else f"{place.name} itself"
        lines.append(Line(f"Working in {where}", place.code, None, itself))
    return lines


def _families(place: Place, groups: Mapping[Cell, GroupFigures]) -> list[Line]:
    cells = [(name, Cell(place.number, family)) for family, name in ROLE_FAMILY_NAMES.items()]
    if not any(cell in groups for _, cell in cells):
        return []
    return [Line(name, "", None, groups.get(cell) or nothing_said(cell)) for name, cell in cells]


def _modules(rows: Sequence[LibraryRow], here: GroupFigures) -> list[ModuleLine]:
    lines = []
    for row in rows:
        begun, done = module_measures(row.module_id)
        if not row.is_withdrawn or here.said(begun):
            lines.append(ModuleLine(row.title, row.kind, row.is_withdrawn, here.said(begun), here.said(done)))
    return lines
