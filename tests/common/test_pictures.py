"""A picture is drawn anew: what was hidden in it is gone, and what is no whole picture is refused."""

import io
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from safeguarding.common.pictures import (
    FORMATS,
    HEAVY,
    LONGEST_SIDE,
    MOST_PIXELS,
    QUALITIES,
    SMALL_SIDE,
    NotAPicture,
    can_be_drawn,
    made_anew,
)
from safeguarding.common.webp import WEBP, NotWebp, Webp, read_webp
from tests.common.hostile_pictures import (
    SECRET,
    a_bomb,
    a_drawn_picture,
    a_jpeg_of_many_passes,
    a_moving_picture,
    as_file,
    with_secrets,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=["WEBP"])
    image.load()
    return image


def is_near(colour: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 25 for one, other in zip(colour[:3], wanted, strict=True))


class TestMadeAnew:
    @pytest.mark.parametrize("media_type", FORMATS)
    def test_is_the_same_picture_as_webp(self, media_type):
        made = made_anew(as_file(a_drawn_picture(), FORMATS[media_type]), media_type)

        image = drawn(made.content)
        assert (made.width, made.height) == image.size == (400, 300)
        assert is_near(image.getpixel((50, 200)), RED)
        assert is_near(image.getpixel((350, 200)), BLUE)

    @pytest.mark.parametrize("media_type", FORMATS)
    def test_nothing_that_was_beside_the_pixels_is_left(self, media_type):
        content = with_secrets(FORMATS[media_type])
        assert SECRET.encode() in content

        made = made_anew(content, media_type)

        for kept in (made.content, made.small):
            assert SECRET.encode() not in kept
            assert read_webp(kept).beside == ()
            image = drawn(kept)
            assert (dict(image.getexif()), image.info.get("icc_profile")) == ({}, None)

    def test_it_stands_upright(self):
        made = made_anew(with_secrets("JPEG", turned=6), "image/jpeg")

        assert (made.width, made.height) == (300, 400)
        assert is_near(drawn(made.content).getpixel((100, 350)), BLUE)

    @pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
    def test_every_kind_of_png_is_taken(self, mode):
        image = a_drawn_picture(mode="L") if mode == "I;16" else a_drawn_picture()
        made = made_anew(as_file(image.convert(mode), "PNG"), "image/png")
        assert drawn(made.content).size == (400, 300)

    def test_print_colours_become_those_of_a_screen(self):
        made = made_anew(as_file(a_drawn_picture(mode="CMYK"), "JPEG"), "image/jpeg")
        assert is_near(drawn(made.content).getpixel((50, 200)), RED)

    def test_what_can_be_seen_through_stays_so(self):
        image = a_drawn_picture(mode="RGBA")
        image.putpixel((5, 5), (0, 0, 0, 0))
        image.paste((0, 0, 0, 0), (100, 100, 140, 140))

        kept = drawn(made_anew(as_file(image, "PNG"), "image/png").content)

        assert kept.mode == "RGBA"
        assert kept.getpixel((120, 120))[3] == 0

    def test_a_large_one_is_made_smaller_and_has_a_small_one(self):
        made = made_anew(as_file(a_drawn_picture(5000, 2500), "JPEG"), "image/jpeg")

        assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
        assert drawn(made.small).size == (SMALL_SIDE, SMALL_SIDE // 2)

    def test_one_that_is_small_already_needs_no_small_one(self):
        assert made_anew(as_file(a_drawn_picture(200, 200), "PNG"), "image/png").small is None

    def test_few_colours_lose_nothing(self):
        image = Image.new("RGB", (100, 100), (1, 2, 3))
        image.putpixel((50, 50), (4, 5, 6))
        assert drawn(made_anew(as_file(image, "PNG"), "image/png").content).getpixel((50, 50)) == (4, 5, 6)

    def test_noise_is_kept_coarser(self):
        noise = Image.frombytes("L", (900, 900), random.Random(1).randbytes(900 * 900)).convert("RGB")
        kept = made_anew(as_file(noise, "JPEG"), "image/jpeg").content
        assert HEAVY < len(kept) < len(as_file(noise, "WEBP", quality=QUALITIES[0], method=4))

    def test_the_same_file_gives_the_same_bytes(self):
        content = with_secrets("JPEG")
        assert made_anew(content, "image/jpeg") == made_anew(content, "image/jpeg")


class TestRefused:
    @pytest.mark.parametrize("media_type", FORMATS)
    @pytest.mark.parametrize("quarters", [1, 2, 3])
    def test_one_that_was_cut_off(self, media_type, quarters):
        content = as_file(a_drawn_picture(), FORMATS[media_type])
        with pytest.raises(NotAPicture):
            made_anew(content[: len(content) * quarters // 4], media_type)

    def test_one_that_would_be_gigabytes_is_refused_before_it_is_drawn(self):
        bomb = a_bomb()
        tracemalloc.start()
        with pytest.raises(NotAPicture, match="60,000 by 60,000 points"):
            made_anew(bomb, "image/png")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 100_000

    def test_a_webp_that_says_it_is_large(self):
        content = bytearray(as_file(a_drawn_picture(), "WEBP", lossless=True))
        content[21:25] = (0x3FFF | 0x3FFF << 14).to_bytes(4, "little")
        with pytest.raises(NotAPicture, match="16,384 by 16,384"):
            made_anew(bytes(content), WEBP)

    def test_a_jpeg_that_says_it_is_large(self):
        content = bytearray(as_file(a_drawn_picture(), "JPEG"))
        start = content.index(b"\xff\xc0") + 5
        content[start : start + 4] = (60_000).to_bytes(2, "big") * 2
        with pytest.raises(NotAPicture, match="60,000 by 60,000"):
            made_anew(bytes(content), "image/jpeg")

    def test_one_that_keeps_a_computer_busy(self):
        with pytest.raises(NotAPicture, match="too many passes"):
            made_anew(a_jpeg_of_many_passes(), "image/jpeg")

    @pytest.mark.parametrize("media_type", ["image/png", WEBP])
    def test_one_that_moves(self, media_type):
        with pytest.raises(NotAPicture, match="it moves"):
            made_anew(a_moving_picture(FORMATS[media_type]), media_type)

    def test_one_too_small_to_see(self):
        with pytest.raises(NotAPicture, match="1 by 1 points"):
            made_anew(as_file(Image.new("RGB", (1, 1)), "PNG"), "image/png")

    @given(at=st.integers(0, 3000), byte=st.integers(0, 255), media_type=st.sampled_from(sorted(FORMATS)))
    @settings(max_examples=150, deadline=None)
    def test_damage_anywhere_is_refused_or_drawn_and_nothing_else(self, at, byte, media_type):
        content = bytearray(as_file(a_drawn_picture(60, 60), FORMATS[media_type]))
        content[at % len(content)] = byte
        try:
            made = made_anew(bytes(content), media_type)
        except NotAPicture:
            return
        assert made.width * made.height <= MOST_PIXELS
        assert read_webp(made.content).beside == ()


class TestWebp:
    @pytest.mark.parametrize("how", [{"lossless": True}, {"quality": 80}])
    @pytest.mark.parametrize("mode", ["RGB", "RGBA"])
    def test_size_is_read_from_its_bytes(self, how, mode):
        image = a_drawn_picture(301, 77, mode)
        if mode == "RGBA":
            image.paste((0, 0, 0, 0), (10, 10, 20, 20))
        assert read_webp(as_file(image, "WEBP", **how)) == Webp(301, 77, ())

    def test_what_is_beside_the_pixels_is_named(self):
        assert read_webp(with_secrets("WEBP")).beside == ("ICCP", "EXIF", "XMP")

    @given(stop=st.integers(0, 2000))
    @settings(max_examples=60, deadline=None)
    def test_no_beginning_of_one_is_whole(self, stop):
        content = as_file(a_drawn_picture(60, 60), "WEBP")
        with pytest.raises(NotWebp):
            read_webp(content[: min(stop, len(content) - 1)])

    def test_what_follows_it_is_not_part_of_it(self):
        with pytest.raises(NotWebp, match="longer or shorter"):
            read_webp(as_file(a_drawn_picture(60, 60), "WEBP") + b"<script>")

    def test_whether_it_can_be_drawn(self):
        content = as_file(a_drawn_picture(60, 60), "WEBP", lossless=True)
        assert can_be_drawn(content)
        assert not can_be_drawn(content[:30] + bytes(len(content) - 30))
