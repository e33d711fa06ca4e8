#!/bin/sh
# run.sh - tests explain, the readers and run_tool.sh.
#
# Part 1 builds small programs, right and wrong ones, runs the real tools on
# them, and compares what is said: how much counts, and on which lines.
# Part 2 reads stored and generated logs that are cut short, hostile or huge,
# with a build under AddressSanitizer and UBSan.
#
# usage: run.sh [EXPLAIN]   (builds its own when none is given); CC as in make
# Exit status: 0 all as it should be, 1 not.
set -u

here=$(cd -- "$(dirname -- "$0")" && pwd)
top=$(dirname -- "$here")
: "${CC:=gcc}"
work=$(mktemp -d "${TMPDIR:-/tmp}/valgrind_tests.XXXXXX") || exit 2
trap 'rm -rf -- "$work"' EXIT
c11='-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra'
sources="$top/print_findings.c $top/findings.c $top/policy.c $top/text.c
         $top/what.c $top/read_valgrind.c $top/read_tsan.c
         $top/tool_options.c"
sanitized='-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all'
bad=0
done_tests=0

fail() {
    bad=$((bad + 1))
    printf 'FAIL %s\n' "$1"
    sed 's/^/    | /' "$work/out"
}

# expect NAME STATUS COUNTS INFORMATION - compares $status and the header.
expect() {
    done_tests=$((done_tests + 1))
    if [ "$status" -ne "$2" ]; then
        fail "$1: exit status $status instead of $2"
    elif [ "$3$4" = 00 ]; then
        grep -q 'nothing found in this run' "$work/out" ||
            fail "$1: should say that nothing was found"
    elif ! grep -q ": $3 that counts\{0,1\}, $4 for information" \
        "$work/out"; then
        fail "$1: should be $3 that count, $4 for information"
    fi
}

# says NAME TEXT - TEXT stands in the output. lacks NAME TEXT: it does not.
says() {
    done_tests=$((done_tests + 1))
    grep -qF -- "$2" "$work/out" || fail "$1: should say '$2'"
}
lacks() {
    done_tests=$((done_tests + 1))
    grep -qF -- "$2" "$work/out" && fail "$1: should not say '$2'"
    return 0
}
narrow() {
    done_tests=$((done_tests + 1))
    if grep -v '^Raw log: ' "$work/out" | grep -q '.\{81,\}'; then
        fail "$1: a line is wider than 80 columns"
    fi
}

# place PROGRAM MARK - "race.c:8", the line that bears the mark.
place() {
    line=$(grep -n "MARK $2 " "$here/programs/$1.c" | cut -d: -f1)
    printf '%s.c:%s  ' "$1" "$line"
}

# run TOOL PROGRAM [OPTION...] - the tool for real, and explain on its log.
run() {
    tool=$1 program=$2
    shift 2
    flags=
    [ "$tool" = tsan ] && flags=-fsanitize=thread
    # shellcheck disable=SC2086
    $CC $c11 -g -O1 $flags -o "$work/$program.$tool" \
        "$here/programs/$program.c" -pthread || exit 2
    EXPLAIN=$explain sh "$top/run_tool.sh" "$tool" "$work/$program.$tool" \
        scenario "$work/log" >"$work/run.out" 2>&1
    "$explain" "$tool" "$work/log" "$here/programs/$program.c" "$@" \
        >"$work/out" 2>&1
    status=$?
    narrow "$tool $program"
}

# read_log TOOL LOG [OPTION...] - explain, under the sanitizers.
read_log() {
    tool=$1 log=$2
    shift 2
    "$work/explain_asan" "$tool" "$log" "$here/logs/attempt.c" "$@" \
        >"$work/out" 2>&1
    status=$?
    narrow "$log"
    lacks "$log" AddressSanitizer
    lacks "$log" 'runtime error'
    lacks "$log" "$(printf '\033')"
}

# shellcheck disable=SC2086
$CC $c11 $sanitized -o "$work/explain_asan" "$top/explain.c" $sources \
    -lexpat || exit 2
# shellcheck disable=SC2086
$CC $c11 $sanitized -o "$work/mutate_logs" "$here/mutate_logs.c" $sources \
    -lexpat || exit 2
explain=${1:-$work/explain_asan}

# ---- part 1: the real tools ----

