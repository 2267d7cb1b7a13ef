"""Queries as values, one module per resource; every read starts from what the actor may see."""
