"""media people have sent for later use"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_sent",
        sa.Column("media_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("length_ms", sa.Integer(), nullable=True),
        sa.Column("small_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_by_id", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("licence in ('ours', 'permitted', 'open')", name=op.f("ck_media_sent_licence_is_known")),
        sa.CheckConstraint("(width is null) = (height is null)", name=op.f("ck_media_sent_a_width_has_a_height")),
        sa.CheckConstraint("width is null or length_ms is null", name=op.f("ck_media_sent_no_picture_has_a_length")),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_sent_media_id")),
        sa.ForeignKeyConstraint(["small_id"], ["media.id"], name=op.f("fk_media_sent_small_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["officer.id"], name=op.f("fk_media_sent_sent_by_id")),
        sa.PrimaryKeyConstraint("media_id", name=op.f("pk_media_sent")),
    )
    op.create_index(op.f("ix_media_sent_small_id"), "media_sent", ["small_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_media_sent_small_id"), table_name="media_sent")
    op.drop_table("media_sent")
