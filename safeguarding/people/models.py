"""Who works here, where, in what role, and how they prove it is them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from safeguarding.common.schema import Base, intpk, only_where

IN_FORCE_EVERYWHERE = "withdrawn_at is null and unit_id is null"
IN_FORCE_FOR_A_UNIT = "withdrawn_at is null and unit_id is not null"


class Unit(Base):
    """A part of the force, known by its HR code for ever; where it stands is a placement."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("kind in ('force', 'command', 'bcu', 'team')", name="kind_is_known"),)

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]


class UnitPlacement(Base):
    """From this day the unit stands under this parent, at the top (no parent), or is closed."""

    __tablename__ = "unit_placement"
    __table_args__ = (
        UniqueConstraint("unit_id", "from_on"),
        CheckConstraint("parent_id is null or parent_id <> unit_id", name="not_under_itself"),
        CheckConstraint("not (is_closed and parent_id is not null)", name="closed_has_no_parent"),
    )

    id: Mapped[intpk]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    is_closed: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date]


class Officer(Base):
    """One of the 44,000: an officer, a PCSO or a member of police staff. Nothing more about them is kept."""

    __tablename__ = "officer"

    id: Mapped[intpk]
    public_id: Mapped[str] = mapped_column(unique=True)
    staff_number: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    work_email: Mapped[str | None]


class Posting(Base):
    """From this day the officer works in this unit and role family; no unit means not in post."""

    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("officer_id", "from_on"),
        CheckConstraint("(unit_id is null) = (role_family is null)", name="in_post_has_a_unit_and_a_role"),
        Index("ix_posting_unit_id_from_on", "unit_id", "from_on"),
        # Few posts are protected, and every list and search asks which.
        Index("ix_posting_protected", "officer_id", "from_on", **only_where("is_protected")),
    )

    id: Mapped[intpk]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    role_family: Mapped[str | None]
    is_protected: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date]


class SignInIdentity(Base):
    """One way an officer proves who they are: a local password (issuer 'local') or, later, the force's OIDC."""

    __tablename__ = "sign_in_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[intpk]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    secret: Mapped[str | None]


class ActivationCode(Base):
    """A code, kept only as a hash, with which an officer sets a password once."""

    __tablename__ = "activation_code"

    id: Mapped[intpk]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInSession(Base):
    """Somebody is signed in. The browser holds the token; we hold its hash."""

    __tablename__ = "sign_in_session"

    id: Mapped[intpk]
    token_hash: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SignInThrottle(Base):
    """How often sign-in has lately been tried and refused, for one account or one network address."""

    __tablename__ = "sign_in_throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    refusals: Mapped[int]
    window_began_at: Mapped[datetime]


