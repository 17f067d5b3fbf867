"""The area's pages, each in a file of its own; importing them puts them on the blueprint."""

from safeguarding.web.dashboard import change, home, opening, planning, reach, records, waves
from safeguarding.web.dashboard.area import bp

__all__ = ["bp", "change", "home", "opening", "planning", "reach", "records", "waves"]
