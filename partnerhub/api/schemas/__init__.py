"""One module per resource: the wire."""
