"""`partnerhub serve`: web server and worker together, watched by one process."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from types import FrameType

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from partnerhub.cli.setting_up import settings_and_database
from partnerhub.cli.supervised import end_with_parent
from partnerhub.cli.tools import Tools
from partnerhub.settings import PREFIX, SUPERVISED, Settings

LOOK_SECONDS = 0.2
"""How often the children are looked after."""
PATIENCE_SECONDS = 30
"""How long a child may finish what it does when it is told to stop."""
SHORT_SECONDS, MOST_SHORT_LIVES = 10, 3
"""A child that lives shorter than that so many times in a row will not live at all."""
HEAD_BYTES = 64 << 10
"""Room for the head of a request. A longer address is answered 414, longer headers and more than a
hundred of them 431, by the server itself; `http/limits.py` holds single lines to less."""
HEAD_MILLISECONDS = 10_000
"""How long a client may take to send the head."""


@click.command()
@click.option("--host", help="Address to listen on; overrides PARTNERHUB_HOST.")
@click.option("--port", type=int, help="Port to listen on, 0 for any; overrides PARTNERHUB_PORT.")
@click.option("--no-worker", is_flag=True, help="Serve only; run `partnerhub worker` elsewhere.")
def serve(host: str | None, port: int | None, no_worker: bool) -> None:
    """Serve the API and the page, with a worker beside them.

    Without any setting it keeps everything in an embedded database in your data folder.
    """
    settings, database = settings_and_database(migrate=True, serve=True)
    database.close()
    changes = {"host": host, "port": port}
    settings = replace(settings, **{k: v for k, v in changes.items() if v is not None})  # type: ignore[arg-type]
    settings = replace(settings, port=free_port(settings.host, settings.port))
    click.echo(f"partnerhub serves http://{settings.host}:{settings.port} (API page: /docs)")
    click.echo(
        f"Data: {(settings.database_url and 'the configured database') or settings.data_folder}"
    )
    if settings.oidc_issuer:
        click.echo(f"Sign in at {settings.public_url} with {settings.oidc_issuer}")
    workers = 0 if no_worker else settings.worker_processes
    Supervisor(settings, [["web"], *[["worker"]] * workers]).run()


@click.command(hidden=True)
@click.pass_obj
def web(tools: Tools) -> None:
    """Serve the API and the page; `serve` starts this."""
    settings, database = settings_and_database(serve=True)
    database.close()
    end_with_parent()
    Granian(
        tools.application,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=settings.server_processes,
        blocking_threads=settings.server_threads,
        log_level=LogLevels.warning,
        # HTTP/2 has limits of its own, in megabytes; a proxy in front may speak it.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            max_buffer_size=HEAD_BYTES, header_read_timeout=HEAD_MILLISECONDS
        ),
    ).serve()


class Supervisor:
    """Starts this program's own commands and starts them again when they end unasked."""

    def __init__(self, settings: Settings, commands: list[list[str]]) -> None:
        self.children = [Child(command) for command in commands]
        self.environment = os.environ | {
            SUPERVISED: "1",
            f"{PREFIX}HOST": settings.host,
            f"{PREFIX}PORT": str(settings.port),
        }
        self.stopping = False

    def run(self) -> None:
        """Look after the children until this process is told to stop.

        Raises:
            click.ClickException: A child ends again and again as soon as it is started.
        """
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    child.look_after(self.environment)
                time.sleep(LOOK_SECONDS)
        finally:
            for child in self.children:
                child.tell_to_stop()
            for child in self.children:
                child.end()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


class Child:
    """One child process and how often it failed to live."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.short_lives = 0

    def look_after(self, environment: Mapping[str, str]) -> None:
        """Start the child if it is not running."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            lived = time.monotonic() - self.started
            self.short_lives = self.short_lives + 1 if lived < SHORT_SECONDS else 0
        if self.short_lives >= MOST_SHORT_LIVES:
            name = " ".join(self.command)
            raise click.ClickException(f"`partnerhub {name}` ends as soon as it starts; see above.")
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "partnerhub", *self.command],
            stdin=subprocess.PIPE,
            env=environment,
        )

    def tell_to_stop(self) -> None:
        """Ask the child to finish what it does."""
        if self.process is not None:
            self.process.terminate()

    def end(self) -> None:
        """Wait for the child, and end it when it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port(host: str, port: int = 0) -> int:
    """Find a port that nobody listens on, or see that nobody listens on the one that is wanted.

    The server shares its port with its own processes, so it would share it with another program
    as well, and each would get some of the calls.

    Raises:
        click.ClickException: The port is in use, or the host is none of this machine's.
    """
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # Connections of a server that has just ended do not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            found: int = probe.getsockname()[1]
            return found
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} is in use: choose another with --port, or --port 0 for any."
            raise click.ClickException(message) from error
        message = f"Cannot listen on {host}, port {port}: {error.strerror}."
        raise click.ClickException(message) from error
