#!/usr/bin/env bash
# Tries random and mutated scripts on the statement splitters: build/fuzz.sh [SECONDS [SEED]]. Fails if something is found.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec dotnet run -c Release --project tests/Fuzz -- "${1:-60}" ${2:+"$2"}
