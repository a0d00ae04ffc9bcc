#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the table of MAC vendor prefixes anew, from the npm package oui-data (BSD-2-Clause), which follows the
# registries of the IEEE. Needs npm and node.
#
#   update.sh [VERSION]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
table=$here/../resources/io/kitty/classify/oui.tsv.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "oui-data@${1:-latest}" >package.name
tar xzf "$(cat package.name)"
node -e '
  const oui = JSON.parse(require("fs").readFileSync("package/index.json", "utf8"));
  for (const prefix of Object.keys(oui).sort()) console.log(prefix + "\t" + oui[prefix].split("\n")[0]);
' | gzip -9n >"$table"
echo "$(gzip -dc "$table" | wc -l) prefixes from $(cat package.name)"
