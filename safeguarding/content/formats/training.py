"""A training signpost: where and when colleagues meet to learn more, and how to book."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from safeguarding.common.markdown import Prose
from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats.front import Front, front_from_pack, read_front, read_prose
from safeguarding.content.interchange.files import PackFiles, TextFile
from safeguarding.content.rules.campaign_days import day_of_campaign, working_day

KIND = "training"
LATEST_DAY = 2_000
_CLOCK = re.compile(r"([01][0-9]|2[0-3])\.([0-5][0-9])")


@dataclass(frozen=True)
class Training(Front):
    """The body of a training. A pack names its day by the days since the campaign began, so it never goes stale."""

    text: Prose
    place: str
    day: int
    at: time
    lasts: str
    who_for: str
    book: str

    def on(self, starts_on: date) -> date:
        """The date, in a campaign that began on this day. Nobody is asked to come at a weekend."""
        return working_day(day_of_campaign(starts_on, day=self.day))


def read_training(body: Mapping[str, Any]) -> Training:
    """A training from its canonical body."""
    hour, minute = body["at"].split(".")
    return Training(
        **read_front(body),
        text=read_prose(body["text"], body),
        place=body["place"],
        day=body["day"],
        at=time(int(hour), int(minute)),
        lasts=body["lasts"],
        who_for=body["who_for"],
        book=body["book"],
    )


def training_from_pack(fields: Fields, files: PackFiles, folder: str) -> tuple[dict[str, Any], dict[str, TextFile]]:
    """A training's body from its module.yaml, and which of its texts stand in files of their own."""
    body = front_from_pack(fields, files)
    body["text"], file = files.text_in_file(fields, "text", folder, body["text_pictures"])
    body["place"] = fields.words("place")
    body["day"] = fields.whole_number("day", least=0, most=LATEST_DAY)
    body["at"] = fields.words("at")
    if body["at"] and not _CLOCK.fullmatch(body["at"]):
        fields.fault("at", f"'at' is '{body['at']}'. Write the time by a clock of 24 hours, like 09.30 or 14.00.")
    body["lasts"] = fields.words("lasts")
    body["who_for"] = fields.words("who_for")
    body["book"] = fields.words("book")
    return body, {"text": file}
