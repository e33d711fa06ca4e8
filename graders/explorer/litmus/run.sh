#!/bin/sh
# run.sh OUT [FILE...] - all litmus programs, or these: one line a difference,
# and how many there were. OUT is a folder for what is compiled; CC, BUILD,
# LAUNCH and QUICK as for one.sh; JOBS at a time.
#
# Exit status: 0 all as their first lines say, 1 not.
set -u

here=$(dirname -- "$0")
out=$1
shift
[ $# -gt 0 ] || set -- "$here"/*.c
rm -rf "$out"
mkdir -p "$out"

# What failed stays there to be looked at.
export here out
printf '%s\n' "$@" | xargs -P "${JOBS:-2}" -n 1 sh -c '
    name=${0##*/}
    name=${name%.c}
    if sh "$here/one.sh" "$0" "$out/$name"; then
        rm -f "$out/$name" "$out/$name".*
    else
        : > "$out/$name.failed"
    fi'

failed=$(find "$out" -name '*.failed' | wc -l)
printf '%d litmus programs, %d failed\n' $# "$failed"
[ "$failed" -eq 0 ]
