"""The training record, for those who keep it: who completed what and when, never how well. Every look is noted."""

from collections.abc import Iterator

from flask import Response, current_app, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.common.table_files import MEDIA_TYPES, WAYS_TO_WRITE
from safeguarding.common.table_files import Line as FileLine
from safeguarding.learning.queries.record import record_of
from safeguarding.learning.queries.training_record import recorded_modules, recorded_person, training_record
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.units import KnownUnit, find_unit_by_code, unit_tree
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.figure_forms import KINDS_OF_FILE, REASONS_TO_LOOK, RecordFileForm, RecordForm
from safeguarding.web.dashboard.reach_file import INVENTED
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session
from safeguarding.web.shared.signing_in import current_officer

RECORDS = FIGURES.pages[3]
HEADINGS = ["Staff number", "Name", "Unit code", "Unit", "Kind of work"]
NO_SUCH_RECORD = "No record can be shown for this staff number"


@bp.get("/records")
@only(*RECORDS.roles)
def records() -> str:
    """Ask for one person's record, or for a file of a unit's or of everybody's."""
    return _page(RecordForm(), RecordFileForm())


@bp.post("/records/person")
@only(*RECORDS.roles)
def records_person() -> ResponseReturnValue:
    """What one person has completed, and when; noted with the reason."""
    form = RecordForm()
    if not form.validate_on_submit():
        return _page(form, RecordFileForm(formdata=None))
    looking = reading_session()
    person = recorded_person(looking, staff_number=form.staff_number.data, on=london_today())
    if person is None:
        form.staff_number.errors = [NO_SUCH_RECORD]
        return _page(form, RecordFileForm(formdata=None))
    rows = record_of(looking, officer_id=person.officer_id)
    _note("record.viewed", {"officer": person.officer_id, "because": form.because.data})
    return render_template("dashboard/record-person.html", person=person, rows=rows)


@bp.post("/records/file")
@only(*RECORDS.roles)
def records_file() -> ResponseReturnValue:
    """The record of a unit with all below it, or of everybody, sent as it is read; noted with the reason."""
    form = RecordFileForm()
    unit: KnownUnit | None = None
    unit_ids: set[int] | None = None
    if form.validate_on_submit() and form.unit.data:
        unit = find_unit_by_code(reading_session(), code=form.unit.data)
        if unit is None:
            form.unit.errors = ["There is no unit with this code"]
        else:
            unit_ids = {one.id for one in unit_tree(reading_session(), on=london_today()) if unit.id in one.path}
            if not unit_ids:
                form.unit.errors = ["This unit is closed. Its people are in the file of the unit they work in now"]
    if form.errors or not form.is_submitted():
        return _page(RecordForm(formdata=None), form)
    ending = form.kind.data
    _note("record.exported", {"unit": unit.id if unit else None, "because": form.because.data, "as": ending})
    answer = Response(
        stream_with_context(WAYS_TO_WRITE[ending](_lines(unit_ids))),
        content_type=MEDIA_TYPES[ending],
    )
    name = f"training-record-{unit.code.lower() if unit else 'force'}-{london_today().isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _note(action: str, about: dict[str, str | int | None]) -> None:
    session = get_session()
    record(session, actor_id=current_officer().officer_id, action=action, about=about, at=now())
    session.commit()


def _lines(unit_ids: set[int] | None) -> Iterator[FileLine]:
    """The file's lines. People in protected posts are not in it."""
    session, today = reading_session(), london_today()
    modules = recorded_modules(session)
    if current_app.extensions["settings"].is_demonstration:
        yield [INVENTED]
    yield [*HEADINGS, *(module.title for module in modules)]
    for line in training_record(session, modules=modules, unit_ids=unit_ids, on=today):
        family = ROLE_FAMILY_NAMES[RoleFamily(line.role_family)]
        yield [line.staff_number, line.display_name, line.unit_code, line.unit_name, family, *line.done_on]


def _page(person_form: RecordForm, file_form: RecordFileForm) -> str:
    form = person_form if person_form.errors else file_form
    return render_template(
        "dashboard/records.html",
        form=form,
        person_form=person_form,
        file_form=file_form,
        reasons=REASONS_TO_LOOK,
        kinds=KINDS_OF_FILE,
    )
