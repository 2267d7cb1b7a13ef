"""Comparing: what can be said of each candidate pair, as columns that the rules speak of.

Every column means the same whichever list comes first. Names are compared by what is left of each
after the words that they share are taken away: two empty rests are the same words; one empty rest
means that the other name has extra words; two rests that look alike are a typing difference.

    named        both have a name
    same_name    the same words in the same order
    same_letters same_form       the same letters; the same but for the legal form
    shared       what the shared words weigh, in nats
    light heavy  what the lighter and the heavier of the two names weigh
    has_extra    one name has all words of the other and more
    extra_general extra_division extra_place extra_city          what those extra words are
    rests        each name has words that the other lacks
    rest_alike   how alike the two rests are, 0 to 1; 0 where the names do not look alike
    typed        letters that must change to make one name of the other; 99 when many
    look         how alike the names look as a whole, 0 to 1
    begins       one name begins with the other, letter by letter
    initials     one name is made of the other's initials
    web          same, label (same name under another ending), near (one letter typed
                 differently), within (one name begins with the other), apart, one, none
    shared_domain                the domain that both have
    host_apart   the two websites are different hosts
    site_is_name one's web domain is the other's name
    country state city postal    1 same, -1 different, 0 not known of both
    line         1 same phone line, 0.5 lines of one switchboard, -1 different, 0 not known
    ids_agree ids_differ         how many identifiers agree and contradict each other
"""

from typing import Final

from partnerhub.matching.frequencies import SCALE
from partnerhub.matching.records import IDENTIFIERS
from partnerhub.matching.vocabulary import DIVISION, GENERAL, PLACE

# Names that look less alike than this are not compared letter by letter.
_LEAST_LOOK: Final = 0.7
_SHORTEST_BEGINNING: Final = 4
_SHORTEST_LABEL: Final = 5
_SHORTEST_POSTAL: Final = 4
_SWITCHBOARD_DIGITS: Final = 5


def _alike(left: str, right: str) -> str:
    """Write the likeness of two texts, 0 to 1; the order of the two does not matter."""
    return f"jaro_winkler_similarity(least({left}, {right}), greatest({left}, {right}))"


def _begins(left: str, right: str, shortest: int) -> str:
    """Write whether one of two texts begins with the other."""
    return (
        f"((starts_with({left}, {right}) or starts_with({right}, {left}))"
        f" and least(length({left}), length({right})) >= {shortest})"
    )


def _place(column: str) -> str:
    """Write whether a place is the same (1), different (-1) or not known of both (0)."""
    return (
        f"case when a.{column} is null or b.{column} is null then 0 "
        f"when a.{column} = b.{column} then 1 else -1 end"
    )


def _identifiers(sign: str) -> str:
    """Write how many identifiers compare in a way; unknown ones count as neither."""
    return " + ".join(f"coalesce((a.{i} {sign} b.{i})::int, 0)" for i in IDENTIFIERS)


# Labels one letter apart share their beginning or their end: the rest need not be measured.
_NEAR: Final = f"""
    least(length(a.label), length(b.label)) >= {_SHORTEST_LABEL}
    and abs(length(a.label) - length(b.label)) <= 1
    and (left(a.label, 2) = left(b.label, 2) or right(a.label, 2) = right(b.label, 2))
    and levenshtein(a.label, b.label) = 1
"""

_SHARED_DOMAIN: Final = """
    case when a.domain = b.domain or a.domain = b.mail_domain then a.domain
        when a.mail_domain = b.domain or a.mail_domain = b.mail_domain then a.mail_domain end
"""

