"""administration: people found by name or staff number, reorganisations, why a role was withdrawn"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Letters that Unicode does not take apart. A migration keeps its own copy: what the code does may change.
PLAIN_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
APOSTROPHES = "'’ʼ`"
BETWEEN_WORDS = "-./,&()"

# SQLite: its own full-text index, kept by triggers. It folds case and accents, but not the letters above.
SQLITE_INDEX = (
    "create virtual table officer_words using fts5("
    "staff_number, display_name, content='', detail='none', "
    "tokenize='unicode61 remove_diacritics 2')"
)


def _sqlite_plain(column: str) -> str:
    """The name with the letters above written plainly; most names are plain already, and cost next to nothing."""
    chain = plain_ones = column
    for letter, plain in PLAIN_LETTERS.items():
        for one in (letter, letter.upper()):
            chain = f"replace({chain}, '{one}', '{plain}')"
    for apostrophe in APOSTROPHES:
        quoted = apostrophe.replace("'", "''")
        chain = f"replace({chain}, '{quoted}', '')"
        if apostrophe.isascii():
            plain_ones = f"replace({plain_ones}, '{quoted}', '')"
    return f"case when {column} glob '*[^ -~]*' then {chain} else {plain_ones} end"


def _sqlite_row(row: str) -> str:
    return f"{row}.id, {row}.staff_number, {_sqlite_plain(row + '.display_name')}"


def _sqlite_triggers() -> dict[str, str]:
    forget = (
        f"insert into officer_words(officer_words, rowid, staff_number, display_name) "
        f"values ('delete', {_sqlite_row('old')});"
    )
    learn = f"insert into officer_words(rowid, staff_number, display_name) values ({_sqlite_row('new')});"
    return {
        "officer_words_come": f"after insert on officer begin {learn} end",
        "officer_words_go": f"after delete on officer begin {forget} end",
        "officer_words_change": (
            "after update of staff_number, display_name on officer "
            "when old.staff_number <> new.staff_number or old.display_name <> new.display_name "
            f"begin {forget} {learn} end"
        ),
    }


# PostgreSQL: the words as a text-search vector, made without its parser, which would cut names its own way. In PL/pgSQL,
# because a function in SQL is planned anew for every row; and most names are plain ASCII, which is ten times as quick.
def _postgresql_function() -> str:
    folded = {}
    for code in range(0xC0, 0x250):
        letter = chr(code)
        base = unicodedata.normalize("NFKD", letter)[0].lower()
        if letter.isalpha() and base.isascii() and base.isalpha():
            folded[letter] = base
    words = "staff_number || ' ' || display_name"
    for letter, plain in PLAIN_LETTERS.items():
        for one in (letter, letter.upper()):
            if one.isascii() or len(one) > 1:
                continue
            if len(plain) == 1:
                folded[one] = plain
            else:
                words = f"replace({words}, '{one}', '{plain}')"
    spaces = " " * len(BETWEEN_WORDS)
    ascii_apostrophes = "".join(filter(str.isascii, APOSTROPHES))
    return f"""
        create function words_of_officer(staff_number text, display_name text) returns tsvector
        language plpgsql immutable strict parallel safe as $$
        declare words text := staff_number || ' ' || display_name;
        begin
            if octet_length(words) = length(words) then
                words := lower(translate(words, {_quoted(BETWEEN_WORDS + ascii_apostrophes)}, '{spaces}'));
            else
                words := lower(translate(
                    {words},
                    {_quoted("".join(folded) + BETWEEN_WORDS + APOSTROPHES)},
                    '{"".join(folded.values())}{spaces}'
                ));
            end if;
            return array_to_tsvector(array_remove(string_to_array(words, ' '), ''));
        end $$
    """


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def upgrade() -> None:
    op.create_table(
        "unit_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.BigInteger(), nullable=True),
        sa.Column("refused_because", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind in ('merge', 'split', 'move', 'rename', 'close')", name=op.f("ck_unit_change_kind_is_known")
        ),
        sa.CheckConstraint(
            "not (applied_at is not null and cancelled_at is not null) and "
            "(refused_because is null or (applied_at is null and cancelled_at is null))",
            name=op.f("ck_unit_change_ends_in_one_way"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_change_unit_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["officer.id"], name=op.f("fk_unit_change_decided_by_id")),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["officer.id"], name=op.f("fk_unit_change_cancelled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_change")),
    )
    op.create_index(op.f("ix_unit_change_unit_id"), "unit_change", ["unit_id"])
    op.add_column("role_grant", sa.Column("withdrawn_because", sa.Text(), nullable=True))
    protected = sa.text("is_protected")
    op.create_index(
        "ix_posting_protected",
        "posting",
        ["officer_id", "from_on"],
        sqlite_where=protected,
        postgresql_where=protected,
    )
    op.create_index("ix_audit_entry_action_id", "audit_entry", ["action", "id"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])

    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_INDEX)
        for name, body in _sqlite_triggers().items():
            op.execute(f"create trigger {name} {body}")
        op.execute(
            f"insert into officer_words(rowid, staff_number, display_name) select {_sqlite_row('officer')} from officer"
        )
    else:
        op.execute(_postgresql_function())
        op.execute("create index ix_officer_words on officer using gin (words_of_officer(staff_number, display_name))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in _sqlite_triggers():
            op.execute(f"drop trigger {name}")
        op.execute("drop table officer_words")
    else:
        op.execute("drop index ix_officer_words")
        op.execute("drop function words_of_officer")
    op.drop_index("ix_audit_entry_at", "audit_entry")
    op.drop_index("ix_audit_entry_action_id", "audit_entry")
    op.drop_index("ix_posting_protected", "posting")
    op.drop_column("role_grant", "withdrawn_because")
    op.drop_index(op.f("ix_unit_change_unit_id"), "unit_change")
    op.drop_table("unit_change")
