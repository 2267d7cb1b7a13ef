"""Idempotency: a request sent twice with one key has one effect and one answer.

A client that got no answer cannot know whether its request was done; about half of them were.
The answer is kept in the transaction of the effect, so either both exist or neither does.
Refused requests are not kept: they had no effect, and the client will want to correct them.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any, cast

from flask import Response, current_app, g, request
from werkzeug.datastructures import FileStorage

from partnerhub.domain.errors import IdempotencyInProgressError, IdempotencyKeyInvalidError
from partnerhub.http import context, jsonbody
from partnerhub.http.operation import JSON, MULTIPART, Operation
from partnerhub.http.transaction import FIRST_ERROR

KEY = re.compile(r"[\x21-\x2b\x2d-\x7e]{1,255}")
"""Printable ASCII without the comma, by which two headers arrive joined."""
CHUNK = 1 << 20
KEPT_HEADERS = ("Content-Type", "Location", "ETag")


@dataclass(frozen=True)
class Repeatable:
    """A request that may come again."""

    key: str
    route: str
    fingerprint: str
    shown_once: tuple[str, ...]

    def claim(self) -> tuple[str, str, str]:
        """What is in progress while it is worked on."""
        return (context.actor().organization_id, self.route, self.key)


def before(operation: Operation) -> Response | None:
    """Answer a repeated request with the answer of the first; let a first one pass.

    Raises:
        IdempotencyKeyInvalidError: The header is not a key.
        IdempotencyKeyReusedError: The key was used for a different request.
        IdempotencyInProgressError: The first request is still being worked on.
    """
    if request.method != "POST" or operation.only_reads:
        return None
    if "Idempotency-Key" not in request.headers:
        return None
    repeatable = Repeatable(
        key=_key(),
        route=f"POST {request.path}",
        fingerprint=_fingerprint(operation),
        shown_once=operation.shown_once,
    )
    _claim(repeatable)
    stored = context.wiring().answers.find(
        context.session(),
        context.actor(),
        key=repeatable.key,
        route=repeatable.route,
        fingerprint=repeatable.fingerprint,
    )
    if stored is None:
        g.repeatable = repeatable
        return None
    response = current_app.response_class(stored.body, status=stored.status)
    del response.headers["Content-Type"]
    response.headers.extend([(name, value) for name, value in stored.headers])
    response.headers["Idempotent-Replay"] = "true"
    return response


def keep(response: Response) -> None:
    """Keep the answer of a request that had an effect, in the effect's transaction."""
    repeatable: Repeatable | None = g.pop("repeatable", None)
    if repeatable is None or response.status_code >= FIRST_ERROR:
        return
    context.wiring().answers.keep(
        context.session(),
        context.actor(),
        key=repeatable.key,
        route=repeatable.route,
        fingerprint=repeatable.fingerprint,
        status=response.status_code,
        headers=[
            (name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers
        ],
        body=_keepable(response.get_data(), repeatable.shown_once),
    )


def release() -> None:
    """Let the next request with the same key in; called whatever became of this one."""
    claim = g.pop("claim", None)
    if claim is not None:
        wiring = context.wiring()
        with wiring.lock:
            wiring.in_progress.discard(claim)


def _claim(repeatable: Repeatable) -> None:
    """Refuse a request while its twin is being worked on in this process.

    Twins in two processes meet in the database, where the second one waits for the first.
    """
    wiring, claim = context.wiring(), repeatable.claim()
    with wiring.lock:
        if claim in wiring.in_progress:
            raise IdempotencyInProgressError(headers={"Retry-After": "1"})
        wiring.in_progress.add(claim)
    g.claim = claim


def _key() -> str:
    given = request.headers.getlist("Idempotency-Key")
    if len(given) != 1 or not KEY.fullmatch(given[0]):
        raise IdempotencyKeyInvalidError
    return given[0]


def _fingerprint(operation: Operation) -> str:
    """Digest what was asked, by whom and with which rights, and the content of what was sent.

    With a key, for it is kept: an address in a body could be guessed from a hash without one.
    """
    content: Any = None
    if operation.takes == JSON:
        content = jsonbody.load()
    elif operation.takes == MULTIPART:
        content = [
            sorted(request.form.items(multi=True)),
            sorted((name, _digest(file)) for name, file in request.files.items(multi=True)),
        ]
    actor = context.actor()
    rights = [actor.user_id, actor.role, sorted(actor.scopes)]
    asked = [*rights, request.method, request.full_path, content]
    key = context.settings().derived_key("answers")
    return hmac.new(key, jsonbody.canonical(asked).encode(), hashlib.sha256).hexdigest()


def _digest(file: FileStorage) -> str:
    digest = hashlib.sha256()
    while chunk := file.stream.read(CHUNK):
        digest.update(chunk)
    file.stream.seek(0)
    return digest.hexdigest()


def _keepable(body: bytes, shown_once: tuple[str, ...]) -> bytes:
    """Leave out what is shown once: a kept secret would be a secret in the database."""
    if not shown_once:
        return body
    members = cast("dict[str, Any]", json.loads(body))
    return json.dumps(members | dict.fromkeys(shown_once)).encode()
