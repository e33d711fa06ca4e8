#!/bin/sh
# one.sh FILE OUT - compiles and runs one litmus program, and compares with
# what its first lines say:
#
#   // Question: what it asks, for people
#   // Verdict: WORD              with the options of the next line
#   // Options: spurious=1 ...    for every run (none: the defaults)
#   // Flags: -DBUG ...           for the compiler
#   // Compiler: gcc              only by this one
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
newline='
'
expected='' options='' flags='' compiler='' says='' never='' more='' counts=''
strategies=yes

fail() {
    printf '%s: %s\n' "${file##*/}" "$1"
    failures=$((failures + 1))
}

while read -r slashes word rest; do
    [ "$slashes" = // ] || break
    case $word in
    Verdict:) expected=$rest ;;
    Options:) options=$rest ;;
    Flags:) flags=$rest ;;
    Compiler:) compiler=$rest ;;
    Says:) says=$says$rest$newline ;;
    Never:) never=$never$rest$newline ;;
    And:) more=$more$rest$newline ;;
    Executions:) counts="$counts-eq $rest$newline" ;;
    AtMost:) counts="$counts-le $rest$newline" ;;
    Strategies:) strategies=$rest ;;
    esac
done < "$file"

case ${CC:-gcc} in *"$compiler"*) ;; *) exit 0 ;; esac

# The options are words.
# shellcheck disable=SC2086
sh "$here/../compile.sh" "$out" "$file" -I"$here" $flags > "$out.log" 2>&1 || {
    fail "does not compile ($out.log)"
    exit 1
}

# Sets: said, verdict, executions.
run() {
    # shellcheck disable=SC2086
    said=$(timeout 60 ${LAUNCH-} "$out" minimise=0 $options "$@" 2>&1)
    verdict=${said##*verdict: }
    verdict=${verdict%%"$newline"*}
    executions=${said##*"${newline}executions: "}
    executions=${executions%%"$newline"*}
    while read -r text; do
        [ "$text" ] || continue
        case $said in *"$text"*) fail "says '$text' ($*)" ;; esac
    done << END
$never
END
}

run
[ "$verdict" = "$expected" ] || fail "verdict: $verdict, not $expected"
while read -r text; do
    case $said in *"$text"*) ;; *) fail "does not say '$text'" ;; esac
done << END
${says%"$newline"}
END

while read -r word rest; do
    [ "$word" ] || continue
    # shellcheck disable=SC2086
    run $rest
    [ "$verdict" = "$word" ] || fail "verdict: $verdict, not $word ($rest)"
done << END
$more
END

[ "${QUICK:-0}" = 0 ] || exit "$((failures > 0))"

while read -r compare count rest; do
    [ "$compare" ] || continue
    # shellcheck disable=SC2086
    run $rest
    [ "$executions" "$compare" "$count" ] ||
        fail "executions: $executions, not $compare $count ($rest)"
done << END
$counts
END

# Whichever way the schedules are gone through, the verdict is the same, if
# they can be gone through.
case $never in
*limit_reached*) never=${never%limit_reached*}${never##*limit_reached} ;;
esac
[ "$strategies" = no ] || for strategy in naive dpor states; do
    run strategy=$strategy budget=20000
    case $verdict in
    "$expected" | limit_reached) ;;
    *) fail "verdict: $verdict, not $expected (strategy=$strategy)" ;;
    esac
done
[ "$failures" -eq 0 ]
