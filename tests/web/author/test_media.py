"""Sending files for later use, as trainers meet it: works, refuses with a sentence, leaves nothing behind."""

import io
import re
import subprocess
import sys

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from safeguarding.common.database import Database, write
from safeguarding.config import ROOT
from safeguarding.content.interchange.uploads import LARGEST_FILE
from safeguarding.content.models import Media, MediaSent
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.roles import Role
from tests.common.hostile_pictures import SECRET, a_bomb, a_drawn_picture, as_file, with_secrets
from tests.content.packs import TRANSCRIPT, an_mp3
from tests.people.people_factories import an_officer, holds
from tests.web.conftest import Browser

SAID = {
    "name": "The gate",
    "alt": "A gate standing open",
    "credit": "Press office",
    "licence": "ours",
    "is_nobodys": "y",
}
A_PICTURE = with_secrets("JPEG")


@pytest.fixture
def trainer(browser: Browser, database: Database) -> Browser:
    with write(database) as session:
        officer = an_officer(session, display_name="Tess Trainer")
        holds(session, officer, Role.TRAINER)
        officer_id = officer.id
    browser.is_signed_in_as(officer_id)
    return browser


def send(
    browser: Browser, content: bytes, *, file_name: str = "gate.jpg", to: str = "/author/media/send", **fields: str
):
    # Made here, for the client would put a large body into a file and leave it open.
    said = {"csrf_token": browser.form_token(), "file": FileStorage(io.BytesIO(content), file_name), **SAID, **fields}
    boundary, body = encode_multipart(said)
    return browser.post(to, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def counts(database: Database) -> list[int | None]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(model)) for model in (Media, MediaSent, AuditEntry)]


class TestTheWholeWay:
    def test_a_picture_from_the_form_to_the_list_and_out_again(self, trainer, database):
        answer = send(trainer, A_PICTURE)
        assert answer.status_code == 303
        page = trainer.get(answer.location).text
        assert "“The gate” is here now, for any module." in page
        assert "Picture, 400 × 300" in page
        assert "Tess Trainer" in page
        assert "Nothing yet" in page

        address = re.search(r'class="media-shown" src="([^"]+)"', page).group(1)
        shown = trainer.get(address)
        assert (shown.mimetype, shown.status_code) == ("image/webp", 200)
        assert SECRET.encode() not in shown.data
        assert "immutable" in shown.headers["Cache-Control"]

        listed = trainer.get("/author/media").text
        assert "The gate" in listed
        small = re.search(r'media-plate"><img src="([^"]+)"', listed).group(1)
        assert small != address
        assert len(trainer.get(small).data) < len(shown.data)

        asked = trainer.get(f"{answer.location}/take-out").text
        assert "No module uses it." in asked
        assert trainer.sends(f"{answer.location}/take-out").status_code == 303
        assert counts(database) == [0, 0, 2]
        assert trainer.get(answer.location).status_code == 404
        assert trainer.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("content", "says"),
        [(an_mp3(9_600), "Recording, 0.09, 10 KB"), (TRANSCRIPT.encode(), "There was a letter on the mat.")],
    )
    def test_recordings_and_transcripts_are_taken(self, trainer, content, says):
        answer = send(trainer, content, file_name="half.bin", alt="")
        assert answer.status_code == 303
        assert says in trainer.get(answer.location).text

    def test_the_same_file_again_changes_nothing(self, trainer, database):
        send(trainer, A_PICTURE)
        answer = send(trainer, A_PICTURE, file_name="copy.jpg")

        assert "This file was here already, as “The gate”" in trainer.get(answer.location).text
        assert counts(database) == [2, 1, 1]

    def test_the_words_are_corrected(self, trainer):
        address = send(trainer, A_PICTURE).location
        answer = trainer.sends(address, name="  The garden   gate ", alt="A gate", credit="Sam", licence="open")

        assert answer.status_code == 303
        page = trainer.get(address).text
        assert 'value="The garden gate"' in page
        assert "Modules that use it keep the words they have." in page

    def test_words_that_are_missing_are_asked_for(self, trainer):
        address = send(trainer, A_PICTURE).location
        answer = trainer.sends(address, name="The gate", alt=" ", credit="Sam", licence="ours")

        assert answer.status_code == 200
        assert "Say what the picture shows" in answer.text


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "file_name", "sentence"),
        [
            (b"", "gate.jpg", "This file is empty"),
            (b"", "", "Choose the file"),
            (b"%PDF-1.7 and so on", "gate.png", "This is a PDF document, whatever its name says."),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "gate.png", "come with a campaign only"),
            (b"<html><script>alert(1)</script>", "gate.png", "Nothing in this file says what it is"),
            (A_PICTURE[: len(A_PICTURE) // 2], "gate.jpg", "it is damaged, or was not copied whole"),
            (a_bomb(), "gate.png", "60,000 by 60,000 points"),
            (an_mp3(1_600_000), "half.mp3", "1.5 MB is the most"),
        ],
    )
    def test_with_a_sentence_and_nothing_is_kept(self, trainer, database, content, file_name, sentence):
        answer = send(trainer, content, file_name=file_name)

        assert answer.status_code == 200
        assert sentence in answer.text
        assert "There is a problem" in answer.text
        assert 'value="The gate"' in answer.text
        assert counts(database) == [0, 0, 0]

    def test_a_picture_nobody_describes(self, trainer, database):
        assert "Say what the picture shows" in send(trainer, A_PICTURE, alt="").text
        assert counts(database) == [0, 0, 0]

    def test_a_file_nobody_vouches_for(self, trainer, database):
        answer = send(trainer, A_PICTURE, is_nobodys="", licence="")
        assert "Look again, and tick the box if it is so" in answer.text
        assert "Choose why we may use it" in answer.text
        assert counts(database) == [0, 0, 0]

    def test_one_just_over_the_limit_is_told_its_size(self, trainer, database):
        assert "12.6 MB is the most" in send(trainer, bytes(LARGEST_FILE + 1)).text
        assert counts(database) == [0, 0, 0]

    def test_one_far_over_the_limit_is_not_read(self, trainer, database):
        answer = send(trainer, bytes(LARGEST_FILE + 200_000))
        assert answer.status_code == 413
        assert counts(database) == [0, 0, 0]

    def test_other_forms_take_no_more_than_before(self, trainer):
        address = send(trainer, A_PICTURE).location
        assert send(trainer, bytes(2_000_000), to=address).status_code == 413

    def test_whoever_is_not_signed_in_sends_little(self, browser):
        assert send(browser, bytes(2_000_000)).status_code in {401, 413}


