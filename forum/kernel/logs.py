"""Logs and metrics about requests, never about people: route, status, time, request id."""

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, Response, abort, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from forum.kernel.access import requires
from forum.kernel.hashing import same
from forum.kernel.settings import Settings


def configure(settings: Settings) -> None:
    """Write every log line, ours and the libraries', through structlog to standard error."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if settings.log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    ))  # fmt: skip
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for chatty in ("authlib", "huey", "werkzeug", "waitress", "urllib3", "botocore", "MARKDOWN", "alembic"):
        logging.getLogger(chatty).setLevel("WARNING")


def init_app(app: Flask, settings: Settings, release: str) -> None:
    """Number every request, time it, log it, count it; serve the counts at /metrics to whoever holds the token."""
    registry = CollectorRegistry()
    count = Counter("forum_requests_total", "Requests answered", ["route", "method", "status"], registry=registry)
    seconds = Histogram("forum_request_seconds", "Time to answer", ["route"], registry=registry)
    log = logging.getLogger("forum.requests")

    @app.before_request
    def begin() -> None:
        g.request_id, g.began, g.release = secrets.token_hex(8), time.perf_counter(), release
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(none)"
        took = time.perf_counter() - g.get("began", time.perf_counter())
        count.labels(route, request.method, response.status_code).inc()
        seconds.labels(route).observe(took)
        log.info("answered", extra={"route": route, "method": request.method, "status": response.status_code,
                                    "ms": round(took * 1000, 1)})  # fmt: skip
        return response

    @app.get("/metrics", endpoint="kernel.metrics")
    @requires("kernel.machine")
    def metrics() -> Response:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not settings.metrics_token or not same(given, settings.metrics_token):
            abort(404)
        return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")
