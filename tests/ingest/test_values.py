"""Values: amounts, dates, stages, types, opt-outs, domains, and what a bad one costs."""

import datetime as dt

import pytest

from partnerhub.domain import errors

DEALS = "Id,Account Name,Stage,Amount,Currency,Created Date,Close Date\n"


def deals(*values, column):
    """Write deals that differ in one column."""
    names = DEALS.strip().split(",")
    good = ["Acme", "Open", "1", "EUR", "2026-01-31", "2026-02-28"]
    place = names.index(column)
    lines = []
    for at, value in enumerate(values):
        cells = [str(at), *good]
        cells[place] = f'"{value}"'
        lines.append(",".join(cells))
    return DEALS + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("45000", 4_500_000),
        ("45,000", 4_500_000),
        ("$45,000", 4_500_000),
        ("45k", 4_500_000),
        ("1.2M", 120_000_000),
        ("EUR 45,000.00", 4_500_000),
        ("1,234.56", 123_456),
        ("1.234,56", 123_456),
        ("1 234,56 €", 123_456),
        ("1'234.50", 123_450),
        ("12,34,567.00", 123_456_700),
        ("1.234.567", 123_456_700),
        ("0", 0),
        ("0.5", 50),
        ("1234.565", 123_457),
        ("1000000000000000", 10**17),
        ("12.34567", 1_235),
    ],
)
def test_an_amount_is_read_to_the_cent(files, typed, minor):
    (row,) = files.records(deals(typed, column="Amount"), "opportunities")

    assert row["amount_minor"] == minor


@pytest.mark.parametrize(
    "typed",
    ["-5", "(500)", "1000000000000001", "1e9", "tbd", "1,2,3", "12.34.5", "€", "9" * 300],
)
def test_an_amount_that_is_none_costs_its_row(files, typed):
    outcome = files.read(
        deals("1", typed, "2", column="Amount"), "opportunities", max_reject_share=1
    )

    assert outcome.errors == [(3, "row_bad_amount")]


@pytest.mark.parametrize(
    ("column", "minor"),
    [
        (("1.234", "5.678,90"), [123_400, 567_890]),
        (("1.234", "5.67"), [123, 567]),
        (("1,234", "5.67"), [123_400, 567]),
        (("1,234", "5,67"), [123, 567]),
        (("1.234", "5.678"), [123_400, 567_800]),
    ],
)
def test_the_column_decides_what_a_lone_separator_means(files, column, minor):
    records = files.records(deals(*column, column="Amount"), "opportunities")

    assert [row["amount_minor"] for row in records] == minor


@pytest.mark.parametrize(
    ("currency", "minor"), [("JPY", 1_235), ("EUR", 123_450), ("KWD", 1_234_500)]
)
def test_each_currency_has_its_own_decimals(files, currency, minor):
    content = deals("1234.5", column="Amount").replace("EUR", currency)

    (row,) = files.records(content, "opportunities")

    assert (row["amount_minor"], row["currency"]) == (minor, currency)


def test_the_currency_is_that_of_the_column_then_of_the_value_then_of_the_user(files):
    content = (
        "Account Name,Stage,Amount,Currency\nA,Open,GBP 5,EUR\nA,Open,GBP 6,\nA,Open,7,\n"
        "A,Open,8,US Dollar\n"
    )

    records = files.records(content, "opportunities", currency="CHF")

    assert [row["currency"] for row in records] == ["EUR", "GBP", "CHF", "USD"]


def test_a_currency_that_is_none_costs_its_row(files):
    outcome = files.read(deals("EUR", "Taler", "USD", column="Currency"), "opportunities")

    assert outcome.errors == [(3, "row_bad_currency")]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-03-04", dt.date(2025, 3, 4)),
        ("2025-03-04 10:22", dt.date(2025, 3, 4)),
        ("2025-03-04T23:30:00Z", dt.date(2025, 3, 5)),
        ("2025-03-04T23:30:00.000+0000", dt.date(2025, 3, 5)),
        ("2025-03-04T00:30:00+02:00", dt.date(2025, 3, 3)),
        ("05-Mar-2026", dt.date(2026, 3, 5)),
        ("Mar 5, 2026", dt.date(2026, 3, 5)),
        ("5. März 2026", dt.date(2026, 3, 5)),
        ("5 mars 2026", dt.date(2026, 3, 5)),
        ("5 de marzo de 2026", dt.date(2026, 3, 5)),
        ("04.03.2025", dt.date(2025, 3, 4)),
        ("2025/3/4", dt.date(2025, 3, 4)),
        ("31/12/25", dt.date(2025, 12, 31)),
        ("12/31/2025, 10:22 AM", dt.date(2025, 12, 31)),
        ("3/3/2025", dt.date(2025, 3, 3)),
        ("1772668800000", dt.date(2026, 3, 5)),
    ],
)
def test_a_date_is_read(files, typed, day):
    content = deals(typed, column="Close Date")

    (row,) = files.records(content, "opportunities", timezone="Europe/Berlin")

    assert row["close_on"] == day


