"""The area's pages; importing them puts them on the blueprint."""

from safeguarding.web.survey.area import bp

__all__ = ["bp"]
