import json

import django.db.models.deletion
from django.db import migrations, models


def find_days(apps, schema_editor):
    """Point at the day each piece became part of; what has no day by now was taken back."""
    received = apps.get_model("offline", "Received")
    days = apps.get_model("web", "KeptCheckIn")
    for one in received.objects.exclude(answer=""):
        one.check_in = days.objects.filter(kept_id=one.kept_id, on=json.loads(one.answer)["on"]).first()
        one.save(update_fields=["check_in"])


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0003_of_a_person"),
        ("offline", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="received",
            name="check_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="web.keptcheckin",
            ),
        ),
        migrations.RunPython(find_days, migrations.RunPython.noop),
    ]
