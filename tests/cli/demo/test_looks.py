"""Do the lists look real, and bear nobody's name?"""

from collections import Counter
from itertools import product

import phonenumbers
import pytest

from partnerhub.cli.demo.companies import plain
from partnerhub.cli.demo.tables.cities import CITIES
from partnerhub.cli.demo.tables.countries import COUNTRIES
from partnerhub.cli.demo.tables.roots import COINED, ROOTS, TAKEN
from partnerhub.cli.demo.tables.titles import FUNCTIONS, TITLES
from partnerhub.identifiers import countries, domains, emails

_BRANDS = """
accenture adidas adobe airbus aldi alibaba allianz alphabet amazon apple atlassian audi aviva
barclays basf bayer bbva bmw boeing bosch bp canon capgemini carrefour caterpillar cisco citi
coca-cola continental crossbeam danone dell deloitte dhl disney ebay enel eni ericsson exxon
facebook ferrari fiat ford fujitsu google heineken henkel hitachi honda honeywell hsbc hubspot
hyundai iberdrola ibm ikea intel kering kone lego lenovo loreal lufthansa maersk mastercard
mcdonalds mercedes merck meta michelin microsoft monsanto nestle netflix nike nokia novartis
nvidia oracle orange panasonic pepsi pfizer philips pipedrive porsche renault repsol roche
salesforce samsung sanofi santander sap shell siemens sony spotify starbucks telefonica tesco
tesla toyota trivago unilever vattenfall verizon visa vodafone volkswagen volvo walmart workday
xerox yahoo zalando zara zendesk zoho
"""
BRANDS = frozenset(_BRANDS.split())


def test_no_word_the_tables_can_make_is_a_famous_brand():
    roots = {
        plain(head + tail).lower()
        for heads, tails in ROOTS.values()
        for head, tail in product(heads, tails)
    }
    coined = {"".join(parts).lower() for parts in product(*COINED)}

    assert not (roots | coined) & BRANDS - {word.lower() for word in TAKEN}


def test_no_account_bears_a_famous_brand(demo, tables):
    words = Counter(
        word.lower()
        for path, column in (
            (demo.first.accounts, "Account Name"),
            (demo.second.accounts, "Company name"),
        )
        for row in tables[path]
        for word in row.get(column, "").split()
    )

    assert not words.keys() & BRANDS


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_telephone_numbers_exist_in_their_country(country):
    for city in CITIES[country.code]:
        for digit in "0123456789":
            number = f"+{country.calling}{city.area}{city.local.replace('#', digit)}"
            assert phonenumbers.is_valid_number(phonenumbers.parse(number)), (city.name, number)


def test_telephone_numbers_are_written_so_that_their_country_reads_them(demo, tables):
    numbers = [
        (row["Phone"], countries.code(row["Billing Country"]))
        for row in tables[demo.first.accounts]
        if row.get("Phone") and row["Billing Country"]
    ]

    assert len(numbers) > 1000
    for number, country in numbers:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number, country)), number


def test_countries_are_spelled_in_many_ways_and_all_are_understood(demo, tables):
    spellings = {row.get("Country/Region", "") for row in tables[demo.second.accounts]} - {""}

    assert len(spellings) > 15
    assert all(countries.code(spelling) for spelling in spellings)


def test_websites_are_public_web_domains(demo, tables):
    websites = [row["Website"] for row in tables[demo.first.accounts] if row.get("Website")]

    assert all(domains.key(website) for website in websites)
    assert 0.7 < len(websites) / len(tables[demo.first.accounts]) < 0.9


def test_most_addresses_are_at_the_accounts_own_domain(demo, tables):
    own = {row["Record ID"]: row for row in tables[demo.second.accounts] if row.get("Record ID")}
    contacts = [row for row in tables[demo.second.contacts] if "@" in row.get("Email", "")]
    keys = [emails.domain_key(row["Email"]) for row in contacts]

    assert 0.01 < keys.count(None) / len(keys) < 0.06
    labels = [
        (domain.label, domains.parse(own[account]["Company Domain Name"]).label)
        for row in contacts
        if (account := row.get("Associated Company IDs (Primary)"))
        and (domain := domains.parse(row["Email"].rpartition("@")[2])) is not None
        and not domain.flags
        and own[account]["Company Domain Name"]
    ]
    assert all(address == website for address, website in labels)


def test_a_few_people_opted_out(demo, tables):
    firsts = [row["Email Opt Out"] for row in tables[demo.first.contacts] if "Email Opt Out" in row]
    seconds = [row.get("Unsubscribed from all email") for row in tables[demo.second.contacts]]

    assert 0.02 < firsts.count("1") / len(firsts) < 0.08
    assert 0.02 < seconds.count("true") / len(seconds) < 0.08


def test_titles_cover_every_function_in_every_language():
    for language, titles in TITLES.items():
        assert set(titles) == set(FUNCTIONS), language
        assert all(titles[function].get("chief") for function in FUNCTIONS), language


def test_titles_come_in_four_languages(demo, tables):
    titles = {row.get("Title") for row in tables[demo.first.contacts]}

    assert {"CFO", "Leiterin Controlling", "Responsable achats"} <= titles
    assert any(title and "Finanzas" in title for title in titles)


def test_amounts_are_in_the_money_of_the_country(demo, tables):
    currencies = Counter(row["Amount Currency"] for row in tables[demo.first.opportunities])

    assert set(currencies) == {"EUR", "USD", "GBP"}
    assert min(currencies.values()) > 100
