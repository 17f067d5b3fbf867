"""The area's pages, each in a file of its own; importing them puts them on the blueprint."""

from safeguarding.web.admin import audit, contacts, home, modules, people, roles, units
from safeguarding.web.admin.area import bp

__all__ = ["audit", "bp", "contacts", "home", "modules", "people", "roles", "units"]
