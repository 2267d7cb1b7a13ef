"""Names that are one name, however they are typed."""

# ruff: noqa: RUF001 - letters of other scripts are the point

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerhub.matching.names import legal_forms, normalizing


def compared(*names):
    frame = normalizing.words(normalizing.plain(pl.Series(names)))
    words = dict(
        frame.group_by("name", maintain_order=True).agg(pl.col("word").str.join(" ")).rows()
    )
    return [words.get(number) for number in range(len(names))]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Nestlé S.A.", "NESTLE SA", "S.A. Nestlé", "nestle"),
        ("Müller GmbH & Co. KG", "Mueller GmbH", "MULLER"),
        ("Johnson & Johnson", "Johnson and Johnson", "Johnson + Johnson, Inc."),
        ("I.B.M. Corp.", "IBM Corporation", "ibm"),
        ("Acme Mfg. Intl", "Acme Manufacturing International"),
        ("Acme Technologies", "Acme Technology", "Acme Tech."),
        ("The Limited", "Limited"),
        ("Foo Sp. z o.o.", "FOO sp. z o. o.", "Foo"),
        ("Grupo Bimbo S.A.B. de C.V.", "Grupo Bimbo"),
        ("Toyota Jidosha K.K.", "Toyota Jidosha Co., Ltd.", "Toyota Jidosha"),
        ("株式会社日立製作所", "日立製作所", "日立製作所株式会社", "㈱日立製作所"),
        ("주식회사 카카오", "카카오", "(주)카카오"),
        ("บริษัท ปตท. จำกัด (มหาชน)", "ปตท."),
        ("ООО «Газпром»", "Газпром", "Gazprom OOO"),
        ("Acme (US)", "Acme", "Acme Inc. - HQ"),
        ("Acme Inc. (formerly Foo Ltd)", "Acme dba Foo", "Acme"),
        ("Türk Hava Yolları A.Ş.", "TURK HAVA YOLLARI AS"),
        ("O’Reilly Automotive", "OReilly Automotive", "O'Reilly Automotive, Inc."),
        ("Ørsted A/S", "Orsted"),
        ("ACME Ⅽorp", "Acme Corp"),
        ("Everbright JiabaoCo.,Ltd.", "Everbright Jiabao"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_name_are_one(spellings):
    assert len(set(compared(*spellings))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Energy", "Acme"),
        ("Acme (China)", "Acme"),
        ("Apple", "\u0430pple"),
        ("Acme Germany", "Acme France"),
    ],
)
def test_different_names_stay_different(one, other):
    left, right = compared(one, other)

    assert left != right


def test_a_name_is_never_stripped_to_nothing():
    assert None not in compared("Limited", "GmbH", "Co. Ltd.", "(AMP)", "The Company", "SA")


def test_a_name_without_a_letter_has_no_words():
    assert compared("", "...", "!!!") == [None, None, None]


def test_no_form_is_listed_with_signs_that_names_have_lost():
    tables = (legal_forms.ENGLISH, legal_forms.GERMANIC, legal_forms.ROMANCE, legal_forms.EASTERN)
    forms = "|".join(tables).split("|")

    assert all(form.isascii() and form == form.lower().strip() for form in forms)
    assert not any(sign in form for form in forms for sign in ".,&/")


@example(["rts", "rts"])
@example(["0", "on"])
@given(st.lists(st.text("abcdeinorst0", min_size=1, max_size=6), min_size=1, max_size=5))
def test_a_name_of_plain_letters_is_read_like_one_that_needs_work(words):
    *others, last = words
    name = " ".join(words)
    # Two spaces before the last word mean something: see below.
    wide = " ".join(["  ".join(others), last])

    assert len(set(compared(name, f" {name} ", wide))) == 1


def test_what_an_exchange_hangs_behind_a_name_stands_after_two_spaces():
    assert compared("HAPVIDA  ON", "HAPVIDA ON") == ["hapvida", "hapvida on"]
