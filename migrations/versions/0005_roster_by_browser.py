"""the roster by browser: uploads until they are decided, imports taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_undo",
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("kept_officer_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["roster_import.id"], name=op.f("fk_roster_undo_import_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["officer.id"], name=op.f("fk_roster_undo_undone_by_id")),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_roster_undo")),
    )
    op.create_table(
        "roster_upload",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sheet_name", sa.Text(), nullable=True),
        sa.Column("as_at_on", sa.Date(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fraction", sa.Float(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("as_read", sa.JSON(), nullable=True),
        sa.Column("difference", sa.JSON(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state in ('reading', 'shown', 'refused', 'applying', 'applied')",
            name=op.f("ck_roster_upload_state_is_known"),
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal is not null)", name=op.f("ck_roster_upload_refused_with_a_reason")
        ),
        sa.CheckConstraint(
            "(state = 'applied') = (import_id is not null)", name=op.f("ck_roster_upload_applied_as_an_import")
        ),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["officer.id"], name=op.f("fk_roster_upload_uploaded_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["officer.id"], name=op.f("fk_roster_upload_decided_by_id")),
        sa.ForeignKeyConstraint(["import_id"], ["roster_import.id"], name=op.f("fk_roster_upload_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_upload")),
        sa.UniqueConstraint("public_id", name=op.f("uq_roster_upload_public_id")),
    )
    op.create_table(
        "roster_upload_file",
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["roster_upload.id"], name=op.f("fk_roster_upload_file_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_roster_upload_file")),
    )
    op.create_table(
        "roster_upload_page",
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["roster_upload.id"], name=op.f("fk_roster_upload_page_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "kind", "number", name=op.f("pk_roster_upload_page")),
    )


def downgrade() -> None:
    op.drop_table("roster_upload_page")
    op.drop_table("roster_upload_file")
    op.drop_table("roster_upload")
    op.drop_table("roster_undo")
