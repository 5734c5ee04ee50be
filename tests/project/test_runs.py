"""Which tests run where: what is told of one database names modules that exist, and only such as may be."""

import pytest
from django.conf import settings

from tests.fixtures.databases import MODULES

BOTH = ("lifecycle", "concurrency", "search", "saving", "version_triggers", "sql", "exchange", "permissions", "totals")


@pytest.mark.parametrize("path", sorted(MODULES))
def test_what_runs_on_one_database_is_there_and_asks_nothing_of_it(path):
    source = (settings.BASE_DIR / path).read_text()
    assert not path.endswith(tuple(f"test_{name}.py" for name in BOTH))
    assert "connection.vendor" not in source
