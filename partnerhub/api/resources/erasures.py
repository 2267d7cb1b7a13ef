"""Erasures: a person asks to be forgotten, and gives an address."""

from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.schemas.erasures import NewErasureSchema
from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError
from partnerhub.http.context import actor, now, session
from partnerhub.services import erasures

blueprint = Blueprint("erasures", description="People who asked to be forgotten.")


@blueprint.post("/erasures")
@blueprint.arguments(NewErasureSchema)
@blueprint.response(204)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def erase_address(payload: dict[str, Any]) -> None:
    """Erase a person by e-mail address.

    Whoever has the address leaves every version of your list, and later uploads refuse the
    person's rows as `suppressed`. The answer is the same whether or not anybody on your list has
    the address. Only a keyed hash of it is kept.
    """
    erasures.erase_address(session(), actor(), now=now(), **payload)
