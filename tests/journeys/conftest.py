"""What the companies of a journey upload: the text of a test."""

import pytest


@pytest.fixture
def upload(tmp_path):
    """Upload a list, replacing the one before."""

    def upload(manager, text, kind="accounts", **choices):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text)
        return manager.upload(kind, path, **choices)

    return upload
