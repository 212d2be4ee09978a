#!/usr/bin/env bash
# Builds a release twice, in folders of different names and lengths, and compares the bytes. Takes two release builds of time.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=$(git rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=${CARGO_HOME:-$HOME/.cargo}
for folder in one a-longer-name/two; do
  git worktree add --detach --quiet "$work/$folder" "$commit"
  (
    cd "$work/$folder"
    # Paths are the only thing of the machine that reaches the binary.
    export RUSTFLAGS="--remap-path-prefix=$PWD=/malaprop --remap-path-prefix=$home=/cargo"
    export SOURCE_DATE_EPOCH=$(git show -s --format=%ct HEAD)
    CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$PWD/target" cargo build --release --locked --quiet
  )
  sha256sum "$work/$folder/target/release/malaprop" | cut -d' ' -f1 >>"$work/sums"
  git worktree remove --force "$work/$folder"
done
cat "$work/sums"
[ "$(sort -u "$work/sums" | wc -l)" = 1 ] || { echo "the two builds differ" >&2; exit 1; }
echo "the two builds of $commit are the same"