run helgrind clean
expect 'helgrind clean' 0 0 0
run helgrind race
expect 'helgrind race' 1 1 0
says 'helgrind race' "$(place race race)"
says 'helgrind race' "write of size 8"
says 'helgrind race' "'counter'"
run helgrind named
expect 'helgrind named' 1 1 0
says 'helgrind named' "$(place named read)"
says 'helgrind named' "$(place named write)"
lacks 'helgrind named' "$(printf '\033')"
run helgrind lock_order
expect 'helgrind lock_order' 0 0 1
says 'helgrind lock_order' "$(place lock_order inverted)"
says 'helgrind lock_order' "$(place lock_order first)"
run helgrind unlock_foreign
says 'helgrind unlock_foreign' 'unlock of a foreign lock (information)'
says 'helgrind unlock_foreign' "$(place unlock_foreign unlock)"
run helgrind exit_holding
expect 'helgrind exit_holding' 1 1 0
says 'helgrind exit_holding' 'lock held at thread exit'
run helgrind ended_holding
expect 'helgrind ended_holding' 0 0 1
run helgrind atomics
expect 'helgrind atomics' 1 2 0
says 'helgrind atomics' "$(place atomics write)"
run helgrind atomics --tsan-clean
expect 'helgrind atomics --tsan-clean' 0 0 2
run helgrind signal_after
expect 'helgrind signal_after' 0 0 1
says 'helgrind signal_after' "$(place signal_after signal)"
for round in 1 2 3; do
    run helgrind timed_wait
    expect "helgrind timed_wait $round" 0 0 0
done
run helgrind elsewhere
expect 'helgrind elsewhere' 0 0 0
says 'helgrind elsewhere' 'touch no line of this file'

run drd race
expect 'drd race' 1 1 0
says 'drd race' "$(place race race)"
run drd clean
expect 'drd clean' 0 0 0
run drd exit_holding
expect 'drd exit_holding' 1 1 0
says 'drd exit_holding' "$(place exit_holding lock)"
run drd signal_after
expect 'drd signal_after' 0 0 1

run memcheck overflow
expect 'memcheck overflow' 1 2 0
says 'memcheck overflow' "$(place overflow write)"
says 'memcheck overflow' "$(place overflow read)"
says 'memcheck overflow' "$(place overflow alloc)"
run memcheck leak
expect 'memcheck leak' 1 2 0
says 'memcheck leak' "$(place leak alloc)"
says 'memcheck leak' "$(place leak unset)"
run memcheck clean
expect 'memcheck clean' 0 0 0

# ThreadSanitizer does not start on every kernel; then there is nothing to test.
run tsan clean
if grep -q 'itself failed' "$work/out"; then
    echo 'ThreadSanitizer does not start here: its tests are left out'
else
    expect 'tsan clean' 0 0 0
    run tsan race
    expect 'tsan race' 1 1 0
    says 'tsan race' "$(place race race)"
    run tsan named
    expect 'tsan named' 1 1 0
    says 'tsan named' "by thread 'reader'"
    lacks 'tsan named' "$(printf '\033')"
    run tsan lock_order
    expect 'tsan lock_order' 0 0 1
    says 'tsan lock_order' "$(place lock_order second)"
    says 'tsan lock_order' "$(place lock_order inverted)"
    run tsan unlock_foreign
    expect 'tsan unlock_foreign' 0 0 1
    run tsan atomics
    expect 'tsan atomics' 0 0 0
    run tsan elsewhere
    expect 'tsan elsewhere' 0 0 0
fi

# A program that hangs is ended with SIGTERM: the log is whole and says so.
# shellcheck disable=SC2086
$CC $c11 -g -O1 -o "$work/hangs" "$here/programs/hangs.c" -pthread || exit 2
EXPLAIN=$explain sh "$top/run_tool.sh" helgrind "$work/hangs" scenario \
    "$work/log" >"$work/run.out" 2>&1 &
runner=$!
tries=0
until grep -qs hanging "$work/run.out" || [ "$tries" -gt 200 ]; do
    tries=$((tries + 1))
    sleep 0.1
done
kill -TERM "$runner"
wait "$runner"
"$explain" helgrind "$work/log" "$here/programs/hangs.c" >"$work/out" 2>&1
status=$?
expect 'helgrind hangs' 1 1 1
says 'helgrind hangs' 'SIGTERM'

# The same schedule twice: the same words.
for tool in helgrind drd; do
    for round in 1 2; do
        run "$tool" in_order
        expect "$tool in_order" 1 1 0
        grep -v '^Raw log' "$work/out" >"$work/same.$round"
    done
    done_tests=$((done_tests + 1))
    cmp -s "$work/same.1" "$work/same.2" || fail "$tool in_order: they differ"
done
says 'drd in_order' "$(place in_order later)"

# ---- part 2: logs that nobody should trust ----

