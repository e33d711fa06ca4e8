#!/bin/sh
# scale.sh - a large class: what it costs by stage, what the engine adds, how
# that grows, and whether a run that is killed three times gives the same.
#
# usage: scale.sh BUILD N [slurm]     N students with an attempt of each lab;
#                                     then also through a Slurm of three nodes,
#                                     one of which is killed (as root)
#
# The attempts are copies: skeletons, solutions, accepted ones, mutants and
# some hostile ones. Costs are CPU seconds, which other load on the machine
# hardly changes. Only what is not the same makes it fail, never a duration.
set -u

build=${1:?usage: scale.sh BUILD N [slurm]}
students=${2:?usage: scale.sh BUILD N [slurm]}
engine=${3-}
mkdir -p "$build" && build=$(cd "$build" && pwd -P) || exit 2
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
unset NO_COLOR CLICOLOR_FORCE MAKEFLAGS MAKELEVEL MFLAGS SUBMISSIONS OUT
LC_ALL=C
export LC_ALL
case $students in
'' | *[!0-9]* | 0*)
    echo "scale.sh: N is a number of students, not '$students'" >&2
    exit 2
    ;;
esac
case $engine in
'' | slurm) ;;
*)
    echo "scale.sh: the engine is slurm or none, not '$engine'" >&2
    exit 2
    ;;
esac
tmp=$(mktemp -d) || exit 2
mkdir "$tmp/log"

# shellcheck source=graders/class/tests/kills.sh
. "$here/kills.sh"
# shellcheck source=graders/class/tests/cluster.sh
. "$here/cluster.sh"

clean_up() {
    trap - EXIT HUP INT TERM
    [ -z "$engine" ] || stop_cluster >/dev/null 2>&1
    rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 2' HUP INT TERM

# --- a class of copies ---------------------------------------------------------------
# Hostile ones that end soon; make test-hostile has them all.
hostile='01_exit 05_constructor 11_abort 25_daemon 31_deadlock 42_words_that_break
    44_forged_report 50_inline_system_call 66_not_c 68_empty'

# The attempts that the project has of a lab, in an order that mixes them.
attempts_of() {
    stem=${1#[0-9][0-9]_}
    {
        echo "$top/labs/$1/$stem.c"
        echo "$top/solutions/$1/$stem.c"
        ls "$top/graders/$1/accepted"/*.c "$top/graders/$1/mutants"/*.c
    } | awk '{ line[NR] = $0 }
        END { for (i = 0; i < NR; i++) print line[i * 7 % NR + 1] }'
}

# make_class FOLDER STUDENTS: the first ones are the same in each class.
make_class() {
    for lab in "$top"/labs/[0-9]*/; do
        lab=$(basename "$lab")
        attempts_of "$lab" >"$tmp/attempts"
        if [ "$lab" = 01_racy_counter ]; then
            for name in $hostile; do
                sed -n '1,6p' "$tmp/attempts"
                echo "$top/graders/hostile/$name.c"
            done >"$tmp/mixed"
            mv "$tmp/mixed" "$tmp/attempts"
        fi
        kinds=$(wc -l <"$tmp/attempts")
        nth=0
        while [ $nth -lt "$2" ]; do
            nth=$((nth + 1))
            student=$1/$(printf 's%05d' $nth)
            mkdir -p "$student"
            cp "$(sed -n "$(((nth - 1) % kinds + 1))p" "$tmp/attempts")" \
                "$student/${lab#*_}.c"
        done
    done
}

# --- measuring -------------------------------------------------------------------------
# CPU seconds of all that this shell has waited for, in $cpu. (In a subshell,
# it would be that one's.)
take_cpu() {
    times >"$tmp/times"
    cpu=$(sed -n 2p "$tmp/times" | tr 'ms' '  ' |
        awk '{ print $1 * 60 + $2 + $3 * 60 + $4 }')
}

# measure CLASS OUT: grades it; what it took is in $total (CPU) and $wall.
measure() {
    take_cpu
    before=$cpu
    wall=$(date +%s)
    make -C "$top" BUILD="$build" grade SUBMISSIONS="$1" OUT="$2" \
        >"$tmp/make.log" 2>&1 </dev/null || {
        tail -n 20 "$tmp/make.log"
        exit 1
    }
    wall=$(($(date +%s) - wall))
    take_cpu
    total=$(awk -v a="$before" -v b="$cpu" 'BEGIN { print b - a }')
}

# stages OUT STUDENTS: CPU seconds of compile, vet, link, checks, helgrind, all
# attempts of the first so many students together; then their number.
stages() {
    find "$1" -name timings.json | sort | head -n $((5 * $2)) |
        xargs cat |
        awk '
        /": \{/ { split($0, part, "\""); stage = part[2] }
        /cpu_s/ { sum[stage] += $2 }
        /"compile"/ { count++ }
        END { print sum["compile"], sum["vet"], sum["link"], sum["checks"],
                  sum["helgrind"], count }'
}

# --- what it says ------------------------------------------------------------------------
few=$(((students + 9) / 10))
make_class "$tmp/few" $few
make_class "$tmp/many" "$students"
make -C "$top" BUILD="$build" class-programs >/dev/null || exit 1

measure "$tmp/few" "$tmp/few_out"
total_few=$total
measure "$tmp/many" "$tmp/many_out"
# The first students are in both; so growth is not a matter of other attempts.
# shellcheck disable=SC2046
set -- $(stages "$tmp/few_out" $few) $(stages "$tmp/many_out" $few) \
    $(stages "$tmp/many_out" "$students")
awk -v few="$*" -v total="$total" -v total_few="$total_few" -v wall="$wall" '
    function row(name, sum) {
        printf "  %-30s %7.3f\n", name, sum / attempts
    }
    BEGIN {
        split(few, n)
        attempts = n[18]
        sum = n[13] + n[14] + n[15] + n[16]
        printf "%d attempts: %.0f CPU seconds, %d seconds by the clock\n",
            attempts, total, wall
        print "CPU seconds an attempt of one lab"
        row("compile", n[13])
        row("vet", n[14])
        row("link", n[15])
        row("checks, without helgrind", n[16] - n[17])
        row("helgrind", n[17])
        row("together", sum)
        row("together without helgrind", sum - n[17])
        row("engine, and all else", total - sum)
        printf "engine, and all else: %.1f%% of the whole\n",
            100 * (total - sum) / total
        small = n[1] + n[2] + n[3] + n[4]
        printf "growth from %d to %d attempts, 1.00 is linear:\n", n[6], attempts
        printf "  %-30s %7.2f\n", "the same attempts",
            (n[7] + n[8] + n[9] + n[10]) / small
        printf "  %-30s %7.2f\n", "engine, and all else, each",
            (total - sum) / attempts / ((total_few - small) / n[6])
    }'

measure "$tmp/many" "$tmp/many_out"
awk -v attempts=$((5 * students)) -v total="$total" 'BEGIN {
    printf "again, when nothing has changed: %.1f CPU seconds, %.4f an attempt\n",
        total, total / attempts }'

