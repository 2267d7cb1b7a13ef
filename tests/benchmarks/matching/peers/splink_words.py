"""Splink as in `splink_model`, but it compares names by their words, weighted by how rare they are.

A word's weight is the logarithm of how many names there are for each that has it, over both lists.
"""

import sys

import duckdb
import splink.comparison_level_library as levels

from tests.benchmarks.matching.peers.splink_model import KEYS, fitted, predict, tables

SHARED = """coalesce(list_sum(list_transform(
    list_intersect(words_l, words_r), lambda word: word.weight)), 0)"""
# Few levels, for each has to occur among the random pairs.
NAME = [
    levels.ExactMatchLevel("name"),
    levels.CustomLevel(
        f"levenshtein(name_l, name_r) <= 2 or {SHARED} >= 0.8 * (weight_l + weight_r - {SHARED})"
    ),
    levels.CustomLevel(f"{SHARED} >= greatest(9, 0.9 * least(weight_l, weight_r))"),
    levels.CustomLevel(f"{SHARED} >= least(8, 0.6 * greatest(weight_l, weight_r))"),
]


def weigh(connection):
    """Give each account its words with their weights."""
    words = "select unique_id, unnest(list_distinct(string_split(name, ' '))) as word from"
    connection.execute(
        f"""create table weights as
        select word, round(ln((select count(name) from (from a union all from b))) - ln(count(*)),
            3) as weight
        from ({words} a union all {words} b) group by word"""
    )
    for side in "ab":
        connection.execute(
            f"""create table weighed as select * from {side} left join (
                select unique_id, list({{'word': word, 'weight': weight}}) as words,
                    sum(weight) as weight, arg_max(word, weight) as rarest
                from ({words} {side}) join weights using (word) group by unique_id
            ) using (unique_id)"""
        )
        connection.execute(f"drop table {side}")
        connection.execute(f"alter table weighed rename to {side}")


def main(a, b, out):
    """Read, weigh, fit, predict."""
    connection = duckdb.connect()
    tables(connection, a, b)
    weigh(connection)
    predict(connection, fitted(connection, NAME, [*KEYS, ("rarest",)]), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
