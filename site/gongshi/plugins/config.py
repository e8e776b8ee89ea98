"""What a plugin says about itself, and the check of the contract's version."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

#: The version of this contract. A plugin needs the same major and at most this minor number.
PLUGIN_API = (1, 0)


class IncompatiblePlugin(ImproperlyConfigured):
    """A plugin was written for another version of the contract; the site does not start."""


class PluginConfig(AppConfig):
    """The AppConfig of every plugin, the house's own included.

    ``title`` is shown to people. ``requires`` names the app labels that must be loaded too.
    ``url_prefix`` mounts the plugin's ``urls`` module for the public, ``desk_prefix`` its
    ``desk_urls`` below ``/desk/`` and ``admin_prefix`` its ``admin_urls`` in the admin.
    ``always_on`` plugins cannot be switched off in a village; ``default_on`` ones start on.
    """

    title: ClassVar[object] = ""
    requires_api: ClassVar[tuple[int, int]] = (1, 0)
    requires: ClassVar[tuple[str, ...]] = ()
    url_prefix: ClassVar[str | None] = None
    desk_prefix: ClassVar[str | None] = None
    admin_prefix: ClassVar[str | None] = None
    always_on: ClassVar[bool] = False
    default_on: ClassVar[bool] = False
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the contract, then import the modules in which a plugin declares what it adds."""
        self.check_contract()
        for module in ("kinds", "receivers"):
            if find_spec(f"{self.name}.{module}"):
                import_module(f"{self.name}.{module}")

    def check_contract(self) -> None:
        """Raise IncompatiblePlugin when the plugin cannot live in this house."""
        major, minor = self.requires_api
        if major != PLUGIN_API[0] or minor > PLUGIN_API[1]:
            raise IncompatiblePlugin(
                f"Plugin {self.label} needs plugin API {major}.{minor}, this site offers "
                f"{PLUGIN_API[0]}.{PLUGIN_API[1]}. Install a matching version of the plugin or "
                "take its name out of GONGSHI_PLUGINS."
            )
        from django.apps import apps  # The registry is complete only now.

        missing = [label for label in self.requires if label not in apps.app_configs]
        if missing:
            raise IncompatiblePlugin(
                f"Plugin {self.label} needs {', '.join(missing)}: add it to GONGSHI_PLUGINS."
            )
