"""The tables, one module per resource."""
