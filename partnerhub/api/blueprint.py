"""Blueprint: a view is its decorators and one line.

The decorators are the contract. They parse strictly, write the answer, and say both in the
OpenAPI document, errors included. Read from the top: the path, what comes in, what goes out, what
may go wrong.

    @blueprint.patch("/events/<id:event_id>")
    @blueprint.arguments(EventPatchSchema)
    @blueprint.response(200, EventSchema)
    @blueprint.etag
    @blueprint.raises(ForbiddenError, TargetListFrozenError)
    def change_event(payload: dict[str, Any], event_id: str) -> object:
        '''Change an event.'''
        return events.change(session(), actor(), event_id=event_id,
                             revision=etags.expected(), **payload)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Response, jsonify, request
from flask_smorest.utils import unpack_tuple_response

from partnerhub.api import documenting, etags, formats, pagination
from partnerhub.api.arguments import StrictParser
from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.domain.errors import BadCursorError, PartnerhubError
from partnerhub.http import context, gate
from partnerhub.http.operation import JSON, MULTIPART, declared

View = Callable[..., Any]
Decorator = Callable[[View], View]
TableView = Callable[..., formats.Table]
CONTENT_TYPES = {"json": JSON, "multipart": MULTIPART}
ACCEPTED, NO_CONTENT = 202, 204


class Blueprint(flask_smorest.Blueprint):
    """The operations of one resource, all behind the gate."""

    ARGUMENTS_PARSER = StrictParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = CONTENT_TYPES
    DOCSTRING_INFO_DELIMITER = "Raises:"

    def __init__(
        self, name: str, *, description: str, url_prefix: str = "/v1", public: bool = False
    ) -> None:
        super().__init__(name, __name__, description=description, url_prefix=url_prefix)
        self.public = public
        self.before_request(gate.enter)
        self._prepare_doc_cbks.append(documenting.complete)

    def register_views_in_doc(self, api: Any, *where: Any, **options: Any) -> None:
        """Have the operations described later: for most processes nobody asks for the document."""
        describe = super().register_views_in_doc
        api.undescribed.append(lambda: describe(api, *where, **options))

    def route(self, rule: str, **options: Any) -> Decorator:
        """Register an operation; its id in the document is the name of the function."""
        register = super().route(rule, **options)

        def decorator(view: View) -> View:
            operation = declared(view)
            operation.name = view.__name__
            operation.public = self.public
            operation.names_something = "<" in rule
            register(view)
            return view

        return decorator

    def arguments(
        self, schema: type[ma.Schema], *, location: str = "json", **options: Any
    ) -> Decorator:
        """Parse the `json` body, the `query` or a `multipart` form; the view gets it first."""
        # Nothing in it is required, in no combination.
        optional = location == "json" and not schema().validate({})
        parse: Decorator = super().arguments(
            schema, location=location, required=not optional, **options
        )
        documenting.take(schema)

        def decorator(view: View) -> View:
            operation = declared(view)
            if location == "query":
                operation.parameters |= {
                    field.data_key or name for name, field in schema().load_fields.items()
                }
            else:
                operation.takes, operation.optional = CONTENT_TYPES[location], optional
            return parse(view)

        return decorator

    def response(
        self,
        status_code: int,
        schema: type[ma.Schema] | None = None,
        *,
        table: TableView | None = None,
        content_type: str = JSON,
        **options: Any,
    ) -> Decorator:
        """Answer with what the schema makes of the view's result.

        Args:
            status_code: The status, unless the view returns one.
            schema: How the result is written; without one it is written as it is.
            table: Called with the view's arguments when Accept asks for CSV or XLSX.
            content_type: Of answers that the view makes itself.
            options: More for the document.
        """
        options |= {"headers": documenting.headers(status_code)}
        write: Decorator = super().response(
            status_code, schema, content_type=content_type, **options
        )

        def decorator(view: View) -> View:
            declared(view).produces = (content_type,)
            if status_code == NO_CONTENT:
                return write(_without_content(view))
            return write(_or_table(view, table) if table else view)

        return decorator

    def later(self, schema: type[ma.Schema]) -> Decorator:
        """Say that the answer may also be 202 with something that waits: see `later`.

        Stands above `response`.
        """
        document: Decorator = self.alt_response(
            ACCEPTED, schema=schema, success=True, headers=documenting.headers(ACCEPTED)
        )
        return document

    def page(
        self,
        item: type[Schema],
        query: type[QuerySchema] | None = None,
        *,
        table: TableView | None = None,
    ) -> Decorator:
        """Answer with one page of a list.

        The view gets `(query, after, limit)` and the path's parts by name; it returns the items
        and the place to go on from, None behind the last page. A `table` gets `query` and the
        path's parts and writes the whole list.
        """

        def decorator(view: View) -> View:
            declared(view).raises.append(BadCursorError)

            @wraps(view)
            def paged(arguments: dict[str, Any], **path: Any) -> object:
                limit, cursor = arguments.pop("limit"), arguments.pop("cursor")
                after = None if cursor is None else pagination.unseal(cursor, arguments)
                items, place = view(arguments, after, limit, **path)
                following = None if place is None else pagination.seal(tuple(place), arguments)
                return pagination.Page(items, following)

            def whole(arguments: dict[str, Any], **path: Any) -> formats.Table:
                assert table is not None
                filters = {
                    name: value
                    for name, value in arguments.items()
                    if name not in {"limit", "cursor"}
                }
                return table(filters, **path)

            respond = self.response(
                200, pagination.page_schema(item), table=whole if table else None
            )
            parse = self.arguments(pagination.query_schema(query), location="query")
            return parse(respond(paged))

        return decorator

    def export(self, query: type[QuerySchema] | None = None) -> Decorator:
        """Answer with a file; the view gets the filters and returns a `formats.Table`.

        The format is `?format=`, else what Accept prefers, else CSV.
        """
        base = query or QuerySchema
        members = {"format": fields.Choice(formats.Format, load_default=None)}
        schema = type(f"Export{base.__name__}", (base,), members)

        def decorator(view: View) -> View:
            declared(view)  # Before anything wraps it, so that all wrappers share it.

            @wraps(view)
            def exported(arguments: dict[str, Any], **path: Any) -> Response:
                asked = arguments.pop("format") or formats.accepted() or formats.Format.CSV
                return formats.answer(view(arguments, **path), asked)

            respond = self.response(200, content_type=formats.CONTENT_TYPES[formats.Format.CSV])
            written = documenting.with_tables(respond(exported))
            return self.arguments(schema, location="query")(written)

        return decorator

    def etag(self, view: View) -> View:
        """Tag the answer with the resource's `revision`; a change must name the one it read.

        Stands below `response`. The view of a change passes `etags.expected()` to its service.
        """
        if getattr(view, "_apidoc", {}).get("response"):
            raise TypeError("etag stands below response, where it sees the resource itself")
        declared(view).tagged = True

        @wraps(view)
        def tagged(*args: Any, **kwargs: Any) -> object:
            result, status, headers = unpack_tuple_response(view(*args, **kwargs))
            if isinstance(result, Response):  # It waits, so the resource is as it was read.
                return result, status, headers
            if request.method not in context.SAFE and not etags.was_expected():
                raise RuntimeError("a change must pass etags.expected() to its service")
            tag = etags.of(result)
            if request.method in context.SAFE and etags.is_known(tag):
                return Response(status=304, headers={"ETag": f'"{tag}"'})
            return result, status, {**(headers or {}), "ETag": f'"{tag}"'}

        return tagged

    def raises(self, *errors: type[PartnerhubError]) -> Decorator:
        """Document the errors that are this operation's own."""

        def decorator(view: View) -> View:
            declared(view).raises.extend(errors)
            return view

        return decorator

    def reads(self, view: View) -> View:
        """Say that a POST changes nothing: others can go on writing while it is answered."""
        declared(view).only_reads = True
        return view

    def shown_once(self, *members: str) -> Decorator:
        """Name members of the answer that are never kept, not for a repeated request either."""

        def decorator(view: View) -> View:
            declared(view).shown_once += members
            return view

        return decorator

    def _store_endpoint_docs(
        self, endpoint: str, obj: Any, parameters: Any, tags: Any, **options: Any
    ) -> None:
        super()._store_endpoint_docs(endpoint, obj, parameters, tags, **options)
        for described in self._docs[endpoint].values():
            if isinstance(described, dict):
                described["operation"] = declared(obj)


def later(schema: type[ma.Schema], value: object, where: str) -> Response:
    """Answer 202: it was understood, waits, and has had no effect yet.

    Args:
        schema: How what waits is written.
        value: What waits.
        where: The address at which it can be read.
    """
    response = jsonify(schema().dump(value))
    response.status_code = ACCEPTED
    response.headers["Location"] = where
    return response


def _without_content(view: View) -> View:
    @wraps(view)
    def silent(*args: Any, **kwargs: Any) -> Response:
        view(*args, **kwargs)
        response = Response(status=NO_CONTENT)
        del response.headers["Content-Type"]
        return response

    return silent


def _or_table(view: View, table: TableView) -> View:
    """Write the table instead of calling the view when a table is what Accept prefers."""

    @wraps(view)
    def chosen(*args: Any, **kwargs: Any) -> object:
        asked = formats.accepted()
        return formats.answer(table(*args, **kwargs), asked) if asked else view(*args, **kwargs)

    return documenting.with_tables(chosen)
