#!/usr/bin/env python3
"""Django's command line, with the folder site/ on the path (docs/adr/0001-site-is-a-folder.md)."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongshi.settings.dev")
    from django.core.management import execute_from_command_line  # Django must see the path first.

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
