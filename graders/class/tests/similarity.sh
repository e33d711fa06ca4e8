#!/bin/sh
# similarity.sh BUILD - tests of make similarity: copies are found, skeletons
# are not, and no name of a student's confuses anything.
set -u

build=${1:?usage: similarity.sh BUILD}
build=$(cd "$build" && pwd -P)
top=$(cd "$(dirname "$0")/../../.." && pwd -P)
unset MAKEFLAGS MAKELEVEL MFLAGS SUBMISSIONS OUT TO PERCENT LAB
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
tests=0

expect() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/expect.log" 2>&1 && return
    printf 'FAIL  %s\n' "$what"
    failed=$((failed + 1))
    sed 's/^/      /' "$tmp/expect.log" | tail -n 20
}

# similar STATUS ARGUMENT...: make similarity ends like that.
similar() {
    wanted=$1
    shift
    tests=$((tests + 1))
    make -C "$top" --no-print-directory BUILD="$build" similarity "$@" \
        >"$tmp/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$wanted" ] && return
    printf 'FAIL  make similarity ended with %s: %s\n' "$status" "$*"
    failed=$((failed + 1))
    sed 's/^/      /' "$tmp/out" | tail -n 20
}

# hand_in STUDENT FILE
hand_in() {
    mkdir -p "$tmp/class/$1"
    cp "$2" "$tmp/class/$1/racy_counter.c"
}
solution=$top/solutions/01_racy_counter/racy_counter.c
skeleton=$top/graders/class/example/u1003/labs/01_racy_counter/racy_counter.c
# The same with other names, other layout, no comments.
sed 's/lock_both/both_locks/g; s/value/amount/g; s/    /\t/g; s,/\*.*\*/,,' \
    "$solution" >"$tmp/copy.c"
hand_in ann "$solution"
hand_in bob "$tmp/copy.c"
hand_in skeleton-1 "$skeleton"
hand_in skeleton-2 "$skeleton"
for accepted in "$top"/graders/01_racy_counter/accepted/*.c; do
    hand_in "$(basename "$accepted" .c)" "$accepted"
done
# shellcheck disable=SC2016
for name in '=cmd()' '-rf' '$(touch x)`touch y`' 'a b' \
    "$(printf 'two\nlines\033[31m')"; do
    hand_in "$name" "$skeleton"
done
head -c 200000 /dev/zero >"$tmp/zeros.c"
hand_in zeros "$tmp/zeros.c"
hand_in zeros-2 "$tmp/zeros.c"

similar 0 SUBMISSIONS="$tmp/class" TO="$tmp/to" LAB=1
expect 'a copy is found under other names' \
    grep -q '^   *[0-9]* %  ann  bob$' "$tmp/to/report.txt"
expect 'it comes first' \
    [ "$(grep ' %  ' "$tmp/to/report.txt" | head -n 1 | grep -c 'ann  bob')" -eq 1 ]
expect 'skeletons are not similar' \
    sh -c "! grep -q 'skeleton-[12]  ' '$tmp/to/report.txt'"
expect 'it says that it is no grade' grep -q 'never part of a' "$tmp/to/report.txt"
expect 'and says the same on the terminal' \
    sh -c "grep -q 'ann  bob' '$tmp/out'"
expect 'nothing of another lab' [ ! -e "$tmp/to/moss/02_print_in_order" ]
moss=$tmp/to/moss/01_racy_counter
expect 'MOSS: the base' cmp "$skeleton" "$moss/base/racy_counter.c"
expect 'MOSS: a folder a student' cmp "$solution" "$moss/sub/ann/racy_counter.c"
expect 'MOSS: everybody' \
    [ "$(find "$moss/sub" -name racy_counter.c | wc -l)" -eq \
    "$(find "$tmp/class" -name racy_counter.c -exec echo . \; | wc -l)" ]
expect 'MOSS: no name that a shell reads anything into' \
    sh -c "! ls '$moss/sub' | grep -qv '^[A-Za-z0-9][A-Za-z0-9._@+-]*\$'"
expect 'MOSS: and a list of whose they are' grep -q '=cmd()$' "$moss/names.txt"
expect 'printable' sh -c "! LC_ALL=C grep -qP '[^\\x20-\\x7e\\t]' \
    '$tmp/to/report.txt' '$moss/names.txt'"
expect 'nothing was run' [ ! -e "$top/x" ]
cp "$tmp/to/report.txt" "$tmp/first"
similar 0 SUBMISSIONS="$tmp/class" TO="$tmp/to" LAB=1
expect 'again the same' cmp "$tmp/first" "$tmp/to/report.txt"
similar 0 SUBMISSIONS="$tmp/class" TO="$tmp/to" LAB=1 PERCENT=100

similar 2 SUBMISSIONS="$tmp/nowhere" TO="$tmp/to"
similar 2 SUBMISSIONS="$tmp/class" TO="$tmp/class"
expect 'a folder with other things stays as it is' [ -d "$tmp/class/ann" ]
similar 2 SUBMISSIONS="$tmp/class" TO="$tmp/to" PERCENT=half

printf '%d tests of similarity, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
