#!/bin/sh
# run.sh - tests of what students type and see, in a copy of the project.
#
# usage: run.sh BUILD            compares with golden/
#        UPDATE=1 run.sh BUILD   writes golden/ anew; read the difference
#
# STUDENT_TEST_ARGS holds more arguments for make.
set -u

build=${1:?usage: run.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
build=$(cd "$build" && pwd -P) || exit 2
unset NO_COLOR CLICOLOR_FORCE MAKEFLAGS MAKELEVEL MFLAGS LAB ATTEMPT CHECK
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
# The attempt's uid has to get through it, to read the project.
chmod 711 "$tmp"
usual=$PATH
failed=0
tests=0

fail() {
    printf 'FAIL  %s\n' "$*"
    failed=$((failed + 1))
}

# expect WHAT COMMAND...: the command succeeds.
expect() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/expect.log" 2>&1 && return
    fail "$what"
    sed 's/^/      /' "$tmp/expect.log" | tail -n 30
}

# The copy keeps its dates, so that nothing is built again. Reading the results
# of the real one, or writing into its labs, would disturb a student.
mkdir "$tmp/project"
(cd "$top" && tar cf - --exclude=./build --exclude=./.git .) |
    tar xf - -C "$tmp/project"
cp -a "$build" "$tmp/project/build"
rm -rf "$tmp/project/build/plain/student" "$tmp/project/build/hints.txt"
cd "$tmp/project" || exit 2
file=labs/01_racy_counter/racy_counter.c
cp "graders/class/example/u1003/$file" "$file"
# shellcheck disable=SC2086
make --no-print-directory ${STUDENT_TEST_ARGS-} graders build/plain/libsync.a >"$tmp/log" 2>&1 || {
    cat "$tmp/log"
    exit 2
}

# run STATUS ARGUMENT...: make ends like that; what it said is in $tmp/out.
run() {
    wanted=$1
    shift
    tests=$((tests + 1))
    # shellcheck disable=SC2086
    make --no-print-directory ${STUDENT_TEST_ARGS-} "$@" >"$tmp/out" \
        2>"$tmp/err" </dev/null
    status=$?
    cat "$tmp/err" >>"$tmp/out"
    if [ $status -ne "$wanted" ]; then
        fail "make $* ended with $status, not $wanted"
        tail -n 20 "$tmp/out" | sed 's/^/      /'
    fi
    case $* in
    -n* | *LAB=77) return ;; # make's own lines
    esac
    expect "make $*: 80 columns" awk 'length > 80 { print; bad = 1 }
        END { exit bad }' "$tmp/out"
}

# golden NAME: what was said is what golden/NAME holds.
golden() {
    sed -e "s|$tmp/project|PROJECT|g" -e "s/TOKEN=[a-z0-9]*$/TOKEN=.../" \
        "$tmp/out" >"$tmp/said"
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$here/golden" && cp "$tmp/said" "$here/golden/$1"
    fi
    expect "golden/$1" diff "$here/golden/$1" "$tmp/said"
}

said() {
    expect "it should say '$1'" grep -q -e "$1" "$tmp/out"
}

silent() {
    expect "make adds nothing of its own" [ ! -s "$tmp/err" ]
}

