"""The server's own look at the tables' version agrees with the tool that changes them."""

from alembic.script import ScriptDirectory

from safeguarding.common.migrating import migrate_down, migrate_up
from safeguarding.common.revision import MIGRATIONS, head, is_at_head


def test_the_newest_migration_is_the_one_that_alembic_would_bring_tables_to():
    assert head() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_a_database_is_at_head_once_all_migrations_have_run(tmp_path):
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    assert not is_at_head(url)

    migrate_up(url, "0001")
    assert not is_at_head(url)

    migrate_up(url)
    assert is_at_head(url)

    migrate_down(url, "base")
    assert not is_at_head(url)
