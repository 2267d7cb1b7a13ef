"""Comparing a new version of a list by what has changed in it, to the same bytes.

What a comparison found is kept in a *state*. A later one reads only the rows that are new or have
changed, looks for candidates only where they or a key that they had take part, and takes all else
over. What depends on the other pairs, such as rivals, is worked out anew from the kept scores.
"""