@pytest.mark.parametrize("typed", ["soon", "2025-13-01", "2025-02-30", "1899-12-31", "45000"])
def test_a_date_that_is_none_costs_its_row(files, typed):
    content = deals("2025-01-01", typed, "2025-01-02", column="Close Date")

    assert files.read(content, "opportunities").errors == [(3, "row_bad_date")]


@pytest.mark.parametrize(
    ("column", "days"),
    [
        (("3/4/2025", "13/4/2025"), [(2025, 4, 3), (2025, 4, 13)]),
        (("3/4/2025", "4/13/2025"), [(2025, 3, 4), (2025, 4, 13)]),
    ],
)
def test_one_day_above_twelve_decides_the_order_of_a_column(files, column, days):
    records = files.records(deals(*column, column="Close Date"), "opportunities")

    assert [row["close_on"] for row in records] == [dt.date(*day) for day in days]


def test_the_minority_that_contradicts_the_order_is_refused(files):
    content = deals("13/4/2025", "14/4/2025", "4/15/2025", column="Close Date")

    outcome = files.read(content, "opportunities")

    assert outcome.errors == [(4, "row_bad_date")]
    assert outcome.detected.date_order["Close Date"] == "day_first"


def test_where_every_date_can_be_read_both_ways_the_user_is_asked(files):
    content = deals("3/4/2025", "5/6/2025", column="Close Date")

    with pytest.raises(errors.ImportDateOrderError, match=r'"Close Date".*date_order'):
        files.read(content, "opportunities")
    records = files.records(content, "opportunities", date_order="month_first")
    assert records[0]["close_on"] == dt.date(2025, 3, 4)


def test_another_date_column_of_the_file_settles_it(files):
    content = (
        "Account Name,Stage,Created Date,Close Date\nA,Open,3/4/2025,13/5/2025\n"
        "B,Open,4/4/2025,14/5/2025\n"
    )

    records = files.records(content, "opportunities")

    assert records[0]["created_on"] == dt.date(2025, 4, 3)


def test_an_account_is_not_lost_for_a_date_nobody_can_read(files):
    outcome = files.read("id,name,Created Date\n1,Acme,3/4/2025\n")

    assert outcome.records[0]["created_on"] is None
    assert "say date_order" in outcome.detected.warnings[0]


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("Closed Won", "won"),
        ("Closed & Won", "won"),
        ("closedwon", "won"),
        ("CLOSED - WON", "won"),
        ("Signed", "won"),
        ("Cierre ganado", "won"),
        ("Gewonnen", "won"),
        ("Closed Lost", "lost"),
        ("Lost", "lost"),
        ("Disqualified", "lost"),
        ("Dead", "lost"),
        ("Negotiation", "open"),
        ("Closed", "open"),
        ("Closed - No Decision", "open"),
        ("Abandoned", "open"),
        ("Won't fix", "open"),
        ("Lost contact, retry", "open"),
        ("", "open"),
    ],
)
def test_a_stage_is_read_and_never_guessed_into_a_loss(files, stage, status):
    (row,) = files.records(deals(stage, column="Stage"), "opportunities")

    assert row["status"] == status


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ("Verbal,true,true", "won"),
        ("Verbal,false,true", "lost"),
        ("Verbal,false,false", "open"),
        ("Closed Won,,", "won"),
        ("Closed Lost,FALSE,FALSE", "open"),
        ("Parked,1,1", "won"),
    ],
)
def test_flags_of_the_crm_are_stronger_than_words(files, flags, status):
    content = f"Id,AccountId,StageName,IsWon,IsClosed\n1,001,{flags}\n"

    assert files.records(content, "opportunities")[0]["status"] == status


def test_a_status_column_is_stronger_than_the_stage(files):
    content = (
        "Account,Deal Stage,Status\nA,Negotiation,Lost\nB,Negotiation,Won\nC,Closed Won,Open\n"
    )

    records = files.records(content, "opportunities")

    assert [row["status"] for row in records] == ["lost", "won", "open"]


