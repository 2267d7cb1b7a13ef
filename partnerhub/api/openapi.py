"""The OpenAPI document at /v1/openapi.json, and a page at /docs to browse it offline."""

from pathlib import Path
from typing import Any, cast

import flask_swagger_ui
from flask import Blueprint, Flask, Response, current_app, json, send_from_directory
from werkzeug.exceptions import NotFound

from partnerhub.http.limits import CONTENT_SECURITY_POLICY

ASSETS = Path(flask_swagger_ui.__file__).parent / "dist"
OF_SWAGGER = frozenset({"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"})
OURS = Path(__file__).parent / "static"
PUBLIC_FOR_AN_HOUR = "public, max-age=3600"

document_blueprint = Blueprint("document", __name__)
docs_blueprint = Blueprint("docs", __name__)


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of an application, with paths and components in a stable order."""
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    found = api.document()
    found["paths"] = dict(sorted(found["paths"].items()))
    found["components"] = {
        kind: dict(sorted(members.items())) for kind, members in sorted(found["components"].items())
    }
    # Through JSON, so that keys are the strings a reader of the file sees.
    return cast("dict[str, Any]", json.loads(json.dumps(found)))


def written(app: Flask) -> str:
    """Write the document as `docs/openapi.json` holds it."""
    text = json.dumps(document(app), indent=1, ensure_ascii=False, sort_keys=False)
    return f"{text}\n"


@document_blueprint.get("/v1/openapi.json")
def openapi() -> Response:
    """Answer the document."""
    made = current_app.extensions
    if "partnerhub.document" not in made:
        made["partnerhub.document"] = written(current_app)
    response = Response(made["partnerhub.document"], content_type="application/json")
    response.headers["Cache-Control"] = PUBLIC_FOR_AN_HOUR
    return response


@docs_blueprint.get("/docs")
def docs() -> Response:
    """Answer the page that shows the document."""
    response = send_from_directory(OURS, "docs.html")
    # Swagger UI's own style sheet draws its arrows from data: addresses.
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
        "img-src 'self'", "img-src 'self' data:"
    )
    return response


@docs_blueprint.get("/docs/<name>")
def asset(name: str) -> Response:
    """Answer one of the page's own files."""
    if name in OF_SWAGGER:
        response = send_from_directory(ASSETS, name)
    elif name in {"docs.js", "docs.css"}:
        response = send_from_directory(OURS, name)
    else:
        raise NotFound
    response.headers["Cache-Control"] = PUBLIC_FOR_AN_HOUR
    return response
