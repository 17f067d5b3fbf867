"""What browsers are told to allow and to keep."""

import dataclasses

import pytest

from safeguarding.app import create_app
from safeguarding.common.database import write
from safeguarding.content.models import Media

FINGERPRINT = "a" * 64


@pytest.mark.parametrize("address", ["/account/sign-in", "/help/worried", "/no-such-page", "/healthz", "/"])
def test_every_answer_is_fenced_in(browser, address):
    headers = browser.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("address", ["/", "/account/who-sees-what", "/learn/record", "/help/privacy"])
def test_no_page_is_kept_by_a_shared_terminal(officers_browser, address):
    headers = officers_browser.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_by_https_cookies_and_pages_stay_on_https(app, database_url):
    settings = dataclasses.replace(app.extensions["settings"], has_https=True)
    secure = create_app(settings)
    answer = secure.test_client().get("/account/sign-in", base_url="https://localhost")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Set-Cookie"].startswith("__Host-session=")
    assert "Secure" in answer.headers["Set-Cookie"]
    secure.extensions["database"].close()


class TestMedia:
    @pytest.fixture(autouse=True)
    def drawing(self, database):
        with write(database) as session:
            session.add(Media(fingerprint=FINGERPRINT, media_type="image/svg+xml", byte_count=6, content=b"<svg/>"))

    def test_is_kept_for_ever_by_the_browser_alone(self, officers_browser):
        answer = officers_browser.get(f"/media/{FINGERPRINT}.svg")
        assert (answer.status_code, answer.data, answer.mimetype) == (200, b"<svg/>", "image/svg+xml")
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert "Vary" not in answer.headers

    def test_is_not_sent_again_to_who_has_it(self, officers_browser):
        answer = officers_browser.get(f"/media/{FINGERPRINT}.svg", headers={"If-None-Match": f'"{FINGERPRINT}"'})
        assert (answer.status_code, answer.data) == (304, b"")

    @pytest.mark.parametrize(
        "name", [f"{FINGERPRINT}.png", f"{FINGERPRINT}", "b.svg", "..%2Fapp.py", f"{FINGERPRINT}.svg.svg"]
    )
    def test_has_one_name_each(self, officers_browser, name):
        assert officers_browser.get(f"/media/{name}").status_code == 404

    def test_is_for_the_force_only(self, browser):
        assert browser.get(f"/media/{FINGERPRINT}.svg").status_code == 302


def test_built_files_are_kept_for_a_year(app, browser):
    with browser.get(app.jinja_env.globals["asset"]("app.css")) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get("/static/css/app.scss").status_code == 404
