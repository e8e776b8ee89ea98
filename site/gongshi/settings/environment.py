"""Reads the settings of a real site from the environment and collects what is missing or unsafe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlparse

from django.core.exceptions import ImproperlyConfigured


class Environment:
    """Values by name, each as ``NAME`` or as a file that ``NAME_FILE`` names."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.problems: list[str] = []

    def text(self, name: str, what: str) -> str:
        """Give a value that must be there; ``what`` says what to write."""
        value = self._file(name) if f"{name}_FILE" in self.values else self.values.get(name, "")
        if not value.strip():
            self.problems.append(f"{name} is missing: {what}")
        return value.strip()

    def secret(self, name: str) -> str:
        """Give Django's secret: at least 50 characters, none of the examples."""
        value = self.text(name, f"50 or more random characters, or a file of them in {name}_FILE.")
        if value and (len(value) < 50 or len(set(value)) < 5 or value.startswith("django-")):
            self.problems.append(f"{name} is weak: 50 or more random characters.")
        return value

    def key(self, name: str) -> bytes:
        """Give a key of 32 bytes, written as 64 hexadecimal digits."""
        value = self.text(name, f"64 random hexadecimal digits, or a file of them in {name}_FILE.")
        if value and (not re.fullmatch(r"[0-9a-fA-F]{64}", value) or len(set(value)) < 5):
            self.problems.append(f"{name} is not a key: 64 random hexadecimal digits.")
            return b""
        return bytes.fromhex(value)

    def hosts(self, name: str) -> list[str]:
        """Give the names this site answers to; never all of them."""
        value = self.text(name, "the site's names, separated by commas.")
        hosts = [host.strip() for host in value.split(",") if host.strip()]
        if any(host.startswith("*") for host in hosts):
            self.problems.append(f"{name} must name the site, not *.")
        return hosts

    def address(self, name: str, hosts: list[str]) -> str:
        """Give the site's public address, which the QR codes on paper carry."""
        value = self.text(name, "the public address, as https://gongshi.example.cn.").rstrip("/")
        parts = urlparse(value)
        if value and parts.scheme != "https":
            self.problems.append(f"{name} must begin with https://.")
        if value and not any(_matches(parts.hostname or "", host) for host in hosts):
            self.problems.append(f"{name} names a host that ALLOWED_HOSTS does not.")
        return value

    def url(self, name: str, schemes: tuple[str, ...], what: str) -> str:
        """Give the address of a service of one of these schemes."""
        value = self.text(name, what)
        if value and urlparse(value).scheme not in schemes:
            self.problems.append(f"{name} must begin with one of {', '.join(schemes)}.")
        return value

    def stop_if_wrong(self) -> None:
        """Stop the start with everything that is wrong, so that one reading mends it all."""
        if self.problems:
            raise ImproperlyConfigured("This site cannot start.\n- " + "\n- ".join(self.problems))

    def _file(self, name: str) -> str:
        path = Path(self.values[f"{name}_FILE"])
        try:
            if path.stat().st_mode & 0o007:
                self.problems.append(f"{path} ({name}_FILE) is open to everyone: chmod 600.")
            return path.read_text(encoding="utf-8")
        except OSError as error:
            self.problems.append(f"{name}_FILE cannot be read: {error}.")
            return ""


def _matches(name: str, host: str) -> bool:
    return name == host or (host.startswith(".") and (name.endswith(host) or name == host[1:]))
