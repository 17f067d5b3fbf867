"""drafts, reviews and who wrote what"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

VERSION = "module_version"
IS_WORKING = sa.text("state in ('draft', 'in_review', 'approved')")
CHECKS = {
    "origin": ("origin_is_known", "origin in ('pack', 'studio')"),
    "approved_at": ("approved_has_a_date", "state <> 'approved' or approved_at is not null"),
    "publish_on": ("only_approved_is_scheduled", "publish_on is null or approved_at is not null"),
}


def _columns_of_versions() -> list[sa.Column]:
    return [
        sa.Column("origin", sa.Text(), nullable=False, server_default="pack"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("tray", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("based_on_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publish_on", sa.Date(), nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table(VERSION) as versions:
        for column in _columns_of_versions():
            versions.add_column(column)
        versions.create_foreign_key(op.f("fk_module_version_based_on_id"), VERSION, ["based_on_id"], ["id"])
        for name, condition in CHECKS.values():
            versions.create_check_constraint(op.f(f"ck_module_version_{name}"), sa.text(condition))
    op.create_index(
        "uq_module_version_working",
        VERSION,
        ["module_id"],
        unique=True,
        sqlite_where=IS_WORKING,
        postgresql_where=IS_WORKING,
    )
    op.create_table(
        "draft_save",
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("came_from", sa.Integer(), nullable=True),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = revision) = (document is not null)", name=op.f("ck_draft_save_only_a_new_state_has_a_document")
        ),
        sa.CheckConstraint(
            "came_from is null or came_from < state", name=op.f("ck_draft_save_came_from_an_earlier_state")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["module_version.id"], name=op.f("fk_draft_save_version_id")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["officer.id"], name=op.f("fk_draft_save_saved_by_id")),
        sa.PrimaryKeyConstraint("version_id", "revision", name=op.f("pk_draft_save")),
    )
    op.create_table(
        "version_author",
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("is_since_approval", sa.Boolean(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["module_version.id"], name=op.f("fk_version_author_version_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_version_author_officer_id")),
        sa.PrimaryKeyConstraint("version_id", "officer_id", name=op.f("pk_version_author")),
    )
    op.create_index(op.f("ix_version_author_officer_id"), "version_author", ["officer_id"])
    op.create_table(
        "review_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('sent', 'returned', 'approved', 'scheduled', 'published', 'taken_back', 'edited')",
            name=op.f("ck_review_step_kind_is_known"),
        ),
        sa.CheckConstraint(
            "kind <> 'returned' or reason is not null", name=op.f("ck_review_step_returned_with_a_reason")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["module_version.id"], name=op.f("fk_review_step_version_id")),
        sa.ForeignKeyConstraint(["by_id"], ["officer.id"], name=op.f("fk_review_step_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_step")),
    )
    op.create_index(op.f("ix_review_step_version_id"), "review_step", ["version_id"])
    op.create_table(
        "review_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(settled_at is null) = (settled_by_id is null)", name=op.f("ck_review_note_settled_by_somebody")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["module_version.id"], name=op.f("fk_review_note_version_id")),
        sa.ForeignKeyConstraint(["by_id"], ["officer.id"], name=op.f("fk_review_note_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["officer.id"], name=op.f("fk_review_note_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_note")),
    )
    op.create_index(op.f("ix_review_note_version_id"), "review_note", ["version_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_review_note_version_id"), "review_note")
    op.drop_table("review_note")
    op.drop_index(op.f("ix_review_step_version_id"), "review_step")
    op.drop_table("review_step")
    op.drop_index(op.f("ix_version_author_officer_id"), "version_author")
    op.drop_table("version_author")
    op.drop_table("draft_save")
    op.drop_index("uq_module_version_working", VERSION)
    with op.batch_alter_table(VERSION) as versions:
        for name, _ in CHECKS.values():
            versions.drop_constraint(op.f(f"ck_module_version_{name}"), type_="check")
        versions.drop_constraint(op.f("fk_module_version_based_on_id"), type_="foreignkey")
        for column in reversed(_columns_of_versions()):
            versions.drop_column(column.name)
