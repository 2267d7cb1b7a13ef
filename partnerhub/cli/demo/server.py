"""The demo's server: `partnerhub serve` over a folder of its own, on a free port."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import httpx

from partnerhub.cli.serve import free_port
from partnerhub.settings import PREFIX

HOST = "127.0.0.1"
START_SECONDS = 60


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[str]:
    """Serve a data folder while the block runs; give its address.

    Args:
        folder: The server's data folder.
        settings: Further settings of the server, by environment variable.

    Raises:
        click.ClickException: The server did not come up.
    """
    port = free_port(HOST)
    url = f"http://{HOST}:{port}"
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "partnerhub", "serve", "--host", HOST, "--port", str(port)],
            env=environment(folder) | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(server, url, folder)
            yield url
        finally:
            server.terminate()
            server.wait()


def environment(folder: Path) -> dict[str, str]:
    """The settings of the demo: its own folder, its own embedded database, nothing else of ours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return own | {f"{PREFIX}DATA_FOLDER": str(folder), f"{PREFIX}POLL_SECONDS": "0.05"}


def _wait(server: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    """Ask the server until it answers, with one client: to make one reads all certificates."""
    until = time.monotonic() + START_SECONDS
    with httpx.Client(base_url=url) as client:
        while time.monotonic() < until and server.poll() is None:
            try:
                if client.get("/health/ready").is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
    raise click.ClickException(f"The server did not start; see {folder / 'server.log'}.")
