"""Use cases: one function per thing partnerhub does."""
