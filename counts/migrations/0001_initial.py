import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("view", "Views"),
                            ("call", "Taps on the phone number"),
                            ("directions", "Taps on directions"),
                            ("appointment", "Taps on asking for an appointment"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0, verbose_name="how often")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "count",
                "verbose_name_plural": "counts",
                "default_permissions": (),
                "indexes": [models.Index(fields=["day"], name="counts_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("page", "kind", "day"), name="one_count_a_day")
                ],
            },
        ),
    ]
