"""What each CRM calls its columns: one table of data per CRM."""
