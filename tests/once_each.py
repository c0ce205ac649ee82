"""A plugin for pytest: of each test run the first case only.

`make test` runs with it what uses the database a second time, on PostgreSQL: another case of the same test
asks the same of the database.
"""


def pytest_collection_modifyitems(config, items):
    """Keep the first case of each test."""
    seen, kept, left = set(), [], []
    for item in items:
        name = item.nodeid.partition("[")[0]
        (left if name in seen else kept).append(item)
        seen.add(name)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
