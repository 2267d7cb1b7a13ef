import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.overlap import Counts, Matrix, count, matrix
from partnerhub.domain.populations import Population

CUSTOMER, PROSPECT = Population.CUSTOMER, Population.PROSPECT


@st.composite
def released(draw):
    """Pairs as the release stores them: an account has one population, a company is a group."""
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, 12), st.integers(0, 12)), unique=True, min_size=0, max_size=30
        )
    )
    populations = st.sampled_from([p.value for p in Population])
    mine = {a: draw(populations) for a, _ in pairs}
    theirs = {b: draw(populations) for _, b in pairs}
    company = _components(pairs)
    return (
        [f"a{a}" for a, _ in pairs],
        [f"b{b}" for _, b in pairs],
        [company["a", a] for a, _ in pairs],
        [mine[a] for a, _ in pairs],
        [theirs[b] for _, b in pairs],
    )


def _components(pairs):
    company = {}
    for a, b in pairs:
        company.setdefault(("a", a), ("a", a))
        company.setdefault(("b", b), ("b", b))
        old, new = company["b", b], company["a", a]
        company = {node: new if group == old else group for node, group in company.items()}
    return company


def test_one_of_their_accounts_that_is_two_of_mine_is_counted_as_such():
    met = count(["a1", "a2", "a3", "a4"], ["b1", "b1", "b2", "b3"], [1, 1, 2, 3])

    assert met == Counts(mine=4, theirs=3, pairs=4, companies=3)


def test_a_company_in_two_cells_is_one_company_in_the_totals():
    met = matrix(
        ["a1", "a2"], ["b1", "b1"], [7, 7], ["customer", "prospect"], ["prospect", "prospect"]
    )

    assert met.cells[CUSTOMER, PROSPECT].companies == 1
    assert met.cells[PROSPECT, PROSPECT].companies == 1
    assert met.columns[PROSPECT] == Counts(mine=2, theirs=1, pairs=2, companies=1)
    assert met.total == Counts(mine=2, theirs=1, pairs=2, companies=1)


def test_no_pairs_give_an_empty_matrix_of_zeros():
    met = matrix([], [], [], [], [])

    assert met.total == Counts()
    assert len(met.to_json()["rows"]) == len(Population)
    assert Matrix.from_json(met.to_json()) == met


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="zip"):
        matrix(["a1"], ["b1"], [1], ["customer"], [])


def test_the_json_form_names_populations_as_mine_and_theirs():
    document = matrix(["a1"], ["b1"], [1], ["customer"], ["prospect"]).to_json()

    one = {"mine": 1, "theirs": 1, "pairs": 1, "companies": 1}
    assert document["total"] == one
    assert document["rows"][0]["my_population"] == "customer"
    assert {"their_population": "prospect"} | one in document["rows"][0]["cells"]
    assert {"their_population": "prospect"} | one in document["columns"]


def test_a_list_cannot_be_shorter_than_what_it_shares():
    with pytest.raises(ValueError, match="cannot share"):
        Counts(mine=4).only_mine(3)


@given(released())
def test_the_other_side_sees_the_same_matrix_turned(columns):
    first, second, company, mine, theirs = columns

    assert matrix(*columns).swap() == matrix(second, first, company, theirs, mine)
    assert matrix(*columns).swap().swap() == matrix(*columns)


@given(released())
def test_a_total_is_never_more_than_its_cells_and_never_less_than_the_largest(columns):
    met = matrix(*columns)

    for measure in ("mine", "theirs", "companies"):
        cells = [getattr(counts, measure) for counts in met.cells.values()]
        assert max(cells, default=0) <= getattr(met.total, measure) <= sum(cells)
        for population, row in met.rows.items():
            inside = [getattr(c, measure) for (p, _), c in met.cells.items() if p is population]
            assert max(inside) <= getattr(row, measure) <= sum(inside)


@given(released())
def test_pairs_and_my_accounts_add_up_because_each_has_one_place(columns):
    met = matrix(*columns)

    assert sum(counts.pairs for counts in met.cells.values()) == met.total.pairs
    assert sum(row.mine for row in met.rows.values()) == met.total.mine
    assert sum(column.theirs for column in met.columns.values()) == met.total.theirs


@given(released(), st.integers(0, 50))
def test_shared_and_only_ours_are_all_of_ours(columns, others):
    met = count(*columns[:3])
    list_length = met.mine + others

    assert met.mine + met.only_mine(list_length) == list_length


@given(released())
def test_the_total_of_the_matrix_is_the_count_of_the_release(columns):
    assert matrix(*columns).total == count(*columns[:3])


@given(released(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_says_nothing(columns, random):
    rows = list(zip(*columns, strict=True))
    random.shuffle(rows)
    shuffled = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], [], []]

    assert matrix(*shuffled) == matrix(*columns)


@given(released())
def test_a_stored_matrix_reads_back_as_it_was(columns):
    met = matrix(*columns)

    assert Matrix.from_json(met.to_json()) == met


def test_a_hundred_thousand_pairs_are_laid_out_in_half_a_second():
    size = 100_000
    populations = [list(Population)[n % 5].value for n in range(size)]
    started = time.process_time()

    met = matrix(range(size), range(size), range(size), populations, populations[::-1])

    assert met.total.pairs == size
    assert time.process_time() - started < 0.5
