"""Logins on the page that do not come to a good end.

Each knows its reason in our own words, for the log; the person is told no more than the sentence.
"""

from partnerhub.domain.errors.base import Kind, PartnerhubError


class LoginFailedError(PartnerhubError):
    """The login did not come to an end: it was cancelled, repeated or took too long. Try again."""

    code, kind, title = "login_failed", Kind.MALFORMED, "You are not signed in"

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        self.reason = reason


class LoginUnknownError(PartnerhubError):
    """No user belongs to this login.

    An admin of your organization has to make one, with the e-mail address that your login has and
    that its provider has verified. If that is not an address of your organization's own web domain,
    open /login?organization= followed by the domain.
    """

    code, kind, title = "login_unknown", Kind.FORBIDDEN, "Nobody here has this login"

    def __init__(self, reason: str = "") -> None:
        super().__init__(" ".join((type(self).__doc__ or "").split()))
        self.reason = reason


class LoginUnavailableError(PartnerhubError):
    """The provider of logins does not answer as it should. Try again shortly, or use an API key."""

    code, kind, title = "login_unavailable", Kind.UNAVAILABLE, "Signing in is not possible now"

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        self.reason = reason
