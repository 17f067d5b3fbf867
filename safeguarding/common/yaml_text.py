"""YAML in which every value is text, and which remembers on which line each value stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

# The same reading in C, sixteen times as fast, where PyYAML was built with it (its own wheels are).
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file, said so that its author knows what to do. `line` counts from 1."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class UnreadableYaml(Exception):
    """The text is not YAML as we read it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class TextNode:
    """A value. `is_literal` text (written after `|`) keeps its lines, the first of them one below the value's own."""

    value: str
    line: int
    is_literal: bool = False

    def line_of(self, row: int) -> int:
        """The line of the file on which a row of the text stands, blank rows at its head not counted."""
        blank = len(self.value) - len(self.value.lstrip("\n"))
        return self.line + 1 + blank + row if self.is_literal else self.line


@dataclass(frozen=True)
class ListNode:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class MapNode:
    """Keys and values, in the order written."""

    items: dict[str, "Node"]
    line: int
    key_lines: dict[str, int] = field(default_factory=dict)


Node = TextNode | ListNode | MapNode


def read_yaml(content: bytes, file: str, faults: list[Fault]) -> Node:
    """The one document of a YAML file. Keys given twice are noted in `faults`; UnreadableYaml if it cannot be read."""
    text = read_text(content, file)
    try:
        _refuse_structures_by_reference(text, file)
        root = yaml.compose(text, Loader=LOADER)
        if root is None:
            raise UnreadableYaml(Fault(file, 1, "this file is empty. Write its keys and values."))
        return _node(root, file, faults)
    except yaml.MarkedYAMLError as error:
        problem = " ".join(part for part in (error.context, error.problem) if part)
        message = f"this is not YAML ({problem}). Check indents and quotes."
        raise _unreadable(file, error.problem_mark, message, last_line=text.rstrip().count("\n") + 1) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise UnreadableYaml(Fault(file, line, "a control character is here. Delete it.")) from error
    except RecursionError as error:
        raise UnreadableYaml(
            Fault(file, None, "values stand inside one another too deeply. Write them flatter.")
        ) from error


def read_text(content: bytes, file: str) -> str:
    """A text file in UTF-8, with or without a byte-order mark, its lines ended by a line feed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableYaml(Fault(file, line, "this is not UTF-8 text. Save the file as UTF-8.")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def node_at(root: Node, path: Path) -> Node:
    """The node at a path, or the nearest one above it that is there."""
    node = root
    for step in path:
        below = _below(node, step)
        if below is None:
            return node
        node = below
    return node


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MapNode) and isinstance(step, str):
        return node.items.get(step)
    if isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _refuse_structures_by_reference(text: str, file: str) -> None:
    """A text may be repeated by its name (&name, *name); lists and keys may not, or a short file could grow huge."""
    texts: set[str] = set()
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent) and event.anchor:
            texts.add(event.anchor)
        elif isinstance(event, yaml.AliasEvent) and event.anchor not in texts:
            raise _unreadable(file, event.start_mark, f"'*{event.anchor}' repeats more than a text. Write it out.")


def _node(node: yaml.Node, file: str, faults: list[Fault]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        keyed = list(_keyed(node, file, faults))
        return MapNode(
            {key: _node(value, file, faults) for key, _, value in keyed}, line, {key: at for key, at, _ in keyed}
        )
    if isinstance(node, yaml.SequenceNode):
        return ListNode(tuple(_node(item, file, faults) for item in node.value), line)
    return TextNode(node.value, line, isinstance(node, yaml.ScalarNode) and node.style == "|")


def _keyed(node: yaml.MappingNode, file: str, faults: list[Fault]) -> Iterator[tuple[str, int, yaml.Node]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            faults.append(Fault(file, line, "a key must be a word. Write `word: value`."))
        elif key.value in seen:
            faults.append(
                Fault(file, line, f"'{key.value}' is already given in line {seen[key.value]}. Keep one of the two.")
            )
        else:
            seen[key.value] = line
            yield key.value, line, value


def _unreadable(file: str, mark: Any, message: str, *, last_line: int | None = None) -> UnreadableYaml:
    # What is wanting at the end of a file is marked one line below it.
    line = mark.line + 1 if mark else None
    return UnreadableYaml(Fault(file, min(line, last_line) if line and last_line else line, message))
