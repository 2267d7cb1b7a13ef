"""Companies as they really are, before any CRM describes them."""

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from partnerhub.cli.demo.chance import early, fill, happens
from partnerhub.cli.demo.tables.cities import City
from partnerhub.cli.demo.tables.countries import COUNTRIES, Country
from partnerhub.cli.demo.tables.industries import INDUSTRIES, Industry
from partnerhub.cli.demo.tables.roots import AND_SONS, COINED, DIVISIONS, ROOTS, TAKEN, WORD_FIRST

SUBSIDIARIES: Final = 0.04
"""Share of companies that belong to another one, under its name and with their own domain."""

_COUNTRY_WEIGHTS: Final = tuple(accumulate(country.weight for country in COUNTRIES))
_INDUSTRY_WEIGHTS: Final = tuple(accumulate(industry.weight for industry in INDUSTRIES))
_SPELLED: Final = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ß": "ss", "Ø": "O", "Å": "A"})
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_TRIES: Final = 160
_BY_TRADE: Final = {industry.salesforce: industry for industry in INDUSTRIES}


@dataclass(frozen=True, slots=True)
class Company:
    """One legal company."""

    number: int
    root: str
    core: str
    """The name without its legal form."""
    legal_forms: tuple[str, ...]
    country: Country
    city: City
    street: str
    postal_code: str
    area: str
    local: str | None
    """The local telephone number; none when the area's numbers are used up."""
    label: str
    tld: str
    industry: Industry
    employees: int
    parent: int | None

    @property
    def domain(self) -> str:
        """The web domain, as registered."""
        return f"{self.label}.{self.tld}"


def plain(text: str, *, german: bool = False) -> str:
    """Write a text without accents: `Søn` as `Son`; with German rules, `Mühl` as `Muehl`.

    >>> plain("Grün & Søn"), plain("Grün", german=True)
    ('Grun & Son', 'Gruen')
    """
    if german:
        text = text.translate(_UMLAUTS)
    return (
        unicodedata.normalize("NFKD", text.translate(_SPELLED)).encode("ascii", "ignore").decode()
    )


class Name(NamedTuple):
    """What a company is called and does, and whose subsidiary it is."""

    root: str
    core: str
    industry: Industry
    parent: int | None


class Registry:
    """Draws companies so that no two share a name, a domain label or a telephone number."""

    def __init__(self, random: Random) -> None:
        """Start with nothing taken."""
        self.random = random
        self.companies: list[Company] = []
        self._cores = set[str]()
        self._roots = set[str]()
        self._labels = set[str]()
        self._phones = set[tuple[str, str]]()

    def found(self, count: int) -> list[Company]:
        """Found companies until there are `count` of them."""
        while len(self.companies) < count:
            self.companies.append(self._company())
        return self.companies

    def _company(self) -> Company:
        random = self.random
        country = random.choices(COUNTRIES, cum_weights=_COUNTRY_WEIGHTS)[0]
        name = self._division() or self._name(country)
        city = random.choice(country.cities)
        return Company(
            number=len(self.companies),
            root=name.root,
            core=name.core,
            legal_forms=early(random, country.legal_forms),
            country=country,
            city=city,
            street=random.choice(country.streets).format(n=random.randint(1, 98)),
            postal_code=fill(random, city.postal_code),
            area=city.area,
            local=self._phone(country, city),
            label=self._label(name, country),
            tld=_tld(random, country),
            industry=name.industry,
            employees=max(4, round(math.exp(random.gauss(3.9, 1.3)))),
            parent=name.parent,
        )

    def _division(self) -> Name | None:
        """At times, name a subsidiary of a company that is there already."""
        if not self.companies or not happens(self.random, SUBSIDIARIES):
            return None
        parent = self.random.choice(self.companies)
        division, trade = self.random.choice(tuple(DIVISIONS.items()))
        core = f"{parent.root} {division}"
        if parent.parent is not None or not self._register(core):
            return None
        return Name(parent.root, core, _BY_TRADE[trade], parent.number)

    def _name(self, country: Country) -> Name:
        """Draw a name nobody has; with a root nobody has, while there are free ones."""
        industry = self.random.choices(INDUSTRIES, cum_weights=_INDUSTRY_WEIGHTS)[0]
        for attempt in range(_TRIES):
            root, core = _draw_name(self.random, country.language, industry)
            reused = root in self._roots and attempt < _TRIES // 4
            if root not in TAKEN and not reused and self._register(core):
                self._roots.add(root)
                return Name(root, core, industry, None)
        raise ValueError("The word tables make no more names: ask for fewer accounts.")

    def _register(self, core: str) -> bool:
        """Take a name, if it is free."""
        key = plain(core).casefold()
        if key in self._cores:
            return False
        self._cores.add(key)
        return True

    def _label(self, name: Name, country: Country) -> str:
        """Draw a domain label: the short name where it is free, else the whole one."""
        german = country.language == "de"
        hyphen = "-" if german or happens(self.random, 0.1) else ""
        words = plain(name.core, german=german).lower().replace("&", " ").split()
        whole = hyphen.join("".join(filter(str.isalnum, word)) for word in words)
        short = plain(name.root, german=german).lower()
        brief = name.parent is None and happens(self.random, 0.45)
        tries = [short, whole] if brief else [whole]
        tries += [f"{short}{tail}" for tail in ("group", "online", "hq")]
        label = next((it for it in tries if it not in self._labels), f"{whole}{len(self._labels)}")
        self._labels.add(label)
        return label

    def _phone(self, country: Country, city: City) -> str | None:
        for _ in range(8):
            local = fill(self.random, city.local)
            if (key := (country.calling + city.area, local)) not in self._phones:
                self._phones.add(key)
                return local
        return None


