"""What all tests share."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Notebooks first: they take longest, and at the end one process would run them while the other waits."""
    items.sort(key=lambda item: "test_notebooks" not in item.nodeid)
