"""One module per resource: the routes."""
