"""`partnerhub serve`: web server and worker together, watched by one process."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from types import FrameType

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from partnerhub.cli.setting_up import Tools, settings_and_database
from partnerhub.cli.worker import SUPERVISED, end_with_parent
from partnerhub.settings import PREFIX, Settings

LOOK_SECONDS = 0.2
"""How often the children are looked after."""
PATIENCE_SECONDS = 30
"""How long a child may finish what it does when it is told to stop."""


@click.command()
@click.option("--host", help="Address to listen on; overrides PARTNERHUB_HOST.")
@click.option("--port", type=int, help="Port to listen on, 0 for any; overrides PARTNERHUB_PORT.")
@click.option("--no-worker", is_flag=True, help="Serve only; run `partnerhub worker` elsewhere.")
def serve(host: str | None, port: int | None, no_worker: bool) -> None:
    """Serve the API and the page, with a worker beside them.

    Without any setting it keeps everything in an embedded database in your data folder.
    """
    settings, database = settings_and_database(migrate=True)
    database.close()
    changes = {"host": host, "port": port}
    settings = replace(settings, **{k: v for k, v in changes.items() if v is not None})  # type: ignore[arg-type]
    if not settings.port:
        settings = replace(settings, port=free_port(settings.host))
    click.echo(f"partnerhub serves http://{settings.host}:{settings.port} (API page: /docs)")
    click.echo(
        f"Data: {(settings.database_url and 'the configured database') or settings.data_folder}"
    )
    workers = 0 if no_worker else settings.worker_processes
    Supervisor(settings, [["web"], *[["worker"]] * workers]).run()


@click.command(hidden=True)
@click.pass_obj
def web(tools: Tools) -> None:
    """Serve the API and the page; `serve` starts this."""
    settings, database = settings_and_database()
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
        http1_settings=None,
    ).serve()


class Supervisor:
    """Starts this program's own commands and starts them again when they end unasked."""

    def __init__(self, settings: Settings, commands: list[list[str]]) -> None:
        self.commands = commands
        self.environment = os.environ | {
            SUPERVISED: "1",
            f"{PREFIX}HOST": settings.host,
            f"{PREFIX}PORT": str(settings.port),
        }
        self.stopping = False

    def run(self) -> None:
        """Look after the children until this process is told to stop."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        children = [self._start(command) for command in self.commands]
        while not self.stopping:
            for place, child in enumerate(children):
                if child.poll() is not None and not self.stopping:
                    time.sleep(LOOK_SECONDS)
                    children[place] = self._start(self.commands[place])
            time.sleep(LOOK_SECONDS)
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "partnerhub", *command],
            stdin=subprocess.PIPE,
            env=self.environment,
        )

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def free_port(host: str) -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
