"""The area's pages, each in a file of its own; importing them puts them on the blueprint."""

from safeguarding.web.author import attendance, editor, home, media, modules, preview, reading, review
from safeguarding.web.author.area import bp

__all__ = ["attendance", "bp", "editor", "home", "media", "modules", "preview", "reading", "review"]
