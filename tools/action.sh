#!/usr/bin/env bash
# The step of action.yml that runs malaprop. Its exit code becomes an output, so that the log is uploaded where there are findings.
# Written for bash 3.2, which macOS has.
set -euo pipefail
flags=()
while IFS= read -r line; do
  if [ -n "${line// /}" ]; then flags+=("$line"); fi
done <<< "$MALAPROP_FLAGS"
paths=()
while IFS= read -r line; do
  if [ -n "${line// /}" ]; then paths+=("$line"); fi
done <<< "$MALAPROP_PATHS"
status=0
"$MALAPROP" check --format sarif --output "$MALAPROP_SARIF" ${flags[@]+"${flags[@]}"} -- ${paths[@]+"${paths[@]}"} || status=$?
if [ "$status" -gt 1 ]; then
  exit "$status"
fi
echo "status=$status" >> "$GITHUB_OUTPUT"
