"""The tables beside the code say what the libraries they come from say."""

import subprocess
import sys

import pytest

from partnerhub.identifiers import making_tables, tables


@pytest.mark.parametrize("name", making_tables.MAKERS)
def test_a_table_is_what_its_library_says_today(name):
    assert tables.lines(name) == making_tables.MAKERS[name](), (
        "run python -m partnerhub.identifiers.making_tables"
    )


def test_countries_and_domains_are_told_without_the_libraries_that_know_them():
    told = (
        "import sys;"
        "from partnerhub.identifiers import countries, domains;"
        "print(countries.code('\u65e5\u672c'), domains.key('info@m\xfcller.co.uk'));"
        "print(*({'babel', 'tldextract', 'requests'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)

    assert found.stdout == "JP xn--mller-kva.co.uk\n\n"
