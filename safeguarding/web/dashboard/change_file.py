"""A release as a table for a spreadsheet: the same figures as its pages, a line each, and nothing more."""

from collections.abc import Iterator

from safeguarding.common.table_files import Cell, Line
from safeguarding.survey.queries.released import Released
from safeguarding.survey.rules.in_words import verdict
from safeguarding.survey.rules.release import ItemTable, Moved, OptionRow, OutcomeRow, Release, Response, Shown
from safeguarding.survey.rules.summing import summed_up
from safeguarding.survey.rules.telling import apart_sentence, may_say, not_supported, state_in_words

HEADINGS = [
    "Table",
    "Group",
    "Outcome or question",
    "Answer",
    "Figure",
    "People",
    "Value",
    "95% from",
    "95% to",
    "p",
    "p adjusted",
    "In words",
]
INVENTED = "Invented figures: a demonstration"
WITHHELD = "Not shown: it would say something of fewer than 10 people"
ALL = "All who answered"
BOTH = "Answered both times"


def file_lines(found: Released, *, is_demonstration: bool) -> Iterator[Line]:
    """Every figure of the release."""
    told, facts = found.release, found.facts
    if is_demonstration:
        yield [INVENTED]
    yield HEADINGS
    for wave in (told.earlier, told.wave):
        if wave:
            yield from _response("Answered", "All", f"Month {wave.month}", wave.response)
    if told.both is not None:
        yield _line("Answered", "All", "", "", "Both times", people=told.both)
    for row in told.outcomes:
        yield from _outcome(told, row)
    for group in told.groups:
        for when, response in (("earlier", group.earlier_response), ("later", group.later_response)):
            if response:
                yield from _response("Answered", group.name, _month(told, when), response)
        for one in group.rows:
            title = told.outcome(one.outcome).title
            if one.state != "shown":
                yield _line("Group", group.name, title, "", ALL, words=state_in_words(one))
                continue
            yield from _two("Group", group.name, title, told, one.earlier, one.later, one.moved)
    for item in told.items:
        yield from _item(told, item)
    for rows, of_the_later, wave in ((told.dropped_out, False, told.earlier), (told.fresh, True, told.wave)):
        for apart in rows:
            outcome = told.outcome(apart.outcome)
            month = wave.month if wave else 0
            words = apart_sentence(apart, outcome, of_the_later=of_the_later, month=month)
            yield _moved("Those apart", "All", outcome.title, f"Month {month}", apart.moved, words=words)
    for said in may_say(told):
        yield _line("What you may say", "", "", "", "", words=said)
    for claim in not_supported(told):
        yield _line("Not supported", "", "", "", claim.claim, words=claim.why)
    for name in ("method", "software", "asked", "snapshot", "seed"):
        yield _line("How it was computed", "", "", "", name.capitalize(), words=getattr(facts, name))


def _outcome(told: Release, row: OutcomeRow) -> Iterator[Line]:
    table = "Primary outcome" if row.is_primary else "Exploratory"
    if row.ended_because:
        yield _line(table, "All", row.title, "", ALL, words=f"Not compared: {row.ended_because}")
    yield from _two(table, "All", row.title, told, row.earlier, row.later, row.moved)
    for name in ("earlier", "later"):
        if name in row.withheld:
            yield _line(table, "All", row.title, "", f"{_month(told, name)}, {ALL.lower()}", words=WITHHELD)
    if "both" in row.withheld:
        yield _line(table, "All", row.title, "", BOTH, words=WITHHELD)
    if row.both:
        for name, points in (("earlier", row.both.earlier), ("later", row.both.later)):
            figure = f"{_month(told, name)}, {BOTH.lower()}"
            yield _line(table, "All", row.title, "", figure, people=row.both.people, value=points)
        yield _moved(table, "All", row.title, f"Change, {BOTH.lower()}", row.both.moved, people=row.both.people)
    if row.bounds:
        figure = "Change, if all who left it out had said the worst or the best"
        yield _line(table, "All", row.title, "", figure, lower=row.bounds.lower, upper=row.bounds.upper)


def _two(
    table: str, group: str, title: str, told: Release, earlier: Shown | None, later: Shown | None, moved: Moved | None
) -> Iterator[Line]:
    for name, figure in (("earlier", earlier), ("later", later)):
        if figure:
            yield _line(
                table,
                group,
                title,
                "",
                f"{_month(told, name)}, {ALL.lower()}",
                people=figure.people,
                value=figure.value,
                lower=figure.lower,
                upper=figure.upper,
            )
    if moved:
        yield _moved(table, group, title, f"Change, {ALL.lower()}", moved)


def _item(told: Release, item: ItemTable) -> Iterator[Line]:
    people = {"earlier": item.earlier_people, "later": item.later_people}
    for option in (*item.options, *([item.outside] if item.outside else [])):
        for name in ("earlier", "later") if told.earlier and not item.ended_because else ("later",):
            value, is_withheld = _chosen(option, name)
            yield _line(
                "Answers",
                "All",
                item.text,
                option.text,
                _month(told, name),
                people=people[name] if option is not item.outside else None,
                value=value,
                words=WITHHELD if is_withheld else "",
            )
    if together := summed_up(item):
        for name, points in (("earlier", together.earlier), ("later", together.later)):
            if points is not None:
                yield _line("Answers", "All", item.text, together.says, _month(told, name), value=points)


def _chosen(option: OptionRow, name: str) -> tuple[float | None, bool]:
    if name == "earlier":
        return option.earlier, option.is_earlier_withheld
    return option.later, option.is_later_withheld


def _response(table: str, group: str, month: str, response: Response) -> Iterator[Line]:
    yield _line(table, group, "", "", f"{month}, invited", people=response.invited)
    if response.answered is None:
        yield _line(table, group, "", "", f"{month}, answered", words=WITHHELD)
    else:
        yield _line(table, group, "", "", f"{month}, answered", people=response.answered, value=response.rate)


def _moved(
    table: str, group: str, title: str, figure: str, moved: Moved, *, people: int | None = None, words: str = ""
) -> Line:
    return _line(
        table,
        group,
        title,
        "",
        figure,
        people=people,
        value=moved.difference,
        lower=moved.lower,
        upper=moved.upper,
        p=_chance(moved.p),
        adjusted=_chance(moved.adjusted_p),
        words=words or verdict(moved).capitalize(),
    )


def _chance(p: float) -> Cell:
    return p or "under 0.001"


def _line(
    table: str,
    group: str,
    title: str,
    answer: str,
    figure: str,
    *,
    people: Cell = None,
    value: Cell = None,
    lower: Cell = None,
    upper: Cell = None,
    p: Cell = None,
    adjusted: Cell = None,
    words: str = "",
) -> Line:
    return [table, group, title, answer, figure, people, value, lower, upper, p, adjusted, words]


def _month(told: Release, name: str) -> str:
    wave = told.earlier if name == "earlier" and told.earlier else told.wave
    return f"Month {wave.month}"
