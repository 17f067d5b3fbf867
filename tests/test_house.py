"""The house keeps its own rules: imports go down, every page names its audience, templates and addresses are clean."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import meta

from safeguarding.app import create_app
from safeguarding.config import ROOT, Settings
from safeguarding.web.shared.audience import audience_of

PACKAGE = ROOT / "safeguarding"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CONTRACTS = ROOT / "tests" / "importlinter.ini"

# One wrong import for each contract: the file that would make it, what it would import, and who would notice.
WRONG_IMPORTS = [
    ("people/queries/roles.py", "safeguarding.learning.models", "Imports go down only"),
    ("common/clock.py", "safeguarding.people.models", "Imports go down only"),
    ("cli/people.py", "safeguarding.web.shared.theme", "Imports go down only"),
    ("people/queries/roles.py", "safeguarding.people.operations.roles", "Inside a domain"),
    ("web/help/routes.py", "safeguarding.web.account.forms", "Web areas stand over shared"),
    ("web/shared/theme.py", "safeguarding.web.help.routes", "Web areas stand over shared"),
    ("people/operations/roles.py", "flask", "Nothing below web knows Flask"),
    ("people/rules/roles.py", "sqlalchemy", "Rules know no database"),
    ("web/help/routes.py", "sqlalchemy", "Web areas write no SQL"),
]


def lint_imports(folder: Path) -> str:
    """What import-linter says of the package in this folder."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(CONTRACTS), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


class TestImports:
    def test_go_down_only(self):
        assert " 0 broken." in lint_imports(ROOT)

    @pytest.mark.parametrize(("file", "wrong", "contract"), WRONG_IMPORTS)
    def test_a_wrong_one_is_noticed(self, tmp_path, file, wrong, contract):
        ignored = shutil.ignore_patterns("__pycache__", "campaigns")
        shutil.copytree(PACKAGE, tmp_path / "safeguarding", ignore=ignored)
        with (tmp_path / "safeguarding" / file).open("a") as module:
            module.write(f"\nimport {wrong}\n")
        broken = [line for line in lint_imports(tmp_path).splitlines() if line.endswith("BROKEN")]
        assert any(line.startswith(contract) for line in broken)

    def test_packages_say_nothing_themselves(self):
        assert [path for path in PACKAGE.rglob("__init__.py") if path.read_text().strip()] == []


class TestRoutes:
    def test_each_says_who_may_see_it(self, routes_app):
        assert [rule.rule for rule in routes(routes_app) if audience_of(routes_app, rule.endpoint) is None] == []

    def test_addresses_are_lower_case_with_hyphens(self, routes_app):
        fixed = [re.sub(r"<[^>]+>", "x", rule.rule) for rule in routes(routes_app)]
        assert [address for address in fixed if not re.fullmatch(r"(/[a-z0-9.-]*)+", address)] == []

    def test_an_area_is_a_blueprint_a_prefix_and_a_folder_of_templates(self, routes_app):
        for rule in routes(routes_app):
            area = rule.endpoint.partition(".")[0]
            if (PACKAGE / "web" / area).is_dir():
                assert rule.rule in {"/", f"/{area}"} or rule.rule.startswith(f"/{area}/")
                assert (ROOT / "templates" / area).is_dir()
                assert (ROOT / "tests" / "web" / area).is_dir()

    def test_parameters_never_name_a_scene_an_object_a_choice_or_a_person(self, routes_app):
        named = {argument for rule in routes(routes_app) for argument in rule.arguments}
        # A public id and an upload's are random, and say nothing of whom they stand for; a key is a line to ring,
        # and a wave is the month in which everybody is asked the same.
        assert named <= {
            "campaign",
            "module",
            "number",
            "fingerprint",
            "ending",
            "public_id",
            "key",
            "change",
            "upload",
            "wave",
        }


class TestTemplates:
    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
    def test_compiles_with_all_it_builds_on(self, routes_app, path):
        environment = routes_app.jinja_env
        environment.get_template(str(path.relative_to(ROOT / "templates")))
        for other in meta.find_referenced_templates(environment.parse(path.read_text())):
            # One that is chosen while the page is drawn has no name here.
            if other is not None:
                environment.get_template(other)

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
    def test_has_nothing_inline(self, path):
        source = path.read_text()
        inline = [
            r"<script(?![^>]*\bsrc=)[^>]*>",
            r"<style\b",
            r"\sstyle\s*=",
            r"\son[a-z]+\s*=\s*[\"']",
            r"javascript:",
        ]
        assert [found for pattern in inline for found in re.findall(pattern, source)] == []


def routes(app):
    return list(app.url_map.iter_rules())


@pytest.fixture(scope="module")
def routes_app(sqlite_template, tmp_path_factory):
    """The app, for its routes and templates alone."""

    app = create_app(
        Settings(
            database_url=f"sqlite:///{sqlite_template}",
            secret_key="for tests only, and long enough for that",
            is_demonstration=False,
            has_https=False,
            instance=tmp_path_factory.mktemp("house"),
        )
    )
    yield app
    app.extensions["database"].close()
