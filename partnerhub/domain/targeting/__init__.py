"""Targeting: which accounts two sides take on the list of a joint event, and why.

`candidates` holds what goes in, `ranking` the published points, `reasons` the sentences, and
`plan` the choice. The rules, in the order they are applied:

1. An account that either side excluded, that bought in the last weeks (it belongs to support and
   training now), or that is no buyer for one of the sides, is left out and named.
2. Each of the others has one *play*: what the two can do there together. Customer of one and not
   of the other: the first introduces the second. Both in open deals. Customers of both: upsell.
3. Points decide within a play's group (`ranking` lists them); equal points go by company id.
4. Seats: a share is kept for customers of both; the rest goes first to introductions, each side
   receiving up to its agreed share of them; then to accounts new to both; then to introductions
   beyond the share, and last to further customers.

So no side can crowd the other out: however many rows one side adds, the other keeps its share of
introductions. The side with the stronger relationship invites; ties are dealt out in turn.
"""

from partnerhub.domain.sides import Side
from partnerhub.domain.targeting.candidates import Candidate, Company, Standing
from partnerhub.domain.targeting.plan import LeftOut, Plan, Target, build, split_seats
from partnerhub.domain.targeting.ranking import Play, play_of, points_of
from partnerhub.domain.targeting.reasons import Reason, sentence

__all__ = [
    "Candidate",
    "Company",
    "LeftOut",
    "Plan",
    "Play",
    "Reason",
    "Side",
    "Standing",
    "Target",
    "build",
    "play_of",
    "points_of",
    "sentence",
    "split_seats",
]
