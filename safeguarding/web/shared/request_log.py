"""One line of JSON for each request, with nothing in it about a person.

A route's endpoint is logged, never its address; an error's kind and place, never its message, which may quote what
somebody typed.
"""

import logging
import secrets
import sys
import time
import traceback
from types import TracebackType

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def set_up_logging() -> None:
    """JSON lines on standard output, written at once."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=False,
    )


def init_request_log(app: Flask) -> None:
    app.before_request(_note_the_time)
    app.after_request(_log_the_answer)


def log_error(kind: type[BaseException] | None, trace: TracebackType | None) -> None:
    """Where the code broke, for whoever mends it."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    log.error(
        "error",
        request_id=g.get("request_id"),
        endpoint=request.endpoint,
        kind=kind.__name__ if kind else None,
        where=frames[-8:],
    )


def _note_the_time() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def _log_the_answer(response: Response) -> Response:
    began = g.get("began")
    log.info(
        "request",
        request_id=g.get("request_id"),
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=None if began is None else round((time.perf_counter() - began) * 1000, 1),
    )
    if "request_id" in g:
        response.headers["X-Request-Id"] = g.request_id
    return response
