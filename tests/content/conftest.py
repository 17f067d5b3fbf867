"""A studio with a piece of its own, for tests of writing and of review."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from safeguarding.content.models import ModuleVersion
from tests.content.studio_factories import Studio, a_piece, a_studio


@pytest.fixture
def studio(session: Session, tmp_path: Path) -> Studio:
    return a_studio(session, tmp_path)


@pytest.fixture
def piece(session: Session, studio: Studio) -> ModuleVersion:
    return a_piece(session, studio)
