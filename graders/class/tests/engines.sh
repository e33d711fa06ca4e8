#!/bin/sh
# engines.sh - a class is graded by each engine, and gets the same results byte
# for byte, also when a machine or the engine itself is killed half way.
#
# usage: engines.sh BUILD        (as root, with graders/packages.txt [engines])
set -u

build=${1:?usage: engines.sh BUILD}
mkdir -p "$build" && build=$(cd "$build" && pwd -P) || exit 2
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
unset NO_COLOR CLICOLOR_FORCE MAKEFLAGS MAKELEVEL MFLAGS SUBMISSIONS OUT SLURM_CONF
LC_ALL=C
export LC_ALL
# Short, for the sake of sockets.
tmp=$(mktemp -d /tmp/eng.XXXXXX) || exit 2
chmod 755 "$tmp"
mkdir "$tmp/log"
failed=0
tests=0
engine=

# shellcheck source=graders/class/tests/cluster.sh
. "$here/cluster.sh"

clean_up() {
    trap - EXIT HUP INT TERM
    [ -z "$engine" ] || kill -KILL "-$engine" 2>/dev/null
    stop_cluster >/dev/null 2>&1
    rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 2' HUP INT TERM

fail() {
    printf 'FAIL  %s\n' "$*"
    sed 's/^/      /' "$tmp/out" | tail -n 20
    failed=$((failed + 1))
}

# expect WHAT COMMAND...
expect() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >>"$tmp/out" 2>&1 || fail "$what"
}

# grade STATUS OUT ARGUMENT...: make grade ends like that.
grade() {
    wanted=$1
    out=$2
    shift 2
    tests=$((tests + 1))
    make -C "$top" --no-print-directory BUILD="$build" grade \
        SUBMISSIONS="$tmp/class" OUT="$out" "$@" >"$tmp/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$wanted" ] || fail "make grade $* ended with $status"
}

# start OUT ARGUMENT...: the same in the background, as a group of its own.
start() {
    out=$1
    shift
    setsid make -C "$top" --no-print-directory BUILD="$build" grade \
        SUBMISSIONS="$tmp/class" OUT="$out" "$@" >"$tmp/out" 2>&1 </dev/null &
    engine=$!
}

# ended STATUS WHAT
ended() {
    tests=$((tests + 1))
    wait "$engine"
    status=$?
    engine=
    [ $status -eq "$1" ] || fail "$2: it ended with $status, not $1"
}

said() {
    tests=$((tests + 1))
    grep -q -e "$1" "$tmp/out" || fail "it should say '$1'"
}

done_in() {
    find "$1" -name result.json 2>/dev/null | wc -l
}

has_done() {
    [ "$(done_in "$1")" -ge "$2" ] || ! kill -0 "$engine" 2>/dev/null
}

# Whatever the engine: the same files with the same bytes as the local one.
same_as_local() {
    expect "$1: the same as the local engine's" \
        diff -r -x timings.json -x .class "$tmp/local" "$2"
    expect "$1: no folder of chunks or work is left" \
        [ -z "$(find "$2/.class" -name 'chunks.*' -o -name 'work.*')" ]
}

queue_is_empty() {
    [ -z "$(squeue -h 2>/dev/null)" ]
}

# A node is chosen for the kill when it works on something.
works_on() {
    [ -n "$(step_on "$1")" ] || ! kill -0 "$engine" 2>/dev/null
}

# A chunk that came through this ssh daemon.
serves() {
    pstree -p "$(cat "$tmp/$1.pid")" 2>/dev/null | grep -q class_job ||
        ! kill -0 "$engine" 2>/dev/null
}

# --- a class, and what the local engine says of it ---------------------------------
count=0
for attempt in "$top"/graders/class/example/u10*/*racy_counter.c \
    "$top"/graders/class/example/u10*/racy_counter/racy_counter.c \
    "$top"/graders/01_racy_counter/mutants/[a-l]*.c; do
    [ -f "$attempt" ] || continue
    count=$((count + 1))
    mkdir -p "$tmp/class/u$count"
    cp "$attempt" "$tmp/class/u$count/racy_counter.c"
    [ $count -lt 14 ] || break
done
# shellcheck disable=SC2016 # words that a shell must not read anything into
for id in "o'd d" '-x' 'dollar$(touch pwned)'; do
    count=$((count + 1))
    mkdir -p "$tmp/class/$id"
    echo 'this is not C' >"$tmp/class/$id/racy_counter.c"
done
grade 0 "$tmp/local"
expect 'everything is graded' [ "$(done_in "$tmp/local")" -eq $count ]

