#!/bin/sh
# run.sh [BUILD] - builds and runs the tests of the harness: where threads
# stand (stand.c; victims by gcc and clang, position-independent and not), the
# turns, and the watch.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$(mktemp -d /tmp/stand_tests.XXXXXX)}
mkdir -p "$build"
build=$(cd "$build" && pwd)
chmod a+rx "$build"
c11='-std=c11 -D_POSIX_C_SOURCE=200809L'
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings
    -Wpointer-arith -Wundef -Wformat=2 -Wcast-qual -Wimplicit-fallthrough
    -fno-common -Werror'
debug='-O0 -g -fno-omit-frame-pointer'

victims=
for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue
    for pie in pie no-pie; do
        no=${pie%pie}
        for file in racy_counter victim; do
            "$compiler" $c11 $debug "-f${no}pie" -w -c \
                "$here/stand/$file.c" -o "$build/$file.$compiler.$pie.o"
        done
        "$compiler" "-$pie" "$build/racy_counter.$compiler.$pie.o" \
            "$build/victim.$compiler.$pie.o" -pthread \
            -o "$build/victim.$compiler.$pie"
        victims="$victims $build/victim.$compiler.$pie"
    done
    "$compiler" $c11 $warnings -g -I"$here/.." "$here/test_stand.c" \
        "$here/../stand.c" "$here/../stand_line.c" \
        "$here/../stand_apart.c" -ldw -lelf \
        -o "$build/test_stand.$compiler"
done
"$build/test_stand.gcc" "$here/stand/racy_counter.c" $victims

# The turns: a probe whose calls are redirected, and scenarios that play it.
inside="$here/../report.c $here/../scenario_main.c $here/../verdict.c"
# shellcheck disable=SC2086
gcc $c11 $warnings -g -O1 -I"$here/.." -c "$here/probe.c" -o "$build/probe.o"
objcopy --redefine-syms="$here/../redirect.map" "$build/probe.o"
# shellcheck disable=SC2086
gcc $c11 $warnings -g -O1 -I"$here/.." "$here/test_turns.c" "$build/probe.o" \
    "$here"/../turns_*.c $inside -pthread -o "$build/test_turns"
for scenario in $("$build/test_turns" --list | grep -v '^ends_'); do
    "$build/test_turns" "$scenario" < /dev/null > "$build/turns.out"
    grep -v '^done' "$build/turns.out"
    if grep -q "^FAIL" "$build/turns.out"; then exit 1; fi
    grep -q '^done' "$build/turns.out"
done
# A scenario that cannot end stands still until the watch ends it.
ends() {
    : > "$build/turns.out" # else the stop of the one before may be read
    "$build/test_turns" "$1" < /dev/null > "$build/turns.out" &
    scenario=$!
    until grep -q '^stop' "$build/turns.out"; do
        kill -0 "$scenario" 2> /dev/null || break
    done
    kill -9 "$scenario" 2> /dev/null || true
    wait "$scenario" 2> /dev/null || true
    if grep -q "^stop	$2	" "$build/turns.out" && grep -q "$3" "$build/turns.out"; then
        echo "ok    $1"
    else
        echo "FAIL  $1"
        cat "$build/turns.out"
        exit 1
    fi
}
ends ends_in_deadlock deadlock 'missing unlock'
ends ends_in_lost_wakeup deadlock 'lost wake-up'
ends ends_in_livelock livelock 'busy waiting'
ends ends_in_misuse misuse 'nobody'

# shellcheck disable=SC2086
gcc $c11 $warnings -g -O1 -I"$here/.." "$here/test_watch.c" "$here/../watch.c" \
    "$here/../watch_files.c" "$here"/../confine*.c "$here/../stand.c" "$here/../stand_line.c" \
    "$here/../stand_apart.c" -lseccomp -ldw -lelf -pthread -o "$build/test_watch"
"$build/test_watch"
if ps -eo args= | grep -q '[t]est_watch'; then
    echo 'FAIL  watch: a process is left'
    exit 1
fi
