"""The REST API under /v1: parse, call one service, answer."""
