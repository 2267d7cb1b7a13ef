"""Environments for the peers: made once, kept in the cache, and never our own.

`uv sync` installs the locked dependency group `peers` into a folder of the cache (the variable
UV_PROJECT_ENVIRONMENT names it), and the locked head of a script into an environment that uv keeps
for it. The peers are then started with that environment's Python itself: `uv run` in between would
add its own start to every time.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.matching.peers import OURS, SCRIPT, Peer

ROOT = Path(__file__).parents[3]
LAST = 300


class NoEnvironmentError(Exception):
    """The packages of a peer cannot be installed here."""


def python(peer: Peer, cache: Path) -> Path:
    """Make the environment of a peer, where it is not there yet, and name its Python."""
    if peer.environment == OURS:
        return Path(sys.executable)
    if peer.environment == SCRIPT:
        script = str(ROOT / f"tests/benchmarks/matching/peers/{peer.name}.py")
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        _uv("sync", "--script", script, "--locked", "--python", version)
        return Path(_uv("python", "find", "--script", script).strip())
    folder = (cache / "environments" / peer.environment).absolute()
    group = ("--frozen", "--only-group", "peers", "--python", sys.executable)
    _uv("sync", *group, UV_PROJECT_ENVIRONMENT=str(folder))
    return _python_of(folder)


def for_fitting(cache: Path) -> Path:
    """Make the environment in which worths are fitted, and name its Python."""
    folder = (cache / "environments" / "fit").absolute()
    group = ("--frozen", "--no-default-groups", "--group", "fit", "--python", sys.executable)
    _uv("sync", *group, UV_PROJECT_ENVIRONMENT=str(folder))
    return _python_of(folder)


def _python_of(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def version(peer: Peer, interpreter: Path) -> str:
    """Say which version of a peer is installed."""
    code = f"import importlib.metadata as m; print(m.version({peer.package!r}))"
    command = [str(interpreter), "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _uv(*arguments: str, **variables: str) -> str:
    """Run uv, which stands in the path or beside our Python."""
    beside = Path(sys.executable).with_name("uv")
    uv = shutil.which("uv") or (str(beside) if beside.exists() else None)
    if uv is None:
        raise NoEnvironmentError("uv is not installed")
    clean = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(
        [uv, *arguments],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoEnvironmentError(f"uv: {' '.join(done.stderr.split())[-LAST:]}")
    return done.stdout
