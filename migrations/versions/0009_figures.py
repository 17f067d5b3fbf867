"""figures as they were released, day by day and week by week, and what share of the force is to be reached"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figures_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("module_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_figures_day_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_day")),
        sa.UniqueConstraint("campaign_id", "released_on", name=op.f("uq_figures_day_campaign_id_released_on")),
    )
    op.create_table(
        "released_figures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("is_latest", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.CheckConstraint("headcount >= 0", name=op.f("ck_released_figures_people_are_counted")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_released_figures_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_figures")),
        sa.UniqueConstraint(
            "campaign_id",
            "unit_id",
            "part",
            "released_on",
            name=op.f("uq_released_figures_campaign_id_unit_id_part_released_on"),
        ),
    )
    op.create_index(
        "ix_released_figures_latest",
        "released_figures",
        ["campaign_id", "unit_id"],
        unique=False,
        sqlite_where=sa.text("is_latest"),
        postgresql_where=sa.text("is_latest"),
    )
    op.create_table(
        "figures_secret",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_figures_secret_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_figures_secret")),
    )
    op.create_table(
        "reach_target",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("per_cent", sa.Integer(), nullable=False),
        sa.Column("set_by_id", sa.BigInteger(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("per_cent between 1 and 100", name=op.f("ck_reach_target_is_a_share")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_reach_target_campaign_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["officer.id"], name=op.f("fk_reach_target_set_by_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_reach_target")),
    )


def downgrade() -> None:
    op.drop_table("reach_target")
    op.drop_table("figures_secret")
    op.drop_index("ix_released_figures_latest", table_name="released_figures")
    op.drop_table("released_figures")
    op.drop_table("figures_day")
