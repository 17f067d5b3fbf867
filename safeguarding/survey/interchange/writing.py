"""The survey of a campaign written out as a file of its pack. Reading it gives the same survey."""

import pathlib
from typing import Any

from safeguarding.common.yaml_writing import write_yaml
from safeguarding.survey.interchange.reading import INSTRUMENT_FILE, PackSurvey


def write_survey(survey: PackSurvey, folder: pathlib.Path) -> None:
    """Write a survey into a campaign's folder."""
    path = folder / INSTRUMENT_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(survey_as_file(survey))


def survey_as_file(survey: PackSurvey) -> bytes:
    """The file of questions, as its authors write it."""
    document = {
        "code": survey.code,
        "title": survey.title,
        "intro": survey.body["intro"],
        "about": survey.body["about"],
        "primary_outcomes": survey.body["primary_outcomes"],
        "order": [item.body["code"] for item in survey.items],
        "scales": survey.body["scales"],
        "items": [_item(item.body) for item in survey.items],
    }
    return write_yaml({key: value for key, value in document.items() if value != []}).encode()


def _item(body: dict[str, Any]) -> dict[str, Any]:
    """Keys without a value are not written; the words of its scale stand with the scale."""
    is_reversed = {"is_reversed": "yes" if body["is_reversed"] else "no"} if body["kind"] == "scale" else {}
    written = {**body, "is_reversed": None, **is_reversed}
    return {key: value for key, value in written.items() if value not in (None, []) and key != "ask"}
