"""Calls to other servers: the only place from which partnerhub connects to anybody."""

from partnerhub.outgoing.client import Client

__all__ = ["Client"]
