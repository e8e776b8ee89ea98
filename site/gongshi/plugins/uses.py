"""What still depends on a plugin in a village: no step is lost by switching one off."""

from __future__ import annotations

from gongshi.plugins.registry import Kind, Registry


class Use(Kind):
    """Something that can be under way when its plugin is to be switched off."""

    def under_way(self, label: str, area: str) -> int:
        """Count what the plugin with this app label has not finished in the area."""
        raise NotImplementedError


uses: Registry[Use] = Registry(Use)


def under_way(label: str, area: str) -> int:
    """Count everything the plugin has not finished in the area."""
    return sum(use().under_way(label, area) for use in uses.all())
