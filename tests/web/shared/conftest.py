"""Pages made up for one test."""

import pytest

from safeguarding.web.shared.audience import everyone


@pytest.fixture
def trying(app, browser):
    """Give the app a page for this test and ask for it."""

    def ask(view, method="POST"):
        app.add_url_rule("/trying", "trying", view if hasattr(view, "audience") else everyone(view), methods=[method])
        return browser.get("/trying") if method == "GET" else browser.sends("/trying")

    return ask
