"""Cities of the demo: their postal codes and what a telephone number there looks like.

Telephone numbers come from the ranges that regulators keep for film and print where a country
has such ranges (US, UK, much of Germany, France, Sweden), so that the demo rings at nobody's desk
there. `#` in a pattern stands for any digit.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class City:
    """A city, with what an address and a telephone number there look like."""

    name: str
    english: str
    region: str
    postal_code: str
    area: str
    local: str


def _read(table: str) -> tuple[City, ...]:
    """Read lines of `name/English name, region, postal code, area, local number`."""
    cities = []
    for line in table.strip().splitlines():
        name, region, postal_code, area, local = (cell.strip() for cell in line.split(","))
        native, _, english = name.partition("/")
        cities.append(City(native, english or native, region, postal_code, area, local))
    return tuple(cities)


CITIES: Final[dict[str, tuple[City, ...]]] = {
    "US": _read("""
        Columbus, OH, 432##, 614, 55501##
        Minneapolis, MN, 554##, 612, 55501##
        Denver, CO, 802##, 303, 55501##
        Austin, TX, 787##, 512, 55501##
        Dallas, TX, 752##, 214, 55501##
        Houston, TX, 770##, 713, 55501##
        Portland, OR, 972##, 503, 55501##
        Seattle, WA, 981##, 206, 55501##
        Boston, MA, 021##, 617, 55501##
        Philadelphia, PA, 191##, 215, 55501##
        Atlanta, GA, 303##, 404, 55501##
        Charlotte, NC, 282##, 704, 55501##
        Raleigh, NC, 276##, 919, 55501##
        Nashville, TN, 372##, 615, 55501##
        Chicago, IL, 606##, 312, 55501##
        Milwaukee, WI, 532##, 414, 55501##
        Detroit, MI, 482##, 313, 55501##
        Cleveland, OH, 441##, 216, 55501##
        Pittsburgh, PA, 152##, 412, 55501##
        St. Louis, MO, 631##, 314, 55501##
        Kansas City, MO, 641##, 816, 55501##
        Phoenix, AZ, 850##, 602, 55501##
        San Diego, CA, 921##, 619, 55501##
        Sacramento, CA, 958##, 916, 55501##
        Oakland, CA, 946##, 510, 55501##
        Salt Lake City, UT, 841##, 801, 55501##
        Tampa, FL, 336##, 813, 55501##
        Baltimore, MD, 212##, 410, 55501##
    """),
    "GB": _read("""
        London, Greater London, EC#A 4BT, 20, 79460###
        Leeds, West Yorkshire, LS# 5QN, 113, 4960###
        Sheffield, South Yorkshire, S# 2GT, 114, 4960###
        Leicester, Leicestershire, LE# 3FW, 116, 4960###
        Bristol, Avon, BS# 4TR, 117, 4960###
        Reading, Berkshire, RG# 8AP, 118, 4960###
        Birmingham, West Midlands, B# 5TH, 121, 4960###
        Edinburgh, Midlothian, EH# 9LB, 131, 4960###
        Glasgow, Lanarkshire, G# 8HN, 141, 4960###
        Liverpool, Merseyside, L# 7RD, 151, 4960###
        Manchester, Greater Manchester, M# 4WX, 161, 4960###
        Newcastle upon Tyne, Tyne and Wear, NE# 6YB, 191, 4980###
        Cardiff, South Glamorgan, CF# 3JE, 29, 20180###
        Belfast, County Antrim, BT# 5GS, 28, 96496###
    """),
    "DE": _read("""
        Berlin, Berlin, 10###, 30, 23125###
        Hamburg, Hamburg, 20###, 40, 66969###
        München/Munich, Bayern, 80###, 89, 99998###
        Köln/Cologne, Nordrhein-Westfalen, 50###, 221, 4710###
        Frankfurt am Main/Frankfurt, Hessen, 60###, 69, 90009###
        Stuttgart, Baden-Württemberg, 70###, 711, 91####0
        Nürnberg/Nuremberg, Bayern, 90###, 911, 97####0
        Hannover/Hanover, Niedersachsen, 30###, 511, 93####0
        Leipzig, Sachsen, 04###, 341, 96####0
        Bielefeld, Nordrhein-Westfalen, 33###, 521, 98####0
        Münster, Nordrhein-Westfalen, 48###, 251, 97####0
        Bremen, Bremen, 28###, 421, 98####0
        Ulm, Baden-Württemberg, 89###, 731, 96####0
    """),
    "FR": _read("""
        Paris, Île-de-France, 750##, 1, 9900####
        Lyon, Auvergne-Rhône-Alpes, 6900#, 4, 6571####
        Marseille, Provence-Alpes-Côte d'Azur, 1300#, 4, 6571####
        Toulouse, Occitanie, 3100#, 5, 3649####
        Bordeaux, Nouvelle-Aquitaine, 3300#, 5, 3649####
        Nantes, Pays de la Loire, 4400#, 2, 6191####
        Lille, Hauts-de-France, 5900#, 3, 5301####
        Strasbourg, Grand Est, 6700#, 3, 5301####
    """),
    "ES": _read("""
        Madrid, Madrid, 280##, 91, 0#####0
        Barcelona, Cataluña, 080##, 93, 1#####0
        Valencia, Comunidad Valenciana, 460##, 96, 1#####0
        Sevilla/Seville, Andalucía, 410##, 95, 4#####0
        Bilbao, País Vasco, 480##, 94, 4#####0
        Zaragoza, Aragón, 500##, 97, 6#####0
        Málaga, Andalucía, 290##, 95, 2#####0
    """),
    "IT": _read("""
        Milano/Milan, Lombardia, 201##, 02, 0######0
        Torino/Turin, Piemonte, 101##, 011, 1####00
        Bologna, Emilia-Romagna, 401##, 051, 1####00
        Verona, Veneto, 371##, 045, 1####00
        Firenze/Florence, Toscana, 501##, 055, 1####00
        Napoli/Naples, Campania, 801##, 081, 1####00
    """),
    "NL": _read("""
        Amsterdam, Noord-Holland, 10## AB, 20, 20####0
        Rotterdam, Zuid-Holland, 30## CD, 10, 20####0
        Utrecht, Utrecht, 35## GK, 30, 20####0
        Den Haag/The Hague, Zuid-Holland, 25## LM, 70, 20####0
        Eindhoven, Noord-Brabant, 56## PR, 40, 20####0
        Groningen, Groningen, 97## TX, 50, 20####0
    """),
    "SE": _read("""
        Stockholm, Stockholms län, 11# 22, 8, 465004##
        Göteborg/Gothenburg, Västra Götaland, 41# 04, 31, 39006##
        Malmö, Skåne, 21# 15, 40, 62804##
        Linköping, Östergötland, 58# 30, 13, 3####0
    """),
    "DK": _read("""
        København/Copenhagen, Hovedstaden, 1#50, 33, 12##10
        Aarhus, Midtjylland, 8#00, 86, 12##10
        Odense, Syddanmark, 5#00, 66, 12##10
    """),
    "NO": _read("""
        Oslo, Oslo, 01##, 22, ####10
        Bergen, Vestland, 50##, 55, ####10
        Trondheim, Trøndelag, 70##, 73, ####10
    """),
    "FI": _read("""
        Helsinki, Uusimaa, 001#0, 9, 2####0
        Tampere, Pirkanmaa, 331#0, 3, 2####0
        Turku, Varsinais-Suomi, 201#0, 2, 2####0
    """),
}
