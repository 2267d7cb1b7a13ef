"""How people type a company: the same name, website and telephone number in many spellings."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from partnerhub.cli.demo.chance import early, happens
from partnerhub.cli.demo.companies import Company, plain
from partnerhub.cli.demo.tables.roots import ABBREVIATIONS, AND

_KEYBOARD: Final = "abcdefghilmnoprstuvw"
_SHORTEST_SLIP: Final = 6
_PATHS: Final = ("", "", "/", "/en", "/home", "/contact", "/index.html")


@dataclass(frozen=True, slots=True)
class Habits:
    """How often the users of one CRM do what; each a share between 0 and 1."""

    legal_form: float
    """The legal form is typed at all."""
    website: float
    phone: float
    city: float
    street: float
    www: float
    """The website is copied from a browser, with scheme, `www.` or path."""
    sloppy: float
    """A name gets a typing slip; other liberties follow from it."""


def name(random: Random, company: Company, habits: Habits) -> str:
    """Type the company's name."""
    text = company.core
    for liberty, times in _LIBERTIES.items():
        if happens(random, habits.sloppy * times):
            text = liberty(random, text, company)
    if not happens(random, habits.legal_form):
        return text
    registered, *others = company.legal_forms
    form = random.choice(others) if happens(random, 0.25) else registered
    return text + form if form.startswith(",") else f"{text} {form}"


def _without_accents(random: Random, text: str, company: Company) -> str:
    return plain(text, german=company.country.language == "de" and happens(random, 0.6))


def _and_spelled(_random: Random, text: str, company: Company) -> str:
    return text.replace(" & ", f" {AND[company.country.language]} ")


def _abbreviated(_random: Random, text: str, _company: Company) -> str:
    return " ".join(ABBREVIATIONS.get(word, word) for word in text.split(" "))


def _slipped(random: Random, text: str, _company: Company) -> str:
    """Lose, double, swap or hit the wrong one letter, never the first; short names stay."""
    if len(text) < _SHORTEST_SLIP or happens(random, 0.5):
        return text
    at = random.randrange(2, len(text) - 1)
    if not text[at - 1 : at + 1].isalpha():
        return text
    return random.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            text[:at] + random.choice(_KEYBOARD) + text[at + 1 :],
        )
    )


def _recased(random: Random, text: str, _company: Company) -> str:
    return text.upper() if happens(random, 0.7) else text.lower()


def _with_country(random: Random, text: str, company: Company) -> str:
    if happens(random, 0.6):
        return text
    return f"{text} ({company.country.code if company.country.code != 'GB' else 'UK'})"


def _shortened(_random: Random, _text: str, company: Company) -> str:
    """Write the name people say, without the trade."""
    return company.root


_LIBERTIES: Final[dict[Callable[[Random, str, Company], str], float]] = {
    _shortened: 0.8,
    _without_accents: 6,
    _and_spelled: 8,
    _abbreviated: 5,
    _slipped: 1.4,
    _recased: 0.8,
    _with_country: 0.8,
}
"""What people do to a name, and how often compared with a typing slip."""


def website(random: Random, company: Company, habits: Habits) -> str:
    """Type the company's website: bare, or as copied from a browser; sometimes another TLD."""
    if not happens(random, habits.website):
        return ""
    domain = company.domain
    if happens(random, 0.04):
        domain = f"{company.label}.{'com' if company.tld != 'com' else company.country.tld}"
    if not happens(random, habits.www):
        return domain
    host = domain if happens(random, 0.2) else f"www.{domain}"
    scheme = early(random, ("", "https://", "http://"))
    return f"{scheme}{host}{random.choice(_PATHS) if scheme else ''}"


def phone(random: Random, company: Company, habits: Habits) -> str:
    """Type the switchboard's number, in national or international form."""
    return telephone(random, company) if happens(random, habits.phone) else ""


def telephone(random: Random, company: Company) -> str:
    """Write the company's number the way people of its country do; nothing when it has none."""
    country, area, local = company.country, company.area, company.local
    if local is None:
        return ""
    if country.code == "US":
        exchange, line = local[:3], local[3:]
        return random.choice(
            (
                f"({area}) {exchange}-{line}",
                f"+1 {area}-{exchange}-{line}",
                f"{area}.{exchange}.{line}",
            )
        )
    grouped = _pairs(local) if country.code in {"FR", "DK", "NO", "ES"} else _halves(local)
    if happens(random, 0.6):
        return f"+{country.calling} {area} {grouped}"
    if country.code == "DE":
        return f"0{area} / {local}"
    return f"{country.trunk}{area} {grouped}"


def _pairs(digits: str) -> str:
    start = len(digits) % 2
    pairs = [digits[at : at + 2] for at in range(start, len(digits), 2)]
    return " ".join(filter(None, [digits[:start], *pairs]))


def _halves(digits: str) -> str:
    middle = len(digits) // 2
    return f"{digits[:middle]} {digits[middle:]}"


def city(random: Random, company: Company, habits: Habits) -> str:
    """Type the city, in its own language or in English."""
    if not happens(random, habits.city):
        return ""
    return company.city.english if happens(random, 0.3) else company.city.name


def country(random: Random, company: Company) -> str:
    """Type the country: mostly its English name, sometimes an alias, sometimes nothing."""
    if happens(random, 0.04):
        return ""
    return random.choice(company.country.aliases) if happens(random, 0.1) else company.country.name
