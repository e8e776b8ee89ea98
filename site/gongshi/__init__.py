"""Gongshi 公示: the host. Villages, people, offices, matters, plugins and the record."""

__version__ = "0.1.0"
