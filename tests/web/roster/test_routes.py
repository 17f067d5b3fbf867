"""Taking over an HR extract by browser, as administrators meet it: works, refuses, two at once, leaving the page."""

import io
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from safeguarding.cli.roster_work import work_on
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database, write
from safeguarding.people.models import Officer, RoleGrant, RosterImport, RosterUpload, RosterUploadFile
from safeguarding.people.rules.roles import Role
from safeguarding.web.roster import background
from tests.common.workbooks import a_workbook
from tests.people.people_factories import a_unit, an_administrator, an_officer, holds
from tests.people.roster_extracts import HEADINGS, UNITS, a_line, unit_cells
from tests.web.conftest import Browser

UNIT_LINES = [f",,,{unit_cells(code)},," for code in UNITS]
FORM = "application/x-www-form-urlencoded"
TODAY = london_today().isoformat()


@pytest.fixture
def admin_id(database: Database) -> int:
    with write(database) as session:
        return an_administrator(session, staff_number="ADM", display_name="Ada Admin").id


@pytest.fixture
def admin(browser: Browser, admin_id: int) -> Browser:
    browser.is_signed_in_as(admin_id)
    return browser


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """The work that was started; it waits until a test does it."""
    runs: list[str] = []
    monkeypatch.setattr(background, "start", runs.append)
    return runs


@pytest.fixture
def does_it(database: Database, started: list[str]):
    """Do the work that was started last."""
    return lambda: work_on(database, run=started[-1])


def a_csv(*lines: str) -> bytes:
    return "\r\n".join([HEADINGS, *UNIT_LINES, *lines]).encode("utf-8-sig")


def send(browser: Browser, *lines: str, content: bytes | None = None, **fields: str):
    file = FileStorage(io.BytesIO(a_csv(*lines) if content is None else content), "people.csv")
    said = {"as_at_on": TODAY, "kind": "partial", "sheet": "", **fields}
    # Made here, for the client would put a large body into a file and leave it open.
    boundary, body = encode_multipart({"csrf_token": browser.form_token(), "file": file, **said})
    return browser.post("/roster/send", data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def seen(page: str) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page).group(1)


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def apply(browser: Browser, address: str, does_it, **fields: str):
    page = browser.get(f"{address}/difference").text
    answer = browser.sends(f"{address}/apply", seen=seen(page), **fields)
    does_it()
    return answer


class TestTheWholeWay:
    def test_from_the_file_to_the_history_and_back(self, admin, does_it, database):
        sent = send(admin, a_line("0012", "Zoë Król"), a_line("7", "Kim Hidden", protected="yes"))
        address = sent.location
        assert sent.status_code == 303
        assert "The file is being read" in admin.get(address).text
        assert admin.get(address).headers["Refresh"] == "2"

        does_it()
        page = admin.get(address)
        assert "Refresh" not in page.headers
        assert "UTF-8 with a byte order mark, separated by comma" in page.text
        assert "Yes, show what would change" in page.text
        page = admin.get(f"{address}/difference").text
        assert "Zoë Król" in page
        assert "Kim Hidden" not in page
        assert "1 row is of a protected post" in page

        assert apply(admin, address, does_it).location == address
        done = admin.get(address)
        assert done.status_code == 302
        page = admin.get(done.location).text
        assert "Zoë Król" in page
        assert "Kim Hidden" not in page
        assert "Ada Admin" in page
        assert [count(database, model) for model in (Officer, RosterImport, RosterUploadFile)] == [3, 1, 0]

        asked = admin.get(f"{done.location}/undo").text
        assert "who joined by it removed" in asked
        assert admin.sends(f"{done.location}/undo").status_code == 303
        assert count(database, Officer) == 1
        page = admin.get(done.location).text
        assert "Taken back" in page
        assert "Zoë" not in page
        assert "not it" in admin.get(f"{done.location}/undo").text

    def test_is_the_same_with_a_workbook(self, admin, does_it):
        lines = [line.split(",") for line in (HEADINGS, *UNIT_LINES, a_line("0012", "Zoë Król"))]
        address = send(admin, content=a_workbook(lines)).location
        does_it()
        page = admin.get(address).text
        assert "Excel workbook (XLSX), sheet" in page
        assert "Zoë Król" in admin.get(f"{address}/difference").text

    def test_of_a_file_far_larger_than_other_forms_take(self, admin, started, database):
        answer = send(admin, content=a_csv() + b"\r\n" * 3_000_000)
        assert answer.status_code == 303
        small = admin.post("/account/sign-out", data=b"more=" + b"x" * 3_000_000, content_type=FORM)
        assert small.status_code == 413

    def test_with_hundreds_of_rows_goes_page_by_page(self, admin, does_it):
        address = send(admin, *(a_line(str(number), f"Pat {number}x") for number in range(120))).location
        does_it()
        last = admin.get(f"{address}/difference?kind=joined&page=3").text
        assert "Page 3 of 3" in last
        assert "Pat 119x" in last
        assert admin.get(f"{address}/difference?kind=joined&page=4").status_code == 404
        assert admin.get(f"{address}/difference?kind=nonsense").status_code == 404
        done = apply(admin, address, does_it)
        place = admin.get(done.location).location
        assert "Pat 119x" in admin.get(f"{place}?kind=joined&page=3").text


