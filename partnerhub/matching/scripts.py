"""Names in other scripts, written in Latin letters.

What is known as a word is translated (`native_words`), the rest is written by its sound: kana and
Hangul by syllables, alphabets by their letters, Chinese characters in pinyin. Spellings that are
one to their readers become one before: traditional and simplified characters, hiragana and
katakana, long vowels, Arabic letters with and without hamza. Whole columns at once; Python sees
only the few names that spell Latin letters out (エヌ・ティ・ティ) or imitate them.
"""

import re
from functools import cache
from importlib import resources
from typing import Final

import polars as pl
from anyascii import anyascii

from partnerhub.matching import legal_forms, native_words
from partnerhub.matching.native_words import EDGE, SPACED

_MARKS: Final = r"[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0e47-\u0e4b\u200b-\u200f\u00ad]+"
_IMITATION: Final = re.compile(
    r"\b(?=\w*[a-z])(?=\w*[\u0370-\u052f\u0531-\u058f\u13a0-\u13ff])[^\W\d_]+\b"
)
_MAYBE_IMITATION: Final = (
    r"[a-z]\pL*[\p{Greek}\p{Cyrillic}\p{Armenian}\p{Cherokee}]"
    r"|[\p{Greek}\p{Cyrillic}\p{Armenian}\p{Cherokee}]\pL*[a-z]"
)
# Letters that nobody types: a word that imitates another is spelled in them.
_CUNEIFORM: Final = 0x12000
_CUNEIFORM_LETTERS: Final = 0x300

# How Japanese, Korean and Hindi spell Latin letters; enough of them in a row are an abbreviation.
_SPELLED: Final = tuple(
    {name: letter for letter, _, names in (e.partition("=") for e in table.split())
     for name in names.split(",")}
    for table in (
        "a=エー,エイ b=ビー c=シー d=ディー,デー e=イー f=エフ g=ジー h=エイチ,エッチ i=アイ"
        " j=ジェイ,ジェー k=ケー,ケイ l=エル m=エム n=エヌ o=オー p=ピー q=キュー r=アール s=エス"
        " t=ティー,ティ u=ユー v=ブイ w=ダブリュー,ダブリュ x=エックス y=ワイ z=ゼット",
        "a=에이 b=비 c=씨 d=디 e=이 f=에프 g=지 h=에이치 i=아이 j=제이 k=케이 l=엘 m=엠 n=엔 o=오 p=피"
        " q=큐 r=알 s=에스 t=티 u=유 v=브이 w=더블유 x=엑스 y=와이 z=제트",
        "a=ए b=बी c=सी d=डी e=ई f=एफ g=जी h=एच i=आई j=जे k=के l=एल m=एम n=एन o=ओ p=पी q=क्यू r=आर"
        " s=एस t=टी u=यू v=वी w=डब्ल्यू x=एक्स y=वाई z=जेड",
    )
)  # fmt: skip
