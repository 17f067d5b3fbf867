"""Addresses within the product that a browser hands back to us: followed only when they are our own paths."""

from urllib.parse import urlsplit

from flask import request


def own_path(address: str | None) -> str | None:
    """The path (and query) if it leads to a page of this product; None if it could lead anywhere else."""
    if not address or not address.isprintable() or "\\" in address or not address.startswith("/"):
        return None
    if address.startswith("//"):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else address


def page_they_came_from() -> str | None:
    """The path of the page of ours that sent this request, as the browser tells it."""
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return None
    return own_path("/" + referrer.removeprefix(request.host_url))


def this_page() -> str:
    """The path and query of the page being shown, for a link or form that should lead back to it."""
    return request.full_path if request.query_string else request.path