class TestRefusals:
    def test_of_an_empty_form_name_every_field(self, admin, started):
        page = admin.sends("/roster/send").text
        for words in ("Choose the file", "Enter the day", "Say whether everybody"):
            assert page.count(words) == 2
        assert started == []

    def test_of_a_day_to_come(self, admin, started, database):
        page = send(admin, a_line("1"), as_at_on=(london_today() + timedelta(days=2)).isoformat())
        assert "has not come yet" in page.text
        assert count(database, RosterUpload) == 0

    def test_of_a_file_that_is_too_large(self, admin, started, database):
        assert send(admin, content=b"x" * (21 * 1024 * 1024)).status_code == 413
        assert count(database, RosterUpload) == 0

    def test_of_a_hostile_or_broken_file_are_words_on_its_page(self, admin, does_it, database):
        address = send(admin, content=b"PK\x03\x04" + bytes(200)).location
        does_it()
        page = admin.get(address).text
        assert "This cannot be taken over" in page
        assert "The workbook is damaged" in page
        assert admin.get(f"{address}/difference").location == address
        assert count(database, RosterUploadFile) == 0

    def test_for_faults_leave_no_way_to_apply(self, admin, does_it):
        address = send(admin, a_line("1", title="Wizard")).location
        does_it()
        page = admin.get(f"{address}/difference").text
        assert "1 fault." in page
        assert "Apply this extract" not in page
        assert "is not in the file of role titles" in page

    def test_when_many_leave_ask_for_their_number(self, admin, does_it, database):
        first = send(admin, *map(a_line, "1234"), a_line("ADM", "Ada Admin"), kind="full").location
        does_it()
        apply(admin, first, does_it, typed_count="1")
        second = send(admin, a_line("1"), a_line("ADM", "Ada Admin"), kind="full").location
        does_it()
        page = admin.get(f"{second}/difference").text
        assert "How many people leave or move?" in page
        for typed in ("", "5", "three"):
            answer = admin.sends(f"{second}/apply", seen=seen(page), typed_count=typed)
            assert answer.status_code == 200
            assert "There is a problem" in answer.text
        assert count(database, RosterImport) == 1
        apply(admin, second, does_it, typed_count=" 3 ")
        assert count(database, RosterImport) == 2

    def test_of_somebody_without_the_role(self, browser, database, started):
        with write(database) as session:
            officer = an_officer(session)
            holds(session, officer, Role.RECORDS)
        browser.is_signed_in_as(officer.id)
        assert browser.get("/roster").status_code == 403
        assert send(browser, a_line("1")).status_code == 403
        assert started == []

    def test_without_the_forms_token(self, admin, started):
        answer = admin.post("/roster/send", data={"file": (io.BytesIO(b"x"), "x.csv")})
        assert answer.status_code == 400
        assert started == []

    def test_of_a_large_file_from_nobody(self, browser, started):
        assert send(browser, content=b"x" * 3_000_000).status_code == 413

    def test_to_take_back_what_everybody_depends_on(self, admin, does_it, database, admin_id):
        address = send(admin, *map(a_line, "12"), a_line("NEW", "New Admin"), kind="partial").location
        does_it()
        place = admin.get(apply(admin, address, does_it).location).location
        with write(database) as session:
            new = session.scalars(select(Officer).where(Officer.staff_number == "NEW")).one()
            holds(session, new, Role.ADMINISTRATOR)
            session.scalars(select(RoleGrant).where(RoleGrant.officer_id == admin_id)).one().withdrawn_at = now()
            new_id = new.id
        admin.is_signed_in_as(new_id)
        page = admin.sends(f"{place}/undo").text
        assert "Every administrator came into post by this import" in page
        assert count(database, Officer) == 4


