"""Which plugin is switched on or off in which area."""

from django.db import models


class EnabledPlugin(models.Model):
    """A village's choice for one plugin; without a row the plugin's own default holds."""

    area = models.CharField(max_length=12)
    label = models.CharField(max_length=80)
    enabled = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "label"], name="one_choice_per_area")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.label} {'on' if self.enabled else 'off'}"
