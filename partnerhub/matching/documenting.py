"""Documenting: the rules as users read them, made from the rules themselves.

`python -m partnerhub.matching.documenting docs/matching.md` renews the page; a test sees to it.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from partnerhub.matching.explaining import BEYOND_RULES
from partnerhub.matching.near_misses import REASONS
from partnerhub.matching.pairs import explain
from partnerhub.matching.policy import DEFAULT, MatchPolicy

Account = Mapping[str, str]
# Pairs that a partner manager would ask about.
_WORKED: Final[tuple[tuple[Account, Account], ...]] = (
    (
        {"name": "Bergmann Logistik GmbH", "website": "www.bergmann-logistik.de", "city": "Köln"},
        {"name": "BERGMANN LOGISTIK", "website": "bergmann-logistik.de", "city": "Cologne"},
    ),
    (
        {"name": "Northwind Traders Inc.", "city": "Seattle", "country": "US"},
        {"name": "Northwnd Traders", "city": "Seattle", "country": "United States"},
    ),
    (
        {"name": "Halvorsen", "website": "halvorsen.no", "country": "NO"},
        {"name": "Halvorsen Energy Poland", "website": "halvorsen-energy.pl", "country": "PL"},
    ),
    (
        {"name": "Summit Consulting", "website": "summit-consulting.com", "city": "Denver"},
        {"name": "Summit Consulting", "website": "summitconsult.co.uk", "city": "London"},
    ),
    (
        {"name": "Quorvex Robotics Inc.", "country": "US"},
        {"name": "Quorvex Robotics GmbH", "country": "DE"},
    ),
    (
        {"name": "Kestrel Foods", "duns": "150483782", "website": "kestrel-foods.com"},
        {"name": "Kestrel Foods", "duns": "804735132", "website": "kestrel-foods.com"},
    ),
)

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
    worths = {
        "prior": f"{policy.prior:+g}",
        "rivals": f"{policy.rivalry:+g} of both, {policy.rivalry_of_one:+g} of one",
    }
    for name, sentence in BEYOND_RULES.items():
        lines.append(f"| `{name}` | {sentence} | {worths.get(name, 'what it takes')} |")
    lines += ["", "| tier | confidence | what happens |", "|---|---|---|"]
    lines += [
        f"| `certain` | from {policy.certain:g} | released |",
        f"| `likely` | from {policy.likely:g} | released |",
        f"| `possible` | from {policy.possible:g} | counted as a near miss |",
        f"| none | from {policy.nearly:g} | counted as a near miss |",
        "",
        "| near miss | how it is told |",
        "|---|---|",
    ]
    lines += [f"| `{reason.code}` | {reason.counted.format('12')} |" for reason in REASONS]
    return "\n".join([*lines, "", *(line for pair in _WORKED for line in _worked(*pair, policy))])


def _worked(one: Account, other: Account, policy: MatchPolicy) -> list[str]:
    """Write what is found of a pair of accounts, and what adds up to it."""
    found = explain(one, other, policy=policy)
    tier = f", `{found.tier}`" if found.tier else ""
    kept_back = [f"Why not: {found.why_not}"] if found.why_not else []
    return [
        f"**{_account(one)}** and **{_account(other)}**: {found.confidence:.2%}{tier}. "
        + " ".join([found.explanation, *kept_back]),
        "",
        "| rule | worth | what it says |",
        "|---|---|---|",
        *(f"| `{part.rule}` | {part.weight:+.2f} | {part.detail} |" for part in found.rules),
        f"| together | {sum(part.weight for part in found.rules):+.2f} | log-odds |",
        "",
    ]


def _account(account: Account) -> str:
    """Write an account on one line."""
    return ", ".join(account.values())


def renewed(page: str, policy: MatchPolicy = DEFAULT) -> str:
    """Put the tables as they are now into a page."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{tables(policy)}\n\n{END}{tail}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text("utf-8")), "utf-8")
