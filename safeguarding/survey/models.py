"""The awareness survey: what is asked, in which waves, of whom, and what was answered. Never who has answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguarding.common.schema import Base, intpk, only_where


class Instrument(Base):
    """The questions as loaded, numbered. It never changes: a changed item makes the next number.

    `body` holds introduction, scales, primary outcomes and order. `fingerprint` is over the whole of it with its items,
    so that loading the same again changes nothing; `order_fingerprint` is over the order of the items alone, and
    `asked_fingerprint`, made when a wave first opens with it, over the items as shown.
    """

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("campaign_id", "code", "number"),)

    id: Mapped[intpk]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    code: Mapped[str]
    number: Mapped[int]
    title: Mapped[str]
    body: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    order_fingerprint: Mapped[str]
    asked_fingerprint: Mapped[str | None]
    loaded_at: Mapped[datetime]


class Item(Base):
    """One question. `body` is as loaded; `asked` is as shown, its contacts filled in for good when a wave first opens.

    `fingerprint` is over what is shown and what is scored, as loaded; `asked_fingerprint` is the same over `asked`.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("instrument_id", "code"),
        UniqueConstraint("instrument_id", "position"),
        CheckConstraint("(asked is null) = (asked_fingerprint is null)", name="asked_has_a_fingerprint"),
    )

    id: Mapped[intpk]
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    code: Mapped[str]
    position: Mapped[int]
    body: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    # JSON has a null of its own; none here means that no wave has opened yet.
    asked: Mapped[dict[str, Any] | None] = mapped_column(type_=JSON(none_as_null=True))
    asked_fingerprint: Mapped[str | None]


class Wave(Base):
    """One asking of an instrument: month 0 or month 12. `repeats_id` is the wave it is to be compared with.

    `seed` and `frame_on` make the draw repeatable. `expected_response` is the share of the invited who are expected to
    answer. An imported wave was run elsewhere; nothing is drawn for it.
    """

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("campaign_id", "code"),
        CheckConstraint("state in ('planned', 'open', 'closed', 'released')", name="state_is_known"),
        CheckConstraint("design in ('everyone', 'sample', 'imported')", name="design_is_known"),
        CheckConstraint("(design = 'sample') = (target_answers is not null)", name="a_sample_has_a_target"),
        CheckConstraint("expected_response > 0 and expected_response <= 1", name="expected_response_is_a_share"),
        CheckConstraint("repeats_id is null or repeats_id <> id", name="not_a_repeat_of_itself"),
        CheckConstraint("state = 'planned' or design = 'imported' or opened_at is not null", name="opened_at_a_time"),
        CheckConstraint("(state in ('closed', 'released')) = (closed_at is not null)", name="closed_at_a_time"),
        CheckConstraint("(state = 'released') = (released_at is not null)", name="released_at_a_time"),
        CheckConstraint("closed_at is null or opened_at is null or closed_at >= opened_at", name="closed_after_opened"),
        Index("uq_wave_open", "campaign_id", unique=True, **only_where("state = 'open'")),
    )

    id: Mapped[intpk]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id"))
    code: Mapped[str]
    month: Mapped[int]
    title: Mapped[str]
    state: Mapped[str]
    design: Mapped[str]
    seed: Mapped[str]
    target_answers: Mapped[int | None]
    expected_response: Mapped[float]
    frame_on: Mapped[date]
    closes_on: Mapped[date]
    primary_outcomes: Mapped[list[Any]]
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    planned_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class WaveStratum(Base):
    """A part of the workforce from which a wave was drawn: some role families in some groups of units.

    Counted at the draw and kept for ever: `frame_count` in the frame, `panel_count` of them invited because the
    wave that this one repeats had invited them, `invited_count` invited in all.
    """

    __tablename__ = "wave_stratum"
    __table_args__ = (
        UniqueConstraint("wave_id", "position"),
        CheckConstraint(
            "0 <= panel_count and panel_count <= invited_count and invited_count <= frame_count",
            name="each_count_is_within_the_next",
        ),
    )

    id: Mapped[intpk]
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    position: Mapped[int]
    name: Mapped[str]
    unit_ids: Mapped[list[Any]]
    role_families: Mapped[list[Any]]
    frame_count: Mapped[int]
    panel_count: Mapped[int]
    invited_count: Mapped[int]


class Invitation(Base):
    """This officer was asked. Written at the draw and never touched again, so it cannot say who has answered."""

    __tablename__ = "invitation"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    stratum_id: Mapped[int] = mapped_column(ForeignKey("wave_stratum.id"))


class SealedAnswers(Base):
    """What somebody has answered so far in an open wave, encrypted. Deleted when the wave closes.

    `slot` is made in memory from the secret key, the wave and the staff number, and is not the link that a response
    carries: whoever watched these rows arrive could otherwise follow one into the responses. Kept in the order of the
    slot, which is no order of arrival.
    """

    __tablename__ = "sealed_answers"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Response(Base):
    """What one person answered, under a link that only the secret key can make. Written at close, in random order.

    `week_on` is a Monday; small weeks are put together. There is no free text in this survey, so no table for it.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("wave_id", "link"), {"sqlite_with_rowid": False})

    id: Mapped[str] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    link: Mapped[str]
    stratum_id: Mapped[int] = mapped_column(ForeignKey("wave_stratum.id"))
    week_on: Mapped[date]
    is_finished: Mapped[bool]
    answers: Mapped[dict[str, Any]]


class SurveyKey(Base):
    """That a campaign has a secret key, how to tell the right one, and when two people destroyed it. Never the key."""

    __tablename__ = "survey_key"
    __table_args__ = (
        CheckConstraint(
            "(destroyed_at is null) = (destroyed_by_id is null) and (destroyed_at is null) = (agreed_by_id is null)",
            name="destroyed_by_two",
        ),
        CheckConstraint("agreed_by_id <> destroyed_by_id", name="the_second_is_another_person"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    check_value: Mapped[str]
    made_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
    destroyed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class EndedSeries(Base):
    """An item that a repeat wave asks in other words, or no longer: it is not compared, and this is why."""

    __tablename__ = "ended_series"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    item_code: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]


class WaveRelease(Base):
    """The one release of a wave: tables that have been through disclosure control, and how they were computed."""

    __tablename__ = "wave_release"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    tables: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    computed_at: Mapped[datetime]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
