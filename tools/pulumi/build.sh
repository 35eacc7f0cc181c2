#!/usr/bin/env bash
# Compiles the Pulumi CLI and its language hosts out of Go modules, for machines that reach a Go module proxy
# but not Pulumi's download site. `npm start` and `npm test` call it when nothing quicker works.
#
#   tools/pulumi/build.sh DIRECTORY [--all]
#
# DIRECTORY ends up with the files of the official archive's bin/ that this repository needs: the CLI, the
# Node.js host and the dynamic-provider script; with --all the Python, Go, Java and YAML hosts and the converter from
# YAML as well.
# Needs Go 1.25.11 or later and 4 GB of disk for Go's caches; the first time takes about 8 minutes on two cores,
# later times take seconds.
#
# The CLI is 3.259.0. No host newer than 3.184.0 (Java: 1.16.0, YAML: 1.25.0) can be fetched as a module; the protocol
# between them is stable, so they work together. All go.sum files are needed as they are: the public checksum
# database does not know all of these versions.
set -euo pipefail

CLI_VERSION=v3.259.0
HOST_VERSION=v3.184.0
JAVA_HOST_VERSION=v1.16.0
YAML_HOST_VERSION=v1.25.0

if [ $# -lt 1 ] || [ $# -gt 2 ] || { [ $# -eq 2 ] && [ "$2" != --all ]; }; then
  echo "usage: build.sh DIRECTORY [--all]" >&2
  exit 2
fi

modules=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
all=${2:-}
sdk=github.com/pulumi/pulumi/sdk
yaml=github.com/pulumi/pulumi-yaml

# compile MODULE FILE VERSION PACKAGE: says what it does, then builds PACKAGE in MODULE's folder as FILE.
compile() {
  echo "== $2 $3"
  local versions="-X $sdk/v3/go/common/version.Version=$3 -X $yaml/pkg/version.Version=$3"
  (cd "$modules/$1" && go build -ldflags "-s -w $versions" -o "$out/$2" "$4")
}

compile hosts pulumi-language-nodejs $HOST_VERSION $sdk/nodejs/cmd/pulumi-language-nodejs/v3

# The scripts beside a host are taken from the SDK's module, whose folder is only known once it is downloaded.
scripts=$(cd "$modules/hosts" && go list -m -f '{{.Dir}}' $sdk/v3)
install -m 755 "$scripts"/nodejs/dist/pulumi-{resource-pulumi-nodejs,analyzer-policy} "$out"

if [ "$all" = --all ]; then
  compile hosts pulumi-language-python $HOST_VERSION $sdk/python/cmd/pulumi-language-python/v3
  install -m 755 "$scripts"/python/dist/pulumi-{resource-pulumi-python,analyzer-policy-python} "$out"
  install -m 755 "$scripts"/python/cmd/pulumi-language-python-exec "$out"
  compile hosts pulumi-language-go $HOST_VERSION $sdk/go/pulumi-language-go/v3
  compile hosts pulumi-language-java $JAVA_HOST_VERSION github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java
  compile yaml pulumi-language-yaml $YAML_HOST_VERSION $yaml/cmd/pulumi-language-yaml
  compile yaml pulumi-converter-yaml $YAML_HOST_VERSION $yaml/cmd/pulumi-converter-yaml
fi

compile cli pulumi $CLI_VERSION github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
"$out/pulumi" version
