"""Campaigns, their modules, and the numbered versions officers see."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguarding.common.schema import Base, intpk, only_where


class Campaign(Base):
    """Twelve months about one thing. `body` holds straplines, key messages and recommendations as loaded."""

    __tablename__ = "campaign"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="ends_after_it_starts"),)

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    body: Mapped[dict[str, Any]]


class Theme(Base):
    """One of the things a campaign asks people to notice."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    id: Mapped[intpk]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    code: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    position: Mapped[int]


class Module(Base):
    """One short thing to do. What officers see is its published version."""

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    id: Mapped[intpk]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    code: Mapped[str]
    kind: Mapped[str]
    position: Mapped[int]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]


class ModuleTheme(Base):
    """A module belongs to a theme."""

    __tablename__ = "module_theme"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)


class ModuleVersion(Base):
    """A module as it stood. Once published it never changes; `body` is one canonical document with a fingerprint."""

    __tablename__ = "module_version"
    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        CheckConstraint("state in ('draft', 'in_review', 'approved', 'published', 'retired')", name="state_is_known"),
        CheckConstraint(
            "(state in ('published', 'retired')) = (published_at is not null)", name="published_has_a_date"
        ),
        Index("uq_module_version_published", "module_id", unique=True, **only_where("state = 'published'")),
    )

    id: Mapped[intpk]
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    number: Mapped[int]
    state: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    minutes: Mapped[int]
    body: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class Media(Base):
    """A picture, recording or caption file, named by the fingerprint of its bytes, so it may be cached for ever."""

    __tablename__ = "media"

    id: Mapped[intpk]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    byte_count: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Contact(Base):
    """A line people can ring or a team they can tell: content names its key, never its digits.

    One that was edited here is the force's own from then on: loading a pack leaves it as it is.
    """

    __tablename__ = "contact"

    id: Mapped[intpk]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    purpose: Mapped[str]
    value: Mapped[str]
    dial: Mapped[str | None]
    hours: Mapped[str]
    who_may_call: Mapped[str]
    verified_on: Mapped[date | None]
    owner: Mapped[str]
    review_on: Mapped[date]
    position: Mapped[int]
    edited_at: Mapped[datetime | None]
