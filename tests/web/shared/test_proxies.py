"""Who asked, when a server of the force's own stands before the app."""

import dataclasses

import pytest
from flask import request

from safeguarding.app import create_app
from safeguarding.config import WrongSettings, settings_from
from safeguarding.web.shared.audience import everyone

CLAIMS = {"X-Forwarded-For": "10.0.0.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "spot-it.example"}


def told(settings):
    app = create_app(settings)
    app.add_url_rule("/told", "told", everyone(lambda: f"{request.remote_addr} {request.url}"))
    answer = app.test_client().get("/told", headers=CLAIMS).text
    app.extensions["database"].close()
    return answer


def test_nobody_is_believed_unless_the_force_says_so(app):
    assert told(app.extensions["settings"]) == "127.0.0.1 http://localhost/told"


def test_one_proxy_is_believed_when_there_is_one(app):
    behind_one = dataclasses.replace(app.extensions["settings"], proxies=1)
    assert told(behind_one) == "10.0.0.9 https://spot-it.example/told"


def test_the_setting_is_a_number():
    enough = {"SECRET_KEY": "x" * 32}
    assert settings_from({**enough, "PROXIES": "1"}).proxies == 1
    assert settings_from(enough).proxies == 0
    with pytest.raises(WrongSettings, match="PROXIES is 'one'"):
        settings_from({**enough, "PROXIES": "one"})
