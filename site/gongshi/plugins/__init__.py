"""The plugin contract: configuration, discovery, registries, signals, enabling.

Public surface (documented in docs/plugins.md; everything else may change):
``PLUGIN_API``, ``PluginConfig``, ``Kind``, ``Registry``, ``VillageSignal``.
"""

from gongshi.plugins.config import PLUGIN_API, IncompatiblePlugin, PluginConfig
from gongshi.plugins.registry import Kind, Registry
from gongshi.plugins.signals import VillageSignal

__all__ = ["PLUGIN_API", "IncompatiblePlugin", "Kind", "PluginConfig", "Registry", "VillageSignal"]
