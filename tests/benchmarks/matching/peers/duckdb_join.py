"""Bare DuckDB: the cleaned name or the domain is the same."""

import sys

import duckdb

from tests.benchmarks.matching.peers import cleaning as c


def cleaned(path):
    """Write the query that reads a list: id, cleaned name, domain, and the other columns."""
    return rf"""
        select * replace (
            nullif(regexp_replace(trim(regexp_replace(replace(strip_accents(lower(name)),
                '&', ' and '), '{c.NOT_WORDS}', ' ', 'g')), '{c.LEGAL}', ''), '') as name),
            case when not regexp_matches(host, '{c.PLATFORMS}') then nullif(host, '') end as domain
        from (select *, regexp_replace(regexp_replace(lower(website), '{c.SCHEME}', ''),
                '{c.PATH}', '') as host
              from read_csv('{path}', all_varchar = true))"""


def main(a, b, out):
    """Join twice and put both together."""
    duckdb.sql(f"create table a as select id, name, domain from ({cleaned(a)})")
    duckdb.sql(f"create table b as select id, name, domain from ({cleaned(b)})")
    duckdb.sql(
        f"""copy (
            select *, 1.0 as score from (
                select a.id as a_id, b.id as b_id from a join b using (name)
                union
                select a.id, b.id from a join b using (domain))
        ) to '{out}' (header)"""
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
