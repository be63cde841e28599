#!/usr/bin/env bash
# Makes the pairs of the .NET causes with the real SDK: test/corpus/make/dotnet.sh [TARGET FOLDER]
# The sources are small on purpose; everything is built under one folder of /tmp, in subfolders whose names have the lengths that matter.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
corpus=${1:-$here/..}
work=/tmp/repro-corpus
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
short=$work/a
long=$work/a-longer/place/to/build

# pair CAUSE/NAME PATH EXPECT NEAR-MISS-OF MADE LEFT RIGHT
pair() {
  local folder=$corpus/$1 near=null
  [ -z "$4" ] || near="\"$4\""
  mkdir -p "$folder"
  cp "$6" "$folder/left"
  cp "$7" "$folder/right"
  chmod 644 "$folder/left" "$folder/right"
  printf '{ "path": "%s", "expect": [%s], "nearMissOf": %s, "made": "%s", "noise": null }\n' \
    "$2" "$(echo "$3" | sed -E 's/([a-z-]+)/"\1"/g; s/ /, /g')" "$near" "$5" > "$folder/pair.json"
}

# project FOLDER NAME [LINE FOR THE PROPERTIES]
project() {
  mkdir -p "$1"
  cat > "$1/$2.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    ${3:-}
  </PropertyGroup>
</Project>
XML
}

library() {
  project "$1" Tiny "${2:-}"
  cat > "$1/Tiny.cs" <<CS
using System.Runtime.CompilerServices;
namespace Tiny;
public static class Greeter
{
    private static readonly byte[] Table = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3];
    public static string Greet(string name) => "Hello, " + name + ", " + Table[4] * ${3:-1234567} + Where() + "!";
#if CALLER
    public static string Where([CallerFilePath] string path = "") => path;
    public static string Whence() => Where();
#else
    public static string Where() => "here";
#endif
}
CS
}

# compile FOLDER OUT [ARGUMENTS]: what was built goes to OUT
compile() {
  local folder=$1 out=$2
  shift 2
  rm -rf "$folder/obj" "$folder/bin"
  dotnet build "$folder" -c Release -v q -p:UseSharedCompilation=false -p:GenerateDocumentationFile=false "$@" > "$work/log" || { cat "$work/log"; exit 1; }
  mkdir -p "$out"
  cp -r "$folder"/bin/Release/net10.0/. "$out"
}

