"""What invented companies are called: roots by language, coined words, small words between."""

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    """Split a line of words."""
    return tuple(text.split())


ROOTS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "en": (
        _words(
            "Harrow Wren Tide Marl Thorn Quill Fenn Cald Brack Lark Stan Whit Eld Rook Penn Dunn "
            "Holl Kest Garr Bram Crow Tarn Sedge Mall Wex Hadd Lynd Tre Ferr Oaken Copper Winter "
            "Heather Glen Iron Amber Burl Corran Dray Ember Flint Gorse Hazel Ives Jess Kirk "
            "Lang Moor Nether Otter Pell Raven Sorrel Teasel Under Vale Wether Yarrow Alder Birk"
        ),
        _words(
            "mere holt garth fell stead wick combe shaw croft thwaite worth field mark bourne "
            "ridge dale water haven stow ham lea brook moor grove hollow bridge"
        ),
    ),
    "de": (
        _words(
            "Eschen Brenn Kalt Wolfs Falken Linden Hagen Rauten Birken Stein Grau Hohen Lauter "
            "Mühl Tannen Wiesen Brunn Ahorn Roden Kessel Dorn Eller Fichten Rüster Hasel "
            "Wacholder Lerchen Otter Reiher Schlehen"
        ),
        _words("brink bach kamp thal wald rode horst hausen siek moor stett feld loh grund reuth"),
    ),
    "fr": (
        _words(
            "Beau Mont Clair Val Roche Font Cham Mar Bel Haut Ver Sauv Pré Brix Cour Aubré Lav "
            "Ormes Tilleul Chaume"
        ),
        _words("vigne lac rive briand sault nelle court ancy ombre teil aize ardin igny olles"),
    ),
    "es": (
        _words("Mont Val Sol Cerr Alm Torr Alc Ber Gal Peñ Mir Cast Luz Ola Ribal Sanch Arb"),
        _words("alba adoro avera izar enda orza emar alejo ubia anda obriga ovia"),
    ),
    "it": (
        _words("Ferr Bell Cast Mont Ross Val Corv Mar Alb Ginest Lav Ard Ner Vald Bru Tram Spin"),
        _words(
            "ardini avalle elmonte inaldi icelli anova essandri oretti ucchi ombra amonti edola"
        ),
    ),
    "nl": (
        _words(
            "Zand Kooi Broek Molen Hout Linden Veen Rijn Kar Duin Berken Wester Ooster Grave "
            "Hazen Ketel Elzen"
        ),
        _words("hof meer horst burg dam wijk zicht stroom veld beek kade"),
    ),
    "sv": (
        _words("Sten Björk Lind Hag Ek Grön Sol Tor Ulv Rön Alm Ås Kalv Brand Havs Skog Älg Järn"),
        _words("vik sund dal mark holm strand lund fors näs backa hult"),
    ),
    "da": (
        _words("Bjerg Lund Kvist Skov Strand Hav Fjeld Ege Nøkke Grøn Birke Ravn Tang Lyng"),
        _words("holm gaard dal bæk toft borg nes vang rud bro"),
    ),
    "fi": (
        _words("Kivi Koivu Järvi Lehto Meri Havu Salo Ranta Kuusi Niitty"),
        _words("niemi koski lahti mäki harju salmi vuori kangas"),
    ),
}
"""Heads and tails by language: Wren-holt, Eschen-brink, Ferr-ardini."""

COINED: Final = (
    _words(
        "Vel Tor Lum Syn Zeph Axo Ori Nex Cal Ver Tri Alt Mer Sol Kin Om Lex Pra Dov Hel Rev Tav "
        "Cor Ela Car Mon Fen Sel Quin Bal Dal"
    ),
    _words("ta lo vi mi ro de li so va ne ma"),
    _words("ra nix dis go rin xa lis mo tis dyne ria via lent tec bra"),
)
"""Beginnings, middles and ends of words that belong to no language: Quin-lo-dyne."""

TAKEN: Final = frozenset(
    _words(
        "Tidewater Whitworth Sedgemoor Glenmark Glendale Ironridge Langham Moorcroft Kintara "
        "Trivago Synvivia Wexham Stanmoor Langdale Glenbrook Winterfield"
    )
)
"""Compounds that well-known companies or towns bear already."""

AND_SONS: Final = {
    "en": "& Sons",
    "de": "& Söhne",
    "fr": "& Fils",
    "es": "e Hijos",
    "it": "& Figli",
    "nl": "& Zonen",
    "sv": "& Söner",
    "da": "& Sønner",
    "fi": "& Pojat",
}

AND: Final = {
    "en": "and",
    "de": "und",
    "fr": "et",
    "es": "y",
    "it": "e",
    "nl": "en",
    "sv": "och",
    "da": "og",
    "fi": "ja",
}

DIVISIONS: Final = {
    "Logistics": "Transportation",
    "Services": "Consulting",
    "Digital": "Technology",
    "Energy": "Energy",
    "Financial Services": "Finance",
    "Real Estate": "Construction",
    "Trading": "Retail",
}
"""What subsidiaries do, and the industry that is."""

ABBREVIATIONS: Final = {
    "International": "Intl",
    "Technologies": "Tech",
    "Manufacturing": "Mfg",
    "Engineering": "Eng.",
    "Services": "Svcs",
    "Systems": "Sys",
    "Group": "Grp",
    "Solutions": "Sol.",
    "Maschinenbau": "Masch.bau",
    "Construcciones": "Constr.",
    "Costruzioni": "Costr.",
    "Industries": "Ind.",
    "Distribution": "Distr.",
    "Associates": "Assoc.",
}

WORD_FIRST: Final = frozenset({"fr", "es", "it"})
"""Languages that put the trade before the name: Transports Beauvigne, Officine Ferrardini."""
