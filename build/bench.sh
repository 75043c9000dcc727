#!/usr/bin/env bash
# Measures, and writes what docs/performance.md shows:
#
#   build/bench.sh [PART [COUNT...]] [--rounds N]
#
#   split               parsing and splitting, one thread, a dialect at a time
#   startup [COUNT]     commands with nothing to do, with COUNT migrations applied (1000)
#   deploy [COUNT...]   migrate against the engines' own clients (100 1000)
#   flat [FEW MANY]     what a migration costs among few and among many (100 10000)
#   peers [COUNT]       other libraries and tools with the same migrations (1000)
#   build [COUNT...]    dotnet build with so many migrations, against plain resources, and an empty package (0 100 1000 10000)
#
# Without PART it is all of them. Needs what build/test.sh installs, and GNU time. The numbers are only worth something on a machine
# that does nothing else. BENCH_KEEP=1 measures what the last run has packed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bench=$PWD/artifacts/bench
mkdir -p "$bench"
command="build/bench.sh${*:+ $*}"

parts="startup deploy flat peers build split"
counts=()
rounds=()
case ${1:-all} in
    split | startup | deploy | flat | peers | build) parts=$1 && shift ;;
    all) [ $# = 0 ] || shift ;;
    --rounds) ;;
    *) sed -n '2,/^set /{/^#/p}' "$0" >&2 && exit 2 ;;
esac
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=(--rounds "${2:?}") && shift 2 ;;
        *) counts+=("$1") && shift ;;
    esac
done

needs() {
    case " $parts " in *" $1 "*) return 0 ;; *) return 1 ;; esac
}

# Says only what goes wrong.
quietly() {
    "$@" >"$bench/log" 2>&1 || {
        cat "$bench/log" >&2
        return 1
    }
}

# Each package in a folder of its own, or the cache of the command line would find one where the other is meant.
pack_tool() {
    local name=$1 version
    shift
    rm -rf "$bench/${name:?}" "$bench/feed-$name" "$bench/local-$name"
    version=9.9.9-$name.$(date -u +%Y%m%d%H%M%S)
    quietly build/pack.sh "$@" "$bench/feed-$name" "$version"
    quietly dotnet tool install dbwarden --tool-path "$bench/$name" --source "$bench/feed-$name" --version "$version"
    mkdir -p "$bench/local-$name"
    (
        cd "$bench/local-$name"
        quietly dotnet new tool-manifest -o .config
        quietly dotnet tool install dbwarden --source "$bench/feed-$name" --version "$version"
        quietly dotnet tool install hello --source "$bench/feed-hello" --version 1.0.0
    )
}

prepare_tool() {
    if [ -n "${BENCH_KEEP:-}" ] && [ -x "$bench/native/dbwarden" ]; then
        return
    fi
    quietly dotnet publish tests/Benchmarks/Empty -c Release -o "$bench/empty" -v quiet -nologo
    quietly dotnet pack tests/Benchmarks/Hello -c Release -o "$bench/feed-hello" -v quiet -nologo
    pack_tool portable
    pack_tool native --platforms "$(dotnet --info | sed -n 's/^ *RID: *//p')"
}

prepare_peers() {
    mkdir -p "$bench/classes"
    "$benchmarks" classes "${counts[@]:0:1}" >"$bench/classes/Migrations.cs"
    quietly dotnet build tests/Benchmarks/Peers -c Release -o "$bench/peers" -p:MigrationClasses="$bench/classes" -v quiet -nologo
    [ -x "$bench/grate/grate" ] || quietly dotnet tool install grate --tool-path "$bench/grate" --version 2.2.0
}

[ "$parts" = split ] || [ "$parts" = build ] || [ -x /usr/bin/time ] || {
    echo "GNU time is not installed (Debian: time), which tells how much memory a process needed." >&2
    exit 1
}

quietly dotnet build tests/Benchmarks -c Release -v quiet -nologo
benchmarks=tests/Benchmarks/bin/Release/net10.0/DbWarden.Benchmarks
[ "$parts" = split ] || prepare_tool
! needs peers || prepare_peers

describe() {
    echo "    $command"
    echo
    echo "$(nproc) cores ($(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)), Linux $(uname -r), .NET $(dotnet --version)," \
        "SQLite $(sqlite3 --version | cut -d ' ' -f 1), $(psql --version | cut -d ' ' -f 1-3), $(mariadb --version | sed 's/.*Distrib \([^,]*\).*/\1/')," \
        "commit $(git rev-parse --short HEAD), $(date -u +%F)"
}

describe
for part in $parts; do
    echo
    echo "## $part"
    echo
    started=$SECONDS
    "$benchmarks" "$part" "${counts[@]}" "${rounds[@]}"
    echo "$part took $((SECONDS - started)) s" >&2
done
