"""Runs of kana, Hangul or Devanagari that are made of other words, and of names of letters.

Short words such as マン (man) stand in many longer ones that have nothing to do with them. So they
count only where they and other known words make up a whole run: ワークマン is *workman*, マンション
is not *man* and something. Letters count at the beginning of a run, too, where two or more of them
are named: 에스케이하이닉스 is *SK* and something.
"""

import re
from collections.abc import Iterable
from typing import Final

_KANA: Final = (
    "a=エー,エイ b=ビー c=シー d=ディー,デー e=イー f=エフ g=ジー h=エイチ,エッチ i=アイ"
    " j=ジェイ,ジェー k=ケー,ケイ l=エル m=エム n=エヌ o=オー p=ピー q=キュー r=アール s=エス"
    " t=ティー,ティ u=ユー v=ブイ w=ダブリュー,ダブリュ x=エックス y=ワイ z=ゼット"
)
_HANGUL: Final = (
    "a=에이 b=비 c=씨 d=디 e=이 f=에프 g=지 h=에이치 i=아이 j=제이 k=케이 l=엘 m=엠 n=엔 o=오 p=피"
    " q=큐 r=알 s=에스 t=티 u=유 v=브이 w=더블유 x=엑스 y=와이 z=제트"
)
_DEVANAGARI: Final = (
    "a=ए b=बी c=सी d=डी e=ई f=एफ g=जी h=एच i=आई j=जे k=के l=एल m=एम n=एन o=ओ p=पी q=क्यू r=आर"
    " s=एस t=टी u=यू v=वी w=डब्ल्यू x=एक्स y=वाई z=जेड"
)
_RUN: Final = re.compile("[ァ-ヺー]+|[가-힣]+|[\u0900-\u097f]+")
# Syllables that name a letter but begin many words as well: 디지 may be that of 디지털.
_VAGUE: Final = re.compile("[비디이지오피티유]+|.")
# Words are likelier than letters.
_WORD_COST: Final = 2
_LETTER_COST: Final = 3


class Runs:
    """Writes runs in Latin letters, as far as they are known."""

    def __init__(self, words: dict[str, str]) -> None:
        """Take the known words, and what each is in Latin letters."""
        tables = [_letters(table) for table in (_KANA, _HANGUL, _DEVANAGARI)]
        self._letters = {name: letter for table in tables for name, letter in table.items()}
        self._words = words
        self._longest = max(map(len, (*words, *self._letters)))
        self._row = re.compile("|".join(f"{_any(table)}{{2,}}" for table in tables[:2]))
        self._one = re.compile(_any(self._letters))

    def written(self, text: str) -> str:
        """Write the runs of a text in Latin letters."""
        return _RUN.sub(lambda run: self._run(run[0]), text)

    def _run(self, run: str) -> str:
        """Write one run, or its beginning, or leave it as it is."""
        parts = self._parts(run)
        if parts:
            return f" {self._joined(parts)} "
        row = self._row.match(run)
        if not row or _VAGUE.fullmatch(row[0]):
            return run
        return f" {self._joined(self._one.findall(row[0]))} {run[row.end() :]}"

    def _parts(self, run: str) -> list[str]:
        """Cut a run into the fewest parts; none where some of it is not known, or all is vague."""
        best: list[tuple[int, list[str]] | None] = [(0, [])]
        for end in range(1, len(run) + 1):
            ways = [
                (before[0] + cost, [*before[1], run[start:end]])
                for start in range(max(0, end - self._longest), end)
                if (before := best[start]) and (cost := self._cost(run[start:end]))
            ]
            best.append(min(ways, default=None))
        parts = best[-1][1] if best[-1] else []
        if not any(part in self._words for part in parts) and _VAGUE.fullmatch(run):
            return []
        return parts

    def _cost(self, part: str) -> int:
        """Say how dear a part is, nothing when it is not known."""
        if part in self._words:
            return _WORD_COST
        return _LETTER_COST if part in self._letters else 0

    def _joined(self, parts: list[str]) -> str:
        """Write words apart and letters together."""
        return "".join(
            f" {self._words[part]} " if part in self._words else self._letters[part]
            for part in parts
        )


def _letters(table: str) -> dict[str, str]:
    """Map the names of letters to the letters."""
    entries = (entry.split("=") for entry in table.split())
    return {name: letter for letter, names in entries for name in names.split(",")}


def _any(names: Iterable[str]) -> str:
    """Write the pattern for one of the names, the longest that fits."""
    return f"(?:{'|'.join(sorted(names, key=len, reverse=True))})"