def test_the_user_says_what_an_unknown_stage_means(files):
    content = deals("Parked", "PARKED ", "Verloren im Wald", column="Stage")

    records = files.records(content, "opportunities", stages={"parked": "lost"})

    assert [row["status"] for row in records] == ["lost", "lost", "open"]


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("Customer", "customer"),
        ("Customer - Direct", "customer"),
        ("Bestandskunde", "customer"),
        ("Kunde", "customer"),
        ("Cliente", "customer"),
        ("Client", "customer"),
        ("Prospect", "prospect"),
        ("Lead", "prospect"),
        ("Interessent", "prospect"),
        ("Potential Customer", "prospect"),
        ("Former Customer", "former_customer"),
        ("Ex-Kunde", "former_customer"),
        ("Ancien client", "former_customer"),
        ("Churned", "former_customer"),
        ("Inactive Customer", "former_customer"),
        ("Partner", "other"),
        ("Competitor", "other"),
        ("Vendor", "other"),
        ("Investor", "other"),
        ("Opportunity", None),
        ("Gold", None),
        ("", None),
    ],
)
def test_an_account_type_declares_a_population(files, text, population):
    (row,) = files.records(f'id,name,Type\n1,Acme,"{text}"\n')

    assert row["declared_population"] == population


def test_the_user_says_what_an_unknown_type_means(files):
    (row,) = files.records("id,name,Type\n1,Acme,Gold\n", populations={"gold": "customer"})

    assert (row["type"], row["declared_population"]) == ("Gold", "customer")


@pytest.mark.parametrize(
    ("header", "text", "refused"),
    [
        ("Email Opt Out", "1", True),
        ("Email Opt Out", "0", False),
        ("Email Opt Out", "", False),
        ("HasOptedOutOfEmail", "true", True),
        ("Unsubscribed from all email", "Yes", True),
        ("Marketing contact status", "Non-marketing contact", True),
        ("Marketing contact status", "Marketing contact", False),
        ("Person - Marketing status", "No consent", True),
        ("Person - Marketing status", "Unsubscribed", True),
        ("Person - Marketing status", "Subscribed", False),
        ("Do not allow Emails", "Do Not Allow", True),
        ("Do not allow Emails", "Allow", False),
        ("Email Opt Out", "since May", True),
    ],
)
def test_an_opt_out_is_a_refusal_and_nothing_is_consent(files, header, text, refused):
    content = (
        f"First Name,Last Name,Email,Person - ID,Person - Owner,{header}\nA,B,a@b.com,1,2,{text}\n"
    )
    if not header.startswith("Person"):
        content = f"First Name,Last Name,Email,{header}\nA,B,a@b.com,{text}\n"
    mapping = {"First Name": "first_name", "Email": "email", header: "opted_out"}

    (row,) = files.records(content, "contacts", mapping=mapping)

    assert row["opted_out"] is refused


