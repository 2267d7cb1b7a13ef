"""Operations: is the server alive, can it work, and what has it done."""

import secrets

from flask import Response, request

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.schemas.operations import HealthSchema
from partnerhub.domain.errors import DatabaseOutdatedError, NotFoundError
from partnerhub.http import context, metrics

blueprint = Blueprint(
    "operations",
    description="For whoever runs the server; no data of organizations is shown.",
    url_prefix="",
    public=True,
)


@blueprint.get("/health/live")
@blueprint.response(200, HealthSchema)
def live() -> object:
    """Say that the process runs.

    It asks nobody, so a slow database does not get the process restarted.
    """
    return {"state": "alive"}


@blueprint.get("/health/ready")
@blueprint.response(200, HealthSchema)
@blueprint.raises(DatabaseOutdatedError)
def ready() -> object:
    """Say whether requests can be answered.

    The database answers and has the schema of this version.
    """
    context.wiring().ready()
    return {"state": "ready"}


@blueprint.get("/metrics")
@blueprint.response(200, content_type="text/plain")
@blueprint.raises(NotFoundError)
def read_metrics() -> Response:
    """Count requests and their durations.

    In the Prometheus text format, by operation and status, of this server process. They tell how
    much everybody works, so they are for the operator's key alone.
    """
    wanted = context.wiring().settings.metrics_key
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not secrets.compare_digest(given.encode(), wanted.encode()):
        raise NotFoundError
    return Response(context.wiring().metrics.text(), content_type=metrics.CONTENT_TYPE)
