"""`partnerhub worker`: does what the API promised."""

import os
import signal
import threading
from types import FrameType

import click

from partnerhub.cli.setting_up import settings_and_database
from partnerhub.http import logs
from partnerhub.jobs.worker import Worker
from partnerhub.settings import SUPERVISED


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
def worker(once: bool) -> None:
    """Do imports, overlaps and reports as they are asked for.

    Run as many as you like beside the server. A worker that is killed loses nothing: another takes
    its job over once the lease has passed.
    """
    settings, database = settings_and_database(migrate=True, serve=True)
    logs.configure(settings.log_level)
    own = Worker(database, settings)
    if once:
        click.echo(f"{own.run_all()} jobs done")
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        own.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    end_with_parent()
    own.run()
    database.close()


def end_with_parent() -> None:
    """Stop this process when the supervisor's end of its standard input closes."""
    if not os.environ.get(SUPERVISED):
        return

    def watch() -> None:
        # Not through sys.stdin: its lock would be held while the interpreter ends.
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
