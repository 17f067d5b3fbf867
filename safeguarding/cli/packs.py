"""A campaign's folder as a whole: each domain reads, loads and writes its own part, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from safeguarding.common.yaml_text import Fault
from safeguarding.content.interchange.pack import Pack, PackHasFaults, read_pack
from safeguarding.content.interchange.writing import write_pack
from safeguarding.content.operations.loading import LoadedPack, load_pack
from safeguarding.content.queries.packs import loaded_campaign
from safeguarding.survey.interchange.reading import PackSurvey, read_survey
from safeguarding.survey.interchange.writing import write_survey
from safeguarding.survey.operations.loading import LoadedSurvey, load_survey
from safeguarding.survey.queries.instruments import loaded_survey


@dataclass(frozen=True)
class WholePack:
    """What a campaign's folder holds; not every campaign has a survey. `withdrawn` modules are not in the pack."""

    pack: Pack
    survey: PackSurvey | None
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadedWhole:
    """What a load did in each domain."""

    pack: LoadedPack
    survey: LoadedSurvey | None


def read_whole(folder: Path) -> WholePack:
    """Everything in a campaign's folder. Raises PackHasFaults with all that is wrong anywhere in it."""
    pack, survey = None, None
    faults: list[Fault] = []
    warnings: list[Fault] = []
    try:
        pack = read_pack(folder)
    except PackHasFaults as refusal:
        faults += refusal.faults
        warnings += refusal.warnings
    try:
        survey = read_survey(folder, pack=pack)
    except PackHasFaults as refusal:
        faults += refusal.faults
    if pack is None or faults:
        raise PackHasFaults(faults, warnings or (pack.warnings if pack else ()))
    return WholePack(pack, survey)


def load_whole(session: Session, *, whole: WholePack, at: datetime, starts_on: date | None = None) -> LoadedWhole:
    """Load each part into its domain. What either refuses, the caller must not commit."""
    pack = load_pack(session, pack=whole.pack, at=at, starts_on=starts_on)
    if whole.survey is None:
        return LoadedWhole(pack, None)
    return LoadedWhole(pack, load_survey(session, survey=whole.survey, campaign_code=whole.pack.code, at=at))


def loaded_whole(session: Session, *, code: str) -> WholePack | None:
    """A campaign as it is loaded."""
    campaign = loaded_campaign(session, code=code)
    if campaign is None:
        return None
    return WholePack(campaign.pack, loaded_survey(session, campaign_code=code), campaign.withdrawn)


def write_whole(whole: WholePack, folder: Path) -> None:
    """Write a campaign into a folder that is new or empty. Raises FolderNotEmpty."""
    write_pack(whole.pack, folder)
    if whole.survey is not None:
        write_survey(whole.survey, folder)
