"""Codes that may not be taken, because our own addresses have them."""

RESERVED_CODES = frozenset(
    {"account", "activate", "admin", "api", "author", "begin", "campaign", "campaigns", "certificate", "choose"}
    | {"comms", "content", "dashboard", "done", "edit", "export", "feedback", "finish", "healthz", "help", "home"}
    | {"import", "index", "insight", "learn", "library", "login", "logout", "look", "media", "module", "modules"}
    | {"new", "next", "offline", "podcast", "privacy", "readyz", "record", "result", "review", "saved", "search"}
    | {"settings", "sign-in", "sign-out", "static", "step", "studio", "survey", "theme", "themes", "verify"}
    | {"who-sees-what", "worried", "accessibility"}
)


def is_reserved(code: str) -> bool:
    """Whether an address of ours already has this word."""
    return code in RESERVED_CODES
