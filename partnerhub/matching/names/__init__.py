"""Names of companies, brought to the words they are compared in."""
