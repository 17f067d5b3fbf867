"""Campaigns, their modules, and the numbered versions officers see."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguarding.common.schema import Base, intpk, only_where

IS_WORKING = "state in ('draft', 'in_review', 'approved')"


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
    # The audit names modules by their numbers, also those that were thrown away: SQLite uses none of them again.
    __table_args__ = (UniqueConstraint("campaign_id", "code"), {"sqlite_autoincrement": True})

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
    """A module as it stood. Once published it never changes; `body` is one canonical document with a fingerprint.

    Until then its body may have gaps, and a module has one such version at most. `revision` counts the saves of it;
    `tray` holds what its authors put aside; `based_on_id` is the version it was copied from; `origin` says who wrote
    it: whoever made the pack, or the force's own people in the studio.
    """

    __tablename__ = "module_version"
    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        CheckConstraint("state in ('draft', 'in_review', 'approved', 'published', 'retired')", name="state_is_known"),
        CheckConstraint(
            "(state in ('published', 'retired')) = (published_at is not null)", name="published_has_a_date"
        ),
        CheckConstraint("origin in ('pack', 'studio')", name="origin_is_known"),
        CheckConstraint("state <> 'approved' or approved_at is not null", name="approved_has_a_date"),
        CheckConstraint("publish_on is null or approved_at is not null", name="only_approved_is_scheduled"),
        Index("uq_module_version_published", "module_id", unique=True, **only_where("state = 'published'")),
        Index("uq_module_version_working", "module_id", unique=True, **only_where(IS_WORKING)),
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
    origin: Mapped[str] = mapped_column(default="pack")
    revision: Mapped[int] = mapped_column(default=0)
    tray: Mapped[list[Any]] = mapped_column(default=list)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("module_version.id"))
    approved_at: Mapped[datetime | None]
    publish_on: Mapped[date | None]


class DraftSave(Base):
    """One save of a version that is being written: what undo goes back to, and what two savers are compared by.

    `state` is the save whose document holds from here on: the save's own, or after an undo or redo an earlier one's.
    `came_from` is the state before it. All of them go when the version is published.
    """

    __tablename__ = "draft_save"
    __table_args__ = (
        CheckConstraint("(state = revision) = (document is not null)", name="only_a_new_state_has_a_document"),
        CheckConstraint("came_from is null or came_from < state", name="came_from_an_earlier_state"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[int]
    came_from: Mapped[int | None]
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    saved_at: Mapped[datetime]


class VersionAuthor(Base):
    """Somebody had a hand in a version. Who has since its last approval may not approve it."""

    __tablename__ = "version_author"

    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True, index=True)
    is_since_approval: Mapped[bool]
    last_at: Mapped[datetime]


class ReviewStep(Base):
    """What happened to a version on its way to officers, by whom (nobody: the daily chore) and why."""

    __tablename__ = "review_step"
    __table_args__ = (
        CheckConstraint(
            "kind in ('sent', 'returned', 'approved', 'scheduled', 'published', 'taken_back', 'edited')",
            name="kind_is_known",
        ),
        CheckConstraint("kind <> 'returned' or reason is not null", name="returned_with_a_reason"),
    )

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    kind: Mapped[str]
    revision: Mapped[int]
    reason: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]


class ReviewNote(Base):
    """Words about one place of a version ('' = all of it), until somebody says they are settled."""

    __tablename__ = "review_note"
    __table_args__ = (CheckConstraint("(settled_at is null) = (settled_by_id is null)", name="settled_by_somebody"),)

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    revision: Mapped[int]
    place: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    settled_at: Mapped[datetime | None]


class Media(Base):
    """A picture, recording or caption file, named by the fingerprint of its bytes, so it may be cached for ever."""

    __tablename__ = "media"

    id: Mapped[intpk]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    byte_count: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class MediaSent(Base):
    """A media file that somebody sent for later use: what it is called, whose it is, who sent it and when.

    `alt` is what its picture shows, to begin a module's own words with. A large picture has a small one for lists.
    """

    __tablename__ = "media_sent"
    __table_args__ = (
        CheckConstraint("licence in ('ours', 'permitted', 'open')", name="licence_is_known"),
        CheckConstraint("(width is null) = (height is null)", name="a_width_has_a_height"),
        CheckConstraint("width is null or length_ms is null", name="no_picture_has_a_length"),
    )

    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), primary_key=True)
    name: Mapped[str]
    alt: Mapped[str]
    credit: Mapped[str]
    licence: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    length_ms: Mapped[int | None]
    small_id: Mapped[int | None] = mapped_column(ForeignKey("media.id"), index=True)
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    sent_at: Mapped[datetime]


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