# The two records side by side: what needs no look at the words of the names.
_BESIDE: Final = f"""
    select pair.a, pair.b,
        a.compact is not null and b.compact is not null as named,
        coalesce(a.compact = b.compact, false) as same_name,
        coalesce(a.letters = b.letters, false) as same_letters,
        coalesce(a.form = b.form, false) as same_form,
        coalesce(a.compact, '') as a_name, coalesce(b.compact, '') as b_name,
        a.words as a_words, b.words as b_words, a.codes as a_codes, b.codes as b_codes,
        a.heaviness as a_weight, b.heaviness as b_weight,
        least(length(a.compact), length(b.compact)) >= 2
            and coalesce(a.compact = b.initials or b.compact = a.initials, false) as initials,
        {_SHARED_DOMAIN} as shared_domain,
        case when a.domain is null and b.domain is null then 'none'
            when a.domain is null or b.domain is null then 'one'
            when shared_domain is not null then 'same'
            when a.label = b.label then 'label'
            when {_NEAR} then 'near'
            when {_begins("a.label", "b.label", _SHORTEST_LABEL)} then 'within'
            else 'apart' end as web,
        coalesce(coalesce(a.sub_domain, a.domain) <> coalesce(b.sub_domain, b.domain), false)
            as host_apart,
        coalesce(a.label = b.compact or b.label = a.compact, false) as site_is_name,
        a.city as a_city, b.city as b_city,
        a.city is not null or b.city is not null as city_known,
        {_place("country")} as country, {_place("state")} as state, {_place("city")} as city,
        case when a.postal_code is null or b.postal_code is null then 0
            when {_begins("a.postal_code", "b.postal_code", _SHORTEST_POSTAL)} then 1
            else -1 end as postal,
        case when a.line is null or b.line is null then 0 when a.line = b.line then 1
            when left(a.line, {_SWITCHBOARD_DIGITS}) = left(b.line, {_SWITCHBOARD_DIGITS}) then 0.5
            else -1 end as line,
        {_identifiers("=")} as ids_agree,
        {_identifiers("<>")} as ids_differ
    from {{pairs}} pair join {{left}} a on a.record = pair.a join {{right}} b on b.record = pair.b
"""  # noqa: S608 - the text is made of our own constants

# What each name has left when the shared words are taken away, by the codes of the words.
_RESTS: Final = f"""
    select *,
        case when same_name then a_weight when not named then 0 else coalesce(list_sum(
            list_transform(list_intersect(a_codes, b_codes), lambda code: code >> 32)), 0)::bigint
        end / {SCALE}.0 as shared,
        least(a_weight, b_weight) / {SCALE}.0 as light,
        greatest(a_weight, b_weight) / {SCALE}.0 as heavy,
        case when same_name or not named then [] else list_filter(
            a_codes, lambda code: not list_contains(b_codes, code)) end as a_rest,
        case when same_name or not named then [] else list_filter(
            b_codes, lambda code: not list_contains(a_codes, code)) end as b_rest
    from beside
"""  # noqa: S608

_LOOKS: Final = f"""
    select *,
        len(a_rest) > 0 and len(b_rest) > 0 as rests,
        (len(a_rest) > 0) <> (len(b_rest) > 0) as has_extra,
        list_transform(case when rests then [] else list_concat(a_rest, b_rest) end,
            lambda code: code >> 30 & 3) as extra_kinds,
        case when same_name then 1.0 when rests then {_alike("a_name", "b_name")} else 0.0 end
            as look
    from rests_of
"""  # noqa: S608

_LEFT: Final = (
    "array_to_string(list_filter({side}_words, lambda word, place:"
    " list_contains({side}_rest, {side}_codes[place])), '')"
)
# The letters of the rests are only put together where they can matter: it is dear.
_LETTERS: Final = f"""
    select *,
        (rests and look >= {_LEAST_LOOK}) or (has_extra and city_known) as spelled,
        case when spelled then {_LEFT.format(side="a")} end as a_left,
        case when spelled then {_LEFT.format(side="b")} end as b_left
    from looks
"""  # noqa: S608

_PARTS: Final = ("words", "codes", "weight", "rest", "left", "city")
_ONLY_HERE: Final = ", ".join(f"a_{part}, b_{part}" for part in _PARTS)


def compared(pairs: str, left: str = "a", right: str = "b") -> str:
    """Write the query that compares the pairs of a table with the columns `a` and `b`.

    Args:
        pairs: The table of pairs, by the numbers of the records.
        left: The table whose records `a` numbers.
        right: The table whose records `b` numbers; the same one finds doubles in a list.
    """
    return f"""
        with beside as ({_BESIDE.format(pairs=pairs, left=left, right=right)}),
            rests_of as ({_RESTS}),
            looks as ({_LOOKS}),
            letters as ({_LETTERS})
        select * exclude ({_ONLY_HERE}, extra_kinds, city_known, spelled),
            case when rests and spelled then {_alike("a_left", "b_left")} else 0.0 end
                as rest_alike,
            named and not same_name and {_begins("a_name", "b_name", _SHORTEST_BEGINNING)}
                as begins,
            case when rests and look >= 0.85 and abs(length(a_name) - length(b_name)) <= 2
                then levenshtein(a_name, b_name) else 99 end as typed,
            has_extra and len(list_filter(extra_kinds, lambda kind: kind <> {GENERAL})) = 0
                as extra_general,
            has_extra and list_contains(extra_kinds, {DIVISION}) as extra_division,
            has_extra and list_contains(extra_kinds, {PLACE}) as extra_place,
            has_extra and coalesce(a_left || b_left in (a_city, b_city), false) as extra_city
        from letters
    """  # noqa: S608
