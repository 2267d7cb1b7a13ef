"""One seller's people at the API: what they send, and waiting for what takes a while."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import click
import httpx

WAIT_SECONDS = 120
LOOK_SECONDS = 0.05
ENDED = {"succeeded", "failed", "rejected", "cancelled", "undone"}


class Client:
    """Calls the API with a key and says plainly when something went wrong."""

    def __init__(self, url: str, key: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self.http = httpx.Client(base_url=url, headers=headers, timeout=60)

    def __enter__(self) -> Self:
        """Open the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.http.close()

    def get(self, path: str, **query: Any) -> Any:
        """Read something."""
        return self._checked(self.http.get(path, params=query))

    def post(self, path: str, body: Any = None) -> Any:
        """Ask for something."""
        return self._checked(self.http.post(path, json={} if body is None else body))

    def put_current(self, path: str, body: Any) -> Any:
        """Replace something as it was last read."""
        tag = self.http.get(path).headers["ETag"]
        return self._checked(self.http.put(path, json=body, headers={"If-Match": tag}))

    def every(self, path: str, **query: Any) -> Iterator[Any]:
        """Read a list, page after page."""
        cursor: str | None = None
        while True:
            page = self.get(path, limit=500, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]
            if not page["has_more"]:
                return

    def upload(self, path: Path, kind: str, **options: str) -> Any:
        """Upload a list and wait until it is published."""
        with path.open("rb") as file:
            answer = self.http.post(
                "/v1/imports", files={"file": (path.name, file)}, data={"kind": kind, **options}
            )
        self._checked(answer)
        return self.wait(answer.headers["Location"])

    def ask(self, path: str, body: Any = None) -> Any:
        """Ask for long work and wait until it is done."""
        answer = self.http.post(path, json={} if body is None else body)
        self._checked(answer)
        return self.wait(answer.headers["Location"])

    def wait(self, path: str) -> Any:
        """Wait until a resource has ended, and insist that it ended well."""
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            found = self.get(path)
            if found["state"] in ENDED:
                if found["state"] != "succeeded":
                    raise click.ClickException(f"{path}: {found['state']}: {found['problem']}")
                return found
            time.sleep(LOOK_SECONDS)
        raise click.ClickException(f"{path} did not end within {WAIT_SECONDS} seconds.")

    @staticmethod
    def _checked(answer: httpx.Response) -> Any:
        if answer.is_error:
            raise click.ClickException(f"{answer.request.url}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None
