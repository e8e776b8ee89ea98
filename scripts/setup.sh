#!/usr/bin/env bash
# Makes this machine ready: system packages that are missing, .venv, requirements, translations.
# Usage: scripts/setup.sh [test]      A second run changes nothing and takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:-demo}
python=${PYTHON3:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Gongshi needs Python 3.11 or newer; please ask for the package python3 of Debian 12 or newer." >&2
    exit 1
fi

loads() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }
has() { command -v "$1" >/dev/null; }

missing=()
[ -x .venv/bin/python ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
loads libpango-1.0.so.0 || missing+=(libpango-1.0-0)
loads libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
loads libharfbuzz-subset.so.0 || missing+=(libharfbuzz-subset0)
has fc-list && fc-list :lang=zh-cn family | grep -q "Noto Serif CJK SC" || missing+=(fonts-noto-cjk)
if [ "$wanted" = test ]; then
    has chromium || missing+=(chromium)
    has chromedriver || missing+=(chromium-driver)
    has pdftotext || missing+=(poppler-utils)
    loads libatomic.so.1 || missing+=(libatomic1) # the driver of the browser tests needs it
fi
if [ ${#missing[@]} -gt 0 ]; then
    scripts/install.sh "${missing[@]}"
fi

requirements=requirements.txt
[ "$wanted" = test ] && requirements=requirements-dev.txt
# The environment is made anew when it came from another Python or another folder.
made_for="$("$python" --version) in $PWD"
if [ "$(cat .venv/made-for 2>/dev/null)" != "$made_for" ]; then
    "$python" -m venv --clear .venv
    echo "$made_for" > .venv/made-for
fi
state=$(cat requirements.txt requirements-dev.txt | sha256sum)
if [ "$(cat ".venv/$requirements.installed" 2>/dev/null)" != "$state" ]; then
    echo "Installing $requirements (once) …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$requirements"
    echo "$state" > ".venv/$requirements.installed"
    echo "$state" > .venv/requirements.txt.installed # part of both lists
fi

outdated=$(find site council publicity -name django.po | while read -r po; do
    [ "${po%.po}.mo" -nt "$po" ] || echo "$po"
done)
if [ -n "$outdated" ]; then
    .venv/bin/python manage.py messages compile
fi
