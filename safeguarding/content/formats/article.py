"""An article: something to read, then one choice to think about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.markdown import Prose
from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats.front import Front, front_from_pack, read_front, read_prose
from safeguarding.content.interchange.files import PackFiles, TextFile

KIND = "article"


@dataclass(frozen=True)
class CheckChoice:
    """One answer to an article's question. Every answer gets a reply; none is wrong."""

    code: str
    text: str
    reply: str


@dataclass(frozen=True)
class Check:
    """The question at the end of an article."""

    question: str
    choices: tuple[CheckChoice, ...]

    def choice(self, code: str) -> CheckChoice | None:
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class Article(Front):
    """The body of an article. `text.words` is what the reading pace is judged by."""

    text: Prose
    check: Check


def read_article(body: Mapping[str, Any]) -> Article:
    """An article from its canonical body."""
    return Article(**article_parts(body))


def article_parts(body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of Article from a body, for the kinds that extend it."""
    return {
        **read_front(body),
        "text": read_prose(body["text"], body),
        "check": Check(
            question=body["check"]["question"],
            choices=tuple(CheckChoice(**choice) for choice in body["check"]["choices"]),
        ),
    }


def article_from_pack(fields: Fields, files: PackFiles, folder: str) -> tuple[dict[str, Any], dict[str, TextFile]]:
    """An article's body from its module.yaml, and which of its texts stand in files of their own."""
    body = front_from_pack(fields, files)
    body["text"], file = files.text_in_file(fields, "text", folder, body["text_pictures"])
    body["check"] = {"question": None, "choices": []}
    check = fields.inside("check", what="the check")
    if check is not None:
        body["check"] = {
            "question": check.words("question"),
            "choices": [_choice_from_pack(choice) for choice in check.each("choices", what="a choice")],
        }
        check.nothing_else()
    return body, {"text": file}


def _choice_from_pack(fields: Fields) -> dict[str, Any]:
    choice = {
        "code": fields.code("code"),
        "text": fields.words("text"),
        "reply": fields.words("reply", is_optional=True),
    }
    fields.nothing_else()
    return choice
