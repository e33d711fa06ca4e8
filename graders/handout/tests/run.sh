#!/bin/sh
# run.sh [BUILD] - tests of make handout, from the tarball: it gives nothing away, and
# every command of a student's works in it. Made from a copy of the project in
# which a check of lab 01 is held back.
#
# BUILD, if there is one, saves building for the copy what is built already; the
# handout is always built from its own files.
# HANDOUT_LABS names the labs of which everything is tried (default: the first).
set -u

here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
unset NO_COLOR CLICOLOR_FORCE MAKEFLAGS MAKELEVEL MFLAGS LAB ATTEMPT CHECK TO SUBMISSIONS OUT
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
# The attempt's uid has to get through it.
chmod 711 "$tmp"
failed=0
tests=0

expect() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/expect.log" 2>&1 && return
    printf 'FAIL  %s\n' "$what"
    failed=$((failed + 1))
    sed 's/^/      /' "$tmp/expect.log" | tail -n 20
}

# run STATUS ARGUMENT...: make ends like that; what it said is in $tmp/out.
run() {
    wanted=$1
    shift
    tests=$((tests + 1))
    make --no-print-directory "$@" >"$tmp/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$wanted" ] && return
    printf 'FAIL  make %s ended with %d, not %d\n' "$*" $status "$wanted"
    failed=$((failed + 1))
    tail -n 20 "$tmp/out" | sed 's/^/      /'
}

said() {
    expect "it should say '$1'" grep -q -e "$1" "$tmp/out"
}

# --- the instructor's side -----------------------------------------------------
mkdir "$tmp/project"
(cd "$top" && tar cf - --exclude=./build --exclude=./.git .) |
    tar xf - -C "$tmp/project"
[ -z "${1-}" ] || cp -a "$1" "$tmp/project/build"
cd "$tmp/project" || exit 2
rm -rf build/plain/student
hidden=graders/01_racy_counter/hidden
cp -R "$here/hidden" $hidden
skeleton=labs/01_racy_counter/racy_counter.c
# Somebody worked here: that is not what students get.
cp "solutions/01_racy_counter/racy_counter.c" $skeleton

run 0 check LAB=1
said 'ok .*held_back'
said '25/25 points'
run 1 check LAB=1 ATTEMPT=graders/class/example/u1003/$skeleton CHECK=held_back
said 'held_back: deadlock'
run 0 handout TO="$tmp/first"
run 0 handout TO="$tmp/second"
expect 'the same bytes again' \
    cmp "$tmp/first/interleave.tar.gz" "$tmp/second/interleave.tar.gz"
run 0 handout LAB=2 TO="$tmp/one"
expect 'one lab alone' [ "$(tar tzf "$tmp/one/interleave.tar.gz" |
    grep -c '^interleave/labs/[0-9][0-9]_[a-z_]*/$')" -eq 1 ]
expect 'its README lists no other' [ "$(tar xzOf "$tmp/one/interleave.tar.gz" \
    interleave/README.md | grep -c '^| \[[0-9]')" -eq 1 ]

# --- nothing is given away -----------------------------------------------------
mkdir "$tmp/student"
tar xzf "$tmp/first/interleave.tar.gz" -C "$tmp/student"
handout=$tmp/student/interleave
find "$handout" -type f -exec cksum {} + | awk '{ print $1, $2 }' | sort -u \
    >"$tmp/given"
for answer in solutions/*/* graders/*/accepted/* graders/*/mutants/* \
    $hidden/* graders/hostile/* graders/expected.tsv; do
    [ -f "$answer" ] || continue
    cksum "$answer" | awk '{ print $1, $2 }'
done | sort -u >"$tmp/secret"
expect 'no file is one of the answers' \
    [ -z "$(comm -12 "$tmp/given" "$tmp/secret")" ]
expect 'no name is' sh -c "! find '$handout' | sed 's,^$handout,,' |
    grep -e solution -e mutant -e accepted -e hidden -e hostile -e expected"
expect 'no student but the one with the skeletons' \
    [ "$(ls "$handout/graders/class/example")" = u1003 ]
expect 'nothing of what is held back' \
    sh -c "! grep -r held_back '$handout'"
expect 'no mutant tells its killer' sh -c "! grep -rl '^/\* killed by' '$handout'"
for lab in labs/*/; do
    lab=$(basename "$lab")
    expect "$lab: its skeleton" cmp \
        "graders/class/example/u1003/labs/$lab/${lab#*_}.c" \
        "$handout/labs/$lab/${lab#*_}.c"
done
expect 'no links' [ -z "$(find "$handout" -type l)" ]
# Every link of its pages leads to something that is there.
find "$handout" -name '*.md' | while read -r page; do
    sed -n 's/.*](\([^)#]*\)).*/\1/p' "$page" | grep -v '^https*:' |
        while read -r target; do
            [ -e "$(dirname "$page")/$target" ] || echo "$page: $target"
        done
done >"$tmp/dead"
expect "dead links: $(cat "$tmp/dead")" [ ! -s "$tmp/dead" ]

# --- every command of a student's ----------------------------------------------
cd "$handout" || exit 2
run 0
said '^For students'
expect 'no command of an instructor' \
    sh -c "! grep -q -e '^For instructors' -e 'make grade' '$tmp/out'"
run 0 progress
run 0 doctor
for lab in ${HANDOUT_LABS:-01_racy_counter}; do
    stem=${lab#*_}
    file=labs/$lab/$stem.c
    run 1 check LAB="$lab"
    said '/20 points'
    run 0 hint LAB="$lab"
    said 'Hint\|hint'
    run 0 run LAB="$lab" SECONDS_TO_RUN=2
    # They end with 2 if they find something; that they ran is what counts.
    for tool in helgrind drd memcheck tsan; do
        make --no-print-directory $tool LAB="$lab" >"$tmp/out" 2>&1
        said "^Raw log: .*/$tool"
    done
    export STUDENT_ROUNDS=1
    run 0 watch LAB="$lab"
    unset STUDENT_ROUNDS
    cp "$tmp/project/solutions/$lab/$stem.c" "$file"
    run 0 check LAB="$lab"
    said 'Full marks: 20/20'
    run 0 -C "labs/$lab" check
    run 0 progress
    said "$lab.*20/20"
    run 0 reset LAB="$lab"
    expect 'the skeleton again' \
        cmp "$file" "graders/class/example/u1003/$file"
done
run 2 grade

printf '%d tests of the handout, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
