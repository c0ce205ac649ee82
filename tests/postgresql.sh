#!/bin/sh
# Run a command beside a PostgreSQL of its own, named by LUMBAGO_DATABASE; it is gone afterwards.
#
#   sh tests/postgresql.sh COMMAND ...    run it, and leave with its exit code
#   sh tests/postgresql.sh                print the address, and keep it up until Ctrl+C
#
# As root on Debian PostgreSQL is installed when absent. It listens on a socket in a temporary folder only.
set -eu

# Debian keeps its programs by version, outside PATH.
found() { { ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null || command -v initdb; } | sort -V | tail -n 1; }

if [ -z "$(found)" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing PostgreSQL for the tests ..." >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    else
        echo "No PostgreSQL here and not root: its tests are skipped. Install it: apt-get install postgresql" >&2
        exit 0
    fi
fi
programs=$(dirname "$(found)")

folder=$(mktemp -d)
run=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder"
    run="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups --"
fi
chmod 711 "$folder"

finish() {
    $run "$programs/pg_ctl" -D "$folder/cluster" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

cd "$folder"
$run "$programs/initdb" -D "$folder/cluster" -U lumbago -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    exit 1
}
# Nothing here outlives the tests, so nothing waits for the disk; a benchmark says DURABLE=yes.
quick="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
[ -z "${DURABLE:-}" ] || quick=
$run "$programs/pg_ctl" -D "$folder/cluster" -l "$folder/cluster/log" -w start \
    -o "-k '$folder' -c listen_addresses='' $quick" >/dev/null
$run "$programs/createdb" -h "$folder" -U lumbago lumbago
cd "$OLDPWD"

LUMBAGO_DATABASE="postgresql://lumbago@$(echo "$folder" | sed 's|/|%2F|g')/lumbago"
export LUMBAGO_DATABASE
if [ $# -gt 0 ]; then
    "$@"
else
    echo "$LUMBAGO_DATABASE"
    while :; do sleep 3600; done
fi
