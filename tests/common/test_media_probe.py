"""Media are what their bytes are, and last as long as their sound does."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.common.media_probe import MP3, SVG, WEBVTT, NotWhole, Recording, media_type_of, probe_mp3

FRAME_MS = 24
HEADER = b"\xff\xf3\x14\xc0"  # MPEG-2, layer III, 8 kilobits, 24 kHz, mono
FRAME = HEADER + b"\x55" * 20
STEREO_FRAME = b"\xff\xfb\x90\x00" + b"\x55" * 413  # MPEG-1, layer III, 128 kilobits, 44.1 kHz


def a_note(frames: int | None, mark: bytes = b"Xing") -> bytes:
    """The silent first frame in which an encoder says how many follow."""
    flags = b"\0\0\0\1" + frames.to_bytes(4, "big") if frames is not None else b"\0\0\0\0"
    note = b"\xff\xf3\x24\xc0" + b"\0" * 9 + mark + flags
    return note + b"\0" * (48 - len(note))


def an_id3_tag(size: int) -> bytes:
    return b"ID3\x03\0\0" + bytes([0, 0, size >> 7, size & 127]) + b"x" * size


class TestMediaType:
    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (FRAME * 3, MP3),
            (an_id3_tag(300) + FRAME, MP3),
            (b"WEBVTT", WEBVTT),
            (b"\xef\xbb\xbfWEBVTT - words\n\n", WEBVTT),
            (b"WEBVTT\r\n\r\n", WEBVTT),
            (b"WEBVTTS\n", None),
            (b'<svg xmlns="http://www.w3.org/2000/svg"/>', SVG),
            (b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE svg>\n<svg>', SVG),
            (b"<html><svg></svg></html>", None),
            (b"\x89PNG\r\n\x1a\n...", "image/png"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
            (b"RIFF\0\0\0\0AVI ", None),
            (b"\0\0\0\x20ftypM4A ", "video/mp4"),
            (b"\xff\xf1\x50\x80" + b"\0" * 60, "audio/aac"),
            (b"%PDF-1.7", "application/pdf"),
            (b"PK\x03\x04", "application/zip"),
            (b"\xff\xff\xff\xff" * 20, None),
            (b"hello", None),
            (b"", None),
        ],
    )
    def test_is_told_by_the_first_bytes(self, content, media_type):
        assert media_type_of(content) == media_type


class TestProbe:
    @given(frames=st.integers(1, 400), tag=st.integers(0, 2000), padding=st.integers(0, 50), tail=st.integers(0, 40))
    @settings(max_examples=40, deadline=None)
    def test_counts_the_frames_whatever_stands_around_them(self, frames, tag, padding, tail):
        content = an_id3_tag(tag) + b"\0" * padding + FRAME * frames + b"\0" * tail

        assert probe_mp3(content) == Recording(frames * FRAME_MS, 1)

    def test_reads_stereo_at_its_own_rate(self):
        assert probe_mp3(STEREO_FRAME * 100) == Recording(2612, 2)

    @pytest.mark.parametrize("mark", [b"Xing", b"Info"])
    @pytest.mark.parametrize("said", [50, None])
    def test_the_frame_that_announces_the_others_is_not_sound(self, mark, said):
        assert probe_mp3(a_note(said, mark) + FRAME * 50).length_ms == 50 * FRAME_MS

    @pytest.mark.parametrize("tail", [b"TAG" + b"x" * 125, b"APETAGEX" + b"x" * 40, b"LYRICSBEGIN...."])
    def test_tags_may_follow(self, tail):
        assert probe_mp3(FRAME * 5 + tail).length_ms == 5 * FRAME_MS

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "no sound where it should begin"),
            (b"not a recording at all", "no sound where it should begin"),
            (an_id3_tag(100), "no sound where it should begin"),
            (an_id3_tag(100)[:50], "no sound where it should begin"),
            (b"\0" * 5000, "no sound where it should begin"),
            (FRAME * 10 + FRAME[:-1], "breaks off in the middle"),
            (a_note(50) + FRAME * 49, "only 49 of its 50 frames"),
            (a_note(50), "only 0 of its 50 frames"),
            (FRAME * 10 + b"<html>", "after 10 frames something follows"),
            (FRAME * 10 + STEREO_FRAME, "changes from one kind to another"),
        ],
    )
    def test_refuses_what_cannot_be_played_to_its_end(self, content, why):
        with pytest.raises(NotWhole, match=why):
            probe_mp3(content)

    @given(content=st.binary(max_size=300))
    @settings(max_examples=50, deadline=None)
    def test_any_bytes_are_measured_or_refused(self, content):
        for each in (content, HEADER + content, b"ID3" + content, FRAME + content):
            media_type_of(each)
            with suppress(NotWhole):
                assert probe_mp3(each).length_ms > 0
