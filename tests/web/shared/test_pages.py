"""What stands around every page: the lines to ring are drawn once, and anew as soon as the registry changes."""

from datetime import date

import pytest
from sqlalchemy import update

from safeguarding.common.database import write
from safeguarding.content.models import Contact
from safeguarding.content.queries.contacts import contacts


@pytest.fixture
def hub(database):
    with write(database) as session:
        session.add(
            Contact(
                key="hub",
                name="The hub",
                purpose="Ask first",
                value="01234 500 001",
                dial="01234500001",
                hours="Day and night",
                who_may_call="Everybody",
                owner="Safeguarding hub",
                review_on=date(2027, 11, 1),
                position=1,
            )
        )


def test_a_line_that_somebody_changes_elsewhere_is_right_on_the_next_page(browser, hub, database):
    assert 'href="tel:01234500001"' in browser.get("/help/accessibility").text

    with write(database) as session:
        session.execute(update(Contact).values(value="01234 500 002", dial="01234500002"))

    page = browser.get("/help/accessibility").text
    assert 'href="tel:01234500002"' in page
    assert "01234500001" not in page


def test_the_registry_is_the_same_object_until_it_changes(hub, database):
    with database.reading() as session:
        first = contacts(session)
        assert contacts(session) is first
        assert first.named(("hub", "gone")) is first.named(("hub", "gone"))

    with write(database) as session:
        session.execute(update(Contact).values(name="The safeguarding hub"))

    with database.reading() as session:
        assert [line.name for line in contacts(session)] == ["The safeguarding hub"]
