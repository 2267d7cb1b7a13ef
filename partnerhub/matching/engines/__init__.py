"""Where the matching rules run: in this process, later beyond one machine."""
