"""What differs between two worlds: everything of the partner's that a side may not see.

Both worlds are made from the same chances; a world's own word and its own chances make what the
other side hides. Sizes stay within the bands of the shape, which are told, and nothing that only
one world has is like anything of the first side's: near misses are told, too.
"""

import random

COMPANIES = 14
"""Companies both sides have."""
NAMES = (
    *("Alpenblick", "Borealis", "Cobaltum", "Dunmore", "Eastgate", "Fernwood", "Granitus"),
    *("Harborview", "Ironbridge", "Junipero", "Kestrelle", "Larkspur", "Meadowlark", "Nordhaven"),
)
KINDS = ("Customer", "Prospect")
TITLES = (("CIO", "Chief Information Officer"), ("CFO", "Chief Financial Officer"))
"""Titles that mean the same, one for each world."""
LIKELY = {
    "name": "Blue Meridian Analytics",
    "type": KINDS[1],
    "country": "DE",
    "owner": "Ann",
    "created_on": "2024-03-01",
}
"""The one account with a history: strict partners compare it, and it is likely the same."""
HIDEABLE = {
    "country": ("DE", "FR"),
    "state": ("Bayern", "Hessen"),
    "city": ("Kiel", "Bonn"),
    "postal_code": ("24103", "53113"),
    "phone": ("+49 221 5550{n:02}", "+33 1 70 55 50 {n:02}"),
    "industry": ("Optics", "Mining"),
    "employees": (20, 40_000),
    "owner": ("Olga {word}", "Peter {word}"),
    "linkedin": ("linkedin.com/company/{word}{n}", "linkedin.com/company/{word}-{n}"),
    "website": ("https://{domain}", "https://shop.{domain}/{word}"),
    "duns": ("1500{n:05}", "7300{n:05}"),
    "tax_id": ("DE1111111{n:02}", "DE2222222{n:02}"),
    "registration_number": ("HRB 1{n:03}", "HRB 9{n:03}"),
    "external_id": ("x-{n}", "{word}-{n}"),
}
"""Fields of an account that can be neither shown nor compared, and their values in the two worlds;
where the other side shows or compares them, both worlds have the first."""


IDENTIFIERS = ("phone", "duns", "tax_id", "registration_number", "external_id")


def accounts_of_first():
    """The list of the side that reads; some of its rows the other has not."""
    for n, name in enumerate(NAMES[:COMPANIES]):
        yield {
            "record_id": f"A{n}",
            "name": f"{name} GmbH",
            "type": KINDS[n % 2],
            "owner": "Ann",
        } | _values(0, n, f"{name.lower()}.de", "mine", hidden=())
    for n in range(5):
        yield {"record_id": f"M{n}", "name": f"Quillon{n} Partners", "website": f"quillon{n}.com"}
    yield LIKELY | {"record_id": "AL", "city": "Hamburg"}


def is_customer_of_second(n):
    """Whether a company is a customer of the other side: by its type, or by a deal won."""
    return KINDS[(n // 2) % 2] == "Customer" or n % 3 == 1


def accounts_of_second(world, word, terms, chance):
    """The other side's list in a world.

    Args:
        world: 0 or 1.
        word: The world's own word, which is in everything that it hides.
        terms: What the other side shares.
        chance: The world's own chances.
    """
    hidden = HIDEABLE.keys() - {*terms["fields"], *terms["compared"]}
    withheld = [each["population"] for each in terms["populations"] if each["level"] == "hidden"]
    for n, name in enumerate(NAMES[:COMPANIES]):
        own = "customer" in withheld and is_customer_of_second(n)
        domain = f"{word}-{n}.io" if own else f"{name.lower()}.de"
        gone = HIDEABLE.keys() if own else hidden
        yield {
            "record_id": f"B{n}",
            "name": f"{word}{n} {word.swapcase()} industries" if own else name,
            "type": KINDS[(n // 2) % 2],
        } | _values(world, n, domain, word, gone)
    yield LIKELY | {"record_id": "BL", "city": "Kiel"}
    if terms["level"] == "all_accounts":
        for n in range(17):
            own = {"record_id": f"O{n}", "name": f"Solitaire{n} Atelier", "type": KINDS[1]}
            yield own | _values(world, n, f"solitaire{n}.com", word, hidden)
        return
    # Never as many in one world as in the other, and always in the same bands.
    alone = range((16, 18)[world] + chance.randrange(2))
    for n in alone:
        name = f"{word}{n} {word.swapcase()} works"
        own = {"record_id": f"{word}{n}", "name": name, "type": KINDS[1]}
        # What tells companies for certain is never that of a company of the reader's.
        marks = dict.fromkeys(IDENTIFIERS, f"{world}77{n:05}")
        yield own | _values(world, n, f"{word}{n}.com", word, hidden) | marks


def _values(world, n, domain, word, hidden):
    made = {}
    for field, values in HIDEABLE.items():
        value, said = (values[world], word) if field in hidden else (values[0], "shared")
        filled = isinstance(value, str)
        made[field] = value.format(n=n, word=said, domain=domain) if filled else value
    return made


def contacts_of_second(world, word, level):
    """The other side's people: counted, with titles or with names, as far as it shares them.

    Whom it shows is ordered by a hash of the record's id, so those are alike then.
    """
    for n in range(COMPANIES):
        for place in range(2 if level != "hidden" or not world else 1):
            seniority = TITLES[(n + place) % 2]
            both = place == 0 and n % 3 == 0
            name = "shared" if level == "names" else word
            record = "shared" if level in {"titles", "names"} else word
            yield {
                "record_id": f"{record}{n}-{place}",
                "full_name": "Both Known" if both else f"{name} {n} {place}",
                "email": f"both@c{n}.de" if both else f"{name}{place}@c{n}.de",
                "account_record_id": f"B{n}",
                "title": seniority[0 if level in {"titles", "names"} else world],
                "phone": f"+49 221 77{world}0{n:02}",
            }


def contacts_of_first():
    for n in range(COMPANIES):
        yield {
            "record_id": f"P{n}",
            "full_name": "Both Known",
            "email": f"both@c{n}.de",
            "account_record_id": f"A{n}",
            "title": TITLES[n % 2][0],
        }


def deals_of_second(world, word, *, amounts):
    """The other side's deals: worth the same where it lets their sums be told."""
    for n in range(COMPANIES):
        yield {
            "record_id": f"{word}{n}",
            "name": f"{word} deal",
            "account_record_id": f"B{n}",
            "status": ("open", "won", "lost")[n % 3],
            "amount": 1_000 + n if amounts or not world else 77_000 + 13 * n,
            "currency": "EUR",
            "created_on": "2026-02-01",
            "close_on": "2026-02-20",
        }


def deals_of_first():
    for n in range(COMPANIES):
        yield {
            "record_id": f"D{n}",
            "name": "Deal",
            "account_record_id": f"A{n}",
            "status": ("won", "open")[n % 2],
            "amount": 500 + n,
            "currency": "EUR",
            "created_on": "2026-02-01",
            "close_on": "2026-02-20",
        }


def strangers(world, word, chance):
    """The list of an organization that the reader has nothing to do with."""
    for n in range(chance.randrange(3, 9)):
        yield {"record_id": f"S{n}", "name": f"{word} stranger {n}", "website": f"s{word}{n}.com"}


def chances(seed, world):
    """A world's own chances."""
    return random.Random(f"{seed}/{world}")
