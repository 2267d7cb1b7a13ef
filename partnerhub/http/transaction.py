"""Transactions: one request, one session, one transaction, ended in one place.

The transaction begins at the first use of `context.session()`, so a body that cannot be read
never takes the database's write lock. It is committed before the answer leaves and only when the
answer is no error; anything else, a failed commit included, and nothing happened.
"""

from flask import Response, current_app, g

from partnerhub.persistence import NOTHING, Database

FIRST_ERROR = 400
"""The lowest status that says the request was refused."""


class AbandonedError(Exception):
    """The request was refused, so its transaction is undone."""


class Unit:
    """The transaction of one request, driven by hand because a request is not a block.

    It reaches nobody's rows until it is known who asks.
    """

    def __init__(self, database: Database, *, write: bool) -> None:
        self._manager = database.transaction(write=write, reach=NOTHING)
        self.session = self._manager.__enter__()

    def commit(self) -> None:
        """Make it durable."""
        self._manager.__exit__(None, None, None)

    def abandon(self, error: Exception | None = None) -> Exception:
        """Undo everything; return the error as the database layer says it."""
        cause = error or AbandonedError()
        try:
            self._manager.__exit__(type(cause), cause, cause.__traceback__)
        except Exception as translated:  # noqa: BLE001 - whatever it is, it is what is answered
            return translated
        return cause


def abandon(error: Exception | None = None) -> Exception | None:
    """Undo the request's transaction, if it has one; return the error in our words."""
    unit: Unit | None = g.pop("unit", None)
    return unit.abandon(error) if unit else error


def end(response: Response) -> Response:
    """Commit for an answer that is no error, undo for one that is."""
    if response.status_code >= FIRST_ERROR:
        abandon()
        return response
    unit: Unit | None = g.pop("unit", None)
    if unit is None:
        return response
    try:
        unit.commit()
    except Exception as error:  # noqa: BLE001 - every failed commit must become an answer
        return current_app.make_response(current_app.handle_user_exception(error))
    return response
