"""Pictures to send: good ones, ones with secrets in them, and ones made to do harm."""

import io
import struct
import zlib

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

GPS = 0x8825
SECRET = "51.5007N 0.1246W Sam Example"


def a_drawn_picture(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, with a fine pattern that is not of few colours."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height), fill=(30, 30, 200))
    for x in range(0, width, 3):
        draw.line((x, 0, x, height // 8), fill=(x % 256, x * 7 % 256, 90))
    return image.convert(mode)


def as_file(image: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def with_secrets(form: str, *, turned: int = 1) -> bytes:
    """A picture that says where it was taken, in EXIF, XMP, a comment, an ICC profile and a thumbnail."""
    image = a_drawn_picture()
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = SECRET
    exif[0x9286] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 2.5), 3: "W", 4: (0.0, 7.0, 28.6), 29: SECRET})
    how: dict[str, object] = {"exif": exif.tobytes(), "icc_profile": a_profile()}
    if form == "PNG":
        notes = PngInfo()
        notes.add_text("Comment", SECRET)
        notes.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>", zip=False)
        how["pnginfo"] = notes
    elif form == "JPEG":
        how |= {"comment": SECRET.encode(), "xmp": f"<x>{SECRET}</x>".encode()}
    else:
        how |= {"xmp": f"<x>{SECRET}</x>".encode()}
    return as_file(image, form, **how)


def a_profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def a_png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that would be gigabytes of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000, 9)
    chunks = [a_png_chunk(b"IHDR", header), a_png_chunk(b"IDAT", pixels), a_png_chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def a_jpeg_of_many_passes(passes: int = 5000) -> bytes:
    """A progressive JPEG whose last pass is repeated again and again."""
    jpeg = as_file(a_drawn_picture(), "JPEG", progressive=True)
    last = jpeg.rfind(b"\xff\xda")
    return jpeg[:-2] + jpeg[last:-2] * passes + jpeg[-2:]


def a_moving_picture(form: str) -> bytes:
    frames = [a_drawn_picture(100, 100), a_drawn_picture(100, 100).rotate(90)]
    return as_file(frames[0], form, save_all=True, append_images=frames[1:], duration=200)
