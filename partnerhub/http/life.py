"""The life of a request: what happens before and after every view, in one order."""

import secrets
import time
from contextlib import suppress

from flask import Flask, Response, current_app, g, request

from partnerhub.http import context, idempotency, limits, logs, transaction
from partnerhub.http.context import Wiring
from partnerhub.http.operation import current


def install(app: Flask, wiring: Wiring) -> None:
    """Put a wiring under an application and hang the steps of a request into it."""
    app.extensions["partnerhub"] = wiring
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_leave)


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_id = secrets.token_hex(8)
    limits.check_head()
    limits.check_host()
    limits.check_encoding()


def _end(response: Response) -> Response:
    """Keep the answer, commit, and say what happened; an error on the way becomes the answer."""
    try:
        idempotency.keep(response)
    except Exception as error:  # noqa: BLE001 - what cannot be kept must not be committed
        response = current_app.make_response(current_app.handle_user_exception(error))
    response = transaction.end(response)
    idempotency.release()
    limits.add_headers(response)
    response.headers["X-Request-Id"] = g.request_id
    # What was committed stays committed: a log that cannot be written must not make it an error.
    with suppress(OSError, ValueError):
        _note(response)
    return response


def _leave(_: BaseException | None) -> None:
    """Let go of what a request that ended oddly still holds."""
    transaction.abandon()
    idempotency.release()


def _note(response: Response) -> None:
    """Count the request and write its one line."""
    operation = current()
    name = operation.name if operation else request.endpoint or "unmatched"
    seconds = time.perf_counter() - g.began
    method = request.method if request.url_rule else "other"
    context.wiring().metrics.count(name, method, response.status_code, seconds)
    actor = g.get("actor")
    logs.logger().info(
        "request",
        method=method,
        route=request.url_rule.rule if request.url_rule else "unmatched",
        operation=name,
        status=response.status_code,
        code=g.get("code"),
        duration_ms=round(seconds * 1000, 2),
        organization_id=actor.organization_id if actor else None,
        request_id=g.request_id,
    )


def log_unexpected(error: BaseException) -> None:
    """Write down an error nobody foresaw: its type and where it came from."""
    logs.logger().error(
        "unexpected",
        error=type(error).__name__,
        frames=logs.frames(error),
        request_id=g.get("request_id"),
    )