# without NAME...: a PATH with everything but these.
without() {
    PATH=$usual
    rm -rf "$tmp/path"
    mkdir "$tmp/path"
    for folder in /usr/local/bin /usr/bin /bin /usr/sbin /sbin; do
        [ ! -d "$folder" ] || ln -s "$folder"/* "$tmp/path" 2>/dev/null
    done
    for name in "$@"; do
        rm -f "$tmp/path/$name"
    done
}

# --- help and lists --------------------------------------------------------------
run 0
sed -n '/^For students/,/^$/p' "$tmp/out" >"$tmp/students"
cp "$tmp/out" "$tmp/help"
said '^For instructors'
said '^  01_racy_counter *not started'
cp "$tmp/students" "$tmp/out"
golden help.txt
run 0 help
expect 'make and make help are the same' cmp "$tmp/out" "$tmp/help"
run 0 progress
expect 'every lab has a bar' \
    [ "$(grep -c '^[0-9][0-9]_' "$tmp/out")" -eq "$(ls labs | wc -l)" ]

# --- check -----------------------------------------------------------------------
run 1 check LAB=1
silent
golden check_skeleton.txt
run 1 check LAB=01_racy_counter
golden check_skeleton.txt
run 0 check LAB=1 ATTEMPT=solutions/01_racy_counter/racy_counter.c
silent
golden check_solution.txt
for options in -j2 -s -k -j1 '-k -j3' --output-sync=target; do
    # shellcheck disable=SC2086
    run 1 $options check LAB=1
    silent
    # shellcheck disable=SC2086
    run 0 $options check LAB=1 ATTEMPT="$top/solutions/01_racy_counter/racy_counter.c"
done
run 2 check
said 'say which lab: make check LAB=1'
run 2 check LAB=77
said "there is no lab '77'"
run 2 check LAB=1 ATTEMPT=nowhere.c
said 'There is no file nowhere.c'
run 1 check LAB=1 ATTEMPT=graders/class/example/u1006/racy_counter.c
golden check_no_compile.txt
mkdir -p "$tmp/a 'b\" \$(c)"
cp "$file" "$tmp/a 'b\" \$(c)/it's mine.c"
run 1 check LAB=1 ATTEMPT="$tmp/a 'b\" \$(c)/it's mine.c"
silent
run 0 -n check LAB=1
expect 'make -n checks nothing' sh -c "! grep -q points '$tmp/out'"

# --- in the lab's folder ---------------------------------------------------------
cd labs/01_racy_counter || exit 2
run 1 check
silent
golden check_skeleton.txt
run 0 check ATTEMPT=../../solutions/01_racy_counter/racy_counter.c
silent
cp ../../solutions/01_racy_counter/racy_counter.c mine.c
run 0 check ATTEMPT=mine.c
silent
run 2 check ATTEMPT=nowhere.c
run 0 progress
run 0
said '^  01_racy_counter *6/20'
run 0 hint CHECK=counts_up
run 0 doctor
rm mine.c
cd ../..
run 0 -C labs/01_racy_counter progress

# --- hint, progress --------------------------------------------------------------
: >"$tmp/sequence"
rm -f build/hints.txt
for time in 1 2 3 4 5; do
    run 0 hint LAB=1
    printf '%s.\n' "$time" | cat - "$tmp/out" >>"$tmp/sequence"
done
cp "$tmp/sequence" "$tmp/out"
golden hints.txt
run 0 hint LAB=1 CHECK=mirrored_transfers_finish
said 'Thread 1 holds a'
run 2 hint LAB=1 CHECK=no_such_check
said "no check 'no_such_check'"
run 0 progress
sed -n '/^01_/p' "$tmp/out" >"$tmp/bar" && cp "$tmp/bar" "$tmp/out"
golden progress.txt

# --- run -------------------------------------------------------------------------
run 0 run LAB=1 SECONDS_TO_RUN=30
expect 'the demo says something' [ -s "$tmp/out" ]

# --- stress, play, predict -------------------------------------------------------
run 0 stress LAB=1 RUNS=2 ATTEMPT=solutions/01_racy_counter/racy_counter.c
said 'Went wrong: 0 of 2'
said 'Luck decides this'
run 2 stress LAB=1 RUNS=none
run 2 play LAB=1
said 'needs a terminal'
run 2 play
said 'say which lab: make play LAB=1'
run 0 predict LAB=1 PREDICT='4 2 3'
silent
golden predict_right.txt
run 1 predict LAB=1 PREDICT='4 0'
silent
golden predict_wrong.txt
run 2 predict LAB=1 SCENARIO=no_such_one PREDICT=1
said 'There are:'
run 2 predict

# --- reset -----------------------------------------------------------------------
run 0 reset LAB=1
said 'is the skeleton already'
echo '/* my work */' >>"$file"
cp "$file" "$tmp/mine"
run 0 reset LAB=1
sed 's/backup-[0-9-]*/backup-DATE/' "$tmp/out" >"$tmp/o" && cp "$tmp/o" "$tmp/out"
golden reset.txt
expect 'the skeleton is back' cmp "$file" "graders/class/example/u1003/$file"
expect 'what was there is kept' cmp "$tmp/mine" "$file".backup-*
rm "$file" "$file".backup-*
run 2 check LAB=1
said 'make reset'
run 0 reset LAB=1
expect 'a lost file comes back' cmp "$file" "graders/class/example/u1003/$file"

# --- doctor ----------------------------------------------------------------------
run 0 doctor
said '^All is there'
without valgrind inotifywait
PATH=$tmp/path
run 1 doctor
silent
golden doctor.txt

# --- watch -----------------------------------------------------------------------
# watch: two checks, with the file saved in between.
watch() {
    : >"$tmp/watched"
    # shellcheck disable=SC2086
    STUDENT_ROUNDS=2 timeout 60 make ${STUDENT_TEST_ARGS-} watch LAB=1 \
        >"$tmp/watched" 2>&1 </dev/null &
    watcher=$!
    until grep -q Waiting "$tmp/watched" || ! kill -0 $watcher 2>/dev/null; do
        sleep 0.1
    done
    cp solutions/01_racy_counter/racy_counter.c "$file"
    wait $watcher
    expect "$1: watch ends" [ $? -eq 0 ]
    expect "$1: it was wrong, and then right" \
        sh -c "grep -q '^6/20' '$tmp/watched' && grep -q 20/20 '$tmp/watched'"
    cp "graders/class/example/u1003/$file" "$file"
}
without inotifywait
PATH=$tmp/path
watch 'without inotifywait'
expect 'it says so' grep -q 'once a second' "$tmp/watched"
PATH=$usual
watch 'with what is there'

# --- colours ---------------------------------------------------------------------
# in_terminal SETTING...: make check on a terminal.
in_terminal() {
    env TERM=xterm "$@" script -qec \
        "make ${STUDENT_TEST_ARGS-} check LAB=1" /dev/null </dev/null
}
escape=$(printf '\033')
# A machine without pseudo-terminals (a bare chroot) cannot show colours.
if script -qec true /dev/null >/dev/null 2>&1; then
    in_terminal >"$tmp/coloured"
    expect 'a terminal gets colours' grep -q "$escape" "$tmp/coloured"
    in_terminal NO_COLOR=1 >"$tmp/plain"
    expect 'NO_COLOR is respected' sh -c "! grep -q '$escape' '$tmp/plain'"
fi

if [ $failed -gt 0 ]; then
    echo "student: $failed of $tests tests failed"
    exit 1
fi
echo "student: $tests tests passed"
