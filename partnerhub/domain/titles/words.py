"""Words: a title as a row of plain words, whatever its case, accents, dots and gender forms.

>>> split("Co-Founder & CTO (m/w/d)")
['co', 'founder', '&', 'cto']
>>> split("Leiter*in Vertrieb, DACH - Sr. V.P.")
['leiter', 'vertrieb', '|', 'dach', '|', 'sr', 'vp']
"""

import re
import unicodedata

BREAK = "|"
"""Stands between parts of a title: a comma, a dash, a bracket."""

JOIN = "&"
"""Stands between equals: "&", "/", "and", "und", "et", "y"."""

_LONGEST = 200
_JOINING = frozenset({"and", "und", "et", "y", "e", "sowie", "plus"})

_ANY_GENDER = re.compile(
    r"\(?\b(?:[mwfdhx]\s?[/|]\s?){1,3}[mwfdhx]\b\.?\)?|\((?:all genders?|gn|div)\)"
)
_GENDERED = re.compile(
    r"(?<=[a-z]{3})(?:[/:*_·.]-?|\(-?)"
    r"(?:innen|in|trice|rice|euse|ice|ere|iere|frau|ora|ra|se|ne|te|a|e|r|n)\b\)?"
)
_CAMEL_GENDER = re.compile(r"(?<=[a-zäöüß])In(?:nen)?\b")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}|\b(?:[a-z]\.)+[a-z]\b")
_PAIRED = re.compile(r"\b([a-z]{1,2})\s?[&+]\s?([a-z])\b(?:\+i\b)?")
_TOKEN = re.compile(
    r"[a-z0-9]+|[&/+]|[,;|:()\[\]•·\n]|(?:^|\s)[-\u2013\u2014]+(?=\s|$)|[\u2013\u2014]"
)


def split(title: str) -> list[str]:
    """Split a title into folded words with `BREAK` and `JOIN` between its parts."""
    text = fold(_CAMEL_GENDER.sub("", title[:_LONGEST]))
    text = _GENDERED.sub("", _ANY_GENDER.sub(" ", text))
    text = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", text)
    text = _PAIRED.sub(r"\1 \2", text)
    words: list[str] = []
    for found in _TOKEN.finditer(text):
        word = found[0].strip()
        if word in _JOINING or word in "&/+":
            word = JOIN
        elif not word.isalnum():
            word = BREAK
        words.append(word)
    return words


def fold(text: str) -> str:
    """Fold case and accents away: "Geschäftsführer" is "geschaftsfuhrer".

    >>> fold("Ingénieur Größe Œuvre")
    'ingenieur grosse oeuvre'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
