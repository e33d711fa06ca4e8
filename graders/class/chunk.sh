#!/bin/sh
# chunk.sh ROOT BUILD STATE CONFINE CONFINE_MIN LIST - grades one chunk of a
# class, on whatever machine. The engines of many machines start it.
#
# ROOT is the project, BUILD its build folder, STATE the folder OUT/.class, all
# three on a file system that the machines share. LIST, in STATE, holds the
# names of the jobs; in a task of a Slurm array it is the folder of the lists.
#
# It may be killed at any moment, and run twice, even at the same time: a
# result appears whole or not at all, and what is there is not graded again.
set -u

LC_ALL=C
export LC_ALL
root=$1
build=$2
state=$3
list=$6
[ -z "$4" ] || export INTERLEAVE_CONFINE="$4"
[ -z "$5" ] || export INTERLEAVE_CONFINE_MIN="$5"
if [ -n "${SLURM_ARRAY_TASK_ID-}" ]; then
    list=$list/$(printf '%06d' "$SLURM_ARRAY_TASK_ID")
fi

lacks() {
    echo "chunk.sh: $(uname -n) has no $1; the machines must share the" \
        "project's folder and OUT" >&2
    exit 2
}

[ -x "$build/bin/class_job" ] || lacks "$build/bin/class_job"
# shellcheck source=graders/class/work.sh
. "$root/graders/class/work.sh" || lacks "$root"
cd -- "$state" 2>/dev/null || lacks "$state"
# Nobody waits for it any more, if its list is gone.
[ -f "$list" ] || exit 0

forget_dead_chunks
work=$(mktemp -d /tmp/ilv.XXXXXX) || exit 2
link=work.$(uname -n).${work##*.}
trap 'forget_work "$work"; rm -f -- "$link"' EXIT
trap 'exit 130' INT TERM HUP
exec 8<"$work"
flock 8
ln -s "$work" "$link"
# Another uid has to get through it, but sees nothing in it.
chmod 711 "$work"

TMPDIR=$work
CLASS_JOB=$build/bin/class_job
CLASS_GRADE=$build/bin/grade
CLASS_ROOT=$root
CLASS_BUILD=$build
CLASS_TOTAL=$(wc -l <"$list")
CLASS_DONE=$list.done
export TMPDIR CLASS_JOB CLASS_GRADE CLASS_ROOT CLASS_BUILD CLASS_TOTAL CLASS_DONE

# Killed with this script. Waited for in the background, since the shell heeds
# no signal before what it runs in the foreground has ended.
ending=
if command -v setpriv >/dev/null; then
    ending='setpriv --pdeathsig KILL'
fi
# shellcheck disable=SC2086
$ending make --no-print-directory -k -j"${SLURM_CPUS_PER_TASK:-1}" \
    -f "$root/graders/class/engine.mk" LIST="$list" </dev/null &
wait $!
