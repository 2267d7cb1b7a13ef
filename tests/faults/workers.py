"""Workers that can be killed: a process that has everything loaded forks one on each request.

Forking from the tests' own process would copy the threads' locks of the engines; starting a new
interpreter for each kill would take longer than the work that is to be killed.
"""

import os
import signal
import subprocess
import sys

from partnerhub.settings import PREFIX


class Nursery:
    """Starts workers and kills them."""

    def __init__(self, settings):
        environment = {n: v for n, v in os.environ.items() if not n.startswith(PREFIX)}
        environment |= {
            f"{PREFIX}DATA_FOLDER": str(settings.data_folder),
            f"{PREFIX}SECRET_KEY": settings.secret_key,
            f"{PREFIX}LEASE_SECONDS": str(settings.lease_seconds),
            f"{PREFIX}POLL_SECONDS": "0.02",
            f"{PREFIX}LOG_LEVEL": "error",
        }
        if settings.webhook_hosts:
            environment[f"{PREFIX}WEBHOOK_HOSTS"] = ",".join(settings.webhook_hosts)
            environment[f"{PREFIX}WEBHOOK_CA_FILE"] = settings.webhook_ca_file
        if settings.database_url:
            environment[f"{PREFIX}DATABASE_URL"] = settings.database_url
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.workers"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def start(self):
        """Start a worker and return its process id."""
        self.process.stdin.write("start\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def kill(self, pid):
        """Kill a worker where it stands, and wait until it is gone."""
        self.process.stdin.write(f"kill {pid}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def main():
    from partnerhub.jobs.worker import Worker  # noqa: PLC0415 - loaded before anything forks
    from partnerhub.persistence import Database  # noqa: PLC0415
    from partnerhub.settings import from_environment  # noqa: PLC0415

    settings = from_environment().prepared()
    children = set()
    for line in sys.stdin:
        order, *pid = line.split()
        if order == "start":
            child = os.fork()
            if child == 0:
                os.dup2(2, 1)  # The pipe to the tests is the parent's.
                # Opened here: a connection must not be shared across a fork.
                database = Database(settings.effective_database_url, settings.keyring())
                Worker(database, settings).run()
                os._exit(0)
            children.add(child)
            sys.stdout.write(f"{child}\n")
        else:
            child = int(pid[0])
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            children.discard(child)
            sys.stdout.write("gone\n")
        sys.stdout.flush()
    for child in children:
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
