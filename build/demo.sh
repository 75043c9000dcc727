#!/usr/bin/env bash
# The whole way of a migration, on real input, in under two minutes: pack, build, fail, mend, publish, deploy, take back.
# Needs the .NET SDK and nothing else. Everything it makes is under artifacts/demo.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
demo=$root/artifacts/demo

# A feed, a package folder and a home of its own: the demo neither uses nor leaves a package of ours anywhere else.
feed=$demo/feed
shop=$demo/Shop
export DOTNET_CLI_HOME=$demo/home DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() {
    printf '\033[2m$ %s\033[0m\n' "$*"
    "$@"
}

say '1. Pack the build package and the tool into a local feed'
rm -rf "$demo"
mkdir -p "$demo"
version=$("$root/build/pack.sh" "$feed" | tail -n 1)
echo "DbWarden.Build and dbwarden $version"

say '2. A shop with twelve migrations on SQLite'
cp -r "$root/tests/Samples/Shop" "$shop"
cp "$root"/tests/Samples/Directory.* "$demo"
cat >"$demo/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="packages" /></config>
  <packageSources><add key="demo" value="feed" /></packageSources>
  <fallbackPackageFolders><add key="home" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
</configuration>
XML
cd "$shop"
ls migrations/primary

say '3. Somebody adds a thirteenth, forgets to close a quote, and has written no rollback'
cat >migrations/primary/V__0013_add_coupons.sql <<'SQL'
-- upgrade
CREATE TABLE coupon (
    code    TEXT PRIMARY KEY,
    percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100)
);
INSERT INTO coupon (code, percent) VALUES ('WELCOME, 10);
SQL
if run dotnet build -v quiet -nologo -p:DbWardenVersion="$version"; then
    echo 'The build should have failed.' >&2
    exit 1
fi

say '4. The quote closed and the rollback written, it builds; publish'
cat >migrations/primary/V__0013_add_coupons.sql <<'SQL'
-- upgrade
CREATE TABLE coupon (
    code    TEXT PRIMARY KEY,
    percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100)
);
INSERT INTO coupon (code, percent) VALUES ('WELCOME', 10);

-- rollback
DROP TABLE coupon;
SQL
run dotnet publish -v quiet -nologo -p:DbWardenVersion="$version" -o "$demo/release"

say '5. Deploy: the release folder and the tool are all that is needed'
cd "$demo/release"
run dotnet new tool-manifest -o .config --force >/dev/null
run dotnet tool install dbwarden --version "$version" >/dev/null
run dotnet dbwarden status
run dotnet dbwarden migrate
run dotnet dbwarden migrate
run dotnet Shop.dll

say '6. What happened, and the way back'
run dotnet dbwarden history
run dotnet dbwarden rollback
run dotnet dbwarden status

say "All of it is under ${demo#"$PWD"/}; delete the folder and it is gone."
