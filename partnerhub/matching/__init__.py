"""Which accounts of two lists are the same company: two tables in, explained pairs out."""