@pytest.mark.parametrize(
    ("typed", "domain", "remark"),
    [
        ("EXAMPLE.COM.", "example.com", None),
        (" https://www.Example.com/a?b ", "example.com", None),
        ("\N{CYRILLIC SMALL LETTER A}pple.com", "xn--pple-43d.com", "confusable"),
        ("faß.de", "xn--fa-hia.de", None),
        ("fass.de", "fass.de", None),
        ("☃.net", None, "bad_domain"),
        ("a_b.com", None, "bad_domain"),
        ("-a.com", None, "bad_domain"),
        ("a..com", None, "bad_domain"),
        ("a" * 64 + ".com", None, "bad_domain"),
        (".".join(["a" * 60] * 5) + ".com", None, "bad_domain"),
        ("localhost", None, "bad_domain"),
        ("10.0.0.1", None, "bad_domain"),
        ("[::1]", None, "bad_domain"),
        ("com", None, "bad_domain"),
        ("co.uk", None, "bad_domain"),
        ("a@b.com", "b.com", "domain_is_email"),
        ("gmail.com", None, "public_mailbox"),
        ("qq.com", None, "public_mailbox"),
        ("mail.ru", None, "public_mailbox"),
        ("https://www.linkedin.com/company/acme", None, "platform"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com", "confusable"),
    ],
)
def test_a_web_address_becomes_a_domain_or_a_remark(files, typed, domain, remark):
    outcome = files.read(f'id,name,website\n1,Acme,"{typed}"\n')

    assert outcome.records[0]["domain"] == domain
    assert outcome.remarks == ([(2, remark)] if remark else [])
    assert outcome.errors == []


def test_a_row_without_a_name_needs_a_domain(files):
    outcome = files.read("id,name,website\n1,,acme.com\n2,,gmail.com\n3,Gamma,localhost\n")

    assert outcome.errors == [(3, "row_missing_name")]
    assert [row["domain"] for row in outcome.records] == ["acme.com", None]


def test_an_address_at_the_company_stands_in_for_a_website(files):
    content = (
        "id,company name,website,email,city\n1,Acme,,info@acme.com,X\n2,Beta,beta.de,b@other.de,X\n"
        "3,Gamma,,gamma@gmail.com,X\n"
    )

    assert [row["domain"] for row in files.records(content)] == ["acme.com", "beta.de", None]


@pytest.mark.parametrize(
    ("address", "email", "domain"),
    [
        ("A.B+x@Ex.com", "a.b+x@ex.com", "ex.com"),
        ("jane@gmail.com", "jane@gmail.com", None),
        ("jane@mail.acme.co.uk", "jane@mail.acme.co.uk", "acme.co.uk"),
        ("jane@acme.com; j@other.com", "jane@acme.com", "acme.com"),
        ("Jane Doe <jane@acme.com>", "jane@acme.com", "acme.com"),
    ],
)
def test_an_address_of_a_contact_is_normalised(files, address, email, domain):
    (row,) = files.records(f'Email,Last Name\n"{address}",Doe\n', "contacts")

    assert (row["email"], row["email_domain"]) == (email, domain)


@pytest.mark.parametrize("address", ["a" * 65 + "@ex.com", "jane", "@ex.com", "jane@localhost"])
def test_an_address_that_is_none_costs_the_contact_and_is_never_shown(files, address):
    outcome = files.read(f"Email,Last Name\n{address},Doe\na@b.com,B\n", "contacts")

    assert outcome.errors == [(2, "row_bad_email")]
    assert address not in str(outcome.rejects)


def test_values_that_name_persons_are_masked(files):
    outcome = files.read(
        "Email,Phone,Last Name\nann.canary@canary,12,C\na@b.com,oops,C\n", "contacts"
    )

    assert "canary" not in str(outcome.rejects)
    assert [row["value"] for row in outcome.rejects] == ["a***@c***", "1***", "o***"]


def test_optional_values_that_are_bad_are_left_out_with_a_remark(files):
    outcome = files.read(
        "id,name,country,phone,employees,annual revenue,duns,created date\n"
        "1,Acme,Atlantis,call us,many,-3,12,one day\n"
        '2,Beta,Deutschland,+49 30 1234567,"1,234",1.5M,01-234-5678,2020-01-01\n',
        currency="EUR",
    )

    assert {code for _, code in outcome.remarks} == {
        *("bad_country", "bad_phone", "bad_number", "bad_amount", "bad_duns", "bad_date"),
    }
    acme, beta = outcome.records
    assert {name: value for name, value in acme.items() if value is not None} == {
        "line": 2,
        "record_id": "1",
        "name": "Acme",
    }
    assert (beta["country"], beta["employees"], beta["duns"]) == ("DE", 1234, "012345678")
    assert (beta["annual_revenue_minor"], beta["annual_revenue_currency"]) == (150_000_000, "EUR")


def test_a_contact_needs_an_address_or_a_name(files):
    outcome = files.read(
        "Email,First Name,Last Name,Title\n,,,CEO\n,Ann,,\nx@y.com,,,\n", "contacts"
    )

    assert outcome.errors == [(2, "row_missing_name")]
    assert [row["full_name"] for row in outcome.records] == ["Ann", None]


def test_an_opportunity_needs_its_account(files):
    outcome = files.read("Deal,Account,Stage\nBig,,Open\nSmall,Acme,Open\n", "opportunities")

    assert outcome.errors == [(2, "row_missing_account")]


@pytest.mark.parametrize(
    "options",
    [
        {"currency": "XQX"},
        {"date_order": "backwards"},
        {"timezone": "Mars/Olympus"},
        {"stages": {"a": "maybe"}},
        {"populations": {"a": "friend"}},
    ],
)
def test_an_option_that_means_nothing_is_refused(files, options):
    with pytest.raises(errors.ValidationError):
        files.read("id,name\n1,Acme\n", **options)


TYPED = [" Acme  GmbH ", "Müller  &\u00a0Co", "n/a", "Acme\u200b  Inc", "-", "[Not Provided]"]
WRITTEN = ["Acme GmbH", "Müller & Co", None, "Acme Inc", None, None]


@pytest.mark.parametrize("chosen", [[0, 1, 2, 3, 4, 5], [0], [0, 2], [1, 4], [5, 3], [4, 0]])
def test_what_a_text_is_cleaned_to_does_not_depend_on_other_rows(files, chosen):
    lines = [f'"Acme","{TYPED[place]}"' for place in chosen]

    rows = files.records("Name,City\n" + "\n".join(lines))

    assert [row["city"] for row in rows] == [WRITTEN[place] for place in chosen]
