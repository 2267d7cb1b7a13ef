"""Splink on DuckDB: name, domain, country and city; fitted without labels; the best B for each A.

Trained as its tutorial says: the share of matches from strict rules, what chance agrees on from
random pairs, and the rest by expectation maximisation, once within equal names and once within
equal domains (within equal beginnings of names where domains do not meet). The share of matches is
then taken from these, too: the random pairs hold some true ones, and on lists as different from
each other as ours that costs Splink half of its recall at its default, a probability of 0.9.
"""

import logging
import sys

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from tests.benchmarks.matching.peers.countries import SPELLINGS
from tests.benchmarks.matching.peers.duckdb_join import cleaned

LEAST, PAIRS, SEED = 0.01, 4e6, 7
NAME = [
    levels.ExactMatchLevel("name"),
    levels.LevenshteinLevel("name", 2),
    levels.CustomLevel("starts_with(name_l, name_r) or starts_with(name_r, name_l)"),
    levels.JaroWinklerLevel("name", 0.9),
    levels.JaroWinklerLevel("name", 0.8),
]
DOMAIN = [levels.ExactMatchLevel("domain"), levels.ExactMatchLevel("label")]
KEYS = [("name",), ("domain",), ("label",), ("start",), ("first", "city")]


def tables(connection, a, b):
    """Read both lists, cleaned."""
    values = ", ".join(f"($${spelling}$$, '{code}')" for spelling, code in SPELLINGS.items())
    connection.execute(f"create table codes as from (values {values}) codes (spelling, code)")
    for side, path in (("a", a), ("b", b)):
        connection.execute(
            f"""create table {side} as
            select id as unique_id, name, domain, string_split(domain, '.')[1] as label,
                string_split(name, ' ')[1] as first, replace(name, ' ', '')[:8] as start,
                coalesce(code, nullif(lower(trim(country)), '')) as country,
                nullif(lower(trim(city)), '') as city
            from ({cleaned(path)})
            left join codes on spelling = lower(trim(country))"""
        )


def comparison(column, found):
    """Compare a column by levels, where both have it."""
    every = [levels.NullLevel(column), *found, levels.ElseLevel()]
    return comparisons.CustomComparison(output_column_name=column, comparison_levels=every)


def fitted(connection, name, keys):
    """Fit the model to both lists."""
    engine = DuckDBAPI(connection)
    linker = Linker(
        [engine.register(side, dataset_display_name=side) for side in "ab"],
        SettingsCreator(
            link_type="link_only",
            comparisons=[
                comparison("name", name),
                comparison("domain", DOMAIN),
                comparisons.ExactMatch("country"),
                comparisons.ExactMatch("city"),
            ],
            blocking_rules_to_generate_predictions=[block_on(*key) for key in keys],
            retain_matching_columns=False,
        ),
        log_level=logging.ERROR,
    )
    training = linker.training
    strict = [block_on("name"), block_on("domain")]
    training.estimate_probability_two_random_records_match(strict, recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=SEED)
    met = connection.execute("select 1 from a join b using (domain) limit 1").fetchall()
    for key in ("name", "domain" if met else "start"):
        training.estimate_parameters_using_expectation_maximisation(
            block_on(key), populate_probability_two_random_records_match_from_trained_values=True
        )
    return linker


def predict(connection, linker, out):
    """Write the best B for each A."""
    predicted = linker.inference.predict(threshold_match_probability=LEAST)
    predicted.as_duckdbpyrelation().create_view("predicted")
    connection.execute(
        f"""copy (
            select unique_id_l as a_id, unique_id_r as b_id, match_probability as score
            from predicted
            qualify row_number() over (partition by a_id order by match_weight desc, b_id) = 1
        ) to '{out}' (header)"""
    )


def main(a, b, out):
    """Read, fit, predict."""
    connection = duckdb.connect()
    tables(connection, a, b)
    predict(connection, fitted(connection, NAME, KEYS), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
