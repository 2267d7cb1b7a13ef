"""Identifiers: web domains, e-mail addresses, phones and countries, each in one spelling."""
