"""The formulas stay plain: nothing but Python's own calm modules, no clock, no database, no chance."""

import ast

import pytest

from safeguarding.config import ROOT

FILES = sorted((ROOT / "safeguarding" / "measurement").glob("*.py"))
# The audit of withheld cells solves linear programmes, which nobody should write for themselves.
ALLOWED_TO = {"possible_counts.py": {"highspy", "typing"}}
ALLOWED = {
    "collections",
    "collections.abc",
    "dataclasses",
    "hashlib",
    "hmac",
    "itertools",
    "math",
    "statistics",
    "unicodedata",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_imports_only_what_cannot_surprise(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module)
    assert {name for name in imported if not name.startswith("safeguarding.measurement.")} <= ALLOWED | ALLOWED_TO.get(
        path.name, set()
    )
