"""A pack written out as plain files. Reading them gives the same pack: bodies, order, contacts and media."""

import pathlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from safeguarding.common.markdown import with_pictures_named
from safeguarding.common.yaml_writing import write_yaml
from safeguarding.content.formats.registry import FORMATS
from safeguarding.content.interchange.files import MEDIA
from safeguarding.content.interchange.pack import (
    CAMPAIGN_FILE,
    CONTACTS_FILE,
    CONTENT,
    MODULE_FILE,
    MODULES,
    Pack,
    PackModule,
)

IN_TEXTS = "drawing"


class FolderNotEmpty(Exception):
    """Writing among other files would mix two packs."""


def write_pack(pack: Pack, folder: pathlib.Path) -> None:
    """Write a pack into a folder that is new or empty. Raises FolderNotEmpty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(f"{folder} is not an empty folder. Name one that is, or one that is not there yet.")
    for file, content in pack_as_files(pack).items():
        path = folder / CONTENT / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def pack_as_files(pack: Pack) -> dict[str, bytes]:
    """The files of a pack by their paths."""
    names = media_file_names(pack.modules)
    files = {CAMPAIGN_FILE: write_yaml(_campaign(pack)), CONTACTS_FILE: write_yaml(_contacts(pack))}
    for module in pack.modules:
        for name, text in _module_files(module, names).items():
            files[f"{MODULES}/{module.code}/{name}"] = text
    media = {f"{MEDIA}/{names[each.name]}": each.content for each in pack.media}
    return {file: text.encode() for file, text in files.items()} | media


def media_file_names(modules: Iterable[PackModule]) -> dict[str, str]:
    """A name people can read for each media file, from where it is used first: the-hallway-ticket.svg."""
    names: dict[str, str] = {}
    for module in modules:
        for media, use in media_in(module.body):
            if media in names:
                continue
            ending = media.rpartition(".")[2]
            stem, number = f"{module.code}-{use}", 1
            name = f"{stem}.{ending}"
            while name in names.values():
                number += 1
                name = f"{stem}-{number}.{ending}"
            names[media] = name
    return names


def media_in(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The media a body shows or plays, each with what uses it: the code of an object or scene, or the key."""
    for key, value in body.items():
        if key == "text_pictures":
            yield from ((media, IN_TEXTS) for media in value)
        elif isinstance(value, Mapping) and "media" in value:
            yield value["media"], body.get("code", key)
        elif isinstance(value, Mapping):
            yield from media_in(value)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping):
                    yield from media_in(item)


def _campaign(pack: Pack) -> dict[str, Any]:
    campaign = {
        "code": pack.code,
        "title": pack.title,
        "straplines": pack.body["straplines"],
        "months": pack.months,
        "audience": pack.body["audience"],
        "themes": [asdict(theme) for theme in pack.themes],
        "messages": pack.body["messages"],
        "recommendations": pack.body["recommendations"],
        "modules": [module.code for module in pack.modules],
    }
    return _said(campaign)


def _contacts(pack: Pack) -> list[dict[str, Any]]:
    return [_said(asdict(line)) for line in pack.contacts]


def _module_files(module: PackModule, names: Mapping[str, str]) -> dict[str, str]:
    form = FORMATS[module.kind]
    written = _written(form.as_written(module.body), names)
    files = {}
    for key in form.texts_apart:
        name = f"{key}.md"
        files[name] = written[key] + "\n"
        written[key] = name
    return {MODULE_FILE: write_yaml(written), **files}


def _written(body: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A mapping of a body as a pack writes it: pictures by the name of their file, with their words beside them."""
    written: dict[str, Any] = {}
    for key, value in _said(body).items():
        if key == "text_pictures":
            continue
        if isinstance(value, Mapping) and "media" in value:
            written[key] = names[value["media"]]
            if value.get("alt"):
                written["alt" if key == "plate" else f"{key}_alt"] = value["alt"]
        else:
            written[key] = _value(value, names)
    return written


def _value(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return with_pictures_named(value, names)
        case list():
            return [_value(item, names) for item in value]
        case Mapping():
            return _written(value, names)
        case _:
            return value


def _said(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """What a mapping says: keys without a value are not written, and days are written as text."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in mapping.items()
        if value is not None and value != [] and value != "" and value != {}
    }
