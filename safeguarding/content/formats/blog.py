"""A blog: an article in somebody's own voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats.article import Article, article_from_pack, article_parts
from safeguarding.content.interchange.files import PackFiles, TextFile

KIND = "blog"


@dataclass(frozen=True)
class Author:
    """Who is speaking. `about` says so where the person is invented."""

    name: str
    role: str
    about: str


@dataclass(frozen=True)
class Blog(Article):
    """The body of a blog."""

    by: Author


def read_blog(body: Mapping[str, Any]) -> Blog:
    """A blog from its canonical body."""
    return Blog(**article_parts(body), by=Author(**body["by"]))


def blog_from_pack(fields: Fields, files: PackFiles, folder: str) -> tuple[dict[str, Any], dict[str, TextFile]]:
    """A blog's body from its module.yaml, and which of its texts stand in files of their own."""
    body, own_files = article_from_pack(fields, files, folder)
    body["by"] = {"name": None, "role": None, "about": None}
    by = fields.inside("by", what="the author")
    if by is not None:
        body["by"] = {"name": by.words("name"), "role": by.words("role"), "about": by.words("about")}
        by.nothing_else()
    return body, own_files
