"""What a process does that `partnerhub serve` started."""

import os
import signal
import threading

from partnerhub.settings import SUPERVISED


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
