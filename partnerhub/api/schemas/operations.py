"""What health checks answer."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import Schema


class HealthSchema(Schema):
    """How the server is."""

    state = fields.String(required=True, metadata={"description": "`alive` or `ready`."})
