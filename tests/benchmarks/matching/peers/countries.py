"""Countries as codes: the peers that compare them would otherwise miss `DE` and `Germany`."""

import pycountry

COLUMNS = ("alpha_2", "alpha_3", "name", "common_name", "official_name")
SPELLINGS = {
    getattr(country, column).lower(): country.alpha_2
    for country in pycountry.countries
    for column in COLUMNS
    if hasattr(country, column)
}
"""Code by spelling, in lower case."""
