"""The files of a pack: texts and media read once, checked, and named by what is in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from safeguarding.common.markdown import PICTURE_PREFIX, pictures_in, with_pictures_named
from safeguarding.common.yaml_fields import Fields, suggestion
from safeguarding.common.yaml_text import Fault, Node, UnreadableYaml, read_text, read_yaml
from safeguarding.content.interchange.media import (
    MEDIA_READERS,
    MediaNotes,
    PackMedia,
    PackPicture,
    PackRecording,
    PackTranscript,
)

MEDIA = "media"
_FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+")
_SIZE = re.compile(r"([1-9][0-9]{0,4})\s?[x×]\s?([1-9][0-9]{0,4})")

AnyMedia = TypeVar("AnyMedia", bound=PackMedia)


@dataclass(frozen=True)
class TextFile:
    """Where a text stands that has a file of its own, or where that file is named.

    `item_lines` says so for each item, when the text has become a list.
    """

    file: str
    first_line: int
    item_lines: tuple[int, ...] = ()

    def line_of(self, path: tuple[str | int, ...], row: int) -> int:
        """The line of this file that a path of the body, and a row of the text there, lead to."""
        item = path[1] if len(path) > 1 else None
        first = self.item_lines[item] if self.item_lines and isinstance(item, int) else self.first_line
        return first + row


class PackFiles:
    """One pack's folder while it is read. Faults and warnings are collected here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._media: dict[str, PackMedia | None] = {}

    def media_used(self) -> list[PackMedia]:
        """The media some text or module shows or plays."""
        return [media for media in self._media.values() if media is not None]

    def yaml(self, file: str) -> Node | None:
        """A YAML file of the pack, or None with its fault noted."""
        content = self.content(file)
        if content is None:
            return None
        try:
            return read_yaml(content, file, self.faults)
        except UnreadableYaml as refusal:
            self.faults.append(refusal.fault)
            return None

    def content(self, file: str) -> bytes | None:
        """The bytes of a file of the pack; a link that leads out of the pack counts as missing."""
        path = self.folder / file
        if not path.is_file() or not path.resolve().is_relative_to(self.folder):
            self.faults.append(Fault(file, None, "this file is missing. Add it to the pack."))
            return None
        return path.read_bytes()

    def note_unused_media(self) -> None:
        for path in sorted((self.folder / MEDIA).glob("*")):
            if path.is_file() and not path.name.startswith(".") and path.name not in self._media:
                self.warnings.append(Fault(f"{MEDIA}/{path.name}", None, "nothing shows this file; it is not loaded."))

    def text_in_file(self, fields: Fields, key: str, folder: str, sizes: dict[str, Any]) -> tuple[str | None, TextFile]:
        """The Markdown of the file a key names, and where it stands."""
        name = fields.words(key)
        nowhere = TextFile(fields.file, fields.line_of(key))
        if name is None:
            return None, nowhere
        if not _FILE_NAME.fullmatch(name) or not name.endswith(".md"):
            fields.fault(key, f"'{key}' is '{name}'. Name a Markdown file in this folder, like text.md.")
            return None, nowhere
        file = f"{folder}/{name}"
        if not (self.folder / file).is_file():
            fields.fault(key, f"the file '{name}' is not in {folder}. Add it, or correct the name.")
            return None, nowhere
        try:
            text = read_text(self.content(file) or b"", file)
        except UnreadableYaml as refusal:
            self.faults.append(refusal.fault)
            return None, nowhere
        if not text.strip():
            self.faults.append(Fault(file, None, "this file has no text. Write it."))
        place = TextFile(file, 1 + len(text) - len(text.lstrip("\n")))
        text = text.strip("\n")
        return self._with_pictures(text, lambda row: Fault(file, place.first_line + row, ""), sizes), place

    def text(self, fields: Fields, key: str, sizes: dict[str, Any]) -> str | None:
        """The Markdown written under a key."""
        text = fields.prose(key)
        if text is None:
            return None
        return self._with_pictures(text, lambda row: Fault(fields.file, fields.text_line(key, row), ""), sizes)

    def _with_pictures(self, text: str, place: Callable[[int], Fault], sizes: dict[str, Any]) -> str:
        """Markdown with its pictures named by fingerprint; their sizes are added to `sizes`."""
        names: dict[str, str] = {}
        for name in pictures_in(text):
            media, problem = self._find(name, PackPicture)
            if media is None:
                row = text.count("\n", 0, text.find(PICTURE_PREFIX + name))
                if problem:
                    self.faults.append(replace(place(row), message=problem))
            else:
                names[name] = media.name
                sizes[media.name] = {"width": media.width, "height": media.height}
        return with_pictures_named(text, names)

    def picture(
        self, fields: Fields, key: str, *, alt: str, size: str | None = None, is_alt_optional: bool = False
    ) -> dict[str, Any] | None:
        """The picture a key names, with its words (key `alt`) and size; None if the key is not there."""
        words = fields.words(alt, is_optional=is_alt_optional or not fields.has(key))
        written_size = fields.words(size, is_optional=True) if size else None
        if not fields.has(key):
            for lonely, value in ((alt, words), (size, written_size)):
                if lonely and value:
                    fields.fault(lonely, f"'{lonely}' is given without '{key}'. Add `{key}:`, or take it out.")
            return None
        name = fields.words(key)
        at_fault = {"media": None, "width": None, "height": None, "alt": words}
        if name is None:
            return at_fault
        media, problem = self._find(name, PackPicture)
        if problem:
            fields.fault(key, problem)
        if media is None:
            return at_fault
        if size and written_size:
            match = _SIZE.fullmatch(written_size)
            if match is None:
                fields.fault(size, f"'{size}' is '{written_size}'. Write width x height, like 1000x820.")
            elif (int(match[1]), int(match[2])) != (media.width, media.height):
                fields.fault(
                    size,
                    f"'{size}' is {written_size}; the picture itself is {media.width}x{media.height}. Make them one.",
                )
        return {"media": media.name, "width": media.width, "height": media.height, "alt": words}

    def recording(self, fields: Fields, key: str) -> PackRecording | None:
        """The recording a key names."""
        return self._named(fields, key, PackRecording)

    def transcript(self, fields: Fields, key: str) -> tuple[PackTranscript | None, TextFile]:
        """The transcript a key names, and where each of its captions stands."""
        transcript = self._named(fields, key, PackTranscript)
        if transcript is None:
            return None, TextFile(fields.file, fields.line_of(key))
        return transcript, TextFile(f"{MEDIA}/{fields.words(key)}", 1, tuple(cue.line for cue in transcript.cues))

    def _named(self, fields: Fields, key: str, wanted: type[AnyMedia]) -> AnyMedia | None:
        name = fields.words(key)
        if name is None:
            return None
        media, problem = self._find(name, wanted)
        if problem:
            fields.fault(key, problem)
        return media

    def _find(self, name: str, wanted: type[AnyMedia]) -> tuple[AnyMedia | None, str]:
        """A media file of the pack, or why there is none ('' when its own file has been found at fault)."""
        if not _FILE_NAME.fullmatch(name) or not name.endswith(wanted.endings):
            ending = " or ".join(wanted.endings)
            return None, f"'{name}' cannot be {wanted.what}. Name a file of {MEDIA}/ that ends in {ending}."
        if name not in self._media:
            if not (self.folder / MEDIA / name).is_file():
                there = [path.name for path in (self.folder / MEDIA).glob("*") if path.name.endswith(wanted.endings)]
                return None, f"the file '{name}' is not in {MEDIA}/. {suggestion(name, there)}"
            self._media[name] = self._read(name)
        media = self._media[name]
        return media if isinstance(media, wanted) else None, ""

    def _read(self, name: str) -> PackMedia | None:
        file = f"{MEDIA}/{name}"
        content = self.content(file)
        if content is None:
            return None
        return MEDIA_READERS["." + name.rpartition(".")[2]](content, MediaNotes(file, self.faults, self.warnings))
