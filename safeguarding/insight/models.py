"""Figures as they were released: what everybody who may see figures sees, and all that is kept of past weeks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguarding.common.schema import Base, intpk, only_where


class FiguresDay(Base):
    """A day on which figures of a campaign were released. `is_late`: worked out afterwards, for a Monday not counted.

    `module_ids` are those that "done all" meant then.
    """

    __tablename__ = "figures_day"
    __table_args__ = (UniqueConstraint("campaign_id", "released_on"),)

    id: Mapped[intpk]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    released_on: Mapped[date]
    counted_at: Mapped[datetime]
    is_late: Mapped[bool]
    module_ids: Mapped[list[Any]]


class ReleasedFigures(Base):
    """What is said of one group on one day: in steps of five, nothing under ten.

    `unit_id` 0 is the whole force; `part` is empty for everybody, "itself" for those directly in the unit, or a role
    family. No foreign key: a unit that an undone import takes away leaves its weeks behind, as numbers of nobody.
    `figures` holds by measure what is said: people, whether "or more", of how many, since which day, and how many have
    left the group since. `is_latest` is the newest of its group; others are kept of Mondays only.
    """

    __tablename__ = "released_figures"
    __table_args__ = (
        UniqueConstraint("campaign_id", "unit_id", "part", "released_on"),
        CheckConstraint("headcount >= 0", name="people_are_counted"),
        Index("ix_released_figures_latest", "campaign_id", "unit_id", **only_where("is_latest")),
    )

    id: Mapped[intpk]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(BigInteger)
    part: Mapped[str]
    released_on: Mapped[date]
    headcount: Mapped[int]
    is_shown: Mapped[bool]
    is_latest: Mapped[bool]
    figures: Mapped[dict[str, Any]]


class FiguresSecret(Base):
    """What makes the steps in which a campaign's figures are said unknown to whoever reads them. Made once."""

    __tablename__ = "figures_secret"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    secret: Mapped[str]


class ReachTarget(Base):
    """What share of the force a campaign is meant to reach, as internal comms set it."""

    __tablename__ = "reach_target"
    __table_args__ = (CheckConstraint("per_cent between 1 and 100", name="is_a_share"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    per_cent: Mapped[int]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    set_at: Mapped[datetime]
