"""What the worths of the default policy were fitted to: four kinds of lists, whole and in part.

Lists with some of their columns stand for those whose owners have no more. How much a kind counts
does not depend on how many rows it has. Lists that are measured for the documents are among
those of real companies, so these are also measured by worths that were fitted without their kind;
nothing is fitted to the generated ones that the documents speak of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.matching import lists

FORTUNE, INVESTPY, LISTING, GENERATED = "fortune_fd", "investpy_fd", "listing_profile", "generated"
WHOLE: Final = (FORTUNE, INVESTPY, LISTING, f"10000-{lists.SEED}", f"100000-{lists.SEED}")
"""The folders of lists that are measured whole."""
PLACED: Final = ("country", "state", "city", "postal_code")


@dataclass(frozen=True, slots=True)
class Part:
    """Two lists, or some of their columns.

    Attributes:
        kind: What is left out together.
        folder: Where the lists are.
        share: How much they count; 1 is as much as 3,000 pairs that are the same company. Those
            that count nothing are only measured.
        columns: Those that are used, all when none are named.
    """

    kind: str
    folder: Path
    share: float
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to call them."""
        return ":".join(filter(None, (self.folder.name, ",".join(self.columns))))


def parts(cache: Path) -> Iterator[Part]:
    """List all of them.

    Args:
        cache: Where generated lists stay.
    """
    yield from _real()
    yield from _generated(cache)


def _real() -> Iterator[Part]:
    root = lists.root()
    for kind, share in ((FORTUNE, 5.0), (INVESTPY, 1.3), (LISTING, 1.5)):
        yield Part(kind, root / kind, share)
        yield Part(kind, root / kind, 0.2, ("name",))
    yield Part(FORTUNE, root / FORTUNE, 0.1, ("name", "country", "state", "city"))
    yield Part(FORTUNE, root / FORTUNE, 0.3, ("name", "website"))
    yield Part(INVESTPY, root / INVESTPY, 0.9, ("name", *PLACED))
    yield Part(INVESTPY, root / INVESTPY, 0.15, ("name", "website"))
    yield Part(LISTING, root / LISTING, 0.35, ("name", *PLACED))
    yield Part(LISTING, root / LISTING, 0.5, ("name", "website"))


def _generated(cache: Path) -> Iterator[Part]:
    def part(made: lists.Lists, share: float, *columns: str) -> Part:
        return Part(GENERATED, made.folder, share, columns)

    first, second, third = (lists.generated(cache, 10_000, seed) for seed in (31, 32, 33))
    yield part(first, 0.3)
    yield part(first, 0.15, "name")
    yield part(first, 0.15, "name", "city")
    yield part(first, 0.1, "name", "country", "city")
    yield part(first, 0.1, "name", "website", "phone")
    yield part(first, 0.05, "website")
    yield part(second, 0.3)
    yield part(second, 0.25, "name", "website")
    yield part(second, 0.2, "name", "phone")
    yield part(second, 0.15, "name", "country")
    yield part(second, 0.1, "website", "country")
    yield part(third, 0.2, "name", "website", "phone", "external_id")
    yield part(lists.generated(cache, 10_000, 41, noise=0.5), 0.1)
    yield part(lists.generated(cache, 10_000, 42, noise=2.0), 0.2)
    yield part(lists.generated(cache, 30_000, 53), 0.3)
    yield part(lists.generated(cache, 100_000, 61), 3.5)
    yield part(lists.generated(cache, 1_000, 51), 0.05)
    yield part(lists.generated(cache, 500, 52, beside=50_000), 0.05)
    yield part(lists.generated(cache, 10_000), 0)
    yield part(lists.generated(cache, 100_000), 0)
