"""What a partner manager may expect of two lists that are compared."""

import math

import pyarrow as pa
import pytest

from partnerhub.matching import DEFAULT, UnusableTableError, explain, match
from tests.matching.lists import accounts, only_pair, released

ACME = {"name": "Acme Robotics GmbH", "website": "https://www.acme.de", "country": "Germany"}


def test_the_same_domain_and_name_are_certainly_one_company():
    pair = only_pair(
        {**ACME, "city": "München"},
        {"name": "ACME Robotics", "website": "acme.de/en", "country": "DE", "city": "Munchen"},
    )

    assert pair["tier"] == "certain"
    assert pair["company"] == 1
    assert pair["explanation"] == (
        "Same web domain acme.de; names differ only in the legal form; same city."
    )


def test_a_rare_name_in_the_same_country_is_enough():
    pair = only_pair(
        {"name": "Zwickmühler Feinmechanik AG", "country": "DE"},
        {"name": "Zwickmuehler Feinmechanik", "country": "Deutschland"},
    )

    assert pair["tier"] in {"certain", "likely"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quorvex Inc.", "Quorvex GmbH"),
        ("Quorvex AG", "Quorvex Ltd."),
        ("Quorvex plc", "Quorvex SA"),
    ],
)
def test_a_name_with_the_legal_form_of_another_company_is_less_sure(one, other):
    apart = only_pair({"name": one}, {"name": other})
    same = only_pair({"name": one}, {"name": one.removesuffix(".")})
    none = only_pair({"name": one}, {"name": "Quorvex"})

    assert apart is None or apart["confidence"] < none["confidence"] < same["confidence"]
    assert "of different companies" in explain({"name": one}, {"name": other}).explanation


def test_a_legal_form_as_it_is_translated_is_no_other_one():
    pair = only_pair({"name": "Quorvex Oyj"}, {"name": "Quorvex Plc"})

    assert "same_legal_form" in {rule["rule"] for rule in pair["rules"]}


def test_on_one_web_domain_another_legal_form_is_not_another_company():
    pair = only_pair(
        {"name": "Quorvex Inc.", "website": "quorvex.com"},
        {"name": "Quorvex GmbH", "website": "quorvex.com"},
    )

    assert pair["tier"] == "likely"


def test_a_fund_is_not_the_company_it_is_named_after():
    place = {"city": "San Francisco", "state": "CA", "country": "US"}
    pair = only_pair(
        {"name": "Wendel Hargo", **place}, {"name": "Wendel Hargo Select Income Fund", **place}
    )

    assert pair is None or pair["tier"] == "possible"


def test_two_names_of_one_fund_are_one():
    pair = only_pair({"name": "Hargo Mawten REIT"}, {"name": "Hargo Mawten REIT Fund"})

    assert "only_one_is_a_fund" not in {rule["rule"] for rule in pair["rules"]}


def test_sisters_with_websites_of_their_own_countries_are_not_one_company():
    here = {"name": "Quorvex", "website": "quorvex.de", "country": "DE"}
    there = {"name": "Quorvex", "website": "quorvex.fr", "country": "FR"}

    pair = only_pair(here, there)

    assert pair is None or pair["tier"] == "possible"


def test_international_beside_a_name_says_more_against_it_than_group():
    group = explain({"name": "Quorvex"}, {"name": "Quorvex Group"})
    international = explain({"name": "Quorvex"}, {"name": "Quorvex International"})

    assert international.confidence < group.confidence


def test_a_name_that_many_companies_have_is_less_sure_than_a_rare_one():
    common = only_pair({"name": "Global Energy"}, {"name": "Global Energy Ltd"})
    rare = only_pair({"name": "Quorvex Zylotane"}, {"name": "Quorvex Zylotane Ltd"})

    assert common["confidence"] < rare["confidence"]


def test_different_web_domains_speak_against_the_same_name():
    apart = only_pair(
        {"name": "Summit Group", "website": "summit.com", "city": "Denver"},
        {"name": "Summit Group", "website": "peak-holdings.co.uk", "city": "Leeds"},
    )

    assert apart is None or apart["tier"] == "possible"


def test_the_same_name_under_another_ending_is_weaker_than_the_same_domain():
    same = only_pair(ACME, {**ACME, "website": "acme.de"})
    ending = only_pair(ACME, {**ACME, "website": "acme.com"})

    assert ending["confidence"] < same["confidence"]
    assert ending["tier"] != "possible"


@pytest.mark.parametrize("shared", ["linkedin.com/company/x", "https://sites.google.com/x"])
def test_a_page_on_a_platform_is_no_domain_of_a_company(shared):
    ours = {"name": "Baker Plumbing", "website": shared}
    theirs = {"name": "Silverman Dental", "website": shared}

    assert only_pair(ours, theirs) is None