assemblies() {
  library "$short"
  library "$long"
  compile "$short" "$work/o/short"
  compile "$long" "$work/o/long"
  pair pe-path/longer-dll app/Tiny.dll "pe-path pe-mvid" "" "dotnet build, in two folders" "$work/o/short/Tiny.dll" "$work/o/long/Tiny.dll"
  pair pe-path/longer-pdb app/Tiny.pdb "pe-path pe-mvid" "" "dotnet build, in two folders" "$work/o/short/Tiny.pdb" "$work/o/long/Tiny.pdb"

  library "$work/b"
  compile "$work/b" "$work/o/b"
  pair pe-path/as-long-dll app/Tiny.dll "pe-path pe-mvid" "" "dotnet build, in two folders of one length" "$work/o/short/Tiny.dll" "$work/o/b/Tiny.dll"

  library "$long" "" 1234568
  compile "$long" "$work/o/constant"
  pair pe-path/another-constant app/Tiny.dll "" pe-path "dotnet build, in two folders, another constant" "$work/o/short/Tiny.dll" "$work/o/constant/Tiny.dll"

  library "$short" "<DebugType>embedded</DebugType>"
  library "$long" "<DebugType>embedded</DebugType>"
  compile "$short" "$work/o/embedded"
  compile "$long" "$work/o/embedded-long"
  pair pe-path/embedded-pdb app/Tiny.dll "pe-path pe-mvid" "" "DebugType=embedded, in two folders" "$work/o/embedded/Tiny.dll" "$work/o/embedded-long/Tiny.dll"

  library "$short" "<Deterministic>false</Deterministic>"
  compile "$short" "$work/o/random"
  compile "$short" "$work/o/random-again"
  pair pe-mvid/not-deterministic-dll app/Tiny.dll "pe-mvid" "" "Deterministic=false, twice" "$work/o/random/Tiny.dll" "$work/o/random-again/Tiny.dll"
  library "$short" "<Deterministic>false</Deterministic>" 1234568
  compile "$short" "$work/o/random-constant"
  pair pe-mvid/another-constant app/Tiny.dll "" pe-mvid "Deterministic=false, another constant" "$work/o/random/Tiny.dll" "$work/o/random-constant/Tiny.dll"

  library "$short" "<DefineConstants>CALLER</DefineConstants>"
  library "$long" "<DefineConstants>CALLER</DefineConstants>"
  compile "$short" "$work/o/caller"
  compile "$long" "$work/o/caller-long"
  pair caller-path/longer app/Tiny.dll "caller-path pe-path pe-mvid" "" "[CallerFilePath], in two folders" "$work/o/caller/Tiny.dll" "$work/o/caller-long/Tiny.dll"
  sed -i 's/"Hello, "/"Hallo, "/' "$long/Tiny.cs"
  compile "$long" "$work/o/caller-word"
  pair caller-path/another-word app/Tiny.dll "" caller-path "[CallerFilePath], in two folders, another literal" "$work/o/caller/Tiny.dll" "$work/o/caller-word/Tiny.dll"

  library "$short"
  compile "$short" "$work/o/commit-1" -p:SourceRevisionId=3fa1c02d5e6b7a8f90123456789abcdef0123456
  compile "$short" "$work/o/commit-2" -p:SourceRevisionId=9b8a7c6d5e4f30123456789abcdef0123456789a
  pair commit-stamp/two-commits app/Tiny.dll "commit-stamp pe-mvid" "" "SourceRevisionId of two commits" "$work/o/commit-1/Tiny.dll" "$work/o/commit-2/Tiny.dll"
  compile "$short" "$work/o/commit-3" -p:SourceRevisionId=9b8a7c6d5e4f30123456789abcdef0123456789a -p:Version=1.0.1
  pair commit-stamp/another-version app/Tiny.dll "" commit-stamp "SourceRevisionId of two commits, another version" "$work/o/commit-1/Tiny.dll" "$work/o/commit-3/Tiny.dll"
}


pages() {
  mkdir -p "$1/Pages" "$1/wwwroot"
  sed 's/Microsoft.NET.Sdk"/Microsoft.NET.Sdk.Web"/' > "$1/Web.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>
</Project>
XML
  echo 'var b = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args); b.Build().Run();' > "$1/Program.cs"
  printf '@page\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n<a asp-page="/Index">home</a>\n<p>%s</p>\n<a asp-page="/Other">other</a>\n' "${2:-text}" > "$1/Pages/Index.cshtml"
  printf 'body { color: teal; }\n' > "$1/wwwroot/site.css"
}

web() {
  pages "$work/w1"
  pages "$work/w2-longer/by/far"
  pages "$work/w3-longer/by/far" "txet"
  for folder in w1 w2-longer/by/far w3-longer/by/far; do
    dotnet publish "$work/$folder" -c Release -v q -p:UseSharedCompilation=false -o "$work/o/$folder" > "$work/log" || { cat "$work/log"; exit 1; }
  done
  pair razor-path/longer app/Web.dll "razor-path pe-path pe-mvid" "" "dotnet publish of Razor Pages, in two folders" "$work/o/w1/Web.dll" "$work/o/w2-longer/by/far/Web.dll"
  pair razor-path/another-text app/Web.dll "" razor-path "dotnet publish of Razor Pages, in two folders, another text" "$work/o/w1/Web.dll" "$work/o/w3-longer/by/far/Web.dll"
  local endpoints=Web.staticwebassets.endpoints.json
  pair static-assets-time/published-twice app/$endpoints "static-assets-time" "" "dotnet publish of a web project, twice" "$work/o/w1/$endpoints" "$work/o/w2-longer/by/far/$endpoints"
  sed 's/site\.css/site.CSS/' "$work/o/w2-longer/by/far/$endpoints" > "$work/other.json"
  pair static-assets-time/another-route app/$endpoints "" static-assets-time "dotnet publish of a web project, twice, another route" "$work/o/w1/$endpoints" "$work/other.json"
}

