#!/bin/sh
# repeat.sh - a result does not depend on luck: attempts are graded many times,
# pinned to one core, and beside more busy loops than there are cores. Every
# result.json must be the one that test-attempts knows, byte for byte.
#
# usage: repeat.sh BUILD TIMES LAB... <FILES
#
# Standard input: the attempts, a line each: LAB FILE RESULT, with RESULT what
# is to come out. Prints a line a lab and way; exit status 1 if one differed.
set -u
[ $# -ge 2 ] || { echo 'usage: repeat.sh BUILD TIMES LAB... <FILES' >&2; exit 2; }
build=$1 times=$2
shift 2
case $times in
'' | *[!0-9]* | 0*)
    echo "repeat.sh: N is a number of times, not '$times'" >&2
    exit 2
    ;;
esac
tmp=$(mktemp -d) || exit 2
busy=
clean_up() {
    trap - EXIT HUP INT TERM
    # shellcheck disable=SC2086
    [ -z "$busy" ] || kill $busy 2>/dev/null
    rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 2' HUP INT TERM
cat >"$tmp/attempts"

# keep_busy: two loops a core, until rest.
keep_busy() {
    for _ in $(seq $((2 * $(nproc)))); do
        sh -c 'while :; do :; done' &
        busy="$busy $!"
    done
}

rest() {
    # shellcheck disable=SC2086
    kill $busy
    # shellcheck disable=SC2086
    wait $busy 2>/dev/null
    busy=
}

# one WAY LAB FILE RESULT COMMAND...: grades it so many times.
one() {
    way=$1 lab=$2 file=$3 result=$4
    shift 4
    for nth in $(seq "$times"); do
        "$@" --root . --build "$build" --lab "$lab" \
            --result "$tmp/result.json" "$file" >"$tmp/log" 2>&1
        if [ $? -eq 2 ] || ! cmp -s "$tmp/result.json" "$result"; then
            echo "FAIL  $file, $way, time $nth of $times: another result"
            echo x >>"$tmp/differences"
            diff "$result" "$tmp/result.json" | head -n 10
        fi
    done
}

# all_of LAB WAY COMMAND...
all_of() {
    lab=$1 way=$2
    shift 2
    : >"$tmp/differences"
    count=0
    while read -r key file result; do
        [ "$key" = "$lab" ] || continue
        one "$way" "$lab" "$file" "$result" "$@" </dev/null
        count=$((count + 1))
    done <"$tmp/attempts"
    differences=$(wc -l <"$tmp/differences")
    printf '%s, %s: %d attempts x %d, %d differences\n' "$lab" "$way" \
        $count "$times" "$differences"
    total=$((total + differences))
}

total=0
for lab in "$@"; do
    all_of "$lab" 'on one core' taskset -c 0 "$build/bin/grade" --jobs 2
    keep_busy
    all_of "$lab" 'all cores busy' "$build/bin/grade" --jobs 2
    rest
done
[ $total -eq 0 ]
