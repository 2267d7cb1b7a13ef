"""Files as CRMs export them, turned into clean tables and listed refusals."""
