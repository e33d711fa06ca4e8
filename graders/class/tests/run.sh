#!/bin/sh
# run.sh - tests of make grade.
#
# usage: run.sh BUILD            the example class against its table, and more
#        UPDATE=1 run.sh BUILD   writes the table and golden/ anew; read them
#
# CLASS_TEST_ARGS holds more arguments for make.
set -u

build=${1:?usage: run.sh BUILD}
mkdir -p "$build" && build=$(cd "$build" && pwd -P) || exit 2
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
table=$top/graders/class/example_expected.tsv
unset NO_COLOR CLICOLOR_FORCE MAKEFLAGS MAKELEVEL MFLAGS SUBMISSIONS OUT
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
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
    sed 's/^/      /' "$tmp/expect.log" | tail -n 20
}

# same WHAT EXPECTED-FILE ACTUAL-FILE; UPDATE makes them the same.
same() {
    if [ -n "${UPDATE-}" ]; then
        cp "$3" "$2"
    fi
    expect "$1" diff "$2" "$3"
}

# grade STATUS SUBMISSIONS OUT: make grade ends like that; what it said is in
# $tmp/out.
grade() {
    tests=$((tests + 1))
    # shellcheck disable=SC2086
    make -C "$top" --no-print-directory BUILD="$build" ${CLASS_TEST_ARGS-} \
        grade SUBMISSIONS="$2" OUT="$3" >"$tmp/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$1" ] && return
    fail "make grade ended with $status, not $1: $2"
    tail -n 20 "$tmp/out" | sed 's/^/      /'
}

# said WORDS: they are in there, wherever the lines are broken.
said() {
    tr -s '\n ' '  ' <"$tmp/out" >"$tmp/flat"
    expect "it should say '$1'" grep -q -e "$1" "$tmp/flat"
}

graded() {
    grep -c '^\[' "$tmp/out"
}

# field NAME FILE: a number or a word of a result itself, not of its checks.
field() {
    sed -n "s/^  \"$1\": \"*\\([a-z0-9_]*\\)\"*,*\$/\\1/p" "$2"
}

# The table of what a class got, from its results.
results() {
    for student in "$1"/*/; do
        id=$(basename "$student")
        for lab in "$top"/labs/[0-9]*/; do
            lab=$(basename "$lab")
            file=$student$lab/result.json
            if [ -f "$file" ]; then
                printf '%s\t%s\t%s\t%s\n' "$id" "$lab" \
                    "$(field points "$file")" "$(field verdict "$file")"
            else
                printf '%s\t%s\t-\tmissing\n' "$id" "$lab"
            fi
        done
    done
}

# The files that make up a class's results, without what differs by design.
same_class() {
    expect "$1: the same grade book" cmp "$2/gradebook.csv" "$3/gradebook.csv"
    expect "$1: the same results" diff -r -x timings.json -x .class "$2" "$3"
}

# --- the example class ---------------------------------------------------------
example=$top/graders/class/example
grade 0 "$example" "$tmp/undisturbed"
{
    printf 'student\tlab\tpoints\tverdict\n'
    results "$tmp/undisturbed"
} >"$tmp/table"
same 'the example class gets what its table says' "$table" "$tmp/table"
expect 'every attempt has a line of progress' \
    [ "$(graded)" -eq "$(wc -l <"$tmp/undisturbed/.class/jobs.txt")" ]
expect 'every result has its page' [ "$(find "$tmp/undisturbed" \
    -name report.html | wc -l)" -eq "$(find "$tmp/undisturbed" \
    -name result.json | wc -l)" ]
expect 'lines fit into 80 columns' \
    sh -c "sed 's|$tmp||' '$tmp/out' | awk 'length > 80 { exit 1 }'"

