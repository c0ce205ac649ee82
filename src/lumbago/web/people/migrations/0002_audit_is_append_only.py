"""The database itself refuses to change or delete a line of the audit log."""

from django.db import migrations

FORBIDDEN = ("UPDATE", "DELETE")
POSTGRESQL = """
CREATE FUNCTION refuse_to_change_the_audit_log() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit log is only added to'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON people_auditentry
FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_audit_log();
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for act in FORBIDDEN:
        schema_editor.execute(
            f"CREATE TRIGGER audit_refuses_{act.lower()} BEFORE {act} ON people_auditentry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_is_append_only ON people_auditentry")
        schema_editor.execute("DROP FUNCTION refuse_to_change_the_audit_log")
        return
    for act in FORBIDDEN:
        schema_editor.execute(f"DROP TRIGGER audit_refuses_{act.lower()}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow)]
