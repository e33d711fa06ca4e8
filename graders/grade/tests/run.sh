#!/bin/sh
# run.sh - tests of the views.
#
# usage: run.sh SHOW             compares with golden/
#        UPDATE=1 run.sh SHOW    writes golden/ anew; read the difference
set -u

show=${1:?usage: run.sh SHOW}
show=$(cd "$(dirname "$show")" && pwd)/$(basename "$show")
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
tests=0
unset NO_COLOR CLICOLOR_FORCE
LC_ALL=C
export LC_ALL
mkdir "$tmp/actual"

# A copy of the fixtures, so that relative paths in the output stay the same
# and nothing is ever written into the tree.
cp -R "$here/valid" "$here/invalid" "$here/contradictory" "$here/broken" \
    "$here/rubric.tsv" "$tmp" || exit 2
cd "$tmp" || exit 2

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
    sed 's/^/      /' "$tmp/expect.log"
}

# golden NAME COMMAND...: the same output and exit status as before.
golden() {
    name=$1
    shift
    tests=$((tests + 1))
    "$@" >"actual/$name" 2>&1 </dev/null
    printf 'exit %d\n' $? >>"actual/$name"
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$here/golden" && cp "actual/$name" "$here/golden/$name"
    elif ! diff -u "$here/golden/$name" "actual/$name"; then
        fail "$name"
    fi
}

# status N COMMAND...: that exit status.
status() {
    wanted=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/status.out" 2>"$tmp/status.err" </dev/null
    got=$?
    [ $got -eq "$wanted" ] || fail "exit $got instead of $wanted: $*"
}

# place RESULT LAB STUDENT: a copy of a fixture, as a student's result.
place() {
    mkdir -p "$out/$3/$2"
    sed "s/\"lab\": \"[0-9a-z_]*\"/\"lab\": \"$2\"/" "$1" \
        >"$out/$3/$2/result.json"
}

### check
for result in full failing does_not_compile undecided least hostile; do
    golden "check-$result" "$show" check "valid/$result.json"
done
golden check-attempt "$show" check --lab-arg 01_racy_counter \
    --attempt "labs/01_racy_counter/$(printf 'a\nb').c" valid/failing.json
golden check-missing "$show" check nothing/result.json
golden check-folder "$show" check valid
status 0 "$show" check valid/full.json
status 1 "$show" check valid/failing.json
status 1 "$show" check valid/does_not_compile.json
status 2 "$show" check valid/undecided.json

