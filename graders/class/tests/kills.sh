# kills.sh - make grade is killed at random moments, and goes on. Read by run.sh
# and scale.sh, which set $top, $build and $tmp.
# shellcheck shell=sh disable=SC2154

# results OUT: how many there are.
results_in() {
    find "$1" -name result.json 2>/dev/null | wc -l
}

# between LEAST MOST: a random number.
between() {
    head -c 4 /dev/urandom | od -An -tu4 |
        awk -v least="$1" -v most="$2" \
            '{ print least + $1 % (most - least + 1) }'
}

# kill_grade TARGET SIGNAL CLASS OUT COUNT: starts make grade, and when OUT has
# so many results sends the signal: to the whole group (-) or to make alone.
# What it had reached is in $reached. Fails if make grade had ended by itself.
kill_grade() {
    # A shell starts its jobs so that they ignore SIGINT, unlike a terminal.
    # shellcheck disable=SC2086
    env --default-signal=INT setsid make -C "$top" BUILD="$build" \
        ${CLASS_TEST_ARGS-} grade SUBMISSIONS="$3" OUT="$4" \
        >"$tmp/killed.log" 2>&1 </dev/null &
    leader=$!
    while [ "$(results_in "$4")" -lt "$5" ] && kill -0 $leader 2>/dev/null; do
        sleep $(($5 / 1000)).05 # counting many takes time
    done
    kill "-$2" "$1$leader" 2>/dev/null
    wait $leader 2>/dev/null
    ended=$?
    reached=$(results_in "$4")
    # make itself says 2 when a signal ended what it started.
    [ $ended -ge 128 ] || grep -q 'go.*es on from here' "$tmp/killed.log"
}

# kill_three_times CLASS OUT TOTAL: at random, the whole group, by SIGKILL.
kill_three_times() {
    reached=0
    for nth in 1 2 3; do
        kill_grade - KILL "$1" "$2" \
            "$(between $((reached + 1)) \
                $((reached + ($3 - reached) / (5 - nth))))" ||
            return 1
        printf 'killed when %d of %d were graded\n' "$reached" "$3"
    done
}