packages() {
  library "$work/p"
  for i in 1 2; do
    dotnet pack "$work/p" -c Release -v q -p:UseSharedCompilation=false -o "$work/o/p$i" > "$work/log" || { cat "$work/log"; exit 1; }
    sleep 3
  done
  pair nupkg/packed-twice app/Tiny.1.0.0.nupkg "nupkg" "" "dotnet pack, twice" "$work/o/p1/Tiny.1.0.0.nupkg" "$work/o/p2/Tiny.1.0.0.nupkg"
  dotnet pack "$work/p" -c Release -v q -p:UseSharedCompilation=false -p:Description=Another -o "$work/o/p3" > "$work/log"
  pair nupkg/another-description app/Tiny.1.0.0.nupkg "" nupkg "dotnet pack, another description" "$work/o/p1/Tiny.1.0.0.nupkg" "$work/o/p3/Tiny.1.0.0.nupkg"
}

# Packers before SDK 10 named the core properties by chance.
older_packages() {
  python3 - "$corpus/nupkg/packed-twice" "$work" <<'PY'
import sys, zipfile
for side, name, id in (('left', '3b1f0c5d7e9a4f6280b1c2d3e4f50617', 'R1A2B3C4D5E6F7081'), ('right', 'c0ffee0123456789abcdef0123456789', 'R9F8E7D6C5B4A3928')):
    with zipfile.ZipFile(f'{sys.argv[1]}/{side}') as old, zipfile.ZipFile(f'{sys.argv[2]}/{side}', 'w', zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == '_rels/.rels':
                data = data.replace(b'nuget.psmdcp', name.encode() + b'.psmdcp').replace(b'RB385817783B5D9F0', id.encode())
            entry.filename = entry.filename.replace('nuget.psmdcp', name + '.psmdcp')
            new.writestr(entry, data)
PY
  pair nupkg/random-name app/Tiny.1.0.0.nupkg "nupkg" "" "a package of dotnet pack, its core properties named by chance" "$work/left" "$work/right"
}

# The SDK of today sorts; older ones wrote the libraries as they came.
dependencies() {
  mkdir -p "$work/o/deps"
  python3 - "$here/dotnet.deps.json" "$work/o/deps" <<'PY'
import json, sys
text = open(sys.argv[1]).read()
document = json.loads(text)
def turned(value):
    return {k: turned(value[k]) for k in reversed(value)} if isinstance(value, dict) else value
open(sys.argv[2] + '/left', 'w').write(text)
open(sys.argv[2] + '/right', 'w').write(json.dumps(turned(document), indent=2))
open(sys.argv[2] + '/other', 'w').write(json.dumps(turned(document), indent=2).replace('"1.4.2"', '"1.4.1"'))
PY
  pair deps-json/another-order app/App.deps.json "deps-json" "" "App.deps.json of the SDK, its members turned around" "$work/o/deps/left" "$work/o/deps/right"
  pair deps-json/another-package app/App.deps.json "" deps-json "the same, another version of a package" "$work/o/deps/left" "$work/o/deps/other"
}

# The host of the SDK, with the application behind it.
single_file() {
  local folder
  for folder in s1 s2-longer/by/far; do
    project "$work/$folder" Tiny '<OutputType>Exe</OutputType><RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>false</SelfContained><PublishSingleFile>true</PublishSingleFile>'
    echo 'System.Console.WriteLine("hello " + 1234567);' > "$work/$folder/Program.cs"
    dotnet publish "$work/$folder" -c Release -v q -p:UseSharedCompilation=false -o "$work/o/$folder" > "$work/log" || { cat "$work/log"; exit 1; }
  done
  pair single-file/published-in-two-folders app/Tiny "single-file pe-path pe-mvid" "" "dotnet publish -p:PublishSingleFile=true, in two folders" "$work/o/s1/Tiny" "$work/o/s2-longer/by/far/Tiny"
  sed -i 's/1234567/1234568/' "$work/s2-longer/by/far/Program.cs"
  dotnet publish "$work/s2-longer/by/far" -c Release -v q -p:UseSharedCompilation=false -o "$work/o/s3" > "$work/log" || { cat "$work/log"; exit 1; }
  pair single-file/another-constant app/Tiny "" single-file "dotnet publish -p:PublishSingleFile=true, in two folders, another constant" "$work/o/s1/Tiny" "$work/o/s3/Tiny"
}

# Compilers of two versions, as packages; the text has nothing that they compile to other code.
compilers() {
  local version
  project "$work/c" Tiny '' && sed -i 's|</Project>|<ItemGroup><PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="$(Compiler)" PrivateAssets="all" /></ItemGroup></Project>|' "$work/c/Tiny.csproj"
  echo 'namespace Tiny; public static class Greeter { public static string Greet(string name) => "Hello, " + name; }' > "$work/c/Tiny.cs"
  for version in 4.14.0 5.9.0; do compile "$work/c" "$work/o/c-$version" -p:Compiler=$version; done
  pair pe-compiler/two-versions app/Tiny.pdb "pe-compiler pe-mvid" "" "compilers 4.14.0 and 5.9.0" "$work/o/c-4.14.0/Tiny.pdb" "$work/o/c-5.9.0/Tiny.pdb"
  sed -i 's/Hello/Hallo/; s/string name) =>/string name)\n    =>/' "$work/c/Tiny.cs"
  compile "$work/c" "$work/o/c-other" -p:Compiler=5.9.0
  pair pe-compiler/another-text app/Tiny.pdb "" pe-compiler "compilers 4.14.0 and 5.9.0, another text" "$work/o/c-4.14.0/Tiny.pdb" "$work/o/c-other/Tiny.pdb"
}

# Its runtime and its components come from the feed.
blazor() {
  local folder
  for folder in b1 b2-longer/by/far; do
    mkdir -p "$work/$folder/wwwroot"
    cat > "$work/$folder/App.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk.BlazorWebAssembly">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
    <CompressionEnabled>false</CompressionEnabled>
    <OverrideHtmlAssetPlaceholders>true</OverrideHtmlAssetPlaceholders>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.AspNetCore.Components.WebAssembly" Version="10.0.0" />
  </ItemGroup>
</Project>
XML
    echo 'var b = Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder.CreateDefault(args); await b.Build().RunAsync();' > "$work/$folder/Program.cs"
    echo '<html><body><script src="_framework/blazor.webassembly#[.{fingerprint}].js"></script></body></html>' > "$work/$folder/wwwroot/index.html"
    dotnet publish "$work/$folder" -c Release -v q -o "$work/o/$folder" > "$work/log" || { cat "$work/log"; exit 1; }
  done
  local endpoints=App.staticwebassets.endpoints.json
  pair wasm-fingerprint/published-in-two-folders app/$endpoints "static-assets-time wasm-fingerprint" "" "dotnet publish of Blazor WebAssembly, in two folders" "$work/o/b1/$endpoints" "$work/o/b2-longer/by/far/$endpoints"
  sed 's/"label","Value":"_framework\/App.wasm"/"label","Value":"_framework\/Opp.wasm"/' "$work/o/b2-longer/by/far/$endpoints" > "$work/other.json"
  pair wasm-fingerprint/another-route app/$endpoints "" wasm-fingerprint "dotnet publish of Blazor WebAssembly, in two folders, another route" "$work/o/b1/$endpoints" "$work/other.json"
}

[ $# -lt 2 ] && set -- "$corpus" assemblies web single_file compilers blazor packages older_packages dependencies
for part in "${@:2}"; do $part; done
