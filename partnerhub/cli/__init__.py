"""The command line: serve, worker, users, match, demo, docs."""
