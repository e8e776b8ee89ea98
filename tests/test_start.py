"""The house starts: checks are clean and every migration is written."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_checks_are_clean_and_no_migration_is_missing() -> None:
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True)
