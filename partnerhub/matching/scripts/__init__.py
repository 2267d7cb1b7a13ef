"""Names in other scripts, written in Latin letters."""
