"""partnerhub: joint marketing for two companies that may not see each other's customer list."""
