"""A recording is given whole, in parts, or not again: as RFC 9110 has it, so that players can jump and go on."""

from hashlib import sha256

import pytest

from safeguarding.common.database import write
from safeguarding.content.models import Media

SOUND = bytes(range(256)) * 40
LENGTH = len(SOUND)
FINGERPRINT = sha256(SOUND).hexdigest()
ADDRESS = f"/media/{FINGERPRINT}.mp3"
ETAG = f'"{FINGERPRINT}"'


@pytest.fixture
def listener(officers_browser, database):
    with write(database) as session:
        session.add(Media(fingerprint=FINGERPRINT, media_type="audio/mpeg", byte_count=LENGTH, content=SOUND))
    return officers_browser


def part(listener, wanted, **headers):
    return listener.get(ADDRESS, headers={"Range": wanted, **headers})


class TestWhole:
    def test_is_given_with_its_length_and_may_be_kept(self, listener):
        answer = listener.get(ADDRESS)
        assert (answer.status_code, answer.data) == (200, SOUND)
        assert answer.mimetype == "audio/mpeg"
        assert answer.headers["Content-Length"] == str(LENGTH)
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["ETag"] == ETAG
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"

    def test_head_tells_the_same_without_the_sound(self, listener):
        whole, head = listener.get(ADDRESS), listener.head(ADDRESS)
        assert (head.status_code, head.data) == (200, b"")
        told = ("Content-Length", "Content-Type", "Accept-Ranges", "ETag", "Cache-Control")
        assert [head.headers[name] for name in told] == [whole.headers[name] for name in told]

    @pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"])
    def test_is_not_sent_again_to_who_has_it(self, listener, known):
        answer = listener.get(ADDRESS, headers={"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == ETAG

    def test_is_only_for_people_who_are_signed_in(self, browser, database):
        assert browser.get(ADDRESS).status_code == 302

    @pytest.mark.parametrize("address", [f"/media/{FINGERPRINT}.svg", f"/media/{'0' * 64}.mp3", "/media/x.mp3"])
    def test_has_one_address(self, listener, address):
        assert listener.get(address).status_code == 404


class TestParts:
    @pytest.mark.parametrize(
        ("wanted", "start", "stop"),
        [
            ("bytes=0-", 0, LENGTH),
            ("bytes=0-0", 0, 1),
            ("bytes=100-199", 100, 200),
            ("bytes=1000-", 1000, LENGTH),
            ("bytes=-500", LENGTH - 500, LENGTH),
            (f"bytes=100-{LENGTH + 900}", 100, LENGTH),
        ],
    )
    def test_a_part_is_given(self, listener, wanted, start, stop):
        answer = part(listener, wanted)
        assert (answer.status_code, answer.data) == (206, SOUND[start:stop])
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{LENGTH}"
        assert answer.headers["Content-Length"] == str(stop - start)
        assert answer.headers["ETag"] == ETAG

    @pytest.mark.parametrize("wanted", [f"bytes={LENGTH}-", f"bytes={LENGTH + 5}-{LENGTH + 9}", "bytes=-0"])
    def test_what_lies_beyond_the_end_is_refused_with_the_length(self, listener, wanted):
        answer = part(listener, wanted)
        assert answer.status_code == 416
        assert answer.headers["Content-Range"] == f"bytes */{LENGTH}"

    @pytest.mark.parametrize("wanted", ["bytes=", "bytes=9-3", "bytes=a-b", "pages=1-2"])
    def test_what_is_no_range_is_passed_over_or_refused(self, listener, wanted):
        assert part(listener, wanted).status_code in {200, 416}

    def test_a_part_of_what_somebody_has_is_given_only_while_it_is_the_same(self, listener):
        same = part(listener, "bytes=10-19", **{"If-Range": ETAG})
        other = part(listener, "bytes=10-19", **{"If-Range": '"another"'})
        assert (same.status_code, same.data) == (206, SOUND[10:20])
        assert (other.status_code, other.data) == (200, SOUND)

    def test_head_of_a_part_has_no_sound(self, listener):
        answer = listener.head(ADDRESS, headers={"Range": "bytes=0-99"})
        assert answer.status_code in {200, 206}
        assert answer.data == b""

    def test_the_parts_together_are_the_whole(self, listener):
        parts = [part(listener, f"bytes={start}-{start + 999}").data for start in range(0, LENGTH, 1000)]
        assert b"".join(parts) == SOUND
