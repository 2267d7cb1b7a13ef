from tests.persistence.conftest import empty_url

__all__ = ["empty_url"]
