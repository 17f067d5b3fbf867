"""What every answer tells the browser to allow and to keep."""

from flask import Flask, Response

# Nothing inline: scripts and styles are files of ours. Objects in a scene are placed inside SVG, not by style.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
ON_EVERY_ANSWER = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR_BY_HTTPS = "max-age=31536000; includeSubDomains"


def init_headers(app: Flask, *, has_https: bool) -> None:
    @app.after_request
    def _with_headers(response: Response) -> Response:
        response.headers.update(ON_EVERY_ANSWER)
        if has_https:
            response.headers["Strict-Transport-Security"] = A_YEAR_BY_HTTPS
        # A page is for one person at one time: on a shared terminal the next must not find it.
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Cookie")
        return response
