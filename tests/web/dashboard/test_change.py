"""The change card and the pages and files behind it: what was released, in honest words, and nothing else."""

import csv
import io
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.roles import Role
from safeguarding.survey.rules.in_words import sum_in_words
from safeguarding.survey.rules.summing import summed_up
from tests.people.people_factories import an_officer, holds
from tests.statements import statements_asked
from tests.survey.release_factories import a_released_wave, baseline, change
from tests.survey.survey_factories import a_closed_wave, a_planned_wave, an_open_wave


@pytest.fixture
def comms(browser, database):
    """The head of internal comms at the browser."""
    with write(database) as session:
        officer = an_officer(session)
        holds(session, officer, Role.COMMS)
        officer_id = officer.id
    browser.is_signed_in_as(officer_id)
    return browser


@pytest.fixture
def card(comms, database):
    """Month 12 is released; its address."""
    with write(database) as session:
        wave = a_released_wave(session)
        campaign = wave_campaign(session, wave)
    return f"/dashboard/change/{campaign}/month-12"


def wave_campaign(session, wave):
    return session.get_one(Campaign, wave.campaign_id).code


def words(response):
    """What a reader sees, without the marks."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.text, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("&#39;", "'")


class TestBeforeThereIsOne:
    def test_nobody_was_asked(self, comms):
        assert "Nobody has been asked yet" in words(comms.get("/dashboard/change"))

    @pytest.mark.parametrize(
        ("make", "says"),
        [(a_planned_wave, "planned"), (an_open_wave, "still open"), (a_closed_wave, "waits to be released")],
    )
    def test_a_wave_on_its_way_is_named_with_a_link_to_it(self, comms, database, make, says):
        with write(database) as session:
            wave = make(session)
            address = f"/dashboard/waves/{wave_campaign(session, wave)}/{wave.code}"
        page = comms.get("/dashboard/change")
        assert says in words(page)
        assert address in page.text

    def test_a_wave_that_is_not_released_has_no_card(self, comms, database):
        with write(database) as session:
            wave = a_closed_wave(session)
            address = f"/dashboard/change/{wave_campaign(session, wave)}/{wave.code}"
        for page in ("", "/questions", "/groups", "/method", "/figures.csv"):
            assert comms.get(address + page).status_code == 404


class TestCard:
    def test_its_title_is_the_finding(self, comms, card):
        page = comms.get(card)
        assert "<h1" in page.text
        assert "rose" in words(page)
        assert "fell" in words(page)
        assert "did not clearly change" in words(page)

    def test_the_newest_is_at_the_areas_own_address(self, comms, card):
        assert comms.get("/dashboard/change").text.count("forest-after") == comms.get(card).text.count("forest-after")

    def test_the_plot_and_the_table_have_the_same_numbers(self, comms, card):
        page = comms.get(card).text
        wide = page[page.index("forest-wide") : page.index("forest-phone")]
        table = page[page.index("change-table") :]
        differences = re.findall(r'forest-big[^>]*">([^<]+)</tspan>', wide)
        assert len(differences) == 5
        for difference in differences:
            assert difference in table

    def test_both_figures_stand_apart_each_with_its_number(self, comms, card):
        page = words(comms.get(card))
        assert page.count("Answered both times about") == 5
        assert page.count("All who answered about") == 5

    def test_response_and_match_stand_beside_the_headline(self, comms, card):
        page = words(comms.get(card))
        assert "3,960 of 8,400 asked" in page
        assert "of those who answered at month 0" in page

    def test_says_which_outcomes_are_primary_and_who_was_asked_before_what_may_be_said(self, comms, card):
        page = words(comms.get(card))
        assert "The primary outcomes: named before month 12 opened" in page
        assert page.index("Say first. Month 0: 8,400 people were drawn by lot") < page.index("What you may say")

    def test_where_nothing_can_be_compared_it_says_how_things_stand(self, comms, database):
        told = change()
        rows = [replace(row, earlier=None, moved=None, both=None, ended_because="Asked anew.") for row in told.outcomes]
        with write(database) as session:
            wave = a_released_wave(session, told=replace(told, outcomes=tuple(rows)))
            address = f"/dashboard/change/{wave_campaign(session, wave)}/month-12"
        page = comms.get(address)
        assert "None of the outcomes can be compared" in words(page)
        assert "At month 12, “Confidence”:" in words(page)
        assert 'class="forest"' not in page.text
        assert "behind the plot" not in words(page)

    def test_what_may_be_said_names_no_cause(self, comms, card):
        page = comms.get(card).text
        may = page[page.index("What you may say") : page.index("What the figures do not")]
        for forbidden in ("caus", "because", "impact", "effect", "led to", "thanks to", "boost", "prove"):
            assert forbidden not in may.lower()
        assert "per cent" not in may

    def test_says_how_every_figure_was_computed(self, comms, card):
        page = words(comms.get(card))
        assert "Confidence All who answered at least two thirds of these questions. p" in page
        for part in ("How these figures were computed", "two-waves-1", "5555555555555555", "equally weighted answers"):
            assert part in page
        method = words(comms.get(f"{card}/method"))
        for source in ("Cochran 1977", "Wilson 1927", "Tam 1984", "Tango 1998", "Holm 1979", "Benjamini", "5" * 64):
            assert source in method

    def test_a_baseline_compares_nothing(self, comms, database):
        with write(database) as session:
            wave = a_released_wave(session, told=baseline(), code="month-0")
            address = f"/dashboard/change/{wave_campaign(session, wave)}/month-0"
        page = comms.get(address)
        assert "Where we stand at month 0" in words(page)
        assert "forest-after" not in page.text
        assert "Change, points" not in words(page)
        for more in ("/questions", "/groups", "/method"):
            assert comms.get(address + more).status_code == 200

    def test_what_is_withheld_or_ended_is_said_in_words(self, comms, database):
        told = change()
        rows = list(told.outcomes)
        rows[1] = replace(rows[1], earlier=None, moved=None, both=None, withheld=("earlier", "both"))
        rows[3] = replace(rows[3], earlier=None, moved=None, both=None, ended_because="The system has another name.")
        with write(database) as session:
            wave = a_released_wave(session, told=replace(told, outcomes=tuple(rows)))
            address = f"/dashboard/change/{wave_campaign(session, wave)}/month-12"
        page = comms.get(address)
        assert "fewer than 10 people" in words(page)
        assert "not compared, as the question was changed. The system has another name." in words(page)
        assert page.text.count('class="forest-big') == 3

    def test_other_releases_are_a_link_away(self, comms, card, database):
        with write(database) as session:
            a_released_wave(session, told=baseline(), code="month-0")
        assert "/month-0" in comms.get(card).text

    def test_costs_few_statements(self, comms, card, app):
        with statements_asked(app.extensions["database"]) as asked:
            comms.get(card)
        assert len(asked) <= 12


class TestQuestionsAndGroups:
    def test_every_question_and_every_answer(self, comms, card):
        page = words(comms.get(f"{card}/questions"))
        for item in change().items:
            assert item.text.split("“")[0].strip()[:40] in page
        assert "Does not exist" in page
        assert "This does not come up in my work" in page

    def test_a_scale_is_summed_up_as_agreement_less_disagreement(self, comms, card):
        scale = next(item for item in change().items if item.kind == "scale")
        most = [option.later for option in scale.options]
        assert summed_up(scale).later == pytest.approx(most[3] + most[4] - most[0] - most[1])
        page = words(comms.get(f"{card}/questions"))
        assert f"Agree less disagree, points {sum_in_words(summed_up(scale).earlier, is_difference=True)}" in page
        lines = csv.reader(io.StringIO(comms.get(f"{card}/figures.csv").data.decode("utf-8-sig")))
        assert [str(summed_up(scale).later)] == [
            line[6] for line in lines if line[2:5] == [scale.text, "Agree less disagree, points", "Month 12"]
        ]

    def test_recognition_is_summed_up_allowing_for_claims_of_what_does_not_exist(self, comms, card):
        item = next(item for item in change().items if item.kind == "recognition")
        real, decoys = (
            [option.later for option in item.options if getattr(option, flag)] for flag in ("is_scored", "is_decoy")
        )
        r, d = sum(real) / len(real) / 100, sum(decoys) / len(decoys) / 100
        assert summed_up(item).later == pytest.approx(100 * (r - d) / (1 - d), abs=0.051)
        assert f"{summed_up(item).later:.0f}%" in words(comms.get(f"{card}/questions"))

    @pytest.mark.parametrize("kind", ["scale", "recognition"])
    def test_what_is_withheld_is_in_no_sum(self, kind):
        item = next(item for item in change().items if item.kind == kind)
        options = (replace(item.options[0], later=None, is_later_withheld=True), *item.options[1:])
        together = summed_up(replace(item, options=options))
        assert together.later is None
        assert together.earlier is not None

    def test_a_withheld_answer_is_no_number(self, comms, database):
        told = change()
        item = told.items[0]
        options = (replace(item.options[0], earlier=None, is_earlier_withheld=True), *item.options[1:])
        with write(database) as session:
            wave = a_released_wave(session, told=replace(told, items=(replace(item, options=options), *told.items[1:])))
            address = f"/dashboard/change/{wave_campaign(session, wave)}/month-12/questions"
        assert "Not shown" in words(comms.get(address))

    def test_every_group_with_its_response(self, comms, card):
        page = words(comms.get(f"{card}/groups"))
        for name in ("Response officers", "Contact centre", "North", "South", "East"):
            assert name in page
        assert "Nothing here was tested against another group" in page


class TestFiles:
    def test_hold_what_the_pages_show(self, comms, card):
        answer = comms.get(f"{card}/figures.csv")
        assert answer.mimetype == "text/csv"
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        primary = [line for line in lines if line[0] == "Primary outcome" and line[4] == "Change, all who answered"]
        assert [float(line[6]) for line in primary] == [row.moved.difference for row in change().primary]
        assert any(line[0] == "Answers" for line in lines)
        assert any(line[0] == "Group" for line in lines)
        assert any(line[0] == "How it was computed" and line[11] == "two-waves-1" for line in lines)

    def test_a_text_that_looks_like_a_formula_is_harmless(self, comms, database):
        told = change()
        item = replace(told.items[0], text='=HYPERLINK("http://example.test")')
        with write(database) as session:
            wave = a_released_wave(session, told=replace(told, items=(item, *told.items[1:])))
            address = f"/dashboard/change/{wave_campaign(session, wave)}/month-12/figures.csv"
        assert "'=HYPERLINK" in comms.get(address).text

    def test_a_workbook(self, comms, card):
        answer = comms.get(f"{card}/figures.xlsx")
        assert answer.data[:2] == b"PK"
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_taking_one_is_noted(self, comms, card, database):
        comms.get(f"{card}/figures.xlsx")
        with database.reading() as session:
            entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "figures.exported")).one()
        assert entry.about["as"] == "xlsx"
        assert entry.actor_id is not None

    def test_no_other_ending(self, comms, card):
        assert comms.get(f"{card}/figures.pdf").status_code == 404
