"""A motion and a resolution keep the digest of the matter they are about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council_deliberation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="about",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        )
        for name in ("motion", "resolution")
    ]
