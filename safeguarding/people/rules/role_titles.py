"""Which family of work a role title of the HR extract belongs to, as a file of the force's own says."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import yaml

from safeguarding.people.rules.roles import RoleFamily

DEFAULT_TITLES = Path(__file__).resolve().parent.parent / "role_titles.yaml"
BETWEEN_WORDS = re.compile(r"[\W_]+")

RoleTitles = Mapping[str, RoleFamily]


class WrongTitles(Exception):
    """The file of role titles cannot be used; says where and why."""


def as_title_key(title: str) -> str:
    """A title as it is compared: without capitals, spaces at the ends and punctuation."""
    return BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", title).casefold()).strip()


def read_role_titles(text: str) -> RoleTitles:
    """Titles by family, as YAML: a family's code, then a list of its titles.

    Raises WrongTitles if a family is unknown, a title stands under two families, or the file is not of that shape.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise WrongTitles(f"The file of role titles is not YAML: {' '.join(str(error).split())}.") from None
    if not isinstance(root, yaml.MappingNode):
        raise WrongTitles("The file of role titles must name families, each with a list of titles.")
    titles: dict[str, RoleFamily] = {}
    for key, values in root.value:
        line = key.start_mark.line + 1
        family = _family(key, line=line)
        if not isinstance(values, yaml.SequenceNode):
            raise WrongTitles(f"Line {line}: '{family}' must have a list of titles under it.")
        for value in values.value:
            line = value.start_mark.line + 1
            title = as_title_key(value.value) if isinstance(value, yaml.ScalarNode) else ""
            if not title:
                raise WrongTitles(f"Line {line}: a title must be words.")
            if titles.setdefault(title, family) is not family:
                raise WrongTitles(f"Line {line}: '{value.value}' already stands under '{titles[title]}'.")
    return titles


def default_role_titles() -> RoleTitles:
    """The titles that come with the platform."""
    return read_role_titles(DEFAULT_TITLES.read_text(encoding="utf-8"))


def _family(key: yaml.Node, *, line: int) -> RoleFamily:
    try:
        return RoleFamily(str(key.value))
    except ValueError:
        raise WrongTitles(
            f"Line {line}: '{key.value}' is not a family; the families are {', '.join(RoleFamily)}."
        ) from None
