#!/bin/sh
# fresh.sh [handout] - the README's two commands on a fresh machine: a minimal
# Debian 12 made by debootstrap, a clone of this repository inside, and the
# commands as they stand in the README. Between them, with the packages that
# students have and no others, the handout from its tarball; with "handout" that
# alone. FRESH_PARTS in the environment: only these parts of the second one's
# tests. Needs root; prints where it worked if it fails.
set -eu
only=${1-}
root=${FRESH_ROOT:-/var/tmp/interleave-fresh}
here=$(dirname "$0")
# shellcheck source=graders/tests/debian_tree.sh
. "$here/debian_tree.sh"
trap 'unmount_tree "$root"' EXIT
debian_tree "$root"

# The commands: the lines of the README's first two `sh` blocks.
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' \
    "$root/interleave/README.md" | head -n 2 > "$root/commands"
[ "$(wc -l < "$root/commands")" -eq 2 ] || {
    echo 'fresh.sh: the README has not two commands' >&2
    exit 1
}
handout='sh graders/handout/tests/run.sh'
if [ "$only" = handout ]; then
    inside "$root" 'setup' 'sh graders/setup.sh'
    inside "$root" 'the handout' "$handout"
    unmount_tree "$root"
    rm -rf "$root"
    echo 'fresh.sh: the handout works on a minimal Debian 12'
    exit 0
fi
inside "$root" 'command 1' "$(sed -n 1p "$root/commands")"
inside "$root" 'the handout' "$handout"
inside "$root" 'command 2' "$(sed -n 2p "$root/commands")${FRESH_PARTS:+ TEST_PARTS='$FRESH_PARTS'}"
unmount_tree "$root"
rm -rf "$root"
echo 'fresh.sh: both commands and the handout work on a minimal Debian 12'
