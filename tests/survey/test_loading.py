"""The questions of a pack: read whole, refused with the line, loaded once, and written out the same."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from safeguarding.content.interchange.pack import PackHasFaults, read_pack
from safeguarding.survey.interchange.reading import INSTRUMENT_FILE, read_survey, survey_from
from safeguarding.survey.interchange.writing import survey_as_file, write_survey
from safeguarding.survey.models import Instrument, Item
from safeguarding.survey.operations.loading import load_survey
from safeguarding.survey.queries.instruments import instrument, loaded_survey, newest_instruments
from safeguarding.survey.rules.fingerprints import Change
from tests.content.packs import a_pack_folder
from tests.content.random_packs import CODES, SHORT_OR_NONE, WORDS
from tests.learning.learning_factories import a_campaign
from tests.survey.survey_factories import MONDAY, POINTS, a_pack_survey, an_instrument, an_item, items

PRODUCT = Path(__file__).resolve().parents[2] / "safeguarding" / "campaigns" / "spot-it-to-stop-it"


def a_survey_folder(folder: Path, text: str) -> Path:
    (folder / INSTRUMENT_FILE).parent.mkdir(parents=True, exist_ok=True)
    (folder / INSTRUMENT_FILE).write_text(text)
    return folder


def small() -> str:
    return survey_as_file(a_pack_survey()).decode()


def faults_of(folder: Path, text: str, *, pack=None) -> list[str]:
    with pytest.raises(PackHasFaults) as refused:
        read_survey(a_survey_folder(folder, text), pack=pack)
    return [str(fault) for fault in refused.value.faults]


# What is spoilt in the small survey, and what is then said.
DEFECTS = [
    ("code: story\n    kind: vignette", "code: Story\n    kind: vignette", "'code' is 'Story'"),
    ("kind: vignette", "kind: tale", "'kind' is 'tale'"),
    ("kind: vignette", "kind: scale", "'scale' is missing in an item"),
    ("scored:\n      - see\n", "scored:\n      - look\n", "'scored' names 'look', which is not an option."),
    ("    scored:\n      - see\n", "", "'scored' is missing in an item."),
    ("scored:\n      - see\n", "scored:\n      - see\n      - ask\n", "a vignette has one option that is scored."),
    ("scale: confidence\n    is_reversed: no", "scale: trust\n    is_reversed: no", "'scale' is 'trust'."),
    ("is_reversed: yes", "is_reversed: maybe", "'is_reversed' must be yes or no"),
    ("    outside:\n      - not-my-work\n", "", "a scale has 5 labelled points; here are 6"),
    ("kind: multiple", "kind: single", "a single takes one option, so none needs to stand 'alone'."),
    ("    decoys:\n      - made-up\n", "", "'decoys' is missing in an item."),
    ("decoys:\n      - made-up\n", "decoys:\n      - ours\n", "'ours' cannot be both in 'decoys' and in 'scored'."),
    ("order:\n  - story\n", "order:\n", "the item 'story' is not in 'order', so it would never be asked."),
    ("order:\n  - story\n", "order:\n  - tale\n  - story\n", "'order' names 'tale', which is not an item."),
    ("- code: route\n    kind", "- code: story\n    kind", "'story' is already the code of the item in line"),
    ("items:\n      - route\n", "items:\n      - rout\n", "the primary outcome 'route' names 'rout'"),
    ("items:\n      - route\n", "items:\n      - sure\n", "is a share, but 'sure' has nothing 'scored'."),
    ("items:\n      - route\n", "items:\n      - route\n      - story\n", "is a share, so it has one item."),
    ("measure: share\norder", "measure: guess\norder", "'measure' is 'guess'."),
    ("title: How we", "colour: blue\ntitle: How we", "'colour' is not a key of the survey."),
    ("text: What about route?", "text: ''", "'text' is empty."),
    ("text: Message\n", "text: Record\n", "'Record' stands twice in 'options'."),
    ("  - code: confidence\n    title", "  - code: other\n    title", "no item belongs to the scale 'other'."),
]


class TestRead:
    def test_the_products_own(self):
        survey = read_survey(PRODUCT, pack=read_pack(PRODUCT))
        assert survey is not None
        assert len(survey.items) == 21
        assert [outcome["code"] for outcome in survey.body["primary_outcomes"]] == [
            "vignettes",
            "voice",
            "confidence",
            "route",
            "take-out",
        ]
        by_code = {item.body["code"]: item.body for item in survey.items}
        assert by_code["attitude-grown-up"]["is_reversed"] is True
        assert by_code["heard-of-a-campaign"]["scored"] == ["yes"]
        assert by_code["confident-ask"]["ask"].startswith("Think of your next working day.")

    def test_none_where_there_is_no_folder(self, tmp_path):
        assert read_survey(tmp_path, pack=None) is None

    def test_a_folder_without_its_file_is_a_fault(self, tmp_path):
        (tmp_path / "survey").mkdir()
        with pytest.raises(PackHasFaults, match=r"survey/instrument.yaml: this file is missing"):
            read_survey(tmp_path, pack=None)

    def test_what_is_no_yaml_is_a_fault(self, tmp_path):
        assert faults_of(tmp_path, "code: [") != []

    @pytest.mark.parametrize(("old", "new", "said"), DEFECTS, ids=[said for _, _, said in DEFECTS])
    def test_names_the_fault_and_its_line(self, tmp_path, old, new, said):
        text = small().replace("is_reversed: 'no'", "is_reversed: no").replace("is_reversed: 'yes'", "is_reversed: yes")
        assert old in text
        faults = faults_of(tmp_path, text.replace(old, new, 1))
        assert any(said in fault for fault in faults)
        assert all(fault.startswith("survey/instrument.yaml, line ") for fault in faults)

    def test_six_primary_outcomes_are_too_many(self, tmp_path):
        outcome = {"title": "Story", "items": ["story"], "measure": "share"}
        six = [{"code": f"outcome-{number}", **outcome} for number in range(6)]
        text = survey_as_file(a_pack_survey(primary_outcomes=six)).decode()
        assert "there are 6 primary outcomes; 5 at most." in faults_of(tmp_path, text)[0]

    def test_a_primary_outcome_with_a_title_too_long_for_the_change_card(self, tmp_path):
        long = {"code": "long", "title": "So " + "very " * 12 + "long", "items": ["story"], "measure": "share"}
        text = survey_as_file(a_pack_survey(primary_outcomes=[long])).decode()
        assert "'long' has more than 60 letters. Make it shorter." in faults_of(tmp_path, text)[0]

    def test_looks_up_what_it_names_of_the_rest_of_the_pack(self, tmp_path):
        pack = read_pack(a_pack_folder(tmp_path / "pack"))
        named = [{**item, "theme": "mising", "message": "M9", "help": "Ring {contact:hub}"} for item in items()[:1]]
        text = survey_as_file(a_pack_survey(named, scales=[], primary_outcomes=a_story())).decode()
        said = " ".join(faults_of(tmp_path, text, pack=pack))
        assert "'theme' is 'mising'. Did you mean 'missing'?" in said
        assert "'message' is 'M9'." in said
        assert "there is no contact 'hub'." in said

    def test_refuses_a_number_to_ring_at_its_line(self, tmp_path):
        pack = read_pack(a_pack_folder(tmp_path / "pack"))
        text = small().replace("What about route?", "Would you ring 020 7946 0018?")
        line = next(number for number, each in enumerate(text.splitlines(), 1) if "7946" in each)
        (fault,) = faults_of(tmp_path, text, pack=pack)
        assert fault.startswith(f"survey/instrument.yaml, line {line}: '020 7946 0018' looks like a telephone number.")

    def test_asks_in_the_order_given_and_not_as_the_items_stand(self, tmp_path):
        text = (
            small()
            .replace("order:\n  - story\n", "order:\n")
            .replace("  - seen\nscales", "  - seen\n  - story\nscales")
        )
        survey = read_survey(a_survey_folder(tmp_path, text), pack=None)
        assert [item.body["code"] for item in survey.items][-1] == "story"


class TestWritten:
    def test_and_read_again_the_products_own_is_the_same(self, tmp_path):
        pack = read_pack(PRODUCT)
        survey = read_survey(PRODUCT, pack=pack)
        write_survey(survey, tmp_path)
        assert read_survey(tmp_path, pack=pack) == survey

    @settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def test_and_read_again_any_survey_is_the_same(self, tmp_path, data):
        survey = a_random_survey(data)
        write_survey(survey, tmp_path)
        assert read_survey(tmp_path, pack=None) == survey


class TestLoad:
    def test_keeps_items_in_the_order_asked(self, session):
        campaign = a_campaign(session)
        found = an_instrument(session, campaign=campaign)
        assert (found.number, [item.code for item in found.items]) == (1, [item["code"] for item in items()])
        assert found.item("ready").is_reversed
        assert found.item("sure").scale.ask == "How much do you agree?"
        assert [point.code for point in found.item("sure").points] == list(POINTS)
        assert found.place("route") == 2
        assert found.outcome("stories").items == ("story",)
        assert (found.item("nothing"), found.outcome("nothing")) == (None, None)

    def test_the_same_again_changes_nothing(self, session):
        campaign = a_campaign(session)
        first = load_survey(session, survey=a_pack_survey(), campaign_code=campaign.code, at=MONDAY)
        again = load_survey(session, survey=a_pack_survey(), campaign_code=campaign.code, at=MONDAY)
        assert (first.is_new, again.is_new, again.instrument_id) == (True, False, first.instrument_id)
        assert session.scalar(select(func.count()).select_from(Item)) == len(items())

    def test_a_changed_item_makes_the_next_number_and_is_named(self, session):
        campaign = a_campaign(session)
        first = load_survey(session, survey=a_pack_survey(), campaign_code=campaign.code, at=MONDAY)
        changed = [{**item, "text": "What now?"} if item["code"] == "route" else item for item in items()]
        second = load_survey(session, survey=a_pack_survey(changed), campaign_code=campaign.code, at=MONDAY)
        assert (second.number, [(change.code, change.what) for change in second.changes]) == (
            2,
            [("route", Change.CHANGED)],
        )
        assert instrument(session, instrument_id=first.instrument_id).item("route").text == "What about route?"
        (newest,) = newest_instruments(session, campaign_id=campaign.id)
        assert newest.id == second.instrument_id

    def test_a_changed_note_makes_the_next_number_and_changes_no_item(self, session):
        campaign = a_campaign(session)
        load_survey(session, survey=a_pack_survey(), campaign_code=campaign.code, at=MONDAY)
        noted = [{**item, "note": "Look here"} for item in items()]
        second = load_survey(session, survey=a_pack_survey(noted), campaign_code=campaign.code, at=MONDAY)
        assert (second.number, second.changes) == (2, ())

    def test_two_campaigns_may_ask_the_same(self, session):
        for _ in range(2):
            an_instrument(session, campaign=a_campaign(session))
        assert session.scalars(select(Instrument.number)).all() == [1, 1]

    def test_and_written_out_it_is_what_was_read(self, session):
        campaign = a_campaign(session)
        assert loaded_survey(session, campaign_code=campaign.code) is None
        load_survey(session, survey=a_pack_survey(), campaign_code=campaign.code, at=MONDAY)
        assert loaded_survey(session, campaign_code=campaign.code) == a_pack_survey()


def a_story():
    return [{"code": "story", "title": "Story", "items": ["story"], "measure": "share"}]


def a_random_survey(data):
    """Any survey that nothing is wrong with; its words may trip YAML."""
    draw = data.draw
    codes = draw(st.lists(CODES, min_size=1, max_size=6, unique=True))
    scale = draw(CODES)
    drawn = [a_random_item(draw, code, scale) for code in codes]
    scales = [{"code": scale, "title": draw(WORDS), "ask": draw(WORDS)}] if any(each["scale"] for each in drawn) else []
    scored = [each["code"] for each in drawn if each["scored"]] or codes[:1]
    if not any(each["scored"] for each in drawn):
        drawn[0] = an_item(codes[0], "vignette", ["a", "b"], scored=["b"])
        scales = scales if any(each["scale"] for each in drawn) else []
    outcome = {
        "code": draw(CODES),
        "title": draw(WORDS)[:60].strip() or "Outcome",
        "items": scored,
        "measure": "mean share",
    }
    return survey_from(
        {
            "code": draw(CODES),
            "title": draw(WORDS),
            "intro": draw(st.lists(WORDS, min_size=1, max_size=3)),
            "about": draw(st.lists(WORDS, max_size=2)),
            "scales": scales,
            "primary_outcomes": [outcome],
            "items": drawn,
        }
    )


def a_random_item(draw, code, scale):
    kind = draw(st.sampled_from(["vignette", "single", "multiple", "scale", "recognition"]))
    least = 5 if kind == "scale" else 3
    options = draw(st.lists(CODES, min_size=least, max_size=least + 2, unique=True))
    texts = draw(st.lists(WORDS, min_size=len(options), max_size=len(options), unique=True))
    item = an_item(code, kind, options, text=draw(WORDS), help=draw(SHORT_OR_NONE), note=draw(SHORT_OR_NONE))
    item["options"] = [{"code": option, "text": text} for option, text in zip(options, texts, strict=True)]
    if kind == "scale":
        item |= {"scale": scale, "is_reversed": draw(st.booleans()), "outside": options[5:]}
    elif kind == "recognition":
        item |= {"scored": options[:1], "decoys": options[1:2], "alone": options[2:3]}
    elif kind == "multiple":
        item |= {"alone": draw(st.just([]) | st.just(options[-1:]))}
    else:
        item |= {"scored": options[:1]}
    return item
