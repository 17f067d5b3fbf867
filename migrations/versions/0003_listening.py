"""what was heard of an episode; modules saved for later"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listening",
        sa.Column("attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("heard", sa.JSON(), nullable=False),
        sa.Column("moments", sa.JSON(), nullable=False),
        sa.Column("heard_ms", sa.Integer(), nullable=False),
        sa.Column("stopped_ms", sa.Integer(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("heard_ms >= 0 and stopped_ms >= 0", name=op.f("ck_listening_not_before_the_beginning")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_listening_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_listening")),
    )
    op.create_table(
        "saved_for_later",
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("module_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_saved_for_later_module_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_saved_for_later_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", "module_id", name=op.f("pk_saved_for_later")),
    )
    with op.batch_alter_table("saved_for_later", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_for_later_module_id"), ["module_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("saved_for_later", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_for_later_module_id"))

    op.drop_table("saved_for_later")
    op.drop_table("listening")
