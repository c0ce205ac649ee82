"""Every kept report belongs to a person; one kept before is opened by its own link, as it was."""

from hashlib import sha256

import django.db.models.deletion
from django.db import migrations, models


def give_each_a_person(apps, schema_editor):
    kept, person = apps.get_model("web", "KeptAssessment"), apps.get_model("people", "Person")
    for one in kept.objects.filter(person=None):
        one.person = person.objects.create(name="Me", device=sha256(one.pk.encode()).hexdigest())
        one.save(update_fields=["person"])


class Migration(migrations.Migration):

    dependencies = [("web", "0002_following"), ("people", "0001_initial")]

    operations = [
        migrations.AlterModelOptions("keptassessment", {"ordering": ("kept_at",)}),
        migrations.AddField(
            "keptassessment",
            "person",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kept",
                to="people.person",
            ),
        ),
        migrations.RunPython(give_each_a_person, migrations.RunPython.noop),
        migrations.AlterField(
            "keptassessment",
            "person",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="kept", to="people.person"
            ),
        ),
    ]
