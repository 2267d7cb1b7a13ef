"""Settings: everything an operator may choose, read once and passed down.

Each field is set by an environment variable of its name in capitals after `PARTNERHUB_`,
for example `PARTNERHUB_DATABASE_URL`. `docs/settings.md` is written from the annotations.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from math import inf
from pathlib import Path
from typing import Annotated, get_args, get_type_hints
from urllib.parse import urlsplit

from environs import Env

from partnerhub.domain.keys import Keyring

PREFIX = "PARTNERHUB_"
SUPERVISED = "PARTNERHUB_SUPERVISED"
"""Set for child processes of `serve`: they end when their parent does, however it ends."""
FOREIGN = frozenset(
    {
        *(SUPERVISED, "PARTNERHUB_API_KEY", "PARTNERHUB_URL"),
        *("PARTNERHUB_LISTS", "PARTNERHUB_TEST_EXAMPLES"),
    }
)
"""Variables with our prefix that are not settings of the server."""
LOG_LEVELS = ("debug", "info", "warning", "error")
SHORTEST_SECRET = 32
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HOST_AND_PORT = re.compile(r"[a-z0-9.-]+:[0-9]{1,5}")
BOUNDS = (
    ("port", 0, 65_535),
    ("server_processes", 1, inf),
    ("server_threads", 1, inf),
    ("worker_processes", 0, inf),
    ("calls_per_minute", 1, inf),
    ("max_json_bytes", 1, inf),
    ("max_upload_bytes", 1, inf),
    ("max_upload_rows", 1, inf),
    ("min_free_mb", 0, inf),
    ("workbook_memory_mb", 64, inf),
    ("workbook_cpu_seconds", 1, inf),
    ("lease_seconds", 1, inf),
    ("poll_seconds", 0, inf),
    ("page_session_hours", 1, 24 * 7),
)
"""The least and the most of every setting that is a number."""


class SettingsError(Exception):
    """A setting is unknown or has a value it cannot have."""


def default_data_folder() -> Path:
    """Where a laptop keeps partnerhub's files when nothing is configured."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "partnerhub"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator may choose; each line is its own documentation."""

    data_folder: Annotated[
        Path,
        "Folder of the embedded database, the spool, states of comparisons and the secret key.",
    ] = field(default_factory=default_data_folder)
    database_url: Annotated[
        str, "SQLAlchemy URL of the database; empty: SQLite in the data folder."
    ] = ""
    owner_url: Annotated[
        str,
        "SQLAlchemy URL of the same PostgreSQL database for the role that owns its tables; only "
        "`partnerhub database upgrade` uses it.",
    ] = field(default="", repr=False)
    secret_key: Annotated[
        str, "At least 32 characters; empty: made once and kept in the data folder."
    ] = field(default="", repr=False)
    host: Annotated[str, "Address the server listens on."] = "127.0.0.1"
    port: Annotated[int, "Port the server listens on; 0: any free one."] = 8080
    server_processes: Annotated[int, "Web server processes."] = 1
    server_threads: Annotated[int, "Threads of each web server process."] = 4
    worker_processes: Annotated[int, "Worker processes that `serve` starts beside the server."] = 1
    allowed_hosts: Annotated[tuple[str, ...], "Host names that requests may name; empty: any."] = ()
    metrics_key: Annotated[
        str, "What a monitoring system sends as its Bearer key to read /metrics; empty: nobody may."
    ] = field(default="", repr=False)
    calls_per_minute: Annotated[
        int, "Calls one key may make in a minute, of all server processes of a machine together."
    ] = 1200
    max_json_bytes: Annotated[int, "Largest JSON body."] = 1 << 20
    max_upload_bytes: Annotated[int, "Largest uploaded file."] = 512 << 20
    max_upload_rows: Annotated[int, "Most rows of one uploaded file."] = 1_000_000
    min_free_mb: Annotated[
        int, "Disk space that has to stay free for a file to be taken, in MiB."
    ] = 256
    workbook_memory_mb: Annotated[
        int, "Memory the process that reads an XLSX file may use, in MiB."
    ] = 1024
    workbook_cpu_seconds: Annotated[
        int, "Processor time the process that reads an XLSX file may use."
    ] = 120
    lease_seconds: Annotated[
        int, "How long a worker may be silent before its job is given to another."
    ] = 30
    poll_seconds: Annotated[float, "How often an idle worker looks for a job."] = 0.25
    webhook_hosts: Annotated[
        tuple[str, ...],
        "Receivers of webhooks inside your own walls, each host:port; none: public ones only.",
    ] = ()
    webhook_ca_file: Annotated[
        str, "File of certificates that receivers of webhooks may have beside the public ones."
    ] = ""
    public_url: Annotated[
        str, "Address of the page as browsers know it, such as https://partnerhub.example.com."
    ] = ""
    oidc_issuer: Annotated[
        str, "The OpenID provider that people sign in with on the page; empty: with API keys only."
    ] = ""
    oidc_client_id: Annotated[str, "What the provider calls this installation."] = ""
    oidc_client_secret: Annotated[
        str, "What the provider gave with it; empty: it asks for none, only for PKCE."
    ] = field(default="", repr=False)
    oidc_scopes: Annotated[tuple[str, ...], "What the provider is asked for."] = ("openid", "email")
    oidc_name: Annotated[str, "What the page calls the provider."] = "single sign-on"
    oidc_trust_email: Annotated[
        bool, "Take addresses as verified where the provider does not say so or otherwise."
    ] = False
    page_session_hours: Annotated[int, "How long somebody stays signed in on the page."] = 12
    docs: Annotated[bool, "Serve the browsable API page at /docs."] = True
    log_level: Annotated[str, "debug, info, warning or error."] = "info"

    @property
    def secure_page(self) -> bool:
        """Whether browsers reach the page over TLS."""
        return self.public_url.startswith("https://")

    @property
    def spool(self) -> Path:
        """Folder of uploaded files until they are published."""
        return self.data_folder / "spool"

    @property
    def states(self) -> Path:
        """Folder of what comparisons keep for the next ones."""
        return self.data_folder / "states"

    @property
    def calls(self) -> Path:
        """File of the calls that keys made in this minute."""
        return self.data_folder / "calls"

    @property
    def erased(self) -> Path:
        """File of those who were erased, as keyed hashes: what a backup does not know."""
        return self.data_folder / "erased.txt"

    @property
    def effective_database_url(self) -> str:
        """The database that is used: the configured one or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_folder / 'partnerhub.sqlite3'}"

    def keyring(self) -> Keyring:
        """Make the keys of this installation from its secret."""
        names = [each.name for each in fields(Keyring)]
        return Keyring(**{name: self.derived_key(name) for name in names})

    def derived_key(self, purpose: str) -> bytes:
        """Make the 32-byte key of one purpose, so that no key serves two."""
        if not self.secret_key:
            raise SettingsError("secret_key is not set; call prepared() first")
        return hmac.new(self.secret_key.encode(), purpose.encode(), hashlib.sha256).digest()

    def prepared(self) -> "Settings":
        """Make the folders and, when none is given, the secret key; return complete settings.

        Raises:
            SettingsError: The data folder cannot be made or written to.
        """
        try:
            return self._prepared()
        except OSError as error:
            raise SettingsError(
                f"PARTNERHUB_DATA_FOLDER cannot be used: {error.strerror}: {error.filename}"
            ) from error

    def _prepared(self) -> "Settings":
        self.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.spool, self.states):
            folder.mkdir(exist_ok=True, mode=0o700)
        if self.secret_key:
            return self
        path = self.data_folder / "secret.key"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return replace(self, secret_key=path.read_text().strip())


def describe() -> list[tuple[str, str, object]]:
    """List every setting: environment variable, sentence, default."""
    hints = get_type_hints(Settings, include_extras=True)
    return [
        (
            PREFIX + each.name.upper(),
            get_args(hints[each.name])[1],
            "" if each.default is MISSING else each.default,
        )
        for each in fields(Settings)
    ]


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from environment variables.

    Raises:
        SettingsError: A variable with our prefix names no setting, or a value does not fit.
    """
    given = dict(os.environ if environ is None else environ)
    hints = get_type_hints(Settings)
    known = {PREFIX + name.upper(): name for name in hints}
    unknown = {name for name in given if name.startswith(PREFIX)} - known.keys() - FOREIGN
    if unknown:
        raise SettingsError(f"Unknown setting: {', '.join(sorted(unknown))}")
    env = Env(eager=True)
    parsers: dict[object, Callable[[str], object]] = {
        Path: env.path,
        str: env.str,
        int: env.int,
        float: env.float,
        bool: env.bool,
        tuple[str, ...]: lambda name: tuple(env.list(name)),
    }
    values: dict[str, object] = {}
    for variable, name in known.items():
        if variable in given:
            try:
                values[name] = parsers[hints[name]](variable)
            except Exception as error:
                raise SettingsError(f"{variable}: {error}") from error
    settings = Settings(**values)  # type: ignore[arg-type]
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    """Refuse values that no server could start with."""
    for name, least, most in BOUNDS:
        if not least <= getattr(settings, name) <= most:
            bound = f"at least {least}" if most == inf else f"from {least} to {most}"
            raise SettingsError(f"{PREFIX}{name.upper()} has to be {bound}")
    for place in settings.webhook_hosts:
        if not HOST_AND_PORT.fullmatch(place):
            raise SettingsError(f"{PREFIX}WEBHOOK_HOSTS has to name each as host:port: {place}")
    _check_login(settings)
    if settings.log_level not in LOG_LEVELS:
        raise SettingsError(f"PARTNERHUB_LOG_LEVEL has to be one of: {', '.join(LOG_LEVELS)}")
    if settings.secret_key and len(settings.secret_key) < SHORTEST_SECRET:
        raise SettingsError(f"PARTNERHUB_SECRET_KEY needs at least {SHORTEST_SECRET} characters")


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read or change what goes to an address.

    >>> is_safe("https://id.example.com/"), is_safe("http://127.0.0.1:9400"), is_safe("http://id.eu")
    (True, True, False)
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = parts.username is None and not parts.fragment
    return (
        plain
        and bool(host)
        and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
    )


def _check_login(settings: Settings) -> None:
    """Refuse logins that could not work, or not safely."""
    if not settings.oidc_issuer:
        if settings.oidc_client_id or settings.oidc_client_secret:
            raise SettingsError(f"{PREFIX}OIDC_ISSUER has to say where people sign in")
        return
    for name in ("oidc_issuer", "public_url"):
        if not is_safe(getattr(settings, name)):
            raise SettingsError(f"{PREFIX}{name.upper()} has to be an https:// address")
    if urlsplit(settings.public_url)[2:] != ("", "", ""):
        raise SettingsError(f"{PREFIX}PUBLIC_URL has to end after host and port, without a slash")
    if not settings.oidc_client_id:
        raise SettingsError(f"{PREFIX}OIDC_CLIENT_ID has to be what the provider calls us")
    if "openid" not in settings.oidc_scopes:
        raise SettingsError(f"{PREFIX}OIDC_SCOPES has to name openid")
