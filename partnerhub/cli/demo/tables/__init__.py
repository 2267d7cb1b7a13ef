"""Word tables of the demo: places, company words, people's names and job titles.

Everything here is invented or everyday vocabulary. Roots are built from a head and a tail so
that a few dozen words make thousands of names that no well-known company bears.
"""