def _tld(random: Random, country: Country) -> str:
    if country.code == "US":
        return random.choices(("com", "io", "net", "co"), (86, 6, 5, 3))[0]
    return random.choices((country.tld, "com", "eu", "io"), (62, 30, 4, 4))[0]


def _coined(random: Random, _language: str, _industry: Industry) -> tuple[str, str]:
    root = "".join(random.choice(part) for part in COINED)
    return root, root


def _coined_trade(random: Random, language: str, industry: Industry) -> tuple[str, str]:
    root, _ = _coined(random, language, industry)
    return root, f"{root} {random.choice(industry.words['en'])}"


def _alone(random: Random, language: str, _industry: Industry) -> tuple[str, str]:
    root = _root(random, language)
    return root, root


def _family(random: Random, language: str, _industry: Industry) -> tuple[str, str]:
    root = _root(random, language)
    return root, f"{root} {AND_SONS[language]}"


def _partners(random: Random, language: str, _industry: Industry) -> tuple[str, str]:
    root = _root(random, language)
    return root, f"{root} & {_root(random, language)}"


def _group(random: Random, language: str, _industry: Industry) -> tuple[str, str]:
    root = _root(random, language)
    return root, f"{root} Group"


def _trade(random: Random, language: str, industry: Industry) -> tuple[str, str]:
    root = _root(random, language)
    word = random.choice(industry.words[language])
    if language in WORD_FIRST and happens(random, 0.7):
        return root, f"{word} {root}"
    return root, f"{root} {word}"


def _trade_abroad(random: Random, language: str, industry: Industry) -> tuple[str, str]:
    root, name = _trade(random, language, industry)
    return root, f"{name} International"


_SHAPES: Final[dict[Callable[[Random, str, Industry], tuple[str, str]], int]] = {
    _trade: 53,
    _coined: 10,
    _coined_trade: 10,
    _alone: 10,
    _family: 5,
    _partners: 5,
    _group: 4,
    _trade_abroad: 3,
}
"""The shapes company names have, each giving the root and the whole name; in percent."""
_SHAPE_WEIGHTS: Final = tuple(accumulate(_SHAPES.values()))


def _draw_name(random: Random, language: str, industry: Industry) -> tuple[str, str]:
    shape = random.choices(tuple(_SHAPES), cum_weights=_SHAPE_WEIGHTS)[0]
    return shape(random, language, industry)


def _root(random: Random, language: str) -> str:
    head, tail = (random.choice(part) for part in ROOTS[language])
    # No letter three times in a row, and no head that rhymes with itself: Otter-moor, not -rrr-.
    return head + (tail[1:] if head[-2:] == tail[0] * 2 else tail)
