"""What a run of the tests says at its end of keeping two companies apart."""

CALLS = "calls in two worlds"
LEARNED = "most companies an attacker learned"
BITS = "most bits an attacker learned from counts"
PASSED = {
    "operations tried by who may not: strangers, partners, viewers, nobody": (
        "tests/api/test_isolation.py",
    ),
    "planted leaks found": (
        "test_every_leak_that_is_planted_tells_them_apart",
        "test_a_door_left_open_is_noticed",
    ),
    "attacks of a curious partner that failed": ("tests/attack/",),
    "inputs tried, bad ones and honest ones beside them": (
        "tests/api/bad_inputs/",
        "tests/contract/",
        "tests/identifiers/",
        "tests/ingest/",
        "tests/uploads/",
        "tests/workbooks/",
    ),
}
"""What is counted: tests that passed whose name holds one of these."""
MEASURED = {CALLS: sum, LEARNED: max, BITS: max}
"""What tests record themselves, and how several of them make one figure."""


def lines(reports):
    """Say the figures of a run, a line each; those of which nothing ran are left out.

    Args:
        reports: What pytest reports of the tests that passed.
    """
    reports = list(reports)
    for told, names in PASSED.items():
        found = sum(any(name in report.nodeid for name in names) for report in reports)
        if found:
            yield f"{told}: {found:,}"
    for told, together in MEASURED.items():
        values = [
            value for report in reports for name, value in report.user_properties if name == told
        ]
        if values:
            yield f"{told}: {together(values):,}"
