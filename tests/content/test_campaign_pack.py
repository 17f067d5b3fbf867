"""The campaign that comes with the product."""

from collections import Counter
from pathlib import Path

import safeguarding
from safeguarding.content.formats.resource import read_resource
from safeguarding.content.formats.scenario import read_scenario
from safeguarding.content.interchange.pack import read_pack

FOLDER = Path(safeguarding.__file__).parent / "campaigns" / "spot-it-to-stop-it"


class TestSpotItToStopIt:
    def test_has_nothing_wrong_and_keeps_its_own_words(self):
        pack = read_pack(FOLDER)

        assert (pack.code, pack.title, pack.months) == ("spot-it-to-stop-it", "Spot It to Stop It", 12)
        assert pack.body["straplines"] == ["Think Child", "Think Safeguarding"]
        assert [theme.code for theme in pack.themes] == ["missing", "abuse", "exploitation"]

    def test_has_something_of_every_kind(self):
        kinds = Counter(module.kind for module in read_pack(FOLDER).modules)

        assert kinds == {"article": 4, "scenario": 3, "blog": 2, "podcast": 2, "resource": 2, "training": 1}

    def test_has_one_resource_of_cards_and_one_guide(self):
        resources = [read_resource(module.body) for module in read_pack(FOLDER).modules if module.kind == "resource"]

        assert sorted(resource.has_cards for resource in resources) == [False, True]

    def test_says_who_is_invented_and_which_voices_are_made(self):
        for module in read_pack(FOLDER).modules:
            if module.kind == "blog":
                assert "invented colleague" in module.body["by"]["about"]
            if module.kind == "podcast":
                assert all("invented" in speaker["about"] for speaker in module.body["speakers"])
                assert module.body["voice_note"] == "Synthetic voices, to be re-recorded"

    def test_has_scenarios_that_branch(self):
        for module in read_pack(FOLDER).modules:
            if module.kind != "scenario":
                continue
            scenario = read_scenario(module.body)
            assert len(scenario.scenes) >= 3
            assert len(scenario.endings) >= 2
            assert sum(len(scene.objects) for scene in scenario.scenes) >= 10
            assert any(thing.is_sign for scene in scenario.scenes for thing in scene.objects)
            assert any(not thing.is_sign for scene in scenario.scenes for thing in scene.objects)

    def test_has_a_scenario_for_each_theme_and_no_theme_left_behind(self):
        pack = read_pack(FOLDER)

        first_themes = [module.body["themes"][0] for module in pack.modules if module.kind == "scenario"]
        assert sorted(first_themes) == ["abuse", "exploitation", "missing"]
        shares = Counter(theme for module in pack.modules for theme in module.body["themes"])
        assert min(shares.values()) >= len(pack.modules) / 3

    def test_warns_of_nothing_an_author_should_put_right(self):
        warnings = [warning for warning in read_pack(FOLDER).warnings if "nothing shows this file" not in str(warning)]

        assert warnings == []
