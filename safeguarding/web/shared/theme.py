"""Day, night, or as the device is set: a choice of this browser's, kept in a cookie of its own."""

from flask import Response, current_app, request

AS_THE_DEVICE = ""
THEMES = frozenset({AS_THE_DEVICE, "day", "night"})
COOKIE = "theme"
A_YEAR = 365 * 24 * 60 * 60


def theme() -> str:
    """The theme this browser asked for; '' when it has not, or asked to follow the device."""
    chosen = request.cookies.get(COOKIE, AS_THE_DEVICE)
    return chosen if chosen in THEMES else AS_THE_DEVICE


def keep_theme(response: Response, chosen: str) -> None:
    """Have the browser keep the choice; to follow the device there is nothing to keep."""
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    if chosen == AS_THE_DEVICE:
        response.delete_cookie(COOKIE, secure=is_secure, httponly=True, samesite="Lax")
    else:
        response.set_cookie(COOKIE, chosen, max_age=A_YEAR, secure=is_secure, httponly=True, samesite="Lax")
