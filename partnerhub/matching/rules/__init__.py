"""Rules: the evidence for and against two accounts being the same company.

A rule is a function that says, over the facts of `comparing`, when it applies to a pair, how
strongly, and what is said about the pair then. Its docstring is what users read about it, in
`docs/matching.md`. What a rule is worth stands in the policy.

What is said names a value only where both sides have it; that values differ is said without them.
"""
