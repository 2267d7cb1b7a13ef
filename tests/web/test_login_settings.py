"""What an operator sets for logins: complete and safe, or refused at start in one sentence."""

import os

import pytest

from partnerhub.settings import PREFIX, SettingsError, from_environment

WHOLE = {
    "PUBLIC_URL": "https://hub.example",
    "OIDC_ISSUER": "https://id.example/realms/one",
    "OIDC_CLIENT_ID": "partnerhub",
}


@pytest.fixture
def read(monkeypatch):
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)

    def read(**changed):
        with monkeypatch.context() as patch:
            for name, text in (WHOLE | changed).items():
                if text is not None:
                    patch.setenv(PREFIX + name, text)
            return from_environment()

    return read


def test_three_settings_are_enough(read):
    settings = read()

    assert settings.oidc_scopes == ("openid", "email")
    assert settings.secure_page
    assert (settings.oidc_trust_email, settings.page_session_hours) == (False, 12)


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_on_the_machine_itself_plain_http_will_do(read, host):
    assert not read(PUBLIC_URL=f"http://{host}").secure_page
    assert read(OIDC_ISSUER=f"http://{host}").oidc_issuer


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PUBLIC_URL", None),
        ("PUBLIC_URL", "http://hub.example"),
        ("PUBLIC_URL", "http://localhost.example"),
        ("PUBLIC_URL", "hub.example"),
        ("PUBLIC_URL", "https://hub.example/"),
        ("PUBLIC_URL", "https://hub.example/page"),
        ("PUBLIC_URL", "https://hub.example?x"),
        ("OIDC_ISSUER", "http://id.example"),
        ("OIDC_ISSUER", "https://"),
        ("OIDC_ISSUER", "https://user:hush@id.example"),
        ("OIDC_ISSUER", "https://id.example:port"),
        ("OIDC_ISSUER", "https://[id.example"),
        ("OIDC_CLIENT_ID", None),
        ("OIDC_SCOPES", "email"),
        ("PAGE_SESSION_HOURS", "0"),
        ("PAGE_SESSION_HOURS", "1000"),
    ],
)
def test_what_could_not_work_safely_is_refused(read, name, text):
    with pytest.raises(SettingsError, match=PREFIX + name) as refused:
        read(**{name: text})

    assert "hush" not in str(refused.value)


def test_a_client_without_a_provider_is_a_mistake(read):
    with pytest.raises(SettingsError, match="OIDC_ISSUER"):
        read(OIDC_ISSUER=None, PUBLIC_URL=None)


def test_the_secret_is_not_shown(read):
    assert "hush" not in repr(read(OIDC_CLIENT_SECRET="hush"))
