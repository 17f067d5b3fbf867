"""YAML for people to read and edit: texts of several lines as blocks, long ones folded."""

from typing import Any

import yaml

WIDTH = 110
LONGEST_ON_ITS_LINE = 80


def write_yaml(document: Any) -> str:
    """A document of mappings, lists, texts and whole numbers. Reading it as text gives the same again."""
    return yaml.dump(document, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Writer(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        # Lists stand in from their key, as people write them.
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(writer: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else ">" if len(value) > LONGEST_ON_ITS_LINE else None
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(str, _text)
