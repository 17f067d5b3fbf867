"""People are found by any word of their name, in any order, and by staff number; protected posts never are."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from safeguarding.common.clock import london_day, now
from safeguarding.people.models import Posting
from safeguarding.people.queries.people_search import ON_A_PAGE, people_found
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.people.rules.search import words_to_find
from tests.people.people_factories import a_leaver, a_unit, an_officer

TODAY = london_day(now())
MONTH = timedelta(days=30)


def names(session, query, *, page=1):
    found = people_found(session, words=words_to_find(query), on=TODAY, page=page)
    return [person.display_name for person in found.people]


class TestWordsToFind:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("Smith", ("smith",)),
            ("  jo   SMITH ", ("jo", "smith")),
            ("O’Brien-Łuk", ("obrien", "luk")),
            ("Zoë Strauß", ("zoe", "strauss")),
            ("w012345", ("w012345",)),
            ("a", ()),
            ("", ()),
            ('")); drop', ("drop",)),
            ("j s", ()),
        ],
    )
    def test_are_plain_letters_and_digits(self, typed, words):
        assert words_to_find(typed) == words


class TestPeopleFound:
    def test_by_the_beginning_of_any_word_in_any_order(self, session):
        an_officer(session, display_name="Mary Ann O'Brien")

        for query in ("mary", "ann", "o'bri", "obrien", "obri mar", "Ann Mary"):
            assert names(session, query) == ["Mary Ann O'Brien"]
        assert names(session, "brie") == []

    def test_whatever_the_accents(self, session):
        for name in ("Łukasz Wójcik", "Siobhán Ní Dhomhnaill", "Bjørn Åse-Müller"):
            an_officer(session, display_name=name)

        assert names(session, "lukasz wojcik") == ["Łukasz Wójcik"]
        assert names(session, "ŁUKASZ") == ["Łukasz Wójcik"]
        assert names(session, "siobhan") == ["Siobhán Ní Dhomhnaill"]
        assert names(session, "muller bjorn") == ["Bjørn Åse-Müller"]

    def test_by_staff_number(self, session):
        an_officer(session, staff_number="W012345", display_name="Tom Fair")
        an_officer(session, staff_number="AB-77/9", display_name="Ian Dash")

        assert names(session, "w0123") == ["Tom Fair"]
        assert names(session, "ab-77/9") == ["Ian Dash"]

    def test_says_where_they_work_and_whether_they_have_left(self, session):
        unit = a_unit(session, name="Quay Response")
        an_officer(session, unit=unit, display_name="Here Person", role_family=RoleFamily.PCSO)
        a_leaver(session, left_on=TODAY, display_name="Left Person")

        here, left = people_found(session, words=("person",), on=TODAY).people

        assert (here.unit_name, here.role_family) == ("Quay Response", RoleFamily.PCSO)
        assert (left.unit_name, left.role_family) == (None, None)

    def test_a_changed_name_is_found_by_the_new_one_alone(self, session):
        officer = an_officer(session, display_name="Freya Holt")
        officer.display_name = "Freya Łam"
        session.flush()

        assert names(session, "lam") == ["Freya Łam"]
        assert names(session, "holt") == []

    def test_somebody_removed_is_gone(self, session):
        officer = an_officer(session, display_name="Gone Soon")
        session.query(Posting).filter_by(officer_id=officer.id).delete()
        session.delete(officer)
        session.flush()

        assert names(session, "gone") == []

    def test_comes_in_pages_with_a_total(self, session):
        unit = a_unit(session)
        for place in range(ON_A_PAGE + 3):
            an_officer(session, unit=unit, display_name=f"Sam Place{place:03}")

        second = people_found(session, words=("place",), on=TODAY, page=2)

        assert [person.display_name for person in second.people] == [f"Sam Place{p:03}" for p in (25, 26, 27)]
        assert (second.total, second.pages) == (28, 2)

    def test_takes_one_statement(self, session):
        an_officer(session, display_name="One Statement")
        session.flush()
        asked = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))

        people_found(session, words=("one",), on=TODAY)

        assert len(asked) == 1


class TestProtectedPosts:
    def test_are_never_found(self, session):
        an_officer(session, display_name="Hidden One", staff_number="H000001", is_protected=True)

        assert names(session, "hidden") == []
        assert names(session, "h000001") == []

    def test_nor_before_they_begin(self, session):
        officer = an_officer(session, display_name="Hidden Soon")
        moves_to_protected(session, officer, from_on=TODAY + MONTH)

        assert names(session, "hidden") == []

    def test_nor_after_leaving_from_one(self, session):
        a_leaver(session, left_on=TODAY - MONTH, display_name="Hidden Leaver", is_protected=True)

        assert names(session, "hidden") == []

    def test_somebody_who_works_elsewhere_since_is_found(self, session):
        officer = an_officer(session, display_name="Hidden Once", is_protected=True)
        assert names(session, "once") == []
        post(session, officer, is_protected=False, from_on=TODAY)

        assert names(session, "once") == ["Hidden Once"]


def moves_to_protected(session, officer, *, from_on):
    post(session, officer, is_protected=True, from_on=from_on)


def post(session, officer, *, is_protected, from_on):
    session.add(
        Posting(
            officer_id=officer.id,
            unit_id=a_unit(session).id,
            role_family=RoleFamily.RESPONSE,
            is_protected=is_protected,
            from_on=from_on,
        )
    )
    session.flush()