logs=$here/logs
read_log helgrind "$logs/whole.xml"
expect whole.xml 1 1 0
says whole.xml 'attempt.c:2  int second; /* \x1b[31m red \xff */'
read_log helgrind "$logs/whole.xml" --name other.c
expect 'whole.xml --name' 0 0 0
read_log helgrind "$logs/harness.xml"
expect harness.xml 0 0 0
says harness.xml 'touch no line of this file: 1'
read_log tsan "$logs/harness.tsan"
expect harness.tsan 0 0 0
for cut in cut_in_text cut_after_error cut_in_tag; do
    read_log helgrind "$logs/$cut.xml"
    expect "$cut.xml" 2 1 0
    says "$cut.xml" 'the log is cut short'
done
read_log helgrind "$logs/empty.xml"
says empty.xml 'the log is cut short'
for bomb in entity_bomb entity_file; do
    read_log helgrind "$logs/$bomb.xml"
    says "$bomb.xml" 'the log has a DOCTYPE'
    lacks "$bomb.xml" root
done
for damaged in cdata_end thread_name junk_after; do
    read_log helgrind "$logs/$damaged.xml"
    says "$damaged.xml" 'the log is damaged'
done
read_log helgrind "$logs/html.xml"
says html.xml 'this is not a log of Valgrind'
read_log helgrind "$logs/other_tool.xml"
says other_tool.xml 'a tool that is not known'
read_log drd "$logs/whole.xml"
says 'whole.xml as drd' 'the log is by another tool'
read_log helgrind "$logs/bytes.xml"
expect bytes.xml 0 0 1
says bytes.xml '\xff'
for odd in odd_numbers nested; do
    read_log helgrind "$logs/$odd.xml"
    done_tests=$((done_tests + 1))
    [ "$status" -le 2 ] || fail "$odd.xml: exit status $status"
done
read_log helgrind "$work/missing"
says missing 'cannot be opened'
read_log helgrind "$work"
says 'a folder' 'cannot be read'

read_log tsan "$logs/whole.tsan"
expect whole.tsan 1 1 0
says whole.tsan "by thread 'two'"
read_log tsan "$logs/empty.tsan"
expect empty.tsan 0 0 0
read_log tsan "$logs/cut.tsan"
says cut.tsan 'the log is cut short'
read_log tsan "$logs/fatal.tsan"
says fatal.tsan 'ThreadSanitizer itself failed'
read_log tsan "$logs/hostile.tsan"
expect hostile.tsan 0 0 2
says hostile.tsan '\x1b'

head='<?xml version="1.0"?><valgrindoutput><tool>helgrind</tool><error>'
kind='<kind>Race</kind><what>'
tail='</what><stack><frame><file>attempt.c</file><line>1</line></frame></stack></error></valgrindoutput>'
long() {
    head -c 5242880 /dev/zero | tr '\0' "$1"
}
{ printf %s "$head$kind"; long x; printf %s "$tail"; } >"$work/long_text"
read_log helgrind "$work/long_text"
expect 'text of 5 MB' 1 1 0
{ printf %s "$head<"; long x; printf %s "/>$kind$tail"; } >"$work/long_tag"
read_log helgrind "$work/long_tag"
says 'tag of 5 MB' 'too long to be read'
{ printf %s "$head$kind"; long '\033'; printf %s "$tail"; } >"$work/long_esc"
read_log helgrind "$work/long_esc"
expect 'escapes of 5 MB' 1 1 0
awk 'BEGIN { printf "<valgrindoutput>"; for (i = 0; i < 100000; i++)
    printf "<stack>" }' >"$work/deep"
read_log helgrind "$work/deep"
says 'deep' 'nests deeper'
awk -v head="$head" -v kind="$kind" 'BEGIN { print head "</error>"
    for (i = 1; i <= 5000; i++) printf "<error>%sx</what><stack><frame>" \
        "<file>attempt.c</file><line>%d</line></frame></stack></error>", \
        kind, i
    print "</valgrindoutput>" }' >"$work/many"
read_log helgrind "$work/many"
expect '5000 findings' 1 1000 0
says '5000 findings' '4980 more'
{ printf 'WARNING: ThreadSanitizer: '; long '\033'; echo; echo =====; } \
    >"$work/long_line"
read_log tsan "$work/long_line"
done_tests=$((done_tests + 1))
[ "$status" -eq 0 ] || fail "line of 5 MB: exit status $status"

done_tests=$((done_tests + 1))
"$work/mutate_logs" "${ROUNDS:-400}" "$logs/whole.xml" "$logs/bytes.xml" \
    "$logs/odd_numbers.xml" "$logs/whole.tsan" "$logs/hostile.tsan" \
    >"$work/out" 2>&1 || fail 'damaged logs'

if [ "$bad" -gt 0 ]; then
    printf '%d of %d checks of graders/valgrind failed\n' "$bad" "$done_tests"
    exit 1
fi
printf 'graders/valgrind: %d checks, all as they should be\n' "$done_tests"
