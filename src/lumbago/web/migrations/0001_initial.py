from django.db import migrations, models

import lumbago.web.models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="KeptAssessment",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=lumbago.web.models.unguessable_id,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kept_at", models.DateTimeField(auto_now_add=True)),
                ("report", models.TextField()),
                ("assessment", models.TextField()),
            ],
        ),
    ]
