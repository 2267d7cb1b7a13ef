"""Countries of the demo: their names as people type them, forms of company, streets."""

from dataclasses import dataclass
from typing import Final

from partnerhub.cli.demo.tables.cities import CITIES, City


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its names as people type them, its forms of company, its cities."""

    code: str
    name: str
    aliases: tuple[str, ...]
    language: str
    titles: str
    weight: int
    calling: str
    trunk: str
    tld: str
    currency: str
    legal_forms: tuple[tuple[str, ...], ...]
    """Each form as registered, then as people also write it; the common ones first."""
    streets: tuple[str, ...]
    cities: tuple[City, ...]


COUNTRIES: Final = (
    Country(
        code="US",
        name="United States",
        aliases=("USA", "US", "U.S.A.", "United States of America"),
        language="en",
        titles="en",
        weight=32,
        calling="1",
        trunk="",
        tld="com",
        currency="USD",
        legal_forms=(
            ("Inc.", "Inc", ", Inc.", "Incorporated"),
            ("LLC", "L.L.C.", ", LLC"),
            ("Corp.", "Corporation", "Corp"),
            ("Co.", "Company", "Co"),
        ),
        streets=(
            "{n}00 Commerce Dr",
            "{n}1 Foundry St",
            "{n}40 Mill Road",
            "{n}5 W Harbor Blvd, Suite {n}0",
            "{n}20 Industrial Pkwy",
            "{n}2 Prospect Ave",
            "{n}75 Lakeview Ct",
        ),
        cities=CITIES["US"],
    ),
    Country(
        code="GB",
        name="United Kingdom",
        aliases=("UK", "Great Britain", "England"),
        language="en",
        titles="en",
        weight=17,
        calling="44",
        trunk="0",
        tld="co.uk",
        currency="GBP",
        legal_forms=(("Ltd", "Limited", "Ltd."), ("PLC", "plc"), ("LLP", "L.L.P.")),
        streets=(
            "{n} Station Road",
            "Unit {n}, Canal Wharf",
            "{n} High Street",
            "{n} Foundry Lane",
            "{n} Quayside",
            "{n} Chapel Walk",
        ),
        cities=CITIES["GB"],
    ),
    Country(
        code="DE",
        name="Germany",
        aliases=("Deutschland", "DE"),
        language="de",
        titles="de",
        weight=15,
        calling="49",
        trunk="0",
        tld="de",
        currency="EUR",
        legal_forms=(
            ("GmbH", "Gesellschaft mbH"),
            ("GmbH & Co. KG", "GmbH & Co KG", "GmbH + Co. KG", "GmbH u. Co. KG"),
            ("AG", "Aktiengesellschaft"),
            ("KG", "Kommanditgesellschaft"),
            ("SE", "SE"),
        ),
        streets=(
            "Industriestraße {n}",
            "Am Hafen {n}",
            "Lindenallee {n}",
            "Bahnhofstr. {n}",
            "Gewerbepark {n}",
            "Mühlenweg {n}",
            "Werkstraße {n}",
        ),
        cities=CITIES["DE"],
    ),
    Country(
        code="FR",
        name="France",
        aliases=("FR", "FRANCE"),
        language="fr",
        titles="fr",
        weight=9,
        calling="33",
        trunk="0",
        tld="fr",
        currency="EUR",
        legal_forms=(("SAS", "S.A.S."), ("SARL", "S.A.R.L."), ("SA", "S.A.")),
        streets=(
            "{n} rue de la Gare",
            "{n} avenue des Tilleuls",
            "{n} quai du Port",
            "ZA Les Ormes, {n} rue des Artisans",
            "{n} boulevard Victor Hugo",
        ),
        cities=CITIES["FR"],
    ),
    Country(
        code="ES",
        name="Spain",
        aliases=("España", "ES"),
        language="es",
        titles="es",
        weight=7,
        calling="34",
        trunk="",
        tld="es",
        currency="EUR",
        legal_forms=(("S.L.", "SL", "S.L"), ("S.A.", "SA"), ("S.L.U.", "SLU")),
        streets=(
            "Calle Mayor {n}",
            "Avda. de la Constitución {n}",
            "Polígono Industrial Norte, nave {n}",
            "C/ del Puerto {n}",
            "Paseo de los Olmos {n}",
        ),
        cities=CITIES["ES"],
    ),
    Country(
        code="IT",
        name="Italy",
        aliases=("Italia", "IT"),
        language="it",
        titles="en",
        weight=6,
        calling="39",
        trunk="",
        tld="it",
        currency="EUR",
        legal_forms=(("S.r.l.", "Srl", "SRL"), ("S.p.A.", "SpA", "SPA")),
        streets=(
            "Via Roma {n}",
            "Viale dell'Industria {n}",
            "Corso Garibaldi {n}",
            "Via dei Mulini {n}",
        ),
        cities=CITIES["IT"],
    ),
    Country(
        code="NL",
        name="Netherlands",
        aliases=("The Netherlands", "Nederland", "Holland"),
        language="nl",
        titles="en",
        weight=6,
        calling="31",
        trunk="0",
        tld="nl",
        currency="EUR",
        legal_forms=(("B.V.", "BV", "bv"), ("N.V.", "NV")),
        streets=("Havenstraat {n}", "Industrieweg {n}", "Molenlaan {n}", "Stationsplein {n}"),
        cities=CITIES["NL"],
    ),
    Country(
        code="SE",
        name="Sweden",
        aliases=("Sverige", "SE"),
        language="sv",
        titles="en",
        weight=4,
        calling="46",
        trunk="0",
        tld="se",
        currency="EUR",
        legal_forms=(("AB", "Aktiebolag"), ("AB (publ)", "AB")),
        streets=("Storgatan {n}", "Hamngatan {n}", "Industrigatan {n}", "Kungsvägen {n}"),
        cities=CITIES["SE"],
    ),
    Country(
        code="DK",
        name="Denmark",
        aliases=("Danmark", "DK"),
        language="da",
        titles="en",
        weight=2,
        calling="45",
        trunk="",
        tld="dk",
        currency="EUR",
        legal_forms=(("A/S", "AS"), ("ApS", "APS")),
        streets=("Havnegade {n}", "Industrivej {n}", "Strandvejen {n}"),
        cities=CITIES["DK"],
    ),
    Country(
        code="NO",
        name="Norway",
        aliases=("Norge", "NO"),
        language="da",
        titles="en",
        weight=1,
        calling="47",
        trunk="",
        tld="no",
        currency="EUR",
        legal_forms=(("AS", "A/S"), ("ASA", "ASA")),
        streets=("Havnegata {n}", "Industriveien {n}", "Storgata {n}"),
        cities=CITIES["NO"],
    ),
    Country(
        code="FI",
        name="Finland",
        aliases=("Suomi", "FI"),
        language="fi",
        titles="en",
        weight=1,
        calling="358",
        trunk="0",
        tld="fi",
        currency="EUR",
        legal_forms=(("Oy", "OY"), ("Oyj", "OYJ")),
        streets=("Satamakatu {n}", "Teollisuustie {n}", "Asemakatu {n}"),
        cities=CITIES["FI"],
    ),
)
