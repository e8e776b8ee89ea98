#!/usr/bin/env bash
# Installs Debian packages as root or through sudo; without either, says what to ask for.
# Usage: scripts/install.sh PACKAGE…
set -euo pipefail
as_root=()
if [ "$(id -u)" != 0 ]; then
    # A terminal may ask for the password; without one sudo must work without.
    if [ -t 0 ]; then as_root=(sudo); else as_root=(sudo -n); fi
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
    echo "Please ask the administrator of this machine to install these packages: $*" >&2
    exit 1
fi
echo "Installing $* …"
export DEBIAN_FRONTEND=noninteractive
apt=("${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
