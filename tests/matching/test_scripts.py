"""Other scripts: what is written for them in Latin letters, and the tables behind it."""

import unicodedata
from collections import defaultdict
from importlib import resources

import polars as pl
import pytest

from partnerhub.matching.names import normalizing
from partnerhub.matching.scripts import making_tables, native_words

_ALPHABETS = ("CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "THAI", "LATIN")


def words(name):
    frame = normalizing.words(normalizing.plain(pl.Series([name])))
    return " ".join(frame["word"])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("東京電力", "tokyo electric power"),
        ("ﾄﾖﾀ自動車", "toyota motor"),
        ("エヌ・ティ・ティ・データ", "ntt data"),
        ("ワークマン", "work man"),
        ("ジェイテック", "j technology"),
        ("에스케이하이닉스", "sk hynix"),
        ("디지털", "digital"),
        ("एचडीएफसी बैंक", "hdfc bank"),
        ("厦门银行", "xiamen bank"),
        ("Київстар", "kyivstar"),
        ("Черкизово", "cherkizovo"),
        ("Алекс", "alex"),
        ("Μπουτάρης", "boutari"),
        ("Группа Эталон", "etalon group"),
        ("คิวเฮาส์ จำกัด (มหาชน)", words("คิวเฮาส์")),
        ("רפאל בע״מ", "rafal"),
    ],
)
def test_names_of_other_scripts_are_written_in_latin_letters(typed, written):
    assert words(typed) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("トウキョウ", "Toukyou"),
        ("Ōtsuka", "Ohtsuka"),
        ("Mitsubishi Denki", "Mitubisi Denki"),
        ("Samseong Jeonja", "삼성전자"),
        ("Щёкино", "Schekino"),
        ("Český", "Cesky"),
        ("Ålborg", "Aalborg"),
    ],
)
def test_romanisations_of_one_word_are_one(one, other):
    assert words(one) == words(other)


def test_a_japanese_reading_is_not_looked_for_in_chinese_names():
    assert words("天馬") == "tenma"
    assert words("天马电子") == "tianma electronic"


def test_a_word_that_imitates_another_looks_like_none():
    imitation = words("\u0410pple")

    assert not set(imitation) & set("apple")
    assert imitation == words("\u0410PPLE")


def test_short_words_are_not_found_in_longer_ones():
    assert "man" not in words("マンション").split()
    assert "gas" not in words("ペガサ").split()


def test_every_spelling_is_that_of_one_word():
    words_of = defaultdict(set)
    for spelling in native_words.spellings():
        words_of[spelling.typed].add(spelling.written)

    assert {typed: found for typed, found in words_of.items() if len(found) > 1} == {}


def test_no_spelling_mixes_alphabets():
    for spelling in native_words.spellings():
        letters = {unicodedata.name(letter, "").split(" ")[0] for letter in spelling.typed}
        mixed = letters & set(_ALPHABETS)

        assert len(mixed - {"LATIN"}) <= 1, spelling
        assert not (mixed & {"CYRILLIC", "GREEK"} and "LATIN" in mixed), spelling


def test_words_are_written_in_plain_latin_letters():
    for row in native_words.rows():
        written = native_words.plain_reading(row.written)
        folded = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode()

        assert written in {folded, "nestlé", "kosé"}, row


@pytest.mark.parametrize("made", making_tables.TABLES)
def test_what_is_made_of_the_native_words_is_made_of_these(made):
    shipped = resources.files("partnerhub.matching.scripts").joinpath(made)

    assert shipped.read_text("utf-8") == making_tables.TABLES[made](), (
        f"run: python -m {making_tables.__name__}"
    )
