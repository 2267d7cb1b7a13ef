"""Rows become records: each value in the spelling it is compared in."""

# ruff: noqa: RUF001 - letters that were misread are the point

import polars as pl
import pyarrow as pa
import pytest

from partnerhub.matching import UnusableTableError, records
from partnerhub.matching.names import frequencies, vocabulary
from partnerhub.matching.scripts import misread
from tests.matching.lists import accounts


def rows(*given):
    return records.read(accounts(*given), "A").rows


def row(**values):
    (only,) = rows(values).to_dicts()
    return only


def test_records_are_numbered_by_their_ids_whatever_the_order_of_the_rows():
    given = [{"id": each, "name": f"Acme {each}", "city": each} for each in ("c", "a", "b")]

    forward, backward = rows(*given), rows(*reversed(given))

    assert forward["id"].to_list() == ["a", "b", "c"]
    assert forward["record"].to_list() == [0, 1, 2]
    assert forward.equals(backward)


def test_a_record_is_the_same_alone_and_among_others():
    given = [
        {"id": "a", "name": "Nestlé S.A.", "website": "https://www.nestle.com/x", "city": "Vevey"},
        {
            "id": "b",
            "name": "Acme (formerly Foo)",
            "email_domain": "acme.co.uk",
            "phone": "12345678",
        },
        {"id": "c"},
        {"id": "d", "name": "...", "website": "gmail.com", "country": "Atlantis"},
        {"id": "e", "name": "the acme company", "website": "shop.acme.co.uk"},
        {"id": "f", "name": "株式会社日立製作所", "postal_code": "D-80331", "duns": "00-12"},
    ]
    alone = pl.concat(rows(one) for one in given)

    assert rows(*given).drop("record").equals(alone.drop("record"))


def test_a_code_holds_the_weight_and_the_kind_of_its_word():
    acme = row(name="Acme Energy Poland Group")
    words = pl.Series("word", acme["words"]).to_frame()
    weights = words.select(frequencies.weight(pl.col("word"))).to_series().to_list()
    kinds = words.select(vocabulary.kind(pl.col("word"))).to_series().to_list()

    assert len(words) == 4
    assert [code >> records.WEIGHT_SHIFT for code in acme["codes"]] == weights
    kept = 2 ** (records.WEIGHT_SHIFT - records.KIND_SHIFT) - 1
    assert [code >> records.KIND_SHIFT & kept for code in acme["codes"]] == kinds
    assert acme["heaviness"] == sum(weights)


def test_a_word_said_twice_weighs_once_but_is_part_of_the_name_twice():
    duran = row(name="Duran Duran")

    assert duran["words"] == ["duran"]
    assert len(duran["codes"]) == 1
    assert duran["compact"] == "duranduran"


@pytest.mark.parametrize("name", [None, "", "  ", "...", "&"])
def test_a_name_without_a_word_is_no_name(name):
    nameless = row(name=name, website="acme.com")

    assert nameless["compact"] is nameless["words"] is nameless["codes"] is None
    assert nameless["heaviness"] == 0
    assert nameless["domain"] == "acme.com"


@pytest.mark.parametrize(
    ("website", "email_domain", "domain", "mail_domain", "sub_domain"),
    [
        ("https://www.Acme.com/de?x#y", "acme.com", "acme.com", "acme.com", None),
        ("HTTP://shop.acme.co.uk.", None, "acme.co.uk", None, "shop.acme.co.uk"),
        (None, "acme.com", "acme.com", "acme.com", None),
        ("acme.com", "mail.beta.com", "acme.com", "beta.com", None),
        ("linkedin.com/company/acme", "gmail.com", None, None, None),
    ],
)
def test_an_account_is_known_by_its_website_and_else_by_its_mail(
    website, email_domain, domain, mail_domain, sub_domain
):
    acme = row(website=website, email_domain=email_domain)

    found = (acme["domain"], acme["mail_domain"], acme["sub_domain"])
    assert found == (domain, mail_domain, sub_domain)


def test_the_parent_is_carried_along_as_it_was_typed():
    table = pa.table({"id": ["a", "b"], "parent_id": [" Acme GmbH ", ""]})

    assert records.read(table, "A").rows["parent_id"].to_list() == ["Acme GmbH", None]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"name": ["Acme"]}, "List A has no column `id`."),
        ({"id": ["a", None]}, "List A has a row without an id."),
        ({"id": ["b", "a", "c", "a"]}, "List A has the id a more than once."),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_a_reason(table, said):
    with pytest.raises(UnusableTableError, match=said):
        records.read(pa.table(table), "A")


@pytest.mark.parametrize(
    "typed",
    ["http://https://acme.com", "Acme / www.acme.com", "n/a, acme.com", "//acme.com", "ACME.COM/x"],
)
def test_a_web_domain_is_found_in_what_people_type(typed):
    assert row(website=typed)["domain"] == "acme.com"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Köln", "Cologne"),
        ("Koeln", "KÖLN"),
        ("Wrocław", "Breslau"),
        ("Québec", "Quebec City"),
        ("København", "Copenhagen"),
        ("St. Petersburg", "Sankt-Peterburg"),
        ("Frankfurt am Main", "Frankfurt/M."),
        ("New York", "NYC"),
    ],
)
def test_a_city_is_known_by_its_own_and_its_english_name(one, other):
    first, second = rows({"city": one}, {"city": other})["city"]

    assert first == second


@pytest.mark.parametrize(("one", "other"), [("Frankfurt", "Frankfurt (Oder)"), ("Bern", "Berlin")])
def test_other_cities_are_other_ones(one, other):
    first, second = rows({"city": one}, {"city": other})["city"]

    assert first != second


def test_a_name_of_very_many_words_does_not_widen_the_others():
    """Ingest lets four thousand letters through; a table as wide for every row would kill it."""
    many = " ".join(f"w{number}" for number in range(1_000))
    found = rows({"name": many}, *({"name": f"Quorvex {n}"} for n in range(9)))

    assert found["codes"].list.len().max() == 64
    assert found["heaviness"][0] == sum(code >> 48 for code in found["codes"][0])


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("NestlÃ©", "Nestlé"),
        ("Ã‰clair", "Éclair"),
        ("Lâ€™OrÃ©al", "L’Oréal"),
        ("Å\u00a0koda", "Škoda"),
        ("Ð“Ð°Ð·Ð¿Ñ€Ð¾Ð¼", "Газпром"),
        ("Johnson &amp; Johnson", "Johnson & Johnson"),
        ("M&uuml;ller &#38; Sons", "Müller & Sons"),
    ],
)
def test_what_software_has_misread_is_read_again(misread, meant):
    first, second = rows({"name": misread, "city": misread}, {"name": meant, "city": meant})[
        "words", "form", "letters", "city"
    ].iter_rows()

    assert first == second


@pytest.mark.parametrize(
    "name", ["NESCAFÉ®", "CAFÉ’S", "SÃO JOÃO", "ÅÄÖ", "AT&T; Mobility", f"&#{'9' * 5000};"]
)
def test_what_may_well_be_meant_is_not_read_again(name):
    assert misread.repaired(pl.Series([name])).to_list() == [name]
