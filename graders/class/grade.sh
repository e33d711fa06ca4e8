#!/bin/sh
# grade.sh LAB... - grades a class: collect, the jobs, the table, the book.
#
# make grade starts it, at the top of the project. From the environment:
# CLASS_SUBMISSIONS and CLASS_OUT are folders, CLASS_BUILD is the build folder,
# CLASS_COURSE the course file, or empty, CLASS_MAKE and CLASS_JOBS (an option
# such as -j2, or nothing) are the engine. make regrade sets CLASS_COMPARE, a
# folder of older results, too.
#
# Exit status: 0 everything was decided; 2 something was not, or (regrade)
# changed for no reason.
set -u

LC_ALL=C
export LC_ALL
root=$(pwd)
bin=$CLASS_BUILD/bin
tmp=

say() {
    printf 'make %s: %s\n' "${CLASS_GOAL:-grade}" "$*" >&2
}

# shellcheck source=graders/class/work.sh
. "$root/graders/class/work.sh"

stop() {
    say 'stopped; the same command goes on from here'
    forget_work "$tmp"
    trap - INT TERM HUP EXIT
    exit 130
}

# A folder whose name starts with a dash is still a folder.
case $CLASS_OUT in
/*) ;;
*) CLASS_OUT=./$CLASS_OUT ;;
esac
case $CLASS_SUBMISSIONS in
/*) ;;
*) CLASS_SUBMISSIONS=./$CLASS_SUBMISSIONS ;;
esac

if [ ! -e "$CLASS_SUBMISSIONS" ]; then
    say "there is no folder $CLASS_SUBMISSIONS (SUBMISSIONS=)"
    exit 2
elif [ ! -d "$CLASS_SUBMISSIONS" ]; then
    say "$CLASS_SUBMISSIONS is not a folder (SUBMISSIONS=)"
    exit 2
elif [ ! -r "$CLASS_SUBMISSIONS" ] || [ ! -x "$CLASS_SUBMISSIONS" ]; then
    say "$CLASS_SUBMISSIONS cannot be read (SUBMISSIONS=)"
    exit 2
fi
if ! mkdir -p -- "$CLASS_OUT" 2>/dev/null || [ ! -w "$CLASS_OUT" ]; then
    say "$CLASS_OUT is not a folder that can be written in (OUT=)"
    exit 2
fi

CLASS_ROOT=$root
export CLASS_ROOT CLASS_BUILD
engine=
case ${CLASS_ENGINE:-local} in
local) ;;
parallel | slurm)
    engine=$root/graders/class/engine_$CLASS_ENGINE.sh
    case ${CLASS_HOSTS:=} in
    '' | /*) ;;
    *) CLASS_HOSTS=$root/$CLASS_HOSTS ;;
    esac
    sh "$engine" check || exit 2
    ;;
*)
    say "there is no engine '$CLASS_ENGINE'; there are local, parallel, slurm"
    exit 2
    ;;
esac

older=
if [ "${CLASS_GOAL-}" = regrade ]; then
    older=$(cd -- "$CLASS_COMPARE" 2>/dev/null && pwd -P)
    if [ -z "$older" ] || [ ! -d "$older/.class" ]; then
        say "there are no results in $CLASS_COMPARE (COMPARE=); make grade" \
            'OUT=... makes some'
        exit 2
    elif [ "$older" = "$(cd -- "$CLASS_OUT" && pwd -P)" ]; then
        say 'COMPARE and OUT are the same folder; what changed would be lost'
        exit 2
    fi
fi

# One at a time. Of one that was killed, whatever is still ending has the lock
# too: its folders must not be tidied away under it.
exec 9<"$CLASS_OUT"
if ! flock -w 30 9; then
    say "another make grade is at work in $CLASS_OUT"
    exit 2
fi

"$bin/collect" "$CLASS_SUBMISSIONS" "$CLASS_OUT" "$@"
collected=$?
[ $collected -lt 2 ] || exit 2

state=$CLASS_OUT/.class
if [ -L "$state/work" ]; then
    forget_work "$(readlink "$state/work")"
fi
rm -f -- "$state/done" "$state/work"
# From here on a missing result is one to make, and no other.
(cd -- "$state" && "$bin/pending" "$root") || exit 2
trap stop INT TERM HUP
tmp=$(mktemp -d /tmp/ilv.XXXXXX) || exit 2
trap 'forget_work "$tmp"' EXIT
ln -s "$tmp" "$state/work"
# Another uid has to get through it, but sees nothing in it.
chmod 711 "$tmp"

CLASS_TOTAL=$(wc -l <"$state/pending.txt")
unchanged=$(($(wc -l <"$state/jobs.txt") - CLASS_TOTAL))
if [ "$unchanged" -gt 0 ]; then
    echo "$unchanged were graded before and are unchanged, $CLASS_TOTAL to do"
fi
CLASS_DONE='done'
CLASS_STARTED=$(date +%s)
CLASS_JOB=$bin/class_job
CLASS_GRADE=$bin/grade
export CLASS_TOTAL CLASS_DONE CLASS_STARTED
export CLASS_JOB CLASS_GRADE

# Killed with this script; what is not graded then is graded the next time.
ending=
if command -v setpriv >/dev/null; then
    ending='setpriv --pdeathsig KILL'
fi
(
    if [ -n "$engine" ]; then
        set -- sh "$engine"
    else
        # shellcheck disable=SC2086
        set -- "$CLASS_MAKE" --no-print-directory -k ${CLASS_JOBS-} \
            -f "$root/graders/class/engine.mk"
    fi
    # Both hold options, and no blanks but those between them.
    # shellcheck disable=SC2086
    cd -- "$state" && TMPDIR=$tmp exec $ending "$@"
)

echo

labs=
for lab in "$@"; do
    labs="$labs --lab $lab"
done
# shellcheck disable=SC2086
"$bin/show" table --course "${CLASS_COURSE-}" $labs "$CLASS_OUT"
decided=$?
echo
# The table has said already what is not decided.
# shellcheck disable=SC2086
"$bin/show" gradebook --course "${CLASS_COURSE-}" $labs "$CLASS_OUT" 2>"$state/gradebook.log"
written=$?
if [ $written -ne 0 ]; then
    cat -- "$state/gradebook.log" >&2
fi
# Only the pages whose results have changed are written.
# shellcheck disable=SC2086
"$bin/pages" write --course "${CLASS_COURSE-}" --graders "$root/graders" \
    $labs "$CLASS_OUT"
shown=$?
compared=0
if [ -n "$older" ]; then
    printf '\nchanged since %s:\n\n' "$CLASS_COMPARE"
    "$bin/compare" "$older" "$CLASS_OUT"
    compared=$?
fi
[ $compared -eq 0 ] || exit 2
[ $collected -eq 0 ] && [ $decided -eq 0 ] && [ $written -eq 0 ] &&
    [ $shown -eq 0 ] || exit 2
