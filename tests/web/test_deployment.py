"""A few variables of the environment say how an instance is reached and where it keeps things."""

import re
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from lumbago.web import launch
from lumbago.web.deployment import HERE_ONLY, VARIABLES, DeploymentError, databases, deployment, email

SOURCE = Path(__file__).parents[2] / "src" / "lumbago"


def test_without_an_address_only_this_computer_is_answered():
    plain = deployment({})

    assert plain.hosts == HERE_ONLY
    assert not plain.has_proxy


@pytest.mark.parametrize(
    ("url", "prefix", "origin", "has_proxy"),
    [
        ("https://example.org", "", "https://example.org", True),
        ("https://example.org/", "", "https://example.org", True),
        ("https://example.org/back/", "/back", "https://example.org", True),
        ("https://example.org:8443/a/b", "/a/b", "https://example.org:8443", True),
        ("http://10.0.0.5:8000", "", "http://10.0.0.5:8000", False),
        ("http://intranet/back", "/back", "http://intranet", True),
    ],
)
def test_one_address_says_host_sub_path_and_https(url, prefix, origin, has_proxy):
    found = deployment({"LUMBAGO_URL": url})

    assert (found.prefix, found.origins, found.has_proxy) == (prefix, (origin,), has_proxy)
    assert found.is_https is url.startswith("https")
    assert found.hosts[0] in url
    assert set(HERE_ONLY) <= set(found.hosts)


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://ex ample.org",
        "https://a:b",
        "https://a/ü",
        "https://[a",
    ],
)
def test_an_address_that_is_none_is_refused_by_name(url):
    with pytest.raises(DeploymentError, match="LUMBAGO_URL"):
        deployment({"LUMBAGO_URL": url})


def test_sqlite_is_used_where_no_database_is_named(tmp_path):
    used = databases({}, tmp_path)["default"]

    assert used["ENGINE"] == "django.db.backends.sqlite3"
    assert "journal_mode=WAL" in used["OPTIONS"]["init_command"]


def test_one_variable_chooses_postgresql_with_a_pool_for_its_threads(tmp_path):
    named = {"LUMBAGO_DATABASE": "postgresql://me:secret@db.example:5433/backs?sslmode=require"}

    used = databases(named, tmp_path)["default"]

    assert (used["HOST"], used["PORT"], used["NAME"]) == ("db.example", 5433, "backs")
    assert used["CONN_MAX_AGE"] == 0  # what a pool asks for
    assert used["OPTIONS"]["sslmode"] == "require"
    assert (
        used["OPTIONS"]["pool"]["max_size"] * 4 < 100
    )  # workers at most, connections that PostgreSQL allows
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://me@host", "postgresql://me@host:x/b", "lumbago"]
)
def test_a_database_that_cannot_be_used_is_refused_by_name(url, tmp_path):
    with pytest.raises(DeploymentError, match="LUMBAGO_DATABASE"):
        databases({"LUMBAGO_DATABASE": url}, tmp_path)


def test_without_a_mail_server_no_mail_is_sent():
    assert email({})["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_every_variable_that_is_read_is_known_to_the_doctor():
    read = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r"\bLUMBAGO_[A-Z_]+\b", path.read_text("utf-8"))
    }

    assert read == set(VARIABLES)


@pytest.mark.parametrize(
    ("prefix", "is_refused"), [("/evidence", True), ("/static", True), ("/back", False), ("", False)]
)
def test_a_sub_path_with_which_pages_begin_too_is_refused(settings, prefix, is_refused):
    settings.DEPLOYMENT = SimpleNamespace(prefix=prefix)

    with pytest.raises(DeploymentError, match="Choose another") if is_refused else nullcontext():
        launch.check_prefix()
