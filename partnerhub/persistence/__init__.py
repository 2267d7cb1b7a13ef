"""The one relational database: tables, queries, transactions, the job queue."""
