#!/usr/bin/env bash
# Packs DbWarden.Build and the tool dbwarden into the folder OUT, and prints their version.
#
#   ./build/pack.sh [--platforms "RID..." | --no-tool] OUT [VERSION]
#
# Without VERSION, it is one that no package cache has seen yet: NuGet never looks twice at a version that it has extracted.
#
# The tool is one package for every platform. With --platforms it is a package for each of them, one for any other platform, and one
# that points to these; "all" stands for the platforms of a release. A platform's package is native code where this machine can make
# it, which takes a C compiler and zlib (Debian: gcc, zlib1g-dev), and otherwise compiled ahead of time for the installed runtime.
# With --no-tool, only DbWarden.Build is packed.
set -euo pipefail

platforms=
tool=true
if [ "${1:-}" = --platforms ] && [ $# -ge 2 ]; then
    platforms=$2
    shift 2
elif [ "${1:-}" = --no-tool ]; then
    tool=false
    shift
fi
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "Usage: $0 [--platforms \"RID...\" | --no-tool] OUT [VERSION]" >&2
    exit 2
fi
if [ "$platforms" = all ]; then
    platforms="linux-x64 linux-arm64 linux-musl-x64 linux-musl-arm64 osx-x64 osx-arm64 win-x64 win-arm64"
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
release=$(sed -n 's/.*<VersionPrefix>\(.*\)<\/VersionPrefix>.*/\1/p' "$root/Directory.Build.props")
version=${2:-$release-local.$(date -u +%Y%m%d%H%M%S)}

# The same commit gives the same packages: their files bear the commit's time, and no path of this machine.
if commit=$(git -C "$root" log -1 --format=%ct 2>/dev/null); then
    export SOURCE_DATE_EPOCH=$commit
fi

# Built aside, so that packing neither disturbs a build of the repository nor leaves its version there; and analyzed in that build, not here.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pack() {
    local project=$1
    shift
    dotnet pack "$root/src/$project" --artifacts-path "$work" --output "$out" -p:Version="$version" -p:RunAnalyzers=false \
        -p:ContinuousIntegrationBuild=true -p:PathMap="$work=/_/artifacts" -nologo -v quiet "$@" >&2
}

here=$(dotnet --info | sed -n 's/^ *RID: *//p')
compiles_natively() {
    [ "$1" = "$here" ] || return 1
    case $1 in
        linux-*) echo 'int main() { return 0; }' | ${CC:-cc} -x c - -lz -o "$work/probe" 2>/dev/null ;;
        *) return 0 ;; # Xcode and Visual Studio cannot be probed so; a build without them says what is missing.
    esac
}

pack DbWarden.Build.Tasks
if [ $tool = false ]; then
    :
elif [ -z "$platforms" ]; then
    pack DbWarden.Tool
else
    for platform in $platforms; do
        compilation=ReadyToRun
        if compiles_natively "$platform"; then
            compilation=Native
        fi
        echo "dbwarden for $platform: $compilation" >&2
        pack DbWarden.Tool --runtime "$platform" -p:ToolPlatforms=any -p:ToolCompilation="$compilation"
    done
    pack DbWarden.Tool --runtime any -p:ToolPlatforms=any
    pack DbWarden.Tool -p:ToolPlatforms="$platforms any" -p:ToolCompilation=Native
fi
echo "$version"
