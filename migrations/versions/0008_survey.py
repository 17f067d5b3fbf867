"""the awareness survey: what is asked, in which waves, of whom, and what was answered; never who has answered"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instrument",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("order_fingerprint", sa.Text(), nullable=False),
        sa.Column("asked_fingerprint", sa.Text(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_instrument_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("campaign_id", "code", "number", name=op.f("uq_instrument_campaign_id_code_number")),
    )
    op.create_table(
        "survey_key",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("check_value", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("agreed_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(destroyed_at is null) = (destroyed_by_id is null) and (destroyed_at is null) = (agreed_by_id is null)",
            name=op.f("ck_survey_key_destroyed_by_two"),
        ),
        sa.CheckConstraint("agreed_by_id <> destroyed_by_id", name=op.f("ck_survey_key_the_second_is_another_person")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["officer.id"], name=op.f("fk_survey_key_agreed_by_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_survey_key_campaign_id")),
        sa.ForeignKeyConstraint(["destroyed_by_id"], ["officer.id"], name=op.f("fk_survey_key_destroyed_by_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_survey_key")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instrument_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=True),
        sa.Column("asked_fingerprint", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(asked is null) = (asked_fingerprint is null)", name=op.f("ck_item_asked_has_a_fingerprint")
        ),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument.id"], name=op.f("fk_item_instrument_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("instrument_id", "code", name=op.f("uq_item_instrument_id_code")),
        sa.UniqueConstraint("instrument_id", "position", name=op.f("uq_item_instrument_id_position")),
    )
    op.create_table(
        "wave",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("instrument_id", sa.BigInteger(), nullable=False),
        sa.Column("repeats_id", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("design", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("target_answers", sa.Integer(), nullable=True),
        sa.Column("expected_response", sa.Float(), nullable=False),
        sa.Column("frame_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("primary_outcomes", sa.JSON(), nullable=False),
        sa.Column("planned_by_id", sa.BigInteger(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(design = 'sample') = (target_answers is not null)", name=op.f("ck_wave_a_sample_has_a_target")
        ),
        sa.CheckConstraint("(state = 'released') = (released_at is not null)", name=op.f("ck_wave_released_at_a_time")),
        sa.CheckConstraint(
            "(state in ('closed', 'released')) = (closed_at is not null)", name=op.f("ck_wave_closed_at_a_time")
        ),
        sa.CheckConstraint("design in ('everyone', 'sample', 'imported')", name=op.f("ck_wave_design_is_known")),
        sa.CheckConstraint(
            "state = 'planned' or design = 'imported' or opened_at is not null", name=op.f("ck_wave_opened_at_a_time")
        ),
        sa.CheckConstraint("state in ('planned', 'open', 'closed', 'released')", name=op.f("ck_wave_state_is_known")),
        sa.CheckConstraint(
            "closed_at is null or opened_at is null or closed_at >= opened_at", name=op.f("ck_wave_closed_after_opened")
        ),
        sa.CheckConstraint(
            "expected_response > 0 and expected_response <= 1", name=op.f("ck_wave_expected_response_is_a_share")
        ),
        sa.CheckConstraint("repeats_id is null or repeats_id <> id", name=op.f("ck_wave_not_a_repeat_of_itself")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_wave_campaign_id")),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument.id"], name=op.f("fk_wave_instrument_id")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["officer.id"], name=op.f("fk_wave_planned_by_id")),
        sa.ForeignKeyConstraint(["repeats_id"], ["wave.id"], name=op.f("fk_wave_repeats_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_wave_campaign_id_code")),
    )
    op.create_index(
        "uq_wave_open",
        "wave",
        ["campaign_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "ended_series",
        sa.Column("wave_id", sa.BigInteger(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ended_by_id"], ["officer.id"], name=op.f("fk_ended_series_ended_by_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_ended_series_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "item_code", name=op.f("pk_ended_series")),
    )
    op.create_table(
        "sealed_answers",
        sa.Column("wave_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_sealed_answers_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "slot", name=op.f("pk_sealed_answers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wave_release",
        sa.Column("wave_id", sa.BigInteger(), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["released_by_id"], ["officer.id"], name=op.f("fk_wave_release_released_by_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_release_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_wave_release")),
    )
    op.create_table(
        "wave_stratum",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wave_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_ids", sa.JSON(), nullable=False),
        sa.Column("role_families", sa.JSON(), nullable=False),
        sa.Column("frame_count", sa.Integer(), nullable=False),
        sa.Column("panel_count", sa.Integer(), nullable=False),
        sa.Column("invited_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= panel_count and panel_count <= invited_count and invited_count <= frame_count",
            name=op.f("ck_wave_stratum_each_count_is_within_the_next"),
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_stratum_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_stratum")),
        sa.UniqueConstraint("wave_id", "position", name=op.f("uq_wave_stratum_wave_id_position")),
    )
    op.create_table(
        "invitation",
        sa.Column("wave_id", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("stratum_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_invitation_officer_id")),
        sa.ForeignKeyConstraint(["stratum_id"], ["wave_stratum.id"], name=op.f("fk_invitation_stratum_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_invitation_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "officer_id", name=op.f("pk_invitation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("wave_id", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("stratum_id", sa.BigInteger(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("is_finished", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["stratum_id"], ["wave_stratum.id"], name=op.f("fk_response_stratum_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_response_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("wave_id", "link", name=op.f("uq_response_wave_id_link")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("response")
    op.drop_table("invitation")
    op.drop_table("wave_stratum")
    op.drop_table("wave_release")
    op.drop_table("sealed_answers")
    op.drop_table("ended_series")
    op.drop_index("uq_wave_open", table_name="wave")
    op.drop_table("wave")
    op.drop_table("item")
    op.drop_table("survey_key")
    op.drop_table("instrument")
