"""Whether the database can be reached, and if not, why: in words, and at once.

settings -> "" or a sentence

A pool of connections would try for ten seconds and then not say what was wrong.
"""

from typing import Any

REASONS = (
    ("password authentication failed", "it refuses the name or the password in LUMBAGO_DATABASE"),
    ("no password supplied", "it asks for a password, and LUMBAGO_DATABASE holds none"),
    (
        "does not exist",
        "it has no such database or user. Make them: createuser lumbago; createdb -O lumbago lumbago",
    ),
    ("Connection refused", "nobody listens there. Is PostgreSQL running, and is the port right?"),
    ("No such file or directory", "there is no such socket. Is PostgreSQL running on this machine?"),
    ("could not translate host name", "nobody knows the name of its machine"),
    ("failed to resolve host", "nobody knows the name of its machine"),
    ("timeout", "it did not answer within 5 seconds"),
    ("too many clients", "it has no connection left; raise max_connections, or run fewer workers"),
    ("permission denied", "it does not let this user in"),
)
"""What PostgreSQL says, and what that means."""

SECONDS = 5


def unreachable() -> str:
    """Return why the database cannot be used; empty when it can. Django must be set up."""
    from django.db import DatabaseError, connection

    if connection.vendor == "postgresql":
        return _of_postgresql(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
    except DatabaseError as fault:
        name = connection.settings_dict["NAME"]
        return f"{name}: {fault}. Restore a backup, or move the file away: 'lumbago serve' makes a new one"
    return ""


def _of_postgresql(connection: Any) -> str:
    import psycopg

    asked = {**connection.get_connection_params(), "connect_timeout": SECONDS}
    asked.pop("context", None)
    try:
        psycopg.connect(**asked).close()
    except psycopg.Error as fault:
        said = " ".join(str(fault).split())
        where = asked.get("host") or "this machine"
        why = next((words for sign, words in REASONS if sign in said), said)
        return f"PostgreSQL on {where}, database {asked.get('dbname')}: {why}"
    return ""
