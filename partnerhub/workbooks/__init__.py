"""Workbooks read apart: a process of its own opens the file, this one only hears what it says.

`parent` starts the process and asks; `child` is the process. It imports next to nothing, because
it is started for every workbook: no polars, no pyarrow, no settings, no database.
"""
