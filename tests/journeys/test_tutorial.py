"""The tutorial does what it says: its commands are run, its answers are compared."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from partnerhub.cli.demo.server import running
from partnerhub.settings import PREFIX

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SEPARATOR = "--- end of a block ---"


def steps():
    """The tutorial's commands, each with the answer it shows, if it shows one."""
    found = []
    for language, text in BLOCK.findall((ROOT / "docs" / "tutorial.md").read_text()):
        if language == "sh":
            found.append([text, None])
        else:
            found[-1][1] = text
    return found


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("curl"), reason="the tutorial needs curl")
def test_the_tutorial_does_what_it_says(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    script = "set -eu\n" + "".join(f"{commands}\necho '{SEPARATOR}'\n" for commands, _ in steps())
    environment = {n: v for n, v in os.environ.items() if not n.startswith(PREFIX)}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"

    with running(data) as url:
        environment |= {f"{PREFIX}URL": url, f"{PREFIX}DATA_FOLDER": str(data)}
        run = subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    assert run.returncode == 0, run.stdout + run.stderr
    answers = run.stdout.split(f"{SEPARATOR}\n")
    assert answers[:-1] == [answer or "" for _, answer in steps()]
