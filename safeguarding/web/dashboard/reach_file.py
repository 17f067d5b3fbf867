"""The page of a unit's reach as a table for a spreadsheet: the same figures in the same words, and nothing more."""

from collections.abc import Iterator

from safeguarding.common.table_files import Line as FileLine
from safeguarding.insight.queries.released import GroupFigures
from safeguarding.insight.rules.measures import BEGUN, EVERY, ONE
from safeguarding.insight.rules.small_numbers import Said
from safeguarding.insight.rules.telling import NOT_YET, not_yet, not_yet_said, people_said, share_said
from safeguarding.web.dashboard.reach_view import ReachPage

HEADINGS = ["Table", "Unit code", "Group", "Measure", "People", "Of", "Share", "On"]
MEASURES = {BEGUN: "Has begun", ONE: "Has done one or more"}
INVENTED = "Invented figures: a demonstration"


def file_lines(page: ReachPage, *, is_demonstration: bool) -> Iterator[FileLine]:
    """Every figure of the page, a line each."""
    if is_demonstration:
        yield [INVENTED]
    yield HEADINGS
    yield from _group("This unit", page.place.code, page.place.name, page.here, page)
    yield from _still_to_come("This unit", page.place.code, page.place.name, page.here)
    for table, lines in (("Units below", page.lines), ("Kind of work", page.families)):
        for line in lines:
            yield from _group(table, line.code, line.name, line.group, page)
            yield from _still_to_come(table, line.code, line.name, line.group)
    for theme in page.themes:
        yield _said("Theme", page, theme.title, "Has done one or more", theme.done, page.here.why_not)
    for module in page.modules:
        yield _said("Module", page, module.title, "Has begun", module.begun, page.here.why_not)
        yield _said("Module", page, module.title, "Has done", module.done, page.here.why_not)
    for week in page.weeks:
        late = ", worked out afterwards" if week.is_late else ""
        name = f"Week of {week.on.isoformat()}{late}"
        yield from _group("Week", page.place.code, name, week.group, page)


def _group(table: str, code: str, name: str, group: GroupFigures, page: ReachPage) -> Iterator[FileLine]:
    if group.why_not:
        yield [table, code, name, "", group.why_not, "", "", ""]
        return
    for measure, title in {**MEASURES, EVERY: f"Has done all {page.day.modules}"}.items():
        said = group.said(measure)
        if said is not None:
            yield _line(table, code, name, title, said)


def _still_to_come(table: str, code: str, name: str, group: GroupFigures) -> Iterator[FileLine]:
    begun = group.said(BEGUN)
    if begun is not None:
        people = not_yet(begun)
        left = not_yet_said(begun) if people is None else people
        yield [table, code, name, "Not yet reached", left, begun.of, "", begun.since.isoformat()]


def _said(table: str, page: ReachPage, name: str, title: str, said: Said | None, why_not: str) -> FileLine:
    if said is None:
        return [table, page.place.code, name, title, why_not or NOT_YET, "", "", ""]
    return _line(table, page.place.code, name, title, said)


def _line(table: str, code: str, name: str, title: str, said: Said) -> FileLine:
    people = said.people if said.people and not said.is_more else people_said(said)
    return [table, code, name, title, people, said.of, share_said(said), said.since.isoformat()]
