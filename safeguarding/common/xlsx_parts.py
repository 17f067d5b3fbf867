"""The parts of a workbook, which is a ZIP of XML: each checked before it is unpacked, and parsed as it streams past.

Nothing the file says of itself is believed, and neither a bomb nor an honest large part costs memory.
"""

import io
import posixpath
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from safeguarding.common.spreadsheet import UnreadableFile

ZIP_BEGINS = b"PK\x03\x04"
DIRECTORY_ENDS = struct.Struct("<4s4H2LH")
DIRECTORY_ENDS_MARK = b"PK\x05\x06"
LONG_DIRECTORY_MARK = b"PK\x06\x07"
LONGEST_COMMENT = 65_535

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 1_000
LARGEST_DIRECTORY = MEGABYTE // 4
LARGEST_SHEET = 64 * MEGABYTE
LARGEST_SMALL_PART = 2 * MEGABYTE
# What people type shrinks to about a tenth; only what was made to fill a disk shrinks to less than a hundredth.
MOST_UNPACKED_FOR_ITS_SIZE = 100
LONGEST_TAG = MEGABYTE
DEEPEST = 64
CHUNK = 64 * 1024

SAVE_AS_CSV = "Open it in Excel and save it as 'CSV UTF-8'."
DAMAGED = "The workbook is damaged or cut off. Open it in Excel and save it again."
TOO_LARGE = f"The workbook holds far more than people and units. {SAVE_AS_CSV}"


class Parts:
    """The parts of a workbook by their names."""

    def __init__(self, content: bytes) -> None:
        self._archive = _opened(content)
        self._parts = {info.filename.lstrip("/"): info for info in self._archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def size_of(self, part: str) -> int:
        return self._parts[part].file_size

    def target_of(self, part: str, kind: str) -> str | None:
        return next((target for _, (its_kind, target) in self.targets(part) if its_kind == kind), None)

    def targets(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """What a part points to: link, then kind and part."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links in self._parts:
            for _, tag, attributes in self.elements(links):
                if tag == "Relationship" and attributes.get("TargetMode") != "External":
                    kind = attributes.get("Type", "").rpartition("/")[2]
                    target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                    yield attributes.get("Id", ""), (kind, target.lstrip("/"))

    def elements(self, part: str) -> Iterator[tuple[str, str, dict[str, str]]]:
        """The tags of a small part: parent, name (without prefix), attributes."""
        found: list[tuple[str, str, dict[str, str]]] = []
        open_tags: list[str] = [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            found.append((open_tags[-1], local, attributes))
            open_tags.append(local)
            refuse_if_too_deep(len(open_tags))

        def end(name: str) -> None:
            open_tags.pop()

        for _ in self.parsed(part, LARGEST_SMALL_PART, parser_of(start, end)):
            yield from found
            found.clear()

    def parsed(self, part: str, largest: int, parser: expat.XMLParserType) -> Iterator[None]:
        """Feed a part to a parser, piece by piece, giving the caller a turn after each."""
        info = self._parts[part]
        if info.file_size > largest:
            raise UnreadableFile(TOO_LARGE)
        if info.file_size > MEGABYTE and info.file_size > MOST_UNPACKED_FOR_ITS_SIZE * info.compress_size:
            raise UnreadableFile(TOO_LARGE)
        fed = 0
        try:
            # It never gives more than the size checked above, whatever is packed.
            with self._archive.open(info) as stream:
                while piece := stream.read(CHUNK):
                    fed += len(piece)
                    parser.Parse(piece)
                    # Expat looks at an unfinished tag again with each piece, so a very long one would take for ever.
                    if fed - parser.CurrentByteIndex > LONGEST_TAG:
                        raise UnreadableFile(TOO_LARGE)
                    yield
            parser.Parse(b"", True)
            yield
        except (expat.ExpatError, BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise UnreadableFile(DAMAGED) from None


def _opened(content: bytes) -> ZipFile:
    """The ZIP, once its directory has been found small, whole and plain."""
    at = content.rfind(DIRECTORY_ENDS_MARK, max(0, len(content) - LONGEST_COMMENT - DIRECTORY_ENDS.size))
    if at < 0 or len(content) < at + DIRECTORY_ENDS.size:
        raise UnreadableFile(DAMAGED)
    _, _, _, _, entries, directory_size, _, _ = DIRECTORY_ENDS.unpack_from(content, at)
    is_long = content[max(0, at - 20) : at].startswith(LONG_DIRECTORY_MARK)
    if is_long or entries > MOST_ENTRIES or directory_size > LARGEST_DIRECTORY:
        raise UnreadableFile(TOO_LARGE)
    try:
        archive = ZipFile(io.BytesIO(content))
    except (BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        raise UnreadableFile(DAMAGED) from None
    entries_found = archive.infolist()
    names = {info.filename.lstrip("/") for info in entries_found}
    if len(names) < len(entries_found) or sum(info.compress_size for info in entries_found) > len(content):
        raise UnreadableFile(DAMAGED)
    for info in entries_found:
        _refuse_strange(info)
    return archive


def _refuse_strange(info: ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise UnreadableFile(f"The workbook is locked with a password. {SAVE_AS_CSV}")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UnreadableFile(DAMAGED)
    if info.file_size > LARGEST_SHEET:
        raise UnreadableFile(TOO_LARGE)


def parser_of(start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    # Definitions of one's own are how a few bytes of XML become gigabytes; Excel writes none.
    parser.StartDoctypeDeclHandler = _refuse_definitions
    return parser


def _refuse_definitions(*_: Any) -> None:
    raise UnreadableFile(DAMAGED)


def refuse_if_too_deep(depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableFile(DAMAGED)