# same_as_undisturbed WHAT OUT
same_as_undisturbed() {
    if ! diff -r -x timings.json -x .class "$tmp/many_out" "$2"; then
        echo "FAIL  $1, the results are others"
        exit 1
    fi
    echo "$1: the same, byte for byte"
}

# Copies of an attempt: as many gradings of it, at different moments, beside
# different others. (No path is in a result, so equal means equal bytes.)
find "$tmp/many_out" -name result.json >"$tmp/results"
xargs sha256sum <"$tmp/results" | cut -c1-64 >"$tmp/sums"
xargs jq -r '.lab + " " + .attempt.sha256' <"$tmp/results" |
    paste -d ' ' - "$tmp/sums" | sort | uniq -c |
    awk '{ copies += $1 } !seen[$2, $3]++ { kinds++ }
        END { printf "%d attempts, copies of %d, got %d different results\n",
                  copies, kinds, NR
              exit kinds != NR }' || {
    echo 'FAIL  copies of an attempt got different results'
    exit 1
}

attempts=$(results_in "$tmp/many_out")
if ! kill_three_times "$tmp/many" "$tmp/killed" "$attempts"; then
    echo 'FAIL  make grade ended before it was killed three times'
    exit 1
fi
measure "$tmp/many" "$tmp/killed"
same_as_undisturbed 'killed three times and resumed' "$tmp/killed"
[ -n "$engine" ] || exit 0

# --- through Slurm ---------------------------------------------------------------------
# A third of the class is done and the node works on something, or all has ended.
is_time() {
    ! kill -0 $grading 2>/dev/null || {
        [ "$(results_in "$tmp/slurm_out")" -ge $((attempts / 3)) ] &&
            [ -n "$(step_on n2)" ]
    }
}

start_slurm n1 n2 n3 || exit 1
make -C "$top" BUILD="$build" grade SUBMISSIONS="$tmp/many" \
    OUT="$tmp/slurm_out" ENGINE=slurm CHUNK=$(((attempts + 99) / 100 + 1)) >"$tmp/log/grade" 2>&1 \
    </dev/null &
grading=$!
until_true 36000 'a third of the class through Slurm' is_time || exit 1
printf 'Slurm: node n2 killed when %d of %d were graded\n' \
    "$(results_in "$tmp/slurm_out")" "$attempts"
kill_node n2
if ! wait $grading; then
    tail -n 20 "$tmp/log/grade"
    echo 'FAIL  make grade ENGINE=slurm did not get to its end'
    exit 1
fi
if ! grep 'results are missing; grading these again' "$tmp/log/grade"; then
    echo 'FAIL  nothing was lost by killing a node'
    exit 1
fi
same_as_undisturbed 'through Slurm, a node killed' "$tmp/slurm_out"
