"""Calls: every operation of the OpenAPI document, with example bodies made from its schemas."""

import io
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import g

from partnerhub.api import etags, openapi
from partnerhub.api.formats import CONTENT_TYPES, Format
from partnerhub.api.schemas.fields import ID
from partnerhub.app import create_app
from partnerhub.persistence.session import translated
from partnerhub.settings import Settings
from tests.databases import OpenDatabase

SAFE = {"get", "head"}
WORDS = {"date": "2026-05-01", "date-time": "2026-05-01T09:00:00Z", "decimal": "0.5"}
PER_CALL = {"X-Request-Id"}
"""Headers that name the call and not the answer."""


@dataclass(frozen=True)
class Operation:
    """One method of one path, as the document describes it."""

    id: str
    method: str
    path: str
    names: tuple
    """Path parameters."""
    asked: tuple
    """Query parameters that name something and that it cannot do without."""
    public: bool
    formats: tuple
    """Content types it can answer with."""
    gives: tuple = ()
    """Members of the object it answers with."""
    words: dict = field(default_factory=dict, compare=False)
    """Other query parameters it cannot do without, with an example of each."""
    schema: dict | None = field(default=None, compare=False)
    content: str | None = None

    def __str__(self):
        return self.id

    @property
    def safe(self):
        return self.method in SAFE


def document():
    """The document of the application as it is, without a database behind it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_folder=Path(folder), secret_key="x" * 32)
        database = OpenDatabase(settings.effective_database_url, settings.keyring())
        return openapi.document(create_app(settings, database))


def operations(found):
    """Every operation of a document."""
    return [
        _operation(found, path, members.get("parameters", []), method, member)
        for path, members in found["paths"].items()
        for method, member in members.items()
        if method != "parameters"
    ]


def _operation(found, path, shared, method, member):
    parameters = [_resolved(found, each) for each in [*shared, *member.get("parameters", [])]]
    bodies = _resolved(found, member.get("requestBody", {})).get("content", {})
    content, body = next(iter(bodies.items()), (None, {}))
    answers = [_resolved(found, each) for each in member["responses"].values()]
    query = {
        each["name"]: each["schema"]
        for each in parameters
        if each["in"] == "query" and each["required"]
    }
    asked = [name for name, schema in query.items() if schema.get("pattern") == ID.pattern]
    kinds = {kind for each in answers for kind in each.get("content", {})}
    return Operation(
        id=member["operationId"],
        method=method,
        path=path,
        names=tuple(each["name"] for each in parameters if each["in"] == "path"),
        asked=tuple(asked),
        words={name: example(found, query[name]) for name in query.keys() - {*asked}},
        public=member.get("security") == [],
        formats=tuple(sorted(kinds - {"application/problem+json"})),
        gives=_given(found, answers),
        schema=body.get("schema"),
        content=content,
    )


def _given(found, answers):
    """Name the members of what a good answer holds."""
    for each in answers:
        schema = each.get("content", {}).get("application/json", {}).get("schema")
        if schema:
            return tuple(_resolved(found, schema).get("properties", ()))
    return ()


def _resolved(found, part):
    while "$ref" in part:
        target = found
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        part = target
    return part


def example(found, schema, *, some=False):
    """Make the least that a schema takes; with `some` at least one member of an object."""
    schema = _resolved(found, schema)
    kind = schema.get("type", "object")
    kind = next(each for each in kind if each != "null") if isinstance(kind, list) else kind
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "object":
        members = schema.get("properties", {})
        wanted = schema.get("required") or list(members)[: 1 if some else 0]
        return {name: example(found, members[name]) for name in wanted}
    if kind == "array":
        return [example(found, schema["items"])] * schema.get("minItems", 0)
    if kind == "integer":
        return max(schema.get("minimum", 1), 1)
    if kind == "string":
        return _text(schema)
    return {"boolean": False, "number": 1}[kind]


def _text(schema):
    form = schema.get("format")
    if form == "binary":
        return (io.BytesIO(b"Account Name,Website\r\nAcme,acme.com\r\n"), "accounts.csv")
    word = WORDS.get(form) or next(iter(schema.get("examples", [])), "text")
    return word.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 100)]


class Undone(OpenDatabase):
    """A database in which nothing that a call does outlives the call."""

    @contextmanager
    def transaction(self, *, write, reach=None):
        with translated(), self.begin(write=write, reach=reach) as session:
            yield session
            session.rollback()


class Caller:
    """Somebody who calls operations with a key, or without one."""

    def __init__(self, app, found, member=None, *, bodies=None):
        self.app, self.found, self.member = app, found, member
        self.client = app.test_client()
        self.bodies = bodies or {}

    def __call__(self, operation, ids, *, accept=None):
        """Call an operation with a body, a tag and a query that pass every door before the rows."""
        path = operation.path.format(**ids)
        headers = {"Authorization": f"Bearer {self.member.key}"} if self.member else {}
        if accept:
            headers["Accept"] = accept
        named = {name: ids[name] for name in operation.asked}
        options = {"query_string": operation.words | named}
        if not operation.safe:
            headers["If-Match"] = self._tag(path)
            options |= self._body(operation)
        with self.client.open(
            path, method=operation.method, headers=headers, **options
        ) as response:
            response.get_data()
            return response

    def _tag(self, path):
        """The tag this caller would hold of the thing: its own, or one sealed for it."""
        if self.member is None:
            return '"any"'
        headers = {"Authorization": f"Bearer {self.member.key}"}
        with self.client.get(path, headers=headers) as known:
            if "ETag" in known.headers:
                return known.headers["ETag"]
        with self.app.test_request_context(path):
            g.actor = self.member.actor
            return f'"{etags.of({"revision": 1})}"'

    def _body(self, operation):
        if operation.schema is None:
            return {}
        some = operation.method == "patch"
        body = example(self.found, operation.schema, some=some) | self.bodies.get(operation.id, {})
        if operation.content == "application/json":
            return {"json": body}
        return {"data": body, "content_type": operation.content}


def answer(response):
    """Everything a caller can tell two answers apart by."""
    headers = sorted((k, v) for k, v in response.headers.items() if k not in PER_CALL)
    body = response.get_data()
    if response.mimetype == CONTENT_TYPES[Format.XLSX]:
        # A workbook's zip notes when each of its files was written, to two seconds.
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return response.status_code, headers, [(n, book.read(n)) for n in book.namelist()]
    return response.status_code, headers, body
