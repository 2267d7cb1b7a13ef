"""Titles: what a job title says about a person's seniority and function.

`classify` reads English, German, French and Spanish titles. The words it knows are tables of
data, one module per language in `languages`, whose docstring says how another is added.
"""

from partnerhub.domain.titles.reading import classify
from partnerhub.domain.titles.values import Function, Seniority, Title

__all__ = ["Function", "Seniority", "Title", "classify"]
