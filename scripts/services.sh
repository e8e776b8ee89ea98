#!/usr/bin/env bash
# Runs a command with a real PostgreSQL and Redis, named by DATABASE_URL and CACHE_URL.
# Where one is not named: the local server if it lets us in, else one of our own that ends with us.
# Usage: scripts/services.sh COMMAND…
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
folder=$(mktemp -d)
chmod 711 "$folder"
stop=()
end() {
    for each in "${stop[@]}"; do eval "$each" >/dev/null 2>&1 || true; done
    rm -rf "$folder"
}
trap end EXIT

free_port() { "$python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

local_postgres() {
    "$python" - <<'PY' 2>/dev/null
import psycopg

with psycopg.connect("postgres://postgres@127.0.0.1:5432/postgres", connect_timeout=3) as connection:
    [may_create] = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
raise SystemExit(not may_create)
PY
}

local_redis() { # only when the eight databases that the tests empty hold nothing of others
    "$python" - <<'PY' 2>/dev/null
import redis

raise SystemExit(any(redis.Redis(db=number, socket_timeout=3).dbsize() for number in range(8, 16)))
PY
}

own_postgres() {
    compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || scripts/install.sh postgresql
    local bin port as=()
    bin=$(dirname "$(compgen -G "/usr/lib/postgresql/*/bin/initdb" | sort -V | tail -1)")
    port=$(free_port)
    mkdir "$folder/postgres"
    if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
        chown postgres "$folder/postgres"
        as=(runuser -u postgres --)
    fi
    cd "$folder/postgres"
    "${as[@]}" "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    "${as[@]}" "$bin/pg_ctl" -D data -w -l log -o "-p $port -k $folder/postgres -c fsync=off" start >/dev/null
    cd - >/dev/null
    stop+=("${as[*]} $bin/pg_ctl -D $folder/postgres/data -m immediate stop")
    export DATABASE_URL="postgres://postgres@127.0.0.1:$port/gongshi"
}

own_redis() {
    command -v redis-server >/dev/null || scripts/install.sh redis-server
    local port
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --save "" --dir "$folder" >"$folder/redis.log" &
    stop+=("kill $!")
    until "$python" -c "import redis; redis.Redis(port=$port).ping()" 2>/dev/null; do sleep 0.2; done
    export CACHE_URL="redis://127.0.0.1:$port/0"
}

if [ -z "${DATABASE_URL:-}" ]; then
    if local_postgres; then
        export DATABASE_URL="postgres://postgres@127.0.0.1:5432/gongshi_$$"
    else
        own_postgres
    fi
fi
if [ -z "${CACHE_URL:-}" ]; then
    if local_redis; then export CACHE_URL="redis://127.0.0.1:6379/8"; else own_redis; fi
fi
echo "PostgreSQL and Redis: ${DATABASE_URL##*@} and ${CACHE_URL##*@}"
"$@"
