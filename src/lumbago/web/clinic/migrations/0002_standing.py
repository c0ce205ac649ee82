import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clinic", "0001_initial"), ("web", "0003_of_a_person")]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "kept",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="web.keptassessment",
                    ),
                ),
                ("said", models.PositiveIntegerField(default=0)),
                ("knowledge", models.CharField(blank=True, max_length=64)),
                ("level", models.CharField(blank=True, max_length=12)),
                ("is_complete", models.BooleanField(default=False)),
                ("going", models.CharField(blank=True, max_length=12)),
                ("nprs", models.PositiveSmallIntegerField(null=True)),
                ("on", models.DateField(null=True)),
            ],
        ),
    ]
