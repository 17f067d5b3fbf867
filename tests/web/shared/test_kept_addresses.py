"""Addresses are built once, and kept by all that they depend on."""

import pytest

from safeguarding.web.shared.kept_addresses import KeptAddresses


@pytest.fixture
def built():
    return []


@pytest.fixture
def addresses(built):
    def build(endpoint, **values):
        built.append(endpoint)
        return f"{endpoint} {values}"

    return KeptAddresses(build)


def test_an_address_is_built_once(app, addresses, built):
    with app.test_request_context("/"):
        first = addresses.address("learn.module", {"module": "the-hallway"})
        assert addresses.address("learn.module", {"module": "the-hallway"}) == first
        assert addresses.address("learn.module", {"module": "the-kitchen"}) != first
    assert built == ["learn.module", "learn.module"]


def test_a_number_and_a_yes_are_not_taken_for_each_other(app, addresses):
    with app.test_request_context("/"):
        assert addresses.address("learn.step", {"number": 1}) != addresses.address("learn.step", {"number": True})


def test_where_the_server_mounts_us_is_part_of_it(app):
    for mounted_at in ("", "/spot-it"):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": mounted_at}):
            assert app.url_for("learn.browse") == f"{mounted_at}/learn/library"


@pytest.mark.parametrize("values", [{"_external": True}, {"_scheme": "https", "_external": True}, {"kind": ["a", "b"]}])
def test_what_depends_on_more_is_built_each_time(app, addresses, built, values):
    with app.test_request_context("/"):
        addresses.address("learn.browse", values)
        addresses.address("learn.browse", values)
    assert len(built) == 2


def test_an_address_for_outside_names_the_host_it_was_asked_at(app):
    for host in ("one.example", "two.example"):
        with app.test_request_context("/", base_url=f"http://{host}"):
            assert app.url_for("learn.browse", _external=True) == f"http://{host}/learn/library"
