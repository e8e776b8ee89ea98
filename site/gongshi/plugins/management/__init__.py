"""Commands of the plugin contract."""
