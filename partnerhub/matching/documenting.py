"""Documenting: the rules as users read them, made from the rules themselves.

`python -m partnerhub.matching.documenting docs/matching.md` renews the page; a test sees to it.
"""

import sys
from pathlib import Path
from typing import Final

from partnerhub.matching.explaining import BEYOND_RULES
from partnerhub.matching.near_misses import REASONS
from partnerhub.matching.policy import DEFAULT, MatchPolicy

BEGIN: Final = "<!-- begin: made from the code, do not edit -->"
END: Final = "<!-- end -->"


def tables(policy: MatchPolicy = DEFAULT) -> str:
    """Write the rules of a policy, its tiers and the reasons of near misses as Markdown."""
    lines = [
        f"Policy `{policy.name}`, version {policy.version}.",
        "",
        "| rule | when it applies | worth |",
        "|---|---|---|",
    ]
    for rule, weight in policy.weights:
        lines.append(
            f"| `{rule.__name__}` | {' '.join((rule.__doc__ or '').split())} | {weight:+g} |"
        )
    worths = {"prior": f"{policy.prior:+g}", "rivals_on_both_sides": f"{policy.rivalry:+g} each"}
    for name, sentence in BEYOND_RULES.items():
        lines.append(f"| `{name}` | {sentence} | {worths.get(name, 'what it takes')} |")
    lines += ["", "| tier | confidence | what happens |", "|---|---|---|"]
    lines += [
        f"| `certain` | from {policy.certain:g} | released |",
        f"| `likely` | from {policy.likely:g} | released |",
        f"| `possible` | from {policy.possible:g} | only counted |",
        "",
        "| near miss | how it is told |",
        "|---|---|",
    ]
    lines += [f"| `{reason.code}` | {reason.counted.format('12')} |" for reason in REASONS]
    return "\n".join(lines)


def renewed(page: str, policy: MatchPolicy = DEFAULT) -> str:
    """Put the tables as they are now into a page."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{tables(policy)}\n\n{END}{tail}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text("utf-8")), "utf-8")
