#!/bin/sh
# engine_slurm.sh [check] - grades what is to do as arrays of Slurm jobs, a task
# a chunk. grade.sh starts it, in OUT/.class; with check it only says whether
# it could.
#
# What else sbatch should know stands in its own variables (SBATCH_PARTITION,
# SBATCH_ACCOUNT, SBATCH_TIMELIMIT, ...).
set -u

# shellcheck source=graders/class/chunks.sh
. "$CLASS_ROOT/graders/class/chunks.sh"

# What Slurm takes if nobody configured it otherwise (MaxArraySize is 1001).
ARRAY_MAX=1000

check() {
    check_chunk
    if ! is_number "${CLASS_CPUS-}"; then
        say "CPUS is a number of processors for a chunk, not '${CLASS_CPUS-}'"
        exit 2
    elif ! command -v sbatch >/dev/null; then
        say 'ENGINE=slurm needs sbatch: a machine of the cluster'
        exit 2
    elif ! said=$(sinfo -h 2>&1); then
        say "ENGINE=slurm: Slurm does not answer: $(printf '%s' "$said" |
            head -n 1)"
        exit 2
    fi
}

# Whether somebody still works on the array, or will. While the controller does
# not answer (it restarts, say), that is so.
is_busy() {
    if queued=$(squeue -h -r -o %i -j "$array" 2>&1); then
        [ -n "$queued" ]
    else
        case $queued in *'Invalid job id'*) return 1 ;; esac
    fi
}

end_array() {
    [ -n "$array" ] || return 0
    scancel -- "$array" 2>/dev/null
    while is_busy; do
        sleep 1
    done
    rm -f slurm_array
}

# Not requeued by Slurm, which lets two minutes pass first: what is missing is
# submitted again here.
round() {
    array=$(sbatch --parsable --no-requeue --job-name=interleave \
        --array="1-$count" --cpus-per-task="$CLASS_CPUS" \
        --output="$chunks/%a.log" "$CLASS_ROOT/graders/class/chunk.sh" \
        "$CLASS_ROOT" "$CLASS_BUILD" "$PWD" "${INTERLEAVE_CONFINE-}" \
        "${INTERLEAVE_CONFINE_MIN-}" "$chunks") || exit 2
    array=${array%%;*}
    echo "$array" >slurm_array
    while is_busy; do
        sleep 1
        show_progress
    done
    rm -f slurm_array
    array=
}

stop() {
    end_array
    exit 130
}

check
[ "${1-}" != check ] || exit 0
array=
trap stop INT TERM HUP
# One that was killed has left its array behind.
if [ -s slurm_array ]; then
    array=$(cat slurm_array)
    end_array
    array=
fi
run_rounds $ARRAY_MAX
