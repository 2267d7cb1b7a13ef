"""Where the matching rules run: in this process, or beyond one machine on Spark."""
