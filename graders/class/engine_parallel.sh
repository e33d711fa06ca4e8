#!/bin/sh
# engine_parallel.sh [check] - grades what is to do with GNU parallel, over ssh
# on the machines of the file HOSTS. grade.sh starts it, in OUT/.class; with
# check it only says whether it could.
#
# HOSTS is what parallel calls an sshloginfile: a machine a line, "4/name" for
# one that takes four chunks at a time (else as many as it has cores), ":" for
# this one. They must not ask for a password. SSH is the command for ssh, if it
# needs options of its own ("ssh -F file").
set -u

# shellcheck source=graders/class/chunks.sh
. "$CLASS_ROOT/graders/class/chunks.sh"

# A machine is lost that has not answered for half a minute.
PATIENCE='-o ConnectTimeout=10 -o ServerAliveInterval=10 -o ServerAliveCountMax=3'

check() {
    check_chunk
    if ! command -v parallel >/dev/null || ! command -v ssh >/dev/null; then
        say 'ENGINE=parallel needs GNU parallel and ssh: sh graders/setup.sh' \
            'engines'
        exit 2
    elif [ -z "${CLASS_HOSTS-}" ]; then
        say 'ENGINE=parallel needs HOSTS=, a file with a machine a line'
        exit 2
    elif [ ! -f "$CLASS_HOSTS" ] || [ ! -r "$CLASS_HOSTS" ]; then
        say "there is no file $CLASS_HOSTS that can be read (HOSTS=)"
        exit 2
    elif ! grep -q '^[[:space:]]*[^#[:space:]]' -- "$CLASS_HOSTS"; then
        say "$CLASS_HOSTS names no machine (HOSTS=)"
        exit 2
    fi
}

# No chunk is started when this is gone. Those that other machines work on by
# then end by themselves, as soon as the next run takes their lists away; so
# nothing of parallel may have OUT's lock (9).
ending=
if command -v setpriv >/dev/null; then
    ending='setpriv --pdeathsig KILL'
fi

# A machine that is lost costs its chunks, which another one gets (--retries).
# Not --filter-hosts: it takes a machine that is busy for one that is dead.
round() {
    # shellcheck disable=SC2086
    $ending parallel --will-cite --jobs 100% --sshloginfile "$CLASS_HOSTS" \
        --retries 3 \
        --ssh "${CLASS_SSH:-ssh} -o BatchMode=yes $PATIENCE" \
        sh '{1}/graders/class/chunk.sh' '{1}' '{2}' '{3}' '{4}' '{5}' '{6}' \
        ::: "$CLASS_ROOT" ::: "$CLASS_BUILD" ::: "$PWD" \
        ::: "${INTERLEAVE_CONFINE-}" ::: "${INTERLEAVE_CONFINE_MIN-}" \
        ::: "$chunks"/?????? </dev/null >"$chunks/parallel.log" 2>&1 9<&- &
    parallel=$!
    while kill -0 $parallel 2>/dev/null; do
        sleep 1
        show_progress
    done
}

# Twice: the first time it only starts no more.
stop() {
    kill -TERM $parallel 2>/dev/null
    sleep 1
    kill -TERM $parallel 2>/dev/null
    exit 130
}

check
[ "${1-}" != check ] || exit 0
parallel=
trap stop INT TERM HUP
run_rounds 1000000
