"""Everything that would have to be put right in a module before officers meet it, and what its authors should weigh."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from safeguarding.common.markdown import pictures_in
from safeguarding.content.formats.registry import FORMATS
from safeguarding.content.rules.case_data import check_case_data
from safeguarding.content.rules.drafts import name_of, parts_of
from safeguarding.content.rules.findings import Finding, Path
from safeguarding.content.rules.gaps import check_gaps
from safeguarding.content.rules.reading_age import check_reading_age
from safeguarding.content.rules.references import check_references
from safeguarding.content.rules.ring import check_ring
from safeguarding.content.rules.wording import MARKDOWN, check_wording, texts_in

_CODE = re.compile(r"'([a-z0-9-]+)'")


@dataclass(frozen=True)
class Known:
    """What a module may name: codes of its campaign, keys of the contact registry, fingerprints of media."""

    themes: tuple[str, ...]
    messages: tuple[str, ...]
    recommendations: tuple[str, ...]
    contacts: tuple[str, ...]
    media: frozenset[str]


def findings_of(kind: str, body: Mapping[str, Any], *, known: Known) -> list[Finding]:
    """What is wrong (it blocks review and publishing), then what should be weighed; each in the order of the body."""
    codes: dict[str, Collection[str]] = {
        "themes": known.themes,
        "messages": known.messages,
        "recommendations": known.recommendations,
        "contacts": known.contacts,
    }
    gaps = list(check_gaps(kind, body))
    # A gap is said once, in the words for those who write here; a pack's author is told of the key that is missing.
    at_gaps = {gap.path for gap in gaps}
    found = [
        *gaps,
        *check_references(body, known=codes),
        *check_wording(body, contact_keys=known.contacts),
        *check_ring(body),
        *(_by_title(body, finding) for finding in FORMATS[kind].check(body) if finding.path not in at_gaps),
        *_media(body, known.media),
        *check_case_data(body),
        *check_reading_age(body),
    ]
    order = {path: at for at, path in enumerate(_paths(body, ()))}
    return sorted(found, key=lambda finding: (finding.is_warning, _at(finding.path, order)))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block."""
    return [finding for finding in findings if not finding.is_warning]


def warnings(findings: Iterable[Finding]) -> list[Finding]:
    """Those that ask for a reason."""
    return [finding for finding in findings if finding.is_warning]


def _by_title(body: Mapping[str, Any], finding: Finding) -> Finding:
    """The same with scenes and endings by their titles: whoever writes here does not see their codes."""
    titles = {part["code"]: name_of(what, part) for what, scene, part in parts_of(body) if scene is None}

    def title(code: re.Match[str]) -> str:
        return f"“{titles[code[1]]}”" if code[1] in titles else code[0]

    message = _CODE.sub(title, finding.message)
    return replace(finding, message=message[:1].upper() + message[1:])


def _media(body: Mapping[str, Any], there: Collection[str]) -> Iterator[Finding]:
    """Pictures and recordings that are not there any more: somebody may have taken them out of the collection."""
    for path, name in _media_names(body, ()):
        if name.partition(".")[0] not in there:
            yield Finding(path, "This picture or recording is not in the collection any more. Choose another.")
    for path, text in _marked_texts(body, ()):
        for name in pictures_in(text):
            if name not in body["text_pictures"]:
                yield Finding(path, f"The text shows a picture '{name}' that is not in the collection. Choose another.")


def _media_names(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("media"), str):
            yield path, value["media"]
        for key, below in value.items():
            yield from _media_names(below, (*path, key))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from _media_names(below, (*path, at))


def _marked_texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    return ((found, text) for found, text in texts_in(value, path) if found[-1] in MARKDOWN)


def _paths(value: Any, path: Path) -> Iterator[Path]:
    """Every path of a body, in its order."""
    yield path
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _paths(below, (*path, key))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from _paths(below, (*path, at))


def _at(path: Path, order: Mapping[Path, int]) -> int:
    """Where a path stands in the order; one that leads to nothing stands where it would."""
    while path not in order:
        path = path[:-1]
    return order[path]