# make reset takes the skeletons from there.
for lab in "$top"/labs/[0-9]*/; do
    lab=$(basename "$lab")
    copy=$example/u1003/labs/$lab/${lab#*_}.c
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$(dirname "$copy")" && cp "$top/labs/$lab/${lab#*_}.c" "$copy"
    fi
    expect "u1003 hands in the skeleton of $lab as it is (UPDATE=1 copies it)" \
        cmp "$top/labs/$lab/${lab#*_}.c" "$copy"
done
expect 'the example class holds no links' \
    [ -z "$(find "$example" -type l)" ]

# --- again: nothing; a change: one; a file less: one cell less -------------------
cp -R "$example" "$tmp/class"
cp -R "$tmp/undisturbed" "$tmp/again"
grade 0 "$tmp/class" "$tmp/again"
expect 'a second run grades nothing' [ "$(graded)" -eq 0 ]
said 'unchanged'
said 'index.html: [0-9]* pages, 0 new'
same_class 'a second run' "$tmp/undisturbed" "$tmp/again"

touch "$tmp/class/u1002/racy_counter.c"
grade 0 "$tmp/class" "$tmp/again"
expect 'a new date is no change' [ "$(graded)" -eq 0 ]

# Deadlines: the date of the file, unless the instructor says when.
printf 'lab\tpoints\tdeadline\tpenalty\n01_racy_counter\t-\t%s\t50%%\n' \
    2026-10-05T23:59+02:00 >"$tmp/course.tsv"
touch -d 2026-10-05T21:59:01Z "$tmp/class/u1001/racy_counter/racy_counter.c"
CLASS_TEST_ARGS="${CLASS_TEST_ARGS-} COURSE=$tmp/course.tsv"
grade 0 "$tmp/class" "$tmp/again"
expect 'no attempt is graded for a deadline' [ "$(graded)" -eq 0 ]
expect 'a late file costs what the course says' \
    grep -q '^u1001,10,.*01_racy_counter 1 day: 10 instead of 20' \
    "$tmp/again/gradebook.csv"
expect 'its result stays' \
    [ "$(field points "$tmp/again/u1001/01_racy_counter/result.json")" = 20 ]
printf 'u1001\t01_racy_counter\t2026-10-05T23:59+02:00\n' \
    >"$tmp/class/submitted.tsv"
grade 0 "$tmp/class" "$tmp/again"
expect 'in time, if the instructor says so' \
    grep -q '^u1001,20,' "$tmp/again/gradebook.csv"
rm "$tmp/class/submitted.tsv"
CLASS_TEST_ARGS=${CLASS_TEST_ARGS% COURSE=*}
grade 0 "$tmp/class" "$tmp/again"
same_class 'without a course' "$tmp/undisturbed" "$tmp/again"

echo '/* . */' >>"$tmp/class/u1006/racy_counter.c"
echo half >"$tmp/again/u1006/01_racy_counter/timings.json.1.tmp"
grade 0 "$tmp/class" "$tmp/again"
expect 'one changed file is one job' [ "$(graded)" -eq 1 ]
expect 'what a killed grader left unfinished goes' \
    [ ! -e "$tmp/again/u1006/01_racy_counter/timings.json.1.tmp" ]

rm "$tmp/class/u1002/racy_counter.c"
rm -r "$tmp/class/u1004"
grade 0 "$tmp/class" "$tmp/again"
expect 'a file that is gone leaves no result' \
    [ ! -e "$tmp/again/u1002/01_racy_counter" ]
expect 'a student who is gone leaves no row' [ ! -e "$tmp/again/u1004" ]
expect 'nor in the grade book' sh -c "! grep -q u1004 '$tmp/again/gradebook.csv'"
expect 'the cell is empty' grep -q '^u1002,,' "$tmp/again/gradebook.csv"
rm -rf "$tmp/again"

# --- killed half way -------------------------------------------------------------
# shellcheck source=graders/class/tests/kills.sh
. "$here/kills.sh"

# resumed NAME: what was killed goes on, and comes to the same.
resumed() {
    out=$tmp/$1
    work=$(readlink "$out/.class/work")
    expect "$1: it had not ended" [ ! -e "$out/gradebook.csv" ]
    grade 0 "$example" "$out"
    expect "$1: what was done is not done again" \
        [ "$(graded)" -le $((total - reached)) ]
    same_class "$1" "$tmp/undisturbed" "$out"
    expect "$1: nothing of it runs on" \
        sh -c "! ps -eo args | grep -F '$work' | grep -v grep"
    expect "$1: nothing of it is left in /tmp" [ ! -e "$work" ]
    expect "$1: no half-written file is left" \
        [ -z "$(find "$out" -name '*.tmp')" ]
}

total=$(wc -l <"$tmp/undisturbed/.class/jobs.txt")
# killed NAME TARGET SIGNAL
killed() {
    expect "$1: it is" \
        kill_grade "$2" "$3" "$example" "$tmp/$1" $((total / 2))
    resumed "$1"
}
killed 'only make itself, by SIGKILL' '' KILL
killed 'the whole tree, as by Ctrl-C' - INT
expect 'three times, by SIGKILL: it is' \
    kill_three_times "$example" "$tmp/three times, by SIGKILL" "$total"
resumed 'three times, by SIGKILL'

# --- what grade works with is tidied away under it --------------------------------
# taken_away STAGE FILE: as soon as FILE is there. Never charged to the attempt.
taken_away() {
    rm -rf "$tmp/w" "$tmp/w.json"
    mkdir "$tmp/w"
    chmod 755 "$tmp" "$tmp/w"
    TMPDIR=$tmp/w "$build/bin/grade" --root "$top" --build "$build" \
        --lab 01_racy_counter --result "$tmp/w.json" \
        "$top/solutions/01_racy_counter/racy_counter.c" >/dev/null 2>&1 &
    grading=$!
    until [ -n "$(find "$tmp/w" -path "*/$2" 2>/dev/null)" ] ||
        ! kill -0 $grading 2>/dev/null; do
        :
    done
    rm -rf "$tmp"/w/interleave-*
    wait $grading
    expect "taken away while it $1: the attempt is not charged" \
        sh -c "jq -e '.decided == false or .points == 20' '$tmp/w.json'"
}
taken_away compiles source/racy_counter.c
taken_away vets compile/attempt.o
taken_away links compile.o
taken_away 'is played' scenarios

# --- an attempt that holds its grader up -------------------------------------------
held=$tmp/held/.class
mkdir -p "$held/jobs" "$tmp/held/ann/01_racy_counter"
printf '#!/bin/sh\nexec sleep 10000\n' >"$tmp/held/grade"
chmod +x "$tmp/held/grade"
ln -s "$top/labs/01_racy_counter/racy_counter.c" \
    "$held/jobs/000001.01_racy_counter.c"
ln -s ../../ann/01_racy_counter "$held/jobs/000001.01_racy_counter"
tests=$((tests + 1))
env CLASS_GRADE="$tmp/held/grade" CLASS_ROOT="$top" CLASS_BUILD="$build" \
    CLASS_TOTAL=1 CLASS_DONE=done CLASS_PATIENCE_S=1 \
    sh -c 'cd "$1" && "$2" 000001.01_racy_counter $$; exit $?' sh "$held" \
    "$build/bin/class_job" >"$tmp/out" 2>&1 || fail 'class_job waits for ever'
said '1/1. ann 01_racy_counter ? grader_fault'
expect 'the log says why' grep -q 'had not ended after 1 seconds' \
    "$held/jobs/000001.01_racy_counter.log"

# --- hostile names and files -----------------------------------------------------
class=$tmp/hostile
mkdir "$class"
# file STUDENT PATH: something that does not compile, which is quick to grade.
file() {
    mkdir -p "$class/$1/$(dirname "$2")"
    echo 'this is not C' >"$class/$1/$2"
}
for id in 'with space' " quote'and\"double" '-dash' '--help' 'a
line' 'dollar$(touch pwned)$$' 'semi;touch pwned' 'glob*?[x]' 'percent%s%n' \
    'back\slash' 'hash#tag' 'colon:equals=' "$(printf 'bytes\377\376')" \
    "$(printf 'escape\033[31m')" '=1+1'; do
    file "$id" racy_counter.c
    file "$id" 'deep/er/bounded_queue.c'
done
mkdir "$class/nothing"
file links kept/real.c
ln -s kept/real.c "$class/links/racy_counter.c"
ln -s ../nothing "$class/links/folder"
mkdir "$class/link_out" "$class/link_nowhere"
echo 'int secret;' >"$tmp/secret.c"
ln -s "$tmp/secret.c" "$class/link_out/racy_counter.c"
ln -s gone "$class/link_nowhere/racy_counter.c"
ln -s nothing "$class/link_student"
mkdir -p "$class/folder/racy_counter.c" "$class/fifo"
mkfifo "$class/fifo/racy_counter.c"
file two a/racy_counter.c
file two b/racy_counter.c
file two_different a/racy_counter.c
file two_different b/racy_counter.c
echo more >>"$class/two_different/b/racy_counter.c"
file clone solutions/01_racy_counter/racy_counter.c
echo more >>"$class/clone/solutions/01_racy_counter/racy_counter.c"
file clone labs/01_racy_counter/racy_counter.c
file hidden .git/racy_counter.c
mkdir "$class/empty" "$class/large"
: >"$class/empty/racy_counter.c"
head -c 1100000 /dev/zero | tr '\0' ' ' >"$class/large/racy_counter.c"
file almost 'racy_counter (1).c'
file roster_is_a_file racy_counter.c
file gradebook.csv racy_counter.c
echo x >"$class/racy_counter.c"
printf 'absent\nwith space\n../escape\n' >"$class/roster.txt"
if [ "$(id -u)" -ne 0 ]; then
    file unreadable racy_counter.c
    chmod 0 "$class/unreadable/racy_counter.c"
fi
grade 2 "$class" "$tmp/hostile_out"
sed "s|$tmp|TMP|g; /^\\[/d; / left$/d; /unreadable/d" "$tmp/out" |
    sed -n '/^note/,/^TMP/p' | sed '/^TMP/d' >"$tmp/hostile.txt"
grep -v unreadable "$tmp/hostile_out/gradebook.csv" >"$tmp/hostile.csv"
same 'hostile names: what it says' "$here/golden/hostile.txt" \
    "$tmp/hostile.txt"
same 'hostile names: the grade book' "$here/golden/hostile.csv" \
    "$tmp/hostile.csv"
expect 'nothing was executed' \
    [ -z "$(find "$top" "$tmp" -maxdepth 3 -name pwned)" ]
expect 'no byte moves the cursor' \
    sh -c "! LC_ALL=C grep -q '[^ -~]' '$tmp/out'"
expect 'a result that collect wrote is a result' \
    grep -q '"handed_in"' "$tmp/hostile_out/two_different/01_racy_counter/result.json"
# Two become one: the cell is decided the next time.
rm -r "$class/two_different/b" "$class/gradebook.csv"
grade 2 "$class" "$tmp/hostile_out"
expect 'what has become clear is graded' [ "$(graded)" -eq 1 ]

# --- folders that will not do ----------------------------------------------------
grade 2 "$tmp/there is nothing" "$tmp/o1"
said 'there is no folder'
grade 2 "$tmp/secret.c" "$tmp/o1"
said 'is not a folder'
mkdir "$tmp/no one"
grade 2 "$tmp/no one" "$tmp/o1"
said "no student's folder"
mkdir "$tmp/one" && mkdir "$tmp/one/u1"
grade 2 "$tmp/one" "$tmp/secret.c"
said 'OUT='
grade 2 "$tmp/one" "$tmp/one/out"
said 'in one another'
rmdir "$tmp/one/out"
grade 2 "$tmp/one" "$tmp"
said 'in one another'
mkdir "$tmp/full" && echo precious >"$tmp/full/thesis.txt"
grade 2 "$tmp/one" "$tmp/full"
said 'holds other things'
expect 'nothing is touched there' [ "$(ls -A "$tmp/full")" = thesis.txt ]
grade 0 "$tmp/one" "$tmp/o'2 \"x"
expect 'a student with no file has a row' grep -q '^u1,' "$tmp/o'2 \"x/gradebook.csv"

if [ $failed -gt 0 ]; then
    echo "class: $failed of $tests tests failed"
    exit 1
fi
echo "class: $tests tests passed"