# Whatever is wrong with a file is said, and nothing is made up from it.
for file in invalid/*.json contradictory/*.json broken/*.json; do
    status 2 "$show" check "$file"
    [ -s "$tmp/status.out" ] && fail "$file: printed in spite of all"
    grep -q . "$tmp/status.err" || fail "$file: refused without a word"
    cat "$tmp/status.err" >>actual/refusals
done
mkfifo fifo && status 2 "$show" check fifo

### hint
hint() {
    "$show" hint --rubric rubric.tsv --state state "$@"
}
golden hint-1 hint valid/failing.json
golden hint-2 hint --lab-arg 1 valid/failing.json
golden hint-3 hint valid/failing.json no_update_is_lost
golden hint-4-last hint valid/failing.json ""
golden hint-5-again hint valid/failing.json
golden hint-named hint valid/failing.json transfer_never_deadlocks
golden hint-passed hint valid/failing.json counts_up
golden hint-unknown hint valid/failing.json "$(printf 'no\033[31mne')"
golden hint-no-compile hint valid/does_not_compile.json
golden hint-undecided hint valid/undecided.json
golden hint-full hint --lab-arg 1 valid/full.json
golden hint-reset hint valid/failing.json
golden hint-missing hint nothing.json
golden hint-usage "$show" hint valid/failing.json
sed 's/"aaaaaaaa/"bbbbbbbb/' valid/failing.json >other-attempt.json
golden hint-other-attempt hint other-attempt.json
printf 'x\n\nlab check\n01_racy_counter no_update_is_lost 99\n\377 \001 1\n' \
    >state
golden hint-bad-state hint valid/failing.json
printf 'check\tpoints\n' >bad-rubric.tsv
golden hint-bad-rubric "$show" hint --rubric bad-rubric.tsv --state state \
    valid/failing.json
golden hint-unsaved "$show" hint --rubric rubric.tsv --state none/state \
    valid/failing.json

### progress, list
golden progress "$show" progress valid/least.json valid/failing.json \
    --none 03_bounded_queue --none 02_print_in_order
golden progress-states "$show" progress valid/full.json \
    valid/does_not_compile.json valid/undecided.json valid/hostile.json
mkdir -p o/05_rate_limiter && echo '{}' >o/05_rate_limiter/result.json
golden progress-broken "$show" progress o/05_rate_limiter/result.json \
    valid/full.json nowhere.json
golden progress-nothing "$show" progress
golden list "$show" list valid/least.json valid/full.json \
    --none 02_print_in_order
golden list-states "$show" list valid/undecided.json broken/empty.json \
    valid/does_not_compile.json valid/failing.json

### table, gradebook
out=empty
mkdir empty
golden table-empty "$show" table empty
golden gradebook-empty "$show" gradebook empty
golden table-missing "$show" table nowhere
golden gradebook-missing "$show" gradebook nowhere

out=good
for lab in 01_racy_counter 02_print_in_order 03_bounded_queue; do
    place valid/full.json $lab ana
    place valid/failing.json $lab ben
done
place valid/does_not_compile.json 02_print_in_order ben
rm -r good/ben/03_bounded_queue
mkdir good/carl good/.machinery
printf '\357\273\277ana\r\n\n  zoe  \nben\ndora\ndora\n' >good/roster.txt
golden table-good "$show" table good
golden table-lab "$show" table --lab 09_more --lab 01_racy_counter good
golden gradebook-good "$show" gradebook good
golden gradebook-good-csv cat good/gradebook.csv
expect 'csv of the good class' perl "$here/csv.pl" good/gradebook.csv 5
cp good/gradebook.csv first.csv
golden gradebook-again "$show" gradebook good
expect 'the same grade book twice' cmp first.csv good/gradebook.csv
expect 'nothing is left beside the grade book' \
    test -z "$(find good -maxdepth 1 -name '.*gradebook*')"

# What labs are worth, and deadlines: ana is a day late with one lab, two with
# another, and nobody knows when ben came.
{
    printf 'lab\tpoints\tdeadline\tpenalty\tdays\ttitle\n'
    printf '01_racy_counter\t40\t2026-10-05T23:59+02:00\t25%%\t1\n'
    printf '02_print_in_order\t-\t2026-10-05T23:59+02:00\t25%%\t1\n'
    printf '09_more\t7\n'
} >course.tsv
mkdir good/.class
printf '%s\t%s\t%s\n' ana 01_racy_counter 2026-10-06T00:00+02:00 \
    ana 02_print_in_order 2026-10-07T00:00+02:00 >good/.class/submitted.tsv
golden table-course "$show" table --course course.tsv --lab 09_more good
golden gradebook-course "$show" gradebook --course course.tsv --lab 09_more good
golden gradebook-course-csv cat good/gradebook.csv
printf 'ana\t01_racy_counter\tyesterday\n' >good/.class/submitted.tsv
golden table-course-times "$show" table --course course.tsv good
sed 's/25%/more/' course.tsv >bad-course.tsv
golden table-course-bad "$show" table --course bad-course.tsv good

out=bad
place valid/full.json 01_racy_counter '=1+1'
place valid/full.json 01_racy_counter '+one'
place valid/full.json 01_racy_counter '-one'
place valid/full.json 01_racy_counter '@one'
place valid/full.json 01_racy_counter "$(printf '\tone')"
place valid/full.json 01_racy_counter "$(printf '\rone')"
place valid/full.json 01_racy_counter 'O"Brien, Pat'
place valid/full.json 01_racy_counter "$(printf 'esc\033[31m\007')"
place valid/full.json 01_racy_counter "$(printf 'two\nlines')"
place valid/full.json 01_racy_counter "$(printf 'latin\351')"
place valid/full.json 01_racy_counter "$(printf 'caf\303\251')"
place valid/full.json 01_racy_counter "$(printf '\342\200\256rtl')"
place valid/full.json 01_racy_counter ' blank'
place valid/full.json 01_racy_counter "$(printf 'x%0200d' 1)"
place valid/undecided.json 01_racy_counter undecided
place valid/hostile.json 01_racy_counter hostile
mkdir -p bad/started/01_racy_counter bad/none/02_print_in_order
place broken/cut_short.json 01_racy_counter cut
place contradictory/points_do_not_add_up.json 01_racy_counter contradictory
place valid/full.json 02_print_in_order other
sed -i.was 's/02_print_in_order/03_bounded_queue/' \
    bad/other/02_print_in_order/result.json
rm bad/other/02_print_in_order/*.was
mkdir -p bad/folder/01_racy_counter/result.json
mkdir -p bad/fifo/01_racy_counter && mkfifo bad/fifo/01_racy_counter/result.json
mkdir -p bad/closed && : >bad/closed/01_racy_counter
printf '../good/ana\n=2+2\n\033[2J\n..\n/etc\na\000b\nlast' >bad/roster.txt
golden table-bad "$show" table bad
golden gradebook-bad "$show" gradebook bad
golden gradebook-bad-csv cat bad/gradebook.csv
expect 'csv of the bad class' perl "$here/csv.pl" bad/gradebook.csv 31
rm bad/roster.txt && mkdir bad/roster.txt
status 2 "$show" table bad
status 2 "$show" gradebook bad

out=wide
for lab in 01_a 02_b 03_c 04_d 05_e 06_f 07_g 08_h 09_i 10_j 11_k 12_l 13_m \
    14_n 15_o 16_p 17_q 18_r 19_s 20_t; do
    place valid/full.json $lab "a-student-with-a-rather-long-id"
    place valid/failing.json $lab short
done
golden table-wide "$show" table wide
mkdir locked locked/gradebook.csv
golden gradebook-locked "$show" gradebook locked

### usage
golden usage "$show"
golden usage-help "$show" --help
golden usage-command "$show" grade x
golden usage-option "$show" check --state x valid/full.json
golden usage-arguments "$show" check
if [ -w /dev/full ]; then
    tests=$((tests + 1))
    "$show" check valid/full.json >/dev/full 2>/dev/null
    [ $? -eq 2 ] || fail 'output that cannot be written goes unnoticed'
fi

### nothing unsafe, nothing wide, no colour in a pipe
mkdir books && mv actual/*-csv books
expect 'printable, 80 columns' perl "$here/printable.pl" actual/*
mv books/* actual

# on_terminal VARIABLE=VALUE...: what a terminal gets with that environment.
on_terminal() {
    env "$@" script -qec "'$show' check valid/failing.json" /dev/null \
        </dev/null
}
has_colour() {
    on_terminal "$@" | grep -q "$(printf '\033')"
}
has_no_colour() {
    ! has_colour "$@"
}
# A machine without pseudo-terminals (a bare chroot) cannot show colours.
if script -qec true /dev/null >/dev/null 2>&1; then
    expect 'colour on a terminal' has_colour TERM=xterm
    expect 'colour if NO_COLOR is empty' has_colour TERM=xterm NO_COLOR=
    expect 'none with NO_COLOR' has_no_colour TERM=xterm NO_COLOR=1
    expect 'none on a dumb terminal' has_no_colour TERM=dumb
fi

### the schema
expect 'the schema accepts results' perl "$here/validate.pl" valid/*.json
expect 'the schema leaves sums to the views' \
    perl "$here/validate.pl" contradictory/*.json
expect 'the schema rejects' perl "$here/validate.pl" --reject invalid/*.json
expect 'no JSON is no result' perl "$here/validate.pl" --reject broken/*.json

# The verdicts of the schema are those of verdict.c, which the views know.
verdicts=$(perl -MJSON::PP -0777 -ne \
    'print join "\n", @{decode_json($_)->{definitions}{verdict}{enum}}' \
    "$here/../result.schema.json")
listed=$(sed -n 's/.*\] = {"\([a-z_]*\)", ".*/\1/p' \
    "$here/../../harness/verdict.c")
expect 'the schema has the closed list of verdicts' \
    test "$verdicts" = "$listed"

[ -z "$(ls "$here/golden" | while read -r name; do
    [ -e "actual/$name" ] || echo "$name"
done)" ] || fail 'there are goldens that nothing makes any more'

printf '%d tests of the views, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
