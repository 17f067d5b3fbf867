"""An extract sent by browser: read, shown, agreed to, applied whole or not at all, and let go."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from safeguarding.cli import roster_work
from safeguarding.cli.roster_work import work_on
from safeguarding.common.database import Database, write
from safeguarding.people.models import (
    AuditEntry,
    Officer,
    RosterImport,
    RosterUpload,
    RosterUploadFile,
    RosterUploadPage,
)
from safeguarding.people.operations.roster import AsAtInTheFuture
from safeguarding.people.operations.roster_upload import (
    AnotherDifference,
    NotReady,
    Work,
    WrongCount,
    WrongFile,
    agree,
    drop,
    drop_old_uploads,
    start_again,
    take_in,
)
from safeguarding.people.queries.roster_upload import told_page, upload, upload_job
from safeguarding.people.rules.roster_telling import ROWS_A_PAGE, Told
from safeguarding.people.rules.roster_upload import LARGEST_FILE, UploadState
from tests.common.workbooks import a_workbook
from tests.people.people_factories import an_officer
from tests.people.roster_extracts import FEBRUARY, HEADINGS, JANUARY, NOON_TODAY, UNITS, a_line, unit_cells

LATER = NOON_TODAY + timedelta(minutes=2)
UNIT_LINES = [f",,,{unit_cells(code)},," for code in UNITS]


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON_TODAY, tick=False):
        yield


@pytest.fixture
def admin_id(database: Database) -> int:
    """In post since long ago in a unit the extracts know nothing of; the extracts here are partial or name them."""
    with write(database) as session:
        return an_officer(session, staff_number="ADM", display_name="Ada Admin", from_on=JANUARY).id


def a_csv(*lines: str) -> bytes:
    return "\n".join([HEADINGS, *UNIT_LINES, *lines]).encode()


@pytest.fixture
def send(database: Database, admin_id: int):
    def send_(*lines: str, on=JANUARY, is_full=False, content: bytes | None = None, at=NOON_TODAY) -> Work:
        with write(database) as session:
            return take_in(
                session,
                content=content or a_csv(*lines),
                file_name="people.csv",
                sheet_name=None,
                as_at_on=on,
                is_full=is_full,
                uploaded_by_id=admin_id,
                at=at,
            )

    return send_


@pytest.fixture
def look(database: Database):
    def look_(work: Work, at=NOON_TODAY):
        with database.reading() as session:
            return upload(session, public_id=work.public_id, at=at)

    return look_


@pytest.fixture
def says_yes(database: Database, admin_id: int, look):
    def says_yes_(work: Work, *, typed: int | None = None, seen: str | None = None) -> Work:
        fingerprint = seen or look(work).fingerprint
        with write(database) as session:
            return agree(
                session,
                public_id=work.public_id,
                fingerprint=fingerprint,
                typed_count=typed,
                agreed_by_id=admin_id,
                at=NOON_TODAY,
            )

    return says_yes_


def rows(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def page(database: Database, look, work: Work, kind: Told, number: int = 1):
    with database.reading() as session:
        return told_page(session, upload_id=look(work).id, kind=kind, number=number)


class TestReading:
    def test_shows_the_first_rows_and_then_the_difference(self, database, send, look):
        work = send(a_line("0012", "Zoë Król"), a_line("7", "Kim Hidden", protected="yes"))
        assert look(work).state is UploadState.READING

        work_on(database, run=work.run)

        shown = look(work)
        assert shown.state is UploadState.SHOWN
        assert shown.as_read["written"] == "UTF-8, separated by comma"
        assert len(shown.as_read["first_rows"]) == 5
        assert shown.difference["counts"]["joined"] == 2
        assert shown.may_be_applied
        assert [row[:2] for row in page(database, look, work, Told.JOINED)] == [("Zoë Król", "0012")]
        assert shown.difference["withheld"] == {"joined": 1}

    def test_of_a_workbook_is_the_same(self, database, send, look):
        lines = [line.split(",") for line in (HEADINGS, *UNIT_LINES, a_line("0012", "Zoë Król"))]
        work = send(content=a_workbook(lines))
        work_on(database, run=work.run)
        assert look(work).as_read["written"] == "Excel workbook (XLSX), sheet 'People'"
        assert [row[:2] for row in page(database, look, work, Told.JOINED)] == [("Zoë Król", "0012")]

    def test_keeps_nothing_of_protected_posts_but_the_file(self, database, send, look):
        lines = (
            a_line("0077", "Kim Hidden", email="kim.hidden@x.example", protected="yes"),
            a_line("0078", "Kim Faulty", email="kim.faulty", protected="yes"),
        )
        work = send(*lines)
        work_on(database, run=work.run)
        with database.reading() as session:
            kept = repr(session.execute(select(RosterUpload.as_read, RosterUpload.difference)).all())
            kept += repr(session.execute(select(RosterUploadPage.rows)).all())
        assert "Kim" not in kept
        assert "kim" not in kept
        assert "007" not in kept

    def test_names_the_lines_of_those_who_would_no_longer_be_protected(self, database, send, look, says_yes):
        work = send(a_line("7", "Kim Hidden", protected="yes"), a_line("8", "Lou Leaver", protected="yes"))
        work_on(database, run=work.run)
        work_on(database, run=says_yes(work).run)
        again = send(a_line("7", "Kim Hidden", protected="no"), on=FEBRUARY)
        work_on(database, run=again.run)

        found = look(again).difference
        assert found["uncovered_lines"] == [7]
        assert found["withheld"] == {"changed": 1}
        assert "changed" not in found["rows_of"]

    def test_puts_many_rows_on_pages(self, database, send, look):
        work = send(*(a_line(str(number), f"Pat {chr(65 + number % 26)}") for number in range(ROWS_A_PAGE + 1)))
        work_on(database, run=work.run)
        assert look(work).difference["pages_of"]["joined"] == 2
        assert len(page(database, look, work, Told.JOINED, 2)) == 1
        with pytest.raises(NoResultFound):
            page(database, look, work, Told.JOINED, 3)

    def test_of_what_is_no_extract_says_why_and_lets_the_file_go(self, database, send, look):
        work = send(content=b"name;role\nA;B\n")
        work_on(database, run=work.run)
        assert look(work).state is UploadState.REFUSED
        assert "no column for 'staff number'" in look(work).refusal
        assert rows(database, RosterUploadFile) == 0

    def test_that_breaks_tells_where_but_never_what(self, database, send, look, monkeypatch):
        def breaks(*_, **__):
            raise RuntimeError("Zoë Król")

        monkeypatch.setattr(roster_work, "first_read", breaks)
        work = send(a_line("1"))
        with pytest.raises(RuntimeError):
            work_on(database, run=work.run)
        assert "RuntimeError in test_roster_upload.py" in look(work).refusal
        assert "Zoë" not in look(work).refusal

    def test_says_that_it_is_alive(self, database, send, look, monkeypatch):
        monkeypatch.setattr(roster_work, "SECONDS_BETWEEN_SIGNS_OF_LIFE", -1)
        work = send(a_line("1"))
        with time_machine.travel(LATER, tick=False):
            work_on(database, run=work.run)
        assert look(work).fraction == 1

    @pytest.mark.parametrize(
        ("how", "kind"),
        [
            ({"content": b" " * (LARGEST_FILE + 1)}, WrongFile),
            ({"on": NOON_TODAY.date() + timedelta(days=1)}, AsAtInTheFuture),
        ],
    )
    def test_does_not_begin_with_what_cannot_be_right(self, database, send, how, kind):
        with pytest.raises(kind):
            send(a_line("1"), **how)
        assert rows(database, RosterUpload) == 0


class TestAgreeing:
    def test_applies_it_audits_it_and_lets_everything_else_go(self, database, send, look, says_yes, admin_id):
        work = send(a_line("1"), a_line("2"))
        work_on(database, run=work.run)
        work_on(database, run=says_yes(work).run)

        done = look(work)
        assert done.state is UploadState.APPLIED
        assert (done.file_name, done.as_read, done.difference) == ("", None, None)
        assert [rows(database, model) for model in (RosterUploadFile, RosterUploadPage, RosterImport)] == [0, 0, 1]
        with database.reading() as session:
            assert session.scalar(select(RosterImport.applied_by_id)) == admin_id
            assert session.scalar(select(AuditEntry.actor_id)) == admin_id

    def test_needs_the_number_when_many_leave(self, database, send, look, says_yes):
        for on, lines in ((JANUARY, "1234"), (FEBRUARY, "12")):
            work = send(*(a_line(number) for number in lines), a_line("ADM", "Ada Admin"), on=on, is_full=True)
            work_on(database, run=work.run)
            if on is FEBRUARY:
                for typed in (None, 3):
                    with pytest.raises(WrongCount, match="2 people would leave or move"):
                        says_yes(work, typed=typed)
            work_on(database, run=says_yes(work, typed=look(work).difference["count_to_type"]).run)
        assert look(work).state is UploadState.APPLIED

    def test_is_refused_for_faults_for_a_replay_and_before_it_is_shown(self, database, send, says_yes, look):
        faulty = send(a_line("1", title="Wizard"))
        with pytest.raises(NotReady, match="still being read"):
            says_yes(faulty, seen="x")
        work_on(database, run=faulty.run)
        assert look(faulty).difference["faults"] == 1
        with pytest.raises(NotReady):
            says_yes(faulty)
        good = send(a_line("1"))
        work_on(database, run=good.run)
        work_on(database, run=says_yes(good).run)
        replay = send(a_line("1"))
        work_on(database, run=replay.run)
        assert look(replay).difference["is_replay"]
        with pytest.raises(NotReady):
            says_yes(replay)

    def test_by_two_at_once_counts_once(self, database, send, says_yes, look):
        work = send(a_line("1"))
        work_on(database, run=work.run)
        fingerprint = look(work).fingerprint
        told, gate = [], threading.Barrier(2)

        def try_it() -> None:
            gate.wait()
            try:
                told.append(says_yes(work, seen=fingerprint).run)
            except NotReady as refusal:
                told.append(str(refusal))

        both = [threading.Thread(target=try_it) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert "The extract is being applied already." in told
        assert sum(len(one) == 16 for one in told) == 1

    def test_to_what_was_shown_before_is_refused(self, database, send, says_yes):
        work = send(a_line("1"))
        work_on(database, run=work.run)
        with pytest.raises(AnotherDifference):
            says_yes(work, seen="of another")

    def test_is_void_when_another_extract_was_applied_meanwhile(self, database, send, says_yes, look):
        mine, other = send(a_line("1"), a_line("2")), send(a_line("2"))
        for work in (mine, other):
            work_on(database, run=work.run)
        work_on(database, run=says_yes(other).run)
        work_on(database, run=says_yes(mine).run)

        shown = look(mine)
        assert shown.state is UploadState.SHOWN
        assert "Somebody changed the roster" in shown.notice
        assert shown.difference["counts"]["joined"] == 1
        assert rows(database, RosterImport) == 1
        work_on(database, run=says_yes(mine).run)
        assert look(mine).state is UploadState.APPLIED


class TestSilence:
    def test_is_noticed_and_the_work_begun_again(self, database, send, look):
        work = send(a_line("1"))
        assert not look(work).is_silent
        assert look(work, LATER).is_silent
        with write(database) as session:
            with pytest.raises(NotReady):
                start_again(session, public_id=work.public_id, at=NOON_TODAY)
            again = start_again(session, public_id=work.public_id, at=LATER)
        work_on(database, run=work.run)
        assert look(work).state is UploadState.READING
        work_on(database, run=again.run)
        assert look(work).state is UploadState.SHOWN

    def test_of_work_that_applies_means_nothing_was_applied(self, database, send, says_yes, look, monkeypatch):
        """The process dies at the very end: everything it did is rolled back with it."""

        class Killed(BaseException):
            pass

        def dies(*_, **__):
            raise Killed

        work = send(a_line("1"))
        work_on(database, run=work.run)
        run = says_yes(work).run
        monkeypatch.setattr(roster_work, "note_applied", dies)
        with pytest.raises(Killed):
            work_on(database, run=run)

        assert [rows(database, model) for model in (RosterImport, Officer)] == [0, 1]
        assert look(work, LATER).is_silent

    def test_of_work_that_wakes_up_late_cannot_apply_what_was_begun_again(
        self, database, send, says_yes, look, monkeypatch
    ):
        work = send(a_line("1"))
        work_on(database, run=work.run)
        run = says_yes(work).run
        read = roster_work.read_table

        def is_taken_for_dead(*args, **more):
            with write(database) as session:
                start_again(session, public_id=work.public_id, at=LATER)
            return read(*args, **more)

        monkeypatch.setattr(roster_work, "read_table", is_taken_for_dead)
        work_on(database, run=run)
        assert rows(database, RosterImport) == 0
        assert look(work).state is UploadState.READING


class TestLettingGo:
    def test_takes_everything(self, database, send, look):
        work = send(a_line("1"))
        work_on(database, run=work.run)
        with write(database) as session:
            drop(session, public_id=work.public_id, at=NOON_TODAY)
        assert [rows(database, model) for model in (RosterUpload, RosterUploadFile, RosterUploadPage)] == [0, 0, 0]
        with pytest.raises(NoResultFound):
            look(work)

    def test_while_it_is_read_ends_the_work(self, database, send):
        work = send(a_line("1"))
        with write(database) as session:
            drop(session, public_id=work.public_id, at=NOON_TODAY)
        work_on(database, run=work.run)
        assert rows(database, RosterUpload) == 0

    def test_is_refused_while_it_is_applied(self, database, send, says_yes):
        work = send(a_line("1"))
        work_on(database, run=work.run)
        says_yes(work)
        with write(database) as session, pytest.raises(NotReady):
            drop(session, public_id=work.public_id, at=NOON_TODAY)

    def test_happens_by_itself_after_a_day(self, database, send, look):
        work = send(a_line("1"))
        work_on(database, run=work.run)
        fresh = send(a_line("2"), at=LATER)
        tomorrow = NOON_TODAY + timedelta(days=1)
        with pytest.raises(NoResultFound):
            look(work, tomorrow)
        with write(database) as session:
            assert drop_old_uploads(session, at=tomorrow) == 1
        assert look(fresh, tomorrow).public_id == fresh.public_id
        assert rows(database, RosterUploadFile) == 1
        with database.reading() as session:
            assert upload_job(session, run=work.run) is None


class TestFaults:
    def test_that_are_the_same_are_told_once_with_their_lines(self, database, send, look):
        lines = [a_line(str(number), title="Wizard") for number in range(25)]
        work = send(*lines, a_line("99", email="nobody"))
        work_on(database, run=work.run)

        told = page(database, look, work, Told.FAULTS)

        assert [row.name for row in told] == ["25 lines", "Line 32"]
        assert told[0].says[0] == "Role title 'Wizard' is not in the file of role titles."
        assert told[0].says[1].startswith("Lines 7, 8, 9,")
        assert told[0].says[1].endswith(" and 5 more")
        assert look(work).difference["faults"] == 26
