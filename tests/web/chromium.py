"""A browser to look at the page with: Chromium, driven over a pipe, where it is installed."""

import json
import os
import select
import shutil
import subprocess
import sys
import time

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PATIENCE = 60


class Chromium:
    """One window."""

    def __init__(self, folder):
        to_browser, self._to = os.pipe()
        self._from, from_browser = os.pipe()
        # The browser takes its orders from descriptor 3 and answers on 4.
        moved = f"import os, sys; os.dup2({to_browser}, 3); os.dup2({from_browser}, 4); "
        command = [
            *(sys.executable, "-c", moved + "os.execv(sys.argv[1], sys.argv[1:])", PROGRAM),
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"),
            *("--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"),
            f"--user-data-dir={folder}",
        ]
        self._process = subprocess.Popen(
            command,
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._calls, self._raw, self._tab = 0, b"", {}
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._tab = {"sessionId": attached["sessionId"]}

    def open(self, address):
        self._call("Page.navigate", url=address)

    def evaluate(self, script):
        """Run a script in the page; None where it throws, or the page goes away meanwhile."""
        answer = self._call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        return answer.get("result", {}).get("value")

    def click(self, selector):
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def see(self, script):
        """Wait until a script gives something, and return that."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            # Asked again and again: what waits in a page is lost when the page goes away.
            found = self.evaluate(script)
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{script} at {self.evaluate('document.body.innerText')}")

    def close(self):
        self._process.kill()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)

    def _call(self, method, **params):
        self._calls += 1
        call = {"id": self._calls, "method": method, "params": params, **self._tab}
        os.write(self._to, json.dumps(call).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while (answer := self._next(until)).get("id") != self._calls:
            pass
        return answer.get("result", {})

    def _next(self, until):
        while b"\0" not in self._raw:
            ready, _, _ = select.select([self._from], [], [], max(0, until - time.monotonic()))
            assert ready, "the browser does not answer"
            read = os.read(self._from, 1 << 16)
            assert read, "the browser has ended"
            self._raw += read
        text, _, self._raw = self._raw.partition(b"\0")
        return json.loads(text)
