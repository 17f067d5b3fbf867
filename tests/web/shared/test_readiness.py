"""Which databases a server serves, and what it tells whoever watches it."""

import dataclasses
from datetime import date

import pytest

from safeguarding.app import create_app
from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.common.migrating import migrate_down, migrate_up
from safeguarding.content.models import Campaign, Module, ModuleVersion
from safeguarding.people.models import Installation
from safeguarding.web.shared.readiness import MARKED_AS_DEMONSTRATION, NOT_MIGRATED, OUT_OF_REACH, CannotServe


def a_published_module(session):
    campaign = Campaign(code="c", title="C", starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1), body={})
    session.add(campaign)
    session.flush()
    module = Module(campaign_id=campaign.id, code="m", kind="article", position=1)
    session.add(module)
    session.flush()
    about = {"title": "M", "summary": "", "minutes": 5, "body": {}, "fingerprint": "f"}
    session.add(
        ModuleVersion(module_id=module.id, number=1, state="published", created_at=now(), published_at=now(), **about)
    )


class TestHealthAndReadiness:
    def test_the_process_is_alive_without_a_database(self, app, browser, monkeypatch):
        with monkeypatch.context() as for_now:
            for_now.setitem(app.extensions, "database", None)
            assert browser.get("/healthz").status_code == 200

    def test_is_not_ready_before_a_campaign_is_published(self, browser):
        answer = browser.get("/readyz")
        assert (answer.status_code, answer.text) == (503, "No campaign has been published yet.\n")

    def test_is_ready_with_a_published_campaign(self, browser, database):
        with write(database) as session:
            a_published_module(session)
        assert browser.get("/readyz").status_code == 200

    def test_says_that_the_database_is_out_of_reach(self, app, browser, monkeypatch):
        away = dataclasses.replace(app.extensions["settings"], database_url="sqlite:////nowhere/at/all.sqlite")
        with monkeypatch.context() as for_now:
            for_now.setitem(app.extensions, "settings", away)
            answer = browser.get("/readyz")
        assert (answer.status_code, answer.text) == (503, OUT_OF_REACH + "\n")


class TestStarting:
    def test_refuses_a_demonstrations_database_unless_it_is_one(self, app, database):
        with write(database) as session:
            session.add(Installation(id=1, is_demonstration=True, installed_at=now()))
        with pytest.raises(CannotServe, match="marked as a demonstration") as refusal:
            create_app(app.extensions["settings"])
        assert str(refusal.value) == MARKED_AS_DEMONSTRATION
        create_app(dataclasses.replace(app.extensions["settings"], is_demonstration=True))

    def test_refuses_tables_of_another_version(self, app, database_url):
        migrate_down(database_url, "base")
        try:
            with pytest.raises(CannotServe) as refusal:
                create_app(app.extensions["settings"])
        finally:
            migrate_up(database_url)
        assert str(refusal.value) == NOT_MIGRATED

    def test_refuses_a_database_it_cannot_reach(self, app):
        away = dataclasses.replace(app.extensions["settings"], database_url="postgresql://nobody@127.0.0.1:1/nothing")
        with pytest.raises(CannotServe) as refusal:
            create_app(away)
        assert str(refusal.value) == OUT_OF_REACH

    def test_leaves_no_connection_open_for_a_fork_to_share(self, app):
        again = create_app(app.extensions["settings"])
        database = again.extensions["database"]
        assert database.reader.pool.checkedin() + database.reader.pool.checkedout() == 0
