#!/usr/bin/env bash
# Measures splitting, and whole deploys against the engines' own clients: build/bench.sh [COUNT...], by default 100 and 1000 migrations.
# Needs what build/test.sh installs. The numbers are only worth something on a machine that does nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet publish src/DbWarden.Tool -c Release -o artifacts/bench/tool -v quiet -nologo >&2
dotnet build tests/Benchmarks -c Release -v quiet -nologo >&2
benchmarks=tests/Benchmarks/bin/Release/net10.0/DbWarden.Benchmarks
"$benchmarks" split
[ $# -gt 0 ] || set -- 100 1000
"$benchmarks" deploy "$PWD/artifacts/bench/tool/dbwarden" "$@"