class TestTwoAdministrators:
    @pytest.fixture
    def other(self, app, database) -> Browser:
        app.test_client_class = Browser
        browser = app.test_client()
        with write(database) as session:
            other_id = an_administrator(session, unit=a_unit(session), display_name="Olu Other").id
        browser.is_signed_in_as(other_id)
        return browser

    def test_see_each_others_files(self, admin, other, does_it):
        address = send(admin, a_line("1")).location
        does_it()
        page = other.get("/roster").text
        assert "people.csv" in page
        assert "Ada Admin" in page
        assert other.get(address).status_code == 200

    def test_who_both_say_yes_apply_it_once(self, admin, other, does_it, started, database):
        address = send(admin, a_line("1")).location
        does_it()
        pages = [browser.get(f"{address}/difference").text for browser in (admin, other)]
        for browser, page in zip((admin, other), pages, strict=True):
            browser.sends(f"{address}/apply", seen=seen(page))
        assert len(started) == 2
        assert "is being applied already" in other.get("/roster").text
        does_it()
        assert count(database, RosterImport) == 1

    def test_with_two_files_of_whom_the_second_looks_again(self, admin, other, does_it, started, database):
        mine = send(admin, a_line("1"), a_line("2")).location
        does_it()
        theirs = send(other, a_line("2")).location
        does_it()
        page = admin.get(f"{mine}/difference").text
        apply(other, theirs, does_it)
        admin.sends(f"{mine}/apply", seen=seen(page))
        does_it()
        shown = admin.get(f"{mine}/difference").text
        assert "Somebody changed the roster after the difference was shown" in shown
        assert admin.sends(f"{mine}/apply", seen=seen(page)).status_code == 303
        assert "worked out again" in admin.get("/roster").text
        apply(admin, mine, does_it)
        assert count(database, RosterImport) == 2


class TestLeavingThePage:
    def test_changes_nothing_about_the_work(self, admin, does_it, database):
        address = send(admin, a_line("1")).location
        admin.get("/")
        does_it()
        page = admin.get(f"{address}/difference").text
        admin.sends(f"{address}/apply", seen=seen(page))
        waiting = admin.get("/roster").text
        assert "Being applied" in waiting
        page = admin.get(address)
        assert "It is being applied" in page.text
        assert page.headers["Refresh"] == "2"
        does_it()
        assert "Import 1" in admin.get("/roster").text
        assert "people.csv" not in admin.get("/roster").text

    def test_for_work_that_died_finds_it_said_and_a_way_on(self, admin, does_it, started, database):
        address = send(admin, a_line("1")).location
        with time_machine.travel(now() + timedelta(minutes=2), tick=False):
            page = admin.get(address)
            assert "The work has stopped" in page.text
            assert "Refresh" not in page.headers
            assert admin.sends(f"{address}/again").status_code == 303
            does_it()
            assert "Was it read as it is meant?" in admin.get(address).text
        assert len(started) == 2

    def test_for_a_file_that_was_dropped_is_told_so(self, admin, does_it, database):
        address = send(admin, a_line("1")).location
        does_it()
        assert admin.sends(f"{address}/drop").status_code == 303
        assert "are gone. Nothing was changed." in admin.get("/roster").text
        assert admin.get(address).status_code == 404
        assert count(database, RosterUpload) == 0

    def test_for_a_day_means_it_is_gone(self, admin, admin_id, does_it):
        address = send(admin, a_line("1")).location
        does_it()
        with time_machine.travel(now() + timedelta(hours=25), tick=False):
            admin.is_signed_in_as(admin_id)
            assert admin.get(address).status_code == 404


class TestTheProcess:
    def test_is_started_and_does_the_work(self, app, admin, database, monkeypatch):
        """The real thing: a process of its own, over the same database, of a name that looks like an option."""
        begun = []
        monkeypatch.setattr("safeguarding.people.operations.roster_upload.secrets.token_urlsafe", lambda size: "-4work")
        popen = subprocess.Popen

        def note(*args, **more):
            begun.append(popen(*args, **more))
            return begun[-1]

        monkeypatch.setattr(subprocess, "Popen", note)
        address = send(admin, a_line("0012", "Zoë Król")).location
        assert begun[0].args[0] == sys.executable
        assert begun[0].wait(60) == 0
        assert "Zoë Król" in admin.get(f"{address}/difference").text
