#!/usr/bin/env bash
# Packs DbWarden.Build and the tool dbwarden into the folder OUT, and prints their version.
#
#   ./build/pack.sh OUT [VERSION]
#
# Without VERSION, it is one that no package cache has seen yet: NuGet never looks twice at a version that it has extracted.
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "Usage: $0 OUT [VERSION]" >&2
    exit 2
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
release=$(sed -n 's/.*<VersionPrefix>\(.*\)<\/VersionPrefix>.*/\1/p' "$root/Directory.Build.props")
version=${2:-$release-local.$(date -u +%Y%m%d%H%M%S)}

# The same commit gives the same package: its files bear the commit's time.
if commit=$(git -C "$root" log -1 --format=%ct 2>/dev/null); then
    export SOURCE_DATE_EPOCH=$commit
fi

# Built aside, so that packing neither disturbs a build of the repository nor leaves its version there; and analyzed in that build, not here.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for project in DbWarden.Build.Tasks DbWarden.Tool; do
    dotnet pack "$root/src/$project" --artifacts-path "$work" --output "$out" -p:Version="$version" -p:RunAnalyzers=false -nologo -v quiet >&2
done
echo "$version"