class TestList:
    def test_says_that_nothing_was_sent(self, trainer):
        assert "Nobody has sent anything yet." in trainer.get("/author/media").text

    def test_shows_one_kind_when_asked(self, trainer):
        send(trainer, A_PICTURE)
        send(trainer, an_mp3(9_600), file_name="half.mp3", name="The half")

        trainer.get("/author/media")
        recordings = trainer.get("/author/media?show=recording").text

        assert "The half" in recordings
        assert "The gate" not in recordings
        assert "Pictures (1)" in recordings

    @pytest.mark.parametrize("query", ["?show=nothing", "?page=99", "?page=x", "?page=-1"])
    def test_asked_for_what_there_is_not_it_shows_what_there_is(self, trainer, query):
        send(trainer, A_PICTURE)
        assert "The gate" in trainer.get(f"/author/media{query}").text

    def test_officers_have_no_way_in(self, officers_browser):
        assert officers_browser.get("/author/media").status_code == 403


class TestMemory:
    def test_pages_for_officers_never_load_the_picture_library(self, tmp_path):
        """In a process of its own: this one has drawn pictures."""
        script = f"""
import sys
from pathlib import Path
from safeguarding.app import create_app
from safeguarding.common.migrating import migrate_up
from safeguarding.config import Settings
url = "sqlite:///{tmp_path}/memory.sqlite"
migrate_up(url)
settings = Settings(database_url=url, secret_key="x" * 40, is_demonstration=False, has_https=False,
                    instance=Path("{tmp_path}"))
browser = create_app(settings).test_client()
assert browser.get("/account/sign-in").status_code == 200
sys.exit("Pillow was loaded" if "PIL" in sys.modules else 0)
"""
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_a_drawn_plan_of_few_colours_loses_nothing(trainer):
    address = send(trainer, as_file(a_drawn_picture(60, 60), "PNG")).location
    assert "Picture, 60 × 60" in trainer.get(address).text
