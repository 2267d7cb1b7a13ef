"""The demo: two invented companies, their CRM exports, and the story of one joint event."""
