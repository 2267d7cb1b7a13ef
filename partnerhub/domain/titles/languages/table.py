"""The form of a language's table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnerhub.domain.titles.values import Function, Seniority


@dataclass(frozen=True, kw_only=True)
class Language:
    """The words of one language; see the package for how to write them."""

    name: str
    levels: Mapping[Seniority, str]
    roles: Mapping[tuple[Seniority, Function], str]
    functions: Mapping[Function, str]
    support: str = ""
    neutral: str = ""
    banks: str = ""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[Seniority, str] = field(default_factory=dict)
    support_endings: str = ""
    stems: Mapping[Function, str] = field(default_factory=dict)
