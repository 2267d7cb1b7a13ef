"""Web domains: whatever somebody typed as a website, brought to the name a company registered.

Two decisions stand here.

*Internationalised names* follow UTS 46 without the transitional mappings: `faß.de` and `fass.de`
are two domains with two owners, and Python's own `idna` codec, which makes one of them, would
show a customer to the wrong partner.

*Private suffixes* of the Public Suffix List count as suffixes: `acme.uk.com`, `acme.github.io` and
`acme.myshopify.com` belong to Acme, so they are registrable names of their own and do not meet in
`uk.com`. The bare suffix (`github.io`) is a platform. The list lies beside the code, as `tables`
has it: it is never fetched.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import idna

from partnerhub.identifiers import tables
from partnerhub.identifiers.shared_domains import (
    is_platform,
    is_public_mailbox,
)

DOMAIN_IS_EMAIL = "domain_is_email"
CONFUSABLE = "confusable"
PUBLIC_MAILBOX = "public_mailbox"
PLATFORM = "platform"

_LONGEST_TEXT = 2048
_LONGEST_HOST = 253

# What nine of ten CRM cells look like; everything else takes the careful path.
_PLAIN = re.compile(
    r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z]{2,63})(?:[/?#].*)?"
)
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.\-]{0,20}:)?[/\\]{2,}|https?:[/\\]?|mailto:", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;|<>\"'()]+")
_END_OF_HOST = re.compile(r"[/\\?#]")
_PORT = re.compile(r":\d{0,5}$")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DOTS = str.maketrans("。．｡", "...")  # noqa: RUF001 - the other full stops that IDNA knows

# Scripts that one name may mix with Latin letters and with each other, because people do.
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"})
# Cyrillic and Greek letters that a reader takes for Latin ones.
_LATIN_LOOKALIKES = frozenset("аеорсухіјѕһԁԛԝӏьгтпкмвнцбѵԍզյոսցαοιυνκρεγτωχ")
PHONETIC = "ɑɡɢɩɪɫʀʏʙʜʟ\u1d00-\u1d2b\ua730\ua731"
"""Letters of phonetic alphabets that a reader takes for those of ours, as in a pattern's set."""
# No Latin alphabet mixes these up with i and j but those of Turkish: there it is a letter, too.
_PASSING_FOR_LATIN = re.compile(f"[ıȷ{PHONETIC}]")


@dataclass(frozen=True, slots=True)
class WebDomain:
    """A public web domain, lower-case, internationalised labels in their ASCII form.

    Attributes:
        host: The whole host without a leading `www.`: `shop.acme.co.uk`.
        registrable: The part somebody registered: `acme.co.uk`.
        label: The registrable name without its suffix, as people read it: `acme`, `müller`.
        flags: What to mind: `domain_is_email`, `confusable`, `public_mailbox`, `platform`.
    """

    host: str
    registrable: str
    label: str
    flags: frozenset[str]


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> WebDomain | None:
    """Read the web domain somebody meant, or None when there is no public one.

    >>> parse(" https://www.Example.com/a?b ").registrable
    'example.com'
    >>> parse("faß.de").registrable, parse("fass.de").registrable
    ('xn--fa-hia.de', 'fass.de')
    >>> parse("localhost") is None
    True
    """
    if not text or len(text) > _LONGEST_TEXT:
        return None
    plain = _PLAIN.fullmatch(text.strip().lower())
    if plain is not None and (quick := _plain_host(plain[1])) is not None:
        return quick
    for candidate in _SEPARATORS.split(text):
        if "." in candidate.translate(_DOTS) and (found := _careful(candidate)) is not None:
            return found
    return None


def key(text: str) -> str | None:
    """Name the registrable domain to match by: None for public mailboxes, platforms, bad ones.

    >>> key("info@acme.co.uk"), key("gmail.com"), key("https://linkedin.com/company/acme")
    ('acme.co.uk', None, None)
    """
    domain = parse(text)
    return domain.registrable if domain is not None and is_matchable(domain) else None


def is_matchable(domain: WebDomain) -> bool:
    """Say whether a domain can stand for one company: shared ones cannot."""
    return not domain.flags & {PUBLIC_MAILBOX, PLATFORM}


def ascii_host(text: str) -> str | None:
    """Bring a bare host to lower-case ASCII labels, or None when it is no host name."""
    host = text.translate(_DOTS).removesuffix(".")
    if not host or len(host) > _LONGEST_HOST:
        return None
    if host.isascii():
        host = host.lower()
    else:
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    labels = host.split(".")
    if len(host) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return host if all(_is_decodable(label) for label in labels) else None


