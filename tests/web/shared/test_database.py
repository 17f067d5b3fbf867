"""What a request may do to the database, by its method."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from safeguarding.people.models import Unit
from safeguarding.web.shared.database import (
    ChangedWithoutCommit,
    get_session,
    reading_session,
    record_viewing,
)


def a_unit(code="U1"):
    return Unit(code=code, name="Harbour Response", kind="team")


def units(database):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Unit))


class TestGet:
    def test_cannot_write(self, trying, database):
        def view():
            get_session().add(a_unit())
            get_session().flush()
            get_session().commit()
            return "written"

        with pytest.raises(SQLAlchemyError, match=r"(?i)read-?only"):
            trying(view, "GET")
        assert units(database) == 0

    def test_may_record_a_viewing_and_nothing_else(self, trying, database):
        def view():
            with record_viewing() as session:
                session.add(a_unit())
            return str(get_session().scalar(select(func.count()).select_from(Unit)))

        assert trying(view, "GET").text == "1"
        assert units(database) == 1


class TestPost:
    def test_writes_what_it_commits(self, trying, database):
        def view():
            get_session().add(a_unit())
            get_session().commit()
            return "written"

        assert trying(view).status_code == 200
        assert units(database) == 1

    @pytest.mark.parametrize("flushes", [True, False], ids=["flushed", "only added"])
    def test_fails_here_when_it_forgets_to_commit(self, trying, database, flushes):
        def view():
            get_session().add(a_unit())
            if flushes:
                get_session().flush()
            return "forgotten"

        with pytest.raises(ChangedWithoutCommit):
            trying(view)
        assert units(database) == 0

    def test_fails_here_when_it_changes_something_after_its_commit(self, trying):
        def view():
            get_session().add(a_unit())
            get_session().commit()
            get_session().add(a_unit("U2"))
            get_session().flush()
            return "forgotten"

        with pytest.raises(ChangedWithoutCommit):
            trying(view)

    def test_may_refuse_after_changing_something_if_it_says_so(self, trying, database):
        def view():
            get_session().add(a_unit())
            get_session().flush()
            return "refused", 409

        assert trying(view).status_code == 409
        assert units(database) == 0

    def test_may_look_without_taking_the_turn_to_write(self, trying, database):
        def view():
            seen = reading_session().scalar(select(func.count()).select_from(Unit))
            with database.writing() as somebody_else, somebody_else.begin():
                somebody_else.add(a_unit())
            return str(seen)

        assert trying(view).text == "0"
        assert units(database) == 1


class TestNothingFound:
    def test_is_a_page_that_is_not_there(self, trying):
        answer = trying(lambda: get_session().get_one(Unit, 42), "GET")
        assert answer.status_code == 404
        assert "We cannot find that page" in answer.text
