"""Footers: the lines that a Salesforce report ends with."""

FOOTER = (
    r"(?i)^(?:(?:grand )?totals? \([\d,.]+ records?\)"
    r"|confidential information - do not distribute"
    r"|copyright (?:\(c\)|\x{a9}) 2000-\d{4} salesforce\.com.*)$"
)
"""The first cell of such a line, as Polars reads regular expressions."""
