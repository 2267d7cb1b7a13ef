"""Identifiers: web domains, e-mail addresses, phones and countries, each brought to one spelling."""
