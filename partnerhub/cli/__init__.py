"""The command line: serve, worker, organizations, users, match, demo, docs."""
