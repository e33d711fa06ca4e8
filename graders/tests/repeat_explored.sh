#!/bin/sh
# repeat_explored.sh - the explorer says the same every time: each attempt's
# exploring program is built once, and every scenario of it explored many
# times, pinned to one core while the other cores do the same with other
# attempts. The documents (verdict, counts, schedules, tokens) must be equal,
# byte for byte.
#
# usage: repeat_explored.sh BUILD TIMES <FILES
#
# Standard input: the attempts, a line each: LAB FILE and anything. Prints a
# line for each lab; exit status 1 if two documents differed.
set -u

# --- asked by grade for one attempt: PROGRAM WORK ROOT LAB ----------------------------
# explore_all SCENARIOS INTO: all documents, one after the other.
explore_all() {
    for scenario in $1; do
        INTERLEAVE_REPORT_FD=3 "$program" "scenario=$scenario" 3>&1 \
            >/dev/null 2>&1 </dev/null
    done >"$2"
}

if [ -n "${REPEAT_TIMES-}" ]; then
    program=$1 work=$2
    scenarios=$("$program" scenario=list)
    explore_all "$scenarios" "$work/first"
    nth=1
    while [ $nth -lt "$REPEAT_TIMES" ]; do
        nth=$((nth + 1))
        explore_all "$scenarios" "$work/again"
        if ! cmp -s "$work/first" "$work/again"; then
            cp "$work/first" "$REPEAT_NOTES.first"
            cp "$work/again" "$REPEAT_NOTES.again"
            echo "another document, time $nth" >>"$REPEAT_NOTES"
        fi
    done
    # A document for every scenario, or equality would say nothing.
    documents=$(grep -c '"verdict"' "$work/first")
    [ "$documents" -ge "$(echo "$scenarios" | wc -w)" ] ||
        echo "only $documents documents" >>"$REPEAT_NOTES"
    echo "$scenarios" | wc -w >"$REPEAT_NOTES.scenarios"
    exit 0
fi

[ $# -eq 2 ] || { echo 'usage: repeat_explored.sh BUILD TIMES <FILES' >&2; exit 2; }
build=$1 times=$2
case $times in
'' | *[!0-9]* | 0*)
    echo "repeat_explored.sh: N is a number of times, not '$times'" >&2
    exit 2
    ;;
esac
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cat >"$tmp/attempts"
cores=$(nproc)

# worker CORE: every so-manieth attempt.
worker() {
    awk -v core="$1" -v cores="$cores" 'NR % cores == core' "$tmp/attempts" |
        while read -r lab file _; do
            notes=$tmp/$lab.$(echo "$file" | tr / _)
            REPEAT_TIMES=$times REPEAT_NOTES=$notes taskset -c "$1" \
                "$build/bin/grade" --root . --build "$build" --lab "$lab" \
                --ask "$self" "$file" >"$notes.log" 2>&1 </dev/null
            [ -s "$notes.scenarios" ] || echo 'was not explored' >>"$notes"
            [ ! -s "$notes" ] || sed "s,^,FAIL  $file: ," "$notes"
        done
}

self=$(cd "$(dirname "$0")" && pwd -P)/repeat_explored.sh
core=0
while [ $core -lt "$cores" ]; do
    worker $core &
    core=$((core + 1))
done
wait

failed=0
for lab in $(cut -d ' ' -f 1 "$tmp/attempts" | uniq); do
    count=$(grep -c "^$lab " "$tmp/attempts")
    bad=0
    for log in "$tmp/$lab".*.log; do
        [ ! -s "${log%.log}" ] || bad=$((bad + 1))
    done
    scenarios=$(cat "$tmp/$lab".*.scenarios 2>/dev/null | sort -n | tail -n 1)
    printf '%s: %d attempts, %d scenarios each, %d times: %d differ\n' \
        "$lab" "$count" "${scenarios:-0}" "$times" $bad
    failed=$((failed + bad))
done
[ $failed -eq 0 ]
