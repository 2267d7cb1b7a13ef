"""Arguments: bodies, queries and forms, parsed strictly and refused in our words."""

from typing import Any, NoReturn

import marshmallow as ma
from flask import Request
from webargs.flaskparser import FlaskParser

from partnerhub.api.errors import field_errors
from partnerhub.domain.errors import UnsupportedMediaTypeError, ValidationError
from partnerhub.http import digests, jsonbody
from partnerhub.http.operation import MULTIPART


class StrictParser(FlaskParser):
    """A parser that ignores nothing it was given."""

    DEFAULT_UNKNOWN_BY_LOCATION = dict.fromkeys(("json", "query", "multipart"), ma.RAISE)
    __location_map__ = {  # noqa: RUF012 - the name webargs reads
        "json": "load_json",
        "query": "load_query",
        "multipart": "load_multipart",
    }

    def load_json(self, req: Request, schema: ma.Schema) -> Any:  # noqa: ARG002
        """Read the JSON body; an object is asked for by the schema."""
        return jsonbody.load()

    def load_query(self, req: Request, schema: ma.Schema) -> Any:  # noqa: ARG002
        """Read the query; the gate has refused unknown and repeated parameters."""
        return req.args.to_dict()

    def load_multipart(self, req: Request, schema: ma.Schema) -> Any:  # noqa: ARG002
        """Read a form's texts and files as one object; each part may come once."""
        if req.mimetype != MULTIPART:
            raise UnsupportedMediaTypeError("Send a form as multipart/form-data.")
        parts: dict[str, Any] = {}
        given: list[tuple[str, list[Any]]] = [*req.form.lists(), *req.files.lists()]
        digests.check()
        for name, values in given:
            if len(values) > 1 or name in parts:
                pointer = f"/{jsonbody.printable(name)}"
                raise ValidationError(errors=[{"pointer": pointer, "message": "Give it once."}])
            parts[name] = values[0]
            if isinstance(values[0], str):
                jsonbody.check_text(values[0])
        return parts

    def handle_error(self, error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
        """Refuse with field errors, in one shape for all locations."""
        assert isinstance(error.messages, dict)
        ((location, messages),) = error.messages.items()
        member = "parameter" if location == "query" else "pointer"
        raise ValidationError(errors=field_errors(messages, member)) from error