def test_a_public_mailbox_is_no_domain_of_a_company():
    ours = {"name": "Baker Plumbing", "email_domain": "gmail.com"}
    theirs = {"name": "Silverman Dental", "email_domain": "gmail.com"}

    assert only_pair(ours, theirs) is None


def test_the_domain_of_the_mail_stands_in_for_a_website():
    pair = only_pair(
        {"name": "Acme Robotics", "email_domain": "acme.de"},
        {"name": "Acme", "website": "www.acme.de"},
    )

    assert pair["tier"] != "possible"


def test_accounts_without_names_meet_by_their_domain():
    assert only_pair({"website": "acme.de"}, {"website": "https://acme.de/x"})["tier"] != "possible"


def test_a_lookalike_domain_is_another_domain():
    assert only_pair({"website": "apple.com"}, {"website": "\u0430pple.com"}) is None


def test_a_lookalike_name_is_another_name():
    ours = {"name": "Apple Brandy", "country": "US"}
    theirs = {"name": "\u0430pple Brandy", "country": "US"}

    assert only_pair(ours, theirs) is None


def test_sharp_s_and_double_s_are_two_domains():
    assert only_pair({"website": "faß.de"}, {"website": "fass.de"}) is None


def test_the_same_duns_number_matches_across_names():
    pair = only_pair(
        {"name": "Zephyr Holdings", "duns": "08-146-6849"},
        {"name": "Quantock Mills", "duns": "081466849"},
    )

    assert pair["tier"] != "possible"
    assert "same company identifier" in pair["explanation"].lower()


def test_different_duns_numbers_rule_a_pair_out_and_are_counted():
    found = match(accounts({**ACME, "duns": "081466849"}), accounts({**ACME, "duns": "150483782"}))

    assert found.pairs.num_rows == 0
    assert [(miss.code, miss.count) for miss in found.near_misses] == [("different_identifiers", 1)]


def test_different_numbers_outweigh_all_other_evidence():
    everything = {**ACME, "city": "Ulm", "phone": "+49 731 123456", "postal_code": "89073"}
    found = released([{**everything, "duns": "081466849"}], [{**everything, "duns": "150483782"}])

    assert found == []


def test_one_number_in_common_outweighs_another_that_differs():
    pair = only_pair(
        {**ACME, "duns": "081466849", "tax_id": "DE 129273398"},
        {**ACME, "duns": "150483782", "tax_id": "DE129273398"},
    )

    assert pair["tier"] == "certain"


@pytest.mark.parametrize("part", ["Energy", "Logistics", "Poland", "Financial Services"])
def test_a_division_is_not_its_parent(part):
    theirs = ({"name": f"Zorbania {part}"},)

    assert released([{"name": "Zorbania Inc", "country": "US"}], theirs) == []


def test_a_division_on_the_domain_of_the_parent_gives_way_to_the_parent():
    ours = [{"name": "Zorbania Inc", "website": "zorbania.com"}]
    theirs = [
        {"name": "Zorbania", "website": "zorbania.com"},
        {"name": "Zorbania Energy", "website": "zorbania.com"},
    ]

    assert released(ours, theirs) == [("1", "1")]


def test_a_company_listed_twice_is_matched_twice():
    ours = [{"name": "Zorbania Inc", "website": "zorbania.com"}]
    theirs = [
        {"name": "Zorbania", "website": "zorbania.com"},
        {"name": "ZORBANIA, INC.", "website": "www.zorbania.com"},
        {"name": "Zorbannia", "website": "www.zorbania.com"},
    ]
    found = match(accounts(*ours), accounts(*theirs))

    assert (found.counts.a, found.counts.b) == (1, 3)
    assert (found.counts.pairs, found.counts.companies) == (3, 1)


def test_companies_are_numbered_from_one():
    rows = [{"name": f"{word} Ltd", "country": "GB"} for word in ("Quorvex", "Zylotane", "Mbrunti")]
    found = match(accounts(*rows), accounts(*rows))

    assert sorted(found.pairs["company"].to_pylist()) == [1, 2, 3]


def test_what_a_person_accepted_is_certain_whatever_the_lists_say():
    decisions = pa.table({"a_id": ["1"], "b_id": ["1"], "decision": ["accepted"]})
    pair = only_pair({"name": "Quorvex"}, {"name": "Zylotane"}, decisions=decisions)

    assert (pair["tier"], pair["confidence"]) == ("certain", 1.0)
    assert pair["rules"][0]["rule"] == "accepted_by_a_person"
    assert pair["explanation"].startswith("Accepted by a person")


