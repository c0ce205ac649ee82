import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("web", "0003_of_a_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="Received",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("answer", models.TextField()),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received",
                        to="web.keptassessment",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kept", "key"), name="a_key_once")],
            },
        ),
    ]