def _plain_host(host: str) -> WebDomain | None:
    """Look an ASCII host up in the suffix list without more ado."""
    if "xn--" in host or len(host) > _LONGEST_HOST:
        return None
    labels = host.removeprefix("www.").split(".") if host.count(".") > 1 else host.split(".")
    start = _suffix_start(labels)
    if start < 1:
        return None
    registrable = ".".join(labels[start - 1 :])
    bare = ".".join(labels)
    return WebDomain(bare, registrable, labels[start - 1], _shared_flags(bare, registrable))


def _suffix_start(labels: list[str], *, private: bool = True) -> int:
    """Find where the public suffix starts; 0 or less when there is none or nothing before it."""
    rules = suffix_rules(private=private)
    for start in range(len(labels)):
        rest = ".".join(labels[start + 1 :])
        name = f"{labels[start]}.{rest}" if rest else labels[start]
        if f"!{name}" in rules:
            return start + 1
        if name in rules or f"*.{rest}" in rules:
            return start
    return -1


def _careful(text: str) -> WebDomain | None:
    """Read one word as an URL, a host or an e-mail address."""
    rest = text
    with_scheme = False
    while (scheme := _SCHEME.match(rest)) is not None:  # "http://https://…" is seen in CRMs
        with_scheme = with_scheme or not scheme.group().lower().startswith("mailto")
        rest = rest[scheme.end() :]
    authority = _END_OF_HOST.split(rest, maxsplit=1)[0]
    local, at, host_text = authority.rpartition("@")
    host = ascii_host(_PORT.sub("", host_text))
    if host is None:
        return None
    flags = {DOMAIN_IS_EMAIL} if at and local and not with_scheme else set[str]()
    return _registered(host.removeprefix("www.") if host.count(".") > 1 else host, flags)


def _registered(host: str, flags: set[str]) -> WebDomain | None:
    """Cut a host into the registrable name and what stands before it.

    The bare suffix of a company is a platform; its name is one that a registry gave away.
    """
    typed = host.split(".")
    labels = [_readable(label) for label in typed]
    start = _suffix_start(labels)
    if start == 0 and (start := _suffix_start(labels, private=False)) > 0:
        flags.add(PLATFORM)
    if start < 1:
        return None
    registrable, label = ".".join(typed[start - 1 :]), labels[start - 1]
    if label != typed[start - 1] and _is_confusable(label):
        flags.add(CONFUSABLE)
    return WebDomain(host, registrable, label, _shared_flags(host, registrable) | flags)


def _shared_flags(host: str, registrable: str) -> frozenset[str]:
    """Flag the domains that many companies share."""
    if is_platform(host, registrable):
        return frozenset({PLATFORM})
    if is_public_mailbox(registrable) or is_public_mailbox(host):
        return frozenset({PUBLIC_MAILBOX})
    return frozenset()


def _is_decodable(label: str) -> bool:
    """Say whether a label that claims to be punycode is."""
    if not label.startswith("xn--"):
        return True
    try:
        idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return False
    return True


def _readable(label: str) -> str:
    """Write a label as people read it."""
    return idna.decode(label) if label.startswith("xn--") else label


def _is_confusable(label: str) -> bool:
    """Say whether a label can be taken for another one: mixed scripts, or all lookalikes."""
    letters = [char for char in label if char.isalpha()]
    scripts = {unicodedata.name(char, "UNKNOWN").split(" ", 1)[0] for char in letters}
    scripts = {"CJK" if script in _EAST_ASIAN else script for script in scripts}
    if _PASSING_FOR_LATIN.search(label):
        return True
    if len(scripts - {"CJK"}) > 1 or ("CJK" in scripts and not scripts <= {"CJK", "LATIN"}):
        return True
    return bool(scripts & {"CYRILLIC", "GREEK"}) and all(
        char in _LATIN_LOOKALIKES for char in letters
    )


@cache
def suffix_rules(*, private: bool) -> frozenset[str]:
    """All rules of the suffix list, wildcards as `*.ck`, those that companies run if wanted."""
    public = frozenset(tables.lines(tables.PUBLIC_SUFFIXES))
    return public.union(tables.lines(tables.PRIVATE_SUFFIXES)) if private else public