class RoleGrant(Base):
    """Somebody gave an officer a role; reviewer and auditor count only once a second person has agreed."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("granted_by_id <> officer_id", name="nobody_grants_to_themself"),
        CheckConstraint(
            "agreed_by_id <> officer_id and agreed_by_id <> granted_by_id", name="second_granter_is_a_third_person"
        ),
        CheckConstraint("role <> 'unit_lead' or unit_id is not null", name="unit_lead_has_a_unit"),
        Index(
            "uq_role_grant_in_force",
            "officer_id",
            "role",
            unique=True,
            **only_where("withdrawn_at is null and unit_id is null"),
        ),
        Index(
            "uq_role_grant_in_force_unit",
            "officer_id",
            "role",
            "unit_id",
            unique=True,
            **only_where("withdrawn_at is null and unit_id is not null"),
        ),
    )

    id: Mapped[intpk]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    role: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    granted_at: Mapped[datetime]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    agreed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    withdrawn_because: Mapped[str | None]


class UnitChange(Base):
    """What somebody decided to do to a unit from a day on. `facts` holds internal ids, names and codes of units.

    It is applied at once, or by the daily chore when its day has come; what could not be applied then says why.
    """

    __tablename__ = "unit_change"
    __table_args__ = (
        CheckConstraint("kind in ('merge', 'split', 'move', 'rename', 'close')", name="kind_is_known"),
        CheckConstraint(
            "not (applied_at is not null and cancelled_at is not null) and "
            "(refused_because is null or (applied_at is null and cancelled_at is null))",
            name="ends_in_one_way",
        ),
    )

    id: Mapped[intpk]
    kind: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    from_on: Mapped[date]
    facts: Mapped[dict[str, Any]]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    refused_because: Mapped[str | None]


class RosterImport(Base):
    """One reading of the HR extract: what it said it was, and when it was applied."""

    __tablename__ = "roster_import"

    id: Mapped[intpk]
    as_at_on: Mapped[date]
    is_full: Mapped[bool]
    file_fingerprint: Mapped[str]
    applied_at: Mapped[datetime]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    counts: Mapped[dict[str, Any]]

    changes: Mapped[list["RosterChange"]] = relationship(back_populates="roster_import")


class RosterChange(Base):
    """One line of an applied difference, before and after, so that it can be read later and undone."""

    __tablename__ = "roster_change"

    id: Mapped[intpk]
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"), index=True)
    kind: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]

    roster_import: Mapped[RosterImport] = relationship(back_populates="changes")


class RosterUndo(Base):
    """An import was taken back: by whom, and whom and which units it had brought that could not simply go."""

    __tablename__ = "roster_undo"

    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"), primary_key=True)
    undone_at: Mapped[datetime]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    counts: Mapped[dict[str, Any]]
    kept_officer_ids: Mapped[list[Any]]


class RosterUpload(Base):
    """An extract somebody sent by browser, from the moment it arrives until somebody decides; a day at most.

    `run` names the work under way, so that work taken for dead, and started again, cannot finish. What is shown of
    the extract (`as_read`, `difference`, the pages) goes when it is decided, as the file does.
    """

    __tablename__ = "roster_upload"
    __table_args__ = (
        CheckConstraint("state in ('reading', 'shown', 'refused', 'applying', 'applied')", name="state_is_known"),
        CheckConstraint("(state = 'refused') = (refusal is not null)", name="refused_with_a_reason"),
        CheckConstraint("(state = 'applied') = (import_id is not null)", name="applied_as_an_import"),
    )

    id: Mapped[intpk]
    public_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    uploaded_at: Mapped[datetime]
    file_name: Mapped[str]
    sheet_name: Mapped[str | None]
    as_at_on: Mapped[date]
    is_full: Mapped[bool]
    run: Mapped[str]
    heard_at: Mapped[datetime]
    fraction: Mapped[float] = mapped_column(default=0.0)
    notice: Mapped[str | None]
    refusal: Mapped[str | None]
    as_read: Mapped[dict[str, Any] | None]
    difference: Mapped[dict[str, Any] | None]
    fingerprint: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("roster_import.id"))


class RosterUploadFile(Base):
    """The file of an upload. A table of its own: a heartbeat must not rewrite twenty megabytes."""

    __tablename__ = "roster_upload_file"

    upload_id: Mapped[int] = mapped_column(ForeignKey("roster_upload.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RosterUploadPage(Base):
    """One screenful of what an upload would change, as it is shown: nothing of protected posts is in it."""

    __tablename__ = "roster_upload_page"

    upload_id: Mapped[int] = mapped_column(ForeignKey("roster_upload.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    rows: Mapped[list[Any]]


class AuditEntry(Base):
    """Something somebody did that must stay known. Append-only; each entry carries the hash of the one before.

    Internal ids only, so that removing a person leaves the chain whole.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_action_id", "action", "id"), Index("ix_audit_entry_at", "at"))

    id: Mapped[intpk]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str]
    about: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(unique=True)
    entry_hash: Mapped[str] = mapped_column(unique=True)


class Installation(Base):
    """One row: what this database is. A server that is not a demonstration refuses a database that says it is."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[intpk]
    is_demonstration: Mapped[bool]
    installed_at: Mapped[datetime]
