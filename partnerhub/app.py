"""The composition root: settings and a database become an application."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask, Response, request

from partnerhub.api import errors, openapi
from partnerhub.api.api import Api
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.resources import BLUEPRINTS
from partnerhub.domain.errors import DatabaseOutdatedError
from partnerhub.http import life, logs
from partnerhub.http.context import Provider, Wiring, utc_now
from partnerhub.http.rates import RateLimit
from partnerhub.persistence import Database, migrating
from partnerhub.services import access, idempotency
from partnerhub.settings import Settings
from partnerhub.settings import from_environment as read_settings
from partnerhub.web import logins, views

APPLICATION = "partnerhub.app:from_environment"
"""What a WSGI server loads: a factory that reads the settings from the environment."""


def from_environment() -> Flask:
    """Make the application of a server process."""
    settings = read_settings().prepared()
    return create_app(
        settings,
        Database(
            settings.effective_database_url,
            settings.keyring(),
            pool_size=settings.server_threads + 2,
        ),
    )


def create_app(
    settings: Settings,
    database: Database,
    *,
    blueprints: Sequence[Blueprint] = tuple(BLUEPRINTS),
    clock: Callable[[], datetime] = utc_now,
) -> Flask:
    """Wire the application; the settings and the database are all it knows of the machine."""
    logs.configure(settings.log_level)
    wiring = Wiring(
        settings=settings,
        database=database.reaching(None),
        authenticate=access.authenticate,
        answers=idempotency,
        ready=_readiness(database),
        rate_limit=RateLimit(settings.calls_per_minute, settings.calls),
        provider=_provider(settings),
        clock=clock,
    )
    return assemble(wiring, blueprints)


def assemble(wiring: Wiring, blueprints: Sequence[Blueprint]) -> Flask:
    """Put resources and the page on a wiring."""
    app = Flask("partnerhub", static_folder=None, template_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    life.install(app, wiring)
    app.register_error_handler(Exception, _answer)
    api = Api(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.register_blueprint(openapi.document_blueprint)
    if wiring.settings.docs:
        app.register_blueprint(openapi.docs_blueprint)
    app.register_blueprint(views.blueprint)
    if wiring.provider is not None:
        app.register_blueprint(logins.blueprint)
    return app


def _provider(settings: Settings) -> Provider | None:
    """Know the provider of logins, if there is one."""
    if not settings.oidc_issuer:
        return None
    # What it stands on takes a tenth of a second to import: only who uses it waits for that.
    from partnerhub.outgoing import provider  # noqa: PLC0415

    return provider.Provider(settings)


def _answer(error: Exception) -> Response:
    """Answer an error in the language of whoever asked: problem details or a page."""
    if errors.concerns(request.path):
        return errors.answer(error)
    return views.answer(error)


def _readiness(database: Database) -> Callable[[], None]:
    """Make the check of readiness; a schema once seen to be right is not looked at again."""
    seen = False

    def ready() -> None:
        nonlocal seen
        database.ready()
        seen = seen or migrating.is_current(database)
        if not seen:
            raise DatabaseOutdatedError

    return ready
