"""Which accounts of two lists are the same company: two tables in, explained pairs out.

from partnerhub.matching import match

found = match(ours, theirs)
found.released().to_pandas()
"""

from partnerhub.matching.answers import Contribution, Counts, Explanation, Matching, NearMiss
from partnerhub.matching.matches import match
from partnerhub.matching.pairs import explain
from partnerhub.matching.policy import DEFAULT, MatchPolicy
from partnerhub.matching.tables import UnusableTableError

__all__ = [
    "DEFAULT",
    "Contribution",
    "Counts",
    "Explanation",
    "MatchPolicy",
    "Matching",
    "NearMiss",
    "UnusableTableError",
    "explain",
    "match",
]