def test_what_a_person_accepted_outweighs_contradicting_numbers():
    decisions = pa.table({"a_id": ["1"], "b_id": ["1"], "decision": ["accepted"]})
    ours, theirs = {**ACME, "duns": "081466849"}, {**ACME, "duns": "150483782"}

    assert only_pair(ours, theirs, decisions=decisions)["tier"] == "certain"


def test_what_a_person_rejected_does_not_come_back():
    decisions = pa.table({"a_id": ["1"], "b_id": ["1"], "decision": ["rejected"]})
    found = match(accounts(ACME), accounts(ACME), decisions=decisions)

    assert found.pairs.num_rows == 0
    assert found.near_misses == ()


def test_what_one_side_rejected_stays_rejected():
    decisions = pa.table(
        {"a_id": ["1", "1"], "b_id": ["1", "1"], "decision": ["accepted", "rejected"]}
    )

    assert only_pair(ACME, ACME, decisions=decisions) is None


def test_decisions_on_accounts_that_are_gone_mean_nothing():
    decisions = pa.table({"a_id": ["77"], "b_id": ["1"], "decision": ["accepted"]})

    assert only_pair(ACME, ACME, decisions=decisions)["a_id"] == "1"


def test_the_rules_add_up_to_the_confidence():
    ours = [ACME, {"name": "Zorbania Energy", "city": "Bonn"}, {"name": "Quorvex", "city": "Ulm"}]
    theirs = [ACME, {"name": "Zorbania", "city": "Bonn"}, {"name": "Quorvexx", "city": "Ulm"}]
    pairs = match(accounts(*ours), accounts(*theirs)).pairs.to_pylist()

    assert len(pairs) >= 2
    for pair in pairs:
        log_odds = sum(rule["weight"] for rule in pair["rules"])
        assert pair["confidence"] == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=1e-4)


def test_an_explanation_quotes_no_value_that_only_one_side_has():
    name = {"name": "Quorvex Zylotane"}
    pair = only_pair(
        {**name, "website": "quorvex.com", "city": "Bremen", "phone": "5551234"},
        {**name, "website": "zylotane.net", "city": "Geneva", "phone": "7654321"},
    )
    said = str(pair["rules"]) + pair["explanation"] if pair else ""

    assert not any(value in said for value in ("quorvex.com", "zylotane.net", "Bremen", "555"))


def test_pairs_come_with_the_most_confident_first():
    rows = [ACME, {"name": "Quorvex"}, {"name": "Global Energy"}]
    pairs = match(accounts(*rows), accounts(*rows)).pairs.to_pylist()
    order = [(-pair["confidence"], pair["a_id"], pair["b_id"]) for pair in pairs]

    assert order == sorted(order)


def test_near_misses_name_the_reason_and_no_company():
    found = match(
        accounts({"name": "Zorbania", "website": "zorbania.com"}),
        accounts({"name": "Zorbania Energy", "website": "zorbania-energy.com"}),
    )

    assert found.counts.pairs == 0
    assert all("orbania" not in miss.sentence for miss in found.near_misses)


def test_progress_runs_from_nothing_to_all():
    seen = []

    match(accounts(ACME), accounts(ACME), progress=lambda share, what: seen.append((share, what)))

    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(what for _, what in seen)


@pytest.mark.parametrize("column", ["name", "website"])
def test_any_column_but_the_id_may_be_missing(column):
    table = accounts(ACME).select(["id", column])

    assert match(table, table).counts.pairs == 1


def test_lists_without_any_value_have_no_match():
    assert match(accounts({}, {}), accounts({})).counts.pairs == 0


def test_empty_lists_have_no_match():
    found = match(accounts(), accounts(ACME))

    assert found.pairs.num_rows == 0
    assert (found.counts.a, found.counts.companies) == (0, 0)
    assert found.released().schema == match(accounts(ACME), accounts(ACME)).released().schema


def test_a_list_without_ids_is_refused():
    with pytest.raises(UnusableTableError, match="List A has no column `id`"):
        match(accounts(ACME).drop_columns(["id"]), accounts(ACME))


def test_an_id_that_stands_twice_is_refused():
    twice = accounts({"id": "x", **ACME}, {"id": "x"})

    with pytest.raises(UnusableTableError, match="List B has the id x more than once"):
        match(accounts(ACME), twice)


def test_a_decision_that_is_none_is_refused():
    decisions = pa.table({"a_id": ["1"], "b_id": ["1"], "decision": ["maybe"]})

    with pytest.raises(UnusableTableError, match="neither"):
        match(accounts(ACME), accounts(ACME), decisions=decisions)


def test_the_policy_is_kept_with_the_answer():
    assert match(accounts(ACME), accounts(ACME)).policy == DEFAULT
