"""Names that are one name, however they are typed."""

# ruff: noqa: RUF001 - letters of other scripts are the point

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerhub.matching.names import legal_forms, legal_groups, normalizing


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
        ("1st National Bank", "First National Bank"),
        ("Acme *DO NOT USE*", "Acme Inc. - duplicate", "[Inactive] Acme", "Acme (test)"),
        ("DO NOT USE - Acme", "Acme (merged with Foo Ltd)", "Acme do not use", "Acme (dissolved)"),
        ("D/B/A Acme", "www.acme", "ACME"),
        ("Acme gGmbH", "Acme gemeinnützige GmbH", "Acme Ges.m.b.H."),
        ("Acme & Cie", "Acme et Cie.", "Acme and Co.", "Acme y Cía.", "Acme"),
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


def groups(name):
    found = normalizing.read(pl.Series([name])).legal_groups.item()
    return {place for place in range(len(legal_groups.GROUPS)) if found & 1 << place}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Inc.", "ACME CORPORATION"),
        ("Acme Ltd", "Acme Pty. Limited"),
        ("Acme AG", "Acme Aktiengesellschaft"),
        ("Acme AG", "Acme SE"),
        ("Acme S.A.", "Acme, société anonyme"),
        ("Acme S.A.B. de C.V.", "ACME SA DE CV"),
        ("Acme Oyj", "Acme Plc"),
        ("Acme Corporation", "Acme Oyj"),
        ("PT Acme Tbk", "Acme (Persero) Tbk"),
        ("Acme G. m. b. H.", "Acme GmbH & Co. KG"),
        ("Acme K.K.", "Acme Co., Ltd."),
        ("Acme PCL", "Acme Public Company Limited"),
        ("OOO Acme", "Acme LLC"),
    ],
)
def test_forms_that_one_company_may_have_are_in_one_group(one, other):
    assert groups(one) & groups(other)


@pytest.mark.parametrize(
    ("short", "in_full"),
    [
        ("S.A.R.L.", "Société à responsabilité limitée"),
        ("S.A.S.", "Société par actions simplifiée"),
        ("S.A.", "Sociedad Anónima"),
        ("S.A. de C.V.", "Sociedad Anónima de Capital Variable"),
        ("S. de R.L. de C.V.", "Sociedad de Responsabilidad Limitada de Capital Variable"),
        ("S.L.", "Sociedad Limitada"),
        ("Lda.", "Sociedade por Quotas"),
        ("S.p.A.", "Società per Azioni"),
        ("S.r.l.", "Società a responsabilità limitata"),
        ("S.R.L.", "Societatea cu Răspundere Limitată"),
        ("S.A.", "Spółka Akcyjna"),
        ("Sp. z o.o.", "Spółka z ograniczoną odpowiedzialnością"),
        ("s.r.o.", "společnost s ručením omezeným"),
        ("a.s.", "akciová společnost"),
        ("d.o.o.", "društvo s ograničenom odgovornošću"),
        ("Kft.", "Korlátolt Felelősségű Társaság"),
        ("LLC", "Limited Liability Company"),
        ("JSC", "Closed Joint Stock Company"),
        ("OOO", "Obshchestvo s ogranichennoy otvetstvennostyu"),
        ("AB", "Aktiebolaget"),
        ("PT", "Perseroan Terbatas"),
    ],
)
def test_a_form_in_full_is_its_short_form_at_either_end(short, in_full):
    names = [f"Quorvex {short}", f"Quorvex {in_full}", f"{in_full} Quorvex"]

    assert compared(*names) == ["quorvex"] * 3
    assert groups(names[0]) & groups(names[1]) & groups(names[2])


@pytest.mark.parametrize(
    ("short", "in_full"),
    [
        ("GmbH", "Gesellschaft mit beschraenkter Haftung"),
        ("GmbH", "Gesellschaft m.b.H."),
        ("KGaA", "Kommanditgesellschaft auf Aktien"),
        ("UG", "Unternehmergesellschaft (haftungsbeschränkt)"),
        ("B.V.", "Besloten vennootschap met beperkte aansprakelijkheid"),
        ("A/S", "Anpartsselskab"),
        ("Oy", "Osakeyhtiö"),
        ("Ltd", "Company Limited by Guarantee"),
        ("LLP", "Limited Liability Partnership"),
        ("(P) Ltd", "OPC Private Limited"),
        ("A.Ş.", "Sanayi ve Ticaret Anonim Şirketi"),
        ("Ltd. Şti.", "Tic. Ltd. Şti."),
        ("K.K.", "Kabushiki-gaisha"),
        ("S.r.l.", "S.r.l. unipersonale"),
        ("GmbH", "GmbH in Liquidation"),
    ],
)
def test_a_form_in_full_is_taken_off_behind_a_name(short, in_full):
    assert compared(f"Quorvex {short}", f"Quorvex {in_full}") == ["quorvex"] * 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Old Mill", "old mill"),
        ("Closed Loop Partner", "closed loop partner"),
        ("Test Rite", "test rite"),
        ("(Test)", "test"),
        ("Dup", "dup"),
    ],
)
def test_what_could_be_a_remark_is_left_where_it_is_the_name(name, words):
    assert compared(name) == [words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Inc.", "Acme GmbH"),
        ("Acme Inc.", "Acme Ltd"),
        ("Acme Limited", "Acme plc"),
        ("Acme AG", "Acme GmbH"),
        ("Acme S.p.A.", "Acme S.r.l."),
        ("Acme N.V.", "Acme B.V."),
        ("Acme ASA", "Acme AB"),
    ],
)
def test_forms_of_different_companies_are_in_no_common_group(one, other):
    assert groups(one)
    assert groups(other)
    assert not groups(one) & groups(other)


@pytest.mark.parametrize("name", ["Acme", "Acme Co", "Limited", "Incognito", "", "(AMP)"])
def test_a_name_without_a_form_that_says_something_is_in_no_group(name):
    assert groups(name) == set()


def test_every_form_in_a_group_is_one_that_is_taken_off():
    forms = sorted({form for group in legal_groups.GROUPS for form in group.split("|")})
    names = pl.Series([f"acme {form}" for form in forms] + [f"{form} acme" for form in forms])

    taken = normalizing.plain(names) == "acme"

    assert [
        form for n, form in enumerate(forms) if not taken[n] and not taken[n + len(forms)]
    ] == []


@pytest.mark.parametrize(
    ("name", "fund"),
    [
        ("Acme Global Income Fund", True),
        ("Acme Acquisition Corp. II", True),
        ("Acme REIT, Inc.", True),
        ("Fundo de Investimento Acme FII", True),
        ("アクメ投資法人", True),
        ("Acme", False),
        ("Fundamental Acme", False),
        ("Etfelt", False),
    ],
)
def test_a_fund_is_known_by_its_name(name, fund):
    assert normalizing.read(pl.Series([name])).fund.item() is fund


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
