"""Two messy lists that share companies, made up alike on every run."""

import random

from tests.matching.lists import accounts

_SYLLABLES = (
    "ba", "co", "da", "el", "fi", "gra", "ho", "in", "jo", "ka", "lu", "mo", "na", "or", "pra",
    "qui", "ra", "so", "tu", "vel", "wi", "xe", "yo", "zan",
)  # fmt: skip
_TAILS = ("Energy", "Logistics", "Systems", "Group", "Foods", "Capital", "Poland", "Deutschland")
_FORMS = ("", " GmbH", " Inc.", " Ltd", " S.A.", " AG")
_PLACES = (
    ("Germany", "Bavaria", "München", "80331"), ("DE", "", "Munich", "80331"),
    ("US", "CA", "San José", "95110"), ("United States", "CA", "Los Angeles", "90001"),
    ("FR", "", "Lyon", "69001"),
)  # fmt: skip


def lists(companies=400, seed=3):
    """Make two lists; accounts of one company differ as typing does, some names are shared."""
    chance = random.Random(seed)
    known = [_company(chance, number) for number in range(companies)]
    ours = [_typed(chance, one) for one in known for _ in range(_often(chance))]
    theirs = [_typed(chance, one) for one in known for _ in range(_often(chance))]
    return _table(chance, ours), _table(chance, theirs)


def _often(chance):
    return chance.choices((0, 1, 2, 3), (30, 55, 12, 3))[0]


def _word(chance):
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()


def _company(chance, number):
    name = " ".join(_word(chance) for _ in range(chance.randint(1, 2)))
    family = chance.random() < 0.2
    if family:
        name = f"Holding{number % 9} {chance.choice(_TAILS)}"
    domain = f"holding{number % 9}.com" if family else f"{name.lower().replace(' ', '')}.com"
    phone = f"+49 89 {chance.randint(10**6, 10**7)}"
    return name, domain, chance.choice(_PLACES), phone, f"{chance.randint(10**8, 10**9)}"


def _typed(chance, company):
    name, domain, (country, state, city, postal), phone, duns = company
    if chance.random() < 0.2:
        place = chance.randrange(len(name))
        name = name[:place] + chance.choice("aeiou") + name[place + 1 :]
    name += chance.choice(_FORMS)
    if chance.random() < 0.1:
        name += f" {chance.choice(_TAILS)}"
    row = {"name": name, "country": country, "state": state, "city": city, "postal_code": postal}
    row |= {"website": f"https://www.{domain}/", "phone": phone, "duns": duns}
    row["email_domain"] = chance.choice((domain, "gmail.com"))
    if chance.random() < 0.2:
        row["website"] = f"shop.{domain}"
    gone = chance.sample(sorted(row), k=chance.randint(1, 6))
    return {column: value for column, value in row.items() if column not in gone}


def _table(chance, rows):
    """Number rows, the same numbers in both lists, and name a parent for some."""
    table = accounts(*rows)
    parents = [str(chance.randint(1, len(rows))) if chance.random() < 0.1 else None for _ in rows]
    return table.append_column("parent_id", [parents])
