"""What officers have begun and done; never how well."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguarding.common.schema import Base, intpk, only_where

IS_OPEN = only_where("closed_at is null")


class Attempt(Base):
    """One go at a module by one officer. Open until it is finished or the daily chore closes it.

    `go` is 1 when the officer first begins the module, so that of two clicks at once only one can be the first.
    `is_first` says whether the picks may be counted: it is the officer's first attempt at the version, and nothing was
    changed after its ending. `looking_at` is the object whose panel is open, as "scene/object"; it goes with the picks.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("closed_at is null or closed_at >= begun_at", name="closed_after_it_was_begun"),
        UniqueConstraint("officer_id", "module_id", "go"),
        Index(
            "uq_attempt_open",
            "officer_id",
            "module_id",
            unique=True,
            **IS_OPEN,
        ),
        Index("ix_attempt_open_last_at", "last_at", **IS_OPEN),
    )

    id: Mapped[intpk]
    public_id: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    go: Mapped[int]
    is_first: Mapped[bool]
    begun_at: Mapped[datetime]
    last_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    looking_at: Mapped[str | None]


class Pick(Base):
    """What the officer last decided about one object of a scene, or which choice they took there (code '' = the
    scene's choice). Kept only while the attempt is open."""

    __tablename__ = "pick"
    __table_args__ = (
        UniqueConstraint("attempt_id", "scene", "object"),
        CheckConstraint("(object = '') = (choice is not null)", name="a_choice_is_of_the_scene"),
    )

    id: Mapped[intpk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    scene: Mapped[str]
    object: Mapped[str]
    state: Mapped[str]
    choice: Mapped[str | None]


class HeardEvent(Base):
    """An event the browser sent and we have applied: sent again, it changes nothing. Goes when the attempt closes."""

    __tablename__ = "heard_event"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)


class Listening(Base):
    """What of an episode an officer has heard in an open attempt, and where they stopped. Goes when the attempt closes.

    `heard` are parts of the episode and `moments` the times somebody listened (milliseconds since 1970), both as pairs
    from and to: each moment counts once, in whichever window.
    """

    __tablename__ = "listening"
    __table_args__ = (CheckConstraint("heard_ms >= 0 and stopped_ms >= 0", name="not_before_the_beginning"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    heard: Mapped[list[Any]]
    moments: Mapped[list[Any]]
    heard_ms: Mapped[int]
    stopped_ms: Mapped[int]
    stopped_at: Mapped[datetime]


class SavedForLater(Base):
    """An officer wants to find this module again. Goes when they take it off, or have done it."""

    __tablename__ = "saved_for_later"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, index=True)
    saved_at: Mapped[datetime]


class UncountedSheet(Base):
    """The picks of a closed first attempt, without a name, until at least ten can be counted together.

    Kept in the order of its random key: in order of arrival it could be laid beside the attempts closed that day.
    """

    __tablename__ = "uncounted_sheet"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    closed_on: Mapped[date]
    sheet: Mapped[dict[str, Any]]


class SceneCount(Base):
    """How many first attempts at a version did this at that scene; counted ten or more at a time."""

    __tablename__ = "scene_count"
    __table_args__ = (UniqueConstraint("version_id", "scene", "what", "code"),)

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    scene: Mapped[str]
    what: Mapped[str]
    code: Mapped[str]
    officers: Mapped[int]


class Completion(Base):
    """An officer finished a module. One row for each pair; it says what was done, never how well."""

    __tablename__ = "completion"
    __table_args__ = (
        UniqueConstraint("officer_id", "module_id"),
        CheckConstraint("completed_at >= begun_at", name="completed_after_it_was_begun"),
    )

    id: Mapped[intpk]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    rule: Mapped[str]
    evidence: Mapped[str]
    begun_at: Mapped[datetime]
    completed_at: Mapped[datetime]


class Progress(Base):
    """How far one officer is in one campaign, kept in the same transaction as attempts and completions."""

    __tablename__ = "progress"
    __table_args__ = (CheckConstraint("done <= begun", name="what_is_done_was_begun"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True, index=True)
    begun: Mapped[int]
    done: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class CompletionTotal(Base):
    """How many people in post in a unit today, of one role family, have begun and done a module.

    Kept in the order in which the figures read it: all totals of a unit by module lie together.
    """

    __tablename__ = "completion_total"
    __table_args__ = (
        CheckConstraint("begun >= done and done >= 0", name="what_is_done_was_begun"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, index=True)
    role_family: Mapped[str] = mapped_column(primary_key=True)
    begun: Mapped[int]
    done: Mapped[int]


class TotalsDay(Base):
    """One row: the day whose postings the completion totals describe, so that the turn of a day is done once."""

    __tablename__ = "totals_day"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[intpk]
    day: Mapped[date]