# --- what cannot work is said, before anything is done -------------------------------
bad() {
    words=$1
    shift
    grade 2 "$tmp/bad" "$@"
    said "$words"
}
bad "there is no engine 'cloud'" ENGINE=cloud
bad 'needs HOSTS=' ENGINE=parallel
bad 'there is no file' ENGINE=parallel HOSTS="$tmp/nobody"
echo '# nobody' >"$tmp/hosts"
bad 'names no machine' ENGINE=parallel HOSTS="$tmp/hosts"
bad 'CHUNK is a number' ENGINE=parallel HOSTS="$tmp/hosts" CHUNK=none
bad 'CHUNK is a number' ENGINE=slurm CHUNK=0
bad 'CPUS is a number' ENGINE=slurm CPUS=-1
SLURM_CONF=$tmp/nowhere
export SLURM_CONF
bad 'Slurm does not answer' ENGINE=slurm
unset SLURM_CONF
expect 'nothing was graded then' [ "$(done_in "$tmp/bad")" -eq 0 ]

# --- Slurm ---------------------------------------------------------------------------
if ! start_slurm n1 n2 n3; then
    tail -n 5 "$tmp"/log/*
    exit 1
fi
start "$tmp/slurm_node" ENGINE=slurm CHUNK=2
until_true 600 'half of the class' has_done "$tmp/slurm_node" $((count / 3))
until_true 600 'a task on n2' works_on n2
kill_node n2
ended 0 'Slurm, a node killed'
said 'results are missing; grading these again'
same_as_local 'Slurm, a node killed' "$tmp/slurm_node"

start "$tmp/slurm_itself" ENGINE=slurm CHUNK=3
until_true 600 'half of the class' has_done "$tmp/slurm_itself" $((count / 3))
kill -KILL "-$engine"
ended 137 'Slurm, make grade killed'
expect 'it had not ended' [ ! -e "$tmp/slurm_itself/gradebook.csv" ]
grade 0 "$tmp/slurm_itself" ENGINE=slurm CHUNK=3
said 'were graded before and are unchanged'
same_as_local 'Slurm, make grade killed' "$tmp/slurm_itself"
expect 'nothing is in the queue any more' \
    until_true 60 'an empty queue' queue_is_empty
grade 0 "$tmp/slurm_itself" ENGINE=slurm
said "$count were graded before and are unchanged, 0 to do"

# Stopped in the manner of Ctrl-C, the cluster is told.
start "$tmp/slurm_stopped" ENGINE=slurm CHUNK=50
until_true 600 'a first result' has_done "$tmp/slurm_stopped" 1
kill -TERM "-$engine"
wait "$engine"
engine=
expect 'stopped: nothing is in the queue any more' \
    until_true 60 'an empty queue' queue_is_empty

# --- GNU parallel --------------------------------------------------------------------
if ! start_ssh h1 h2; then
    tail -n 5 "$tmp"/log/h*
    exit 1
fi
printf '1/h1\n1/h2\n' >"$tmp/hosts"
set -- ENGINE=parallel HOSTS="$tmp/hosts" SSH="ssh -F $tmp/ssh/config"
start "$tmp/parallel_host" "$@" CHUNK=2
until_true 600 'half of the class' has_done "$tmp/parallel_host" $((count / 3))
until_true 600 'a chunk on h2' serves h2
kill_tree "$(cat "$tmp/h2.pid")"
ended 0 'parallel, a host killed'
same_as_local 'parallel, a host killed' "$tmp/parallel_host"

# h2 is dead from now on, and still in the file.
start "$tmp/parallel_itself" "$@" CHUNK=3
until_true 600 'half of the class' has_done "$tmp/parallel_itself" $((count / 3))
kill -KILL "-$engine"
ended 137 'parallel, make grade killed'
grade 0 "$tmp/parallel_itself" "$@" CHUNK=3
said 'were graded before and are unchanged'
same_as_local 'parallel, make grade killed' "$tmp/parallel_itself"

# The local engine goes on where another one was.
rm -r "$tmp/parallel_itself/u1" "$tmp/parallel_itself/u2"
grade 0 "$tmp/parallel_itself"
same_as_local 'the local one after another' "$tmp/parallel_itself"

echo '1/h2' >"$tmp/hosts"
rm -r "$tmp/parallel_itself/u1"
grade 2 "$tmp/parallel_itself" "$@"
said 'cannot be had'

if [ $failed -gt 0 ]; then
    echo "engines: $failed of $tests tests failed"
    exit 1
fi
echo "engines: $tests tests passed"
