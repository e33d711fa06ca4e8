#!/bin/sh
# run.sh OUT [FILE...] - all litmus programs, or these: one line a difference,
# and how many there were. OUT is a folder for what is compiled; CC, BUILD and
# LAUNCH as for one.sh; JOBS at a time.
#
# Exit status: 0 all as their first lines say, 1 not.
set -u

here=$(dirname -- "$0")
out=$1
shift
[ $# -gt 0 ] || set -- "$here"/*.c
mkdir -p "$out"

export here out
printf '%s\n' "$@" | xargs -P "${JOBS:-2}" -n 1 sh -c '
    name=$(basename "$0" .c)
    sh "$here/one.sh" "$0" "$out/$name" > "$out/$name.result"
    echo $? > "$out/$name.status"
    [ "$(cat "$out/$name.status")" = 0 ] && rm -f "$out/$name" "$out/$name.o"
    cat "$out/$name.result"'

failed=0
for file; do
    [ "$(cat "$out/$(basename "$file" .c).status")" = 0 ] ||
        failed=$((failed + 1))
done
printf '%d litmus programs, %d failed\n' $# "$failed"
[ "$failed" -eq 0 ]
