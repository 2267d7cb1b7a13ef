"""`partnerhub worker`: does what the API promised."""

import signal
from types import FrameType

import click

from partnerhub.cli.setting_up import settings_and_database
from partnerhub.cli.supervised import end_with_parent
from partnerhub.http import logs
from partnerhub.jobs.worker import Worker


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
