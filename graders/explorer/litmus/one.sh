#!/bin/sh
# one.sh FILE OUT - compiles and runs one litmus program, and compares with
# what its first lines say:
#
#   // Question: what it asks, for people
#   // Verdict: WORD              with the options of the next line
#   // Options: spurious=1 ...    for every run (none: the defaults)
#   // Flags: -DBUG ...           for the compiler
#   // Compiler: gcc            only by this one
#   // And: WORD option=value ... another run, with more options
#   // Executions: N option=...   exactly so many, with more options
#   // AtMost: N option=...       no more than that
#   // Says: TEXT                 a part of what the first run prints
#   // Never: TEXT                no part of what any run prints
#   // Strategies: no             else all of them must find that verdict
#
# CC and BUILD as for compile.sh; LAUNCH is put before the program's name. With
# QUICK=1 the verdicts are looked at and nothing else.
# Prints a line for every difference. Exit status: 0 none, 1 some.
set -u

file=$1 out=$2
here=$(dirname -- "$0")
failures=0

lines() {
    sed -n "s|^// $1: *||p" "$file"
}

fail() {
    printf '%s: %s\n' "$(basename "$file")" "$1"
    failures=$((failures + 1))
}

# The options are words.
# shellcheck disable=SC2046,SC2086
run() {
    timeout 60 ${LAUNCH-} "$out" minimise=0 $options "$@" > "$out.log" 2>&1
    while read -r text; do
        grep -qiF -- "$text" "$out.log" && fail "says '$text' ($*)"
    done << END
$(lines Never | grep -vxF "${ignored-}" | grep . ||
        echo 'no litmus program says this')
END
}

verdict() {
    sed -n 's/^verdict: //p' "$out.log"
}

compiler=$(lines Compiler)
case ${CC:-gcc} in *"$compiler"*) ;; *) exit 0 ;; esac

flags=$(lines Flags)
options=$(lines Options)
expected=$(lines Verdict)
# shellcheck disable=SC2086
sh "$here/../compile.sh" "$out" "$file" -I"$here" $flags > "$out.log" 2>&1 || {
    fail "does not compile ($out.log)"
    exit 1
}

run
[ "$(verdict)" = "$expected" ] ||
    fail "verdict: $(verdict), not $expected"
lines Says | while read -r text; do
    grep -qF -- "$text" "$out.log" || echo "$text"
done > "$out.missing"
while read -r text; do
    fail "does not say '$text'"
done < "$out.missing"

lines And > "$out.and"
while read -r word more; do
    # shellcheck disable=SC2086
    run $more
    [ "$(verdict)" = "$word" ] || fail "verdict: $(verdict), not $word ($more)"
done < "$out.and"

[ "${QUICK:-0}" = 0 ] || exit "$((failures > 0))"

{
    lines Executions | sed 's/^/-eq /'
    lines AtMost | sed 's/^/-le /'
} > "$out.counts"
while read -r compare count more; do
    # shellcheck disable=SC2086
    run $more
    found=$(sed -n 's/^executions: //p' "$out.log")
    [ "$found" "$compare" "$count" ] ||
        fail "executions: $found, not $compare $count ($more)"
done < "$out.counts"

# Whichever way the schedules are gone through, the verdict is the same, if
# they can be gone through.
ignored=limit_reached
if [ "$(lines Strategies)" != no ]; then
    for strategy in naive dpor states; do
        run strategy=$strategy budget=20000
        case $(verdict) in
        "$expected" | limit_reached) ;;
        *) fail "verdict: $(verdict), not $expected (strategy=$strategy)" ;;
        esac
    done
fi
[ "$failures" -eq 0 ]
