#!/usr/bin/env bash
# Checks the production settings as an operator would set them, with keys made for this moment.
set -euo pipefail
cd "$(dirname "$0")/.."
key() { .venv/bin/python -c 'import secrets; print(secrets.token_hex(32))'; }
env SECRET_KEY="$(key)" IDENTITY_KEY="$(key)" RECORD_KEY="$(key)" \
    ALLOWED_HOSTS=gongshi.example.cn GONGSHI_BASE_URL=https://gongshi.example.cn \
    DATABASE_URL=postgres://gongshi@127.0.0.1/gongshi CACHE_URL=redis://127.0.0.1:6379/0 \
    DJANGO_SETTINGS_MODULE=gongshi.settings.production \
    .venv/bin/python manage.py check --deploy --fail-level WARNING
