from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("gongshi_people", "0004_who_printed_the_slip"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("same_as__isnull", False)),
                fields=["same_as"],
                name="person_joined",
            ),
        ),
    ]
