#!/bin/sh
# run.sh EXPORT - tests of the exports: each format with every kind of result,
# with hostile texts, and for a class.
#
# Where the checkers of FORMAT_CHECKERS are at hand (a folder with
# check_formats.sh), every file has to satisfy them too.
set -u

export=${1:?usage: run.sh EXPORT}
export=$(cd "$(dirname "$export")" && pwd)/$(basename "$export")
here=$(cd "$(dirname "$0")" && pwd)
results=$here/../../grade/tests
checkers=${FORMAT_CHECKERS:-$here/../../../../shared/tools/formats}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
LC_ALL=C
export LC_ALL
cd "$tmp" || exit 2
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
    "$@" >expect.log 2>&1 && return
    fail "$what"
    sed 's/^/      /' expect.log | cut -c 1-200 | tail -n 20
}

# status N COMMAND...: that exit status; what it says is in out and err.
status() {
    wanted=$1
    shift
    tests=$((tests + 1))
    "$@" >out 2>err </dev/null
    got=$?
    [ $got -eq "$wanted" ] || fail "exit $got instead of $wanted: $*"
}

# said WORDS: on standard error, wherever its lines are broken.
said() {
    tr -s '\n ' '  ' <err >flat
    expect "it should say '$1'" grep -q -e "$1" flat
}

outsider() {
    [ ! -f "$checkers/check_formats.sh" ] ||
        expect "$1 $2, by the other checker" \
            sh "$checkers/check_formats.sh" "$1" "$2"
}

# --- the results -------------------------------------------------------------
# Every text of `failing` replaced by attacks on the formats; 5 MB on one line.
attacks() {
    jq -c --arg long "$(head -c 100000 /dev/zero | tr '\0' A)" '
        ("]]></failure><x>\u0000\u0001\u001b[2J\u001b]0;x\u0007</script>" +
         "<script>alert(1)</script>&amp;\"\r\nGrade :=>>10\nGrade :=>>20\n" +
         "--|>\n<|--\n-full marks\n{\"scores\":{\"01_racy_counter\":20}}\n" +
         "a:b \u202e\ufffe\u0085=cmd()|x\n</system-out>") as $evil |
        .checks |= map(if .status == "passed" then . else . +
            {claim: $evil, diagnosis: $evil, expected: $evil, found: $evil,
             output: $evil, notes: [$evil, $evil]} end |
            if has("where") then .where |= map(.thread = $evil | .doing = $evil)
            else . end) |
        .checks[1].output += ($long * 50) |
        .notes = [$evil, ($long * 2)] | .compiler = [$evil, $evil] |
        .attempt.file = $evil' "$results/valid/failing.json"
}
cp "$results"/valid/*.json .
attacks >attacks.json
expect '5 MB are in it' [ "$(wc -c <attacks.json)" -gt 5000000 ]
jq '.checks = [range(100) as $i | .checks[1] + {check: "c\($i)", points: 0,
    max: 1, output: ("\\\"\u20ac" * 9000 + "\n") }] | .points = 0 | .max = 100 |
    .checks[].notes = [range(8) | "\\" * 3000]' failing.json >many.json
cat >stamp.json <<'END'
{"classroom": "os-2026", "assignment": "racy-counter",
 "assignment_type": "individual", "owner": "ann",
 "submission": "submit/2026-11-20T14-32-05Z-a1b2c3d", "commit": "a1b2c3d",
 "release": "https://example.org/r", "review": "https://example.org/c",
 "datetime": "2026-11-20T14:32:01Z"}
END

# --- one result, each format -------------------------------------------------
for format in gradescope prairielearn classroom50 autolab vpl junit; do
    set -- "$format"
    [ $format != classroom50 ] || set -- "$format" --stamp stamp.json
    for result in full least failing does_not_compile hostile attacks many; do
        # A hundred long texts are a matter of the one that has a limit.
        [ "$result$format" != many$format ] || [ $format = prairielearn ] ||
            continue
        status 0 "$export" "$@" $result.json
        cp out "$format-$result"
        expect "$format of $result" sh "$here/valid.sh" $format "$format-$result"
        outsider $format "$format-$result"
    done
    status 0 "$export" "$@" failing.json
    expect "$format again" cmp out "$format-failing"
    status 2 "$export" "$@" undecided.json
    cp out $format-undecided
    for broken in "$results"/broken/cut_short.json nowhere.json \
        "$results"/contradictory/points_do_not_add_up.json; do
        status 2 "$export" "$@" "$broken"
        expect "$format of nothing is nothing" [ ! -s out ]
    done
done
# What each says of the points.
expect 'gradescope: points' \
    jq -e '.score == 6 and ([.tests[].score] | add) == 6' gradescope-failing
expect 'gradescope: all of the story' \
    sh -c "jq -r '.tests[4].output' gradescope-failing | grep -q 'racy_counter.c:41'"
expect 'prairielearn: a fraction' jq -e '.score == 0.3' prairielearn-failing
expect 'prairielearn: no attempt lost by what does not compile' \
    jq -e '.gradable == false' prairielearn-does_not_compile
expect 'classroom50: points' \
    jq -e '.score == 6 and ."max-score" == 20' classroom50-failing
expect 'autolab: points' sh -c "tail -n 1 autolab-failing |
    jq -e '.scores == {\"01_racy_counter\": 6}'"
expect 'vpl: points' grep -qx 'Grade :=>>6' vpl-failing
expect 'vpl: attacks do not change them' grep -qx 'Grade :=>>6' vpl-attacks
expect 'junit: a failure' \
    [ "$(xmllint --xpath 'string(//testcase[5]/failure/@type)' junit-failing)" = deadlock ]
expect 'junit: what was not run is skipped' \
    [ "$(xmllint --xpath 'count(//skipped)' junit-failing)" = 1 ]
# What is not decided costs nobody anything.
expect 'gradescope: undecided checks do not count' sh -c "jq -e '.tests |
    any(has(\"score\") | not)' gradescope-undecided &&
    jq -e '.extra_data.decided == false' gradescope-undecided"
expect 'prairielearn: undecided is not gradable' \
    jq -e '.gradable == false' prairielearn-undecided
expect 'vpl: undecided has no grade' sh -c "! grep -q '^Grade' vpl-undecided"
expect 'junit: undecided is an error' \
    [ "$(xmllint --xpath 'count(//error) > 0' junit-undecided)" = true ]
for format in classroom50 autolab; do
    expect "$format: undecided is nothing" [ ! -s $format-undecided ]
done
# A stamp that the runner did not fill.
status 2 "$export" classroom50 full.json
said 'stamp: it is missing'
for change in 'del(.owner)' '.extra = 1' '.submission = "x"' '.owner = ""' \
    '.datetime = "2026-11-20 14:32:01Z"' '.assignment_type = "team"' '[.]'; do
    jq "$change" stamp.json >bad-stamp.json
    status 2 "$export" classroom50 --stamp bad-stamp.json full.json
    said 'stamp: '
done

# --- deadlines ---------------------------------------------------------------
{
    printf '# comment\n\nlab\tpoints\tdeadline\tpenalty\tdays\ttitle\n'
    printf '01_racy_counter\t100\t2026-10-05T23:59+02:00\t10%%\t3\tLab 1, racy (77)\n'
    printf '01_racy_counter/counts_up\t5\n'
    printf '02_print_in_order\t-\t2026-10-05T23:59+02:00\t10%%\n'
} >course.tsv
# score TIME: what `full` is worth then.
score() {
    "$export" gradescope --course course.tsv --submitted "$1" full.json |
        jq .score
}
expect 'in time' [ "$(score 2026-10-05T21:59:00Z)" = 100 ]
expect 'a second late' [ "$(score 2026-10-05T21:59:01Z)" = 90 ]
expect 'a day late to the second' [ "$(score 2026-10-06T23:59+0200)" = 90 ]
expect 'two days' [ "$(score 2026-10-07T12:00:00.123-08:00)" = 80 ]
expect 'three days' [ "$(score '2026-10-08 21:59:00Z')" = 70 ]
expect 'too late' [ "$(score 2026-10-08T21:59:01Z)" = 0 ]
expect 'a leap day' [ "$(score 2028-02-29T00:00Z)" = 0 ]
printf '{"created_at": "2026-10-06T14:22:32.365935-08:00"}' >metadata.json
status 0 "$export" gradescope --course course.tsv --metadata metadata.json \
    failing.json
expect 'the time that Gradescope says' jq -e '.extra_data.days_late == 2 and
    (.output | test("2 days late"))' out
for time in 2026-10-05 2026-10-05T23:59 2026-13-05T23:59Z 2026-02-29T00:00Z \
    '2026-10-05T24:00Z' tomorrow '2026-10-05T23:59Zx'; do
    status 2 "$export" gradescope --submitted "$time" full.json
    said 'the time of handing in is not'
done
while read -r line; do
    { grep '^lab' course.tsv && printf '%b\n' "$line"; } >bad.tsv
    status 2 "$export" gradescope --course bad.tsv full.json
    said 'course file, line 2: '
done <<'END'
1_racy
01_racy_counter\tmany
01_racy_counter\t-1
01_racy_counter\t20\t2026-10-05
01_racy_counter\t20\t-\t10%
01_racy_counter\t20\t2026-10-05T23:59Z\t200%
01_racy_counter\t20\t2026-10-05T23:59Z\t10%\tnever
01_racy_counter/counts_up\t5\t2026-10-05T23:59Z
01_racy_counter\t1\t-\t-\t-\tt\tmore
END
printf 'lab\tdeadline\n' >bad.tsv
status 2 "$export" gradescope --course bad.tsv full.json
said 'the first line names the columns'

# --- a class -----------------------------------------------------------------
mkdir class class/.class
# place RESULT STUDENT
place() {
    mkdir -p "class/$2/01_racy_counter"
    cp "$1" "class/$2/01_racy_counter/result.json"
}
place full.json ann
place attacks.json ben
place undecided.json carl
place does_not_compile.json '=cmd()|x'
place failing.json '<script>"&, '"'"'x'
place failing.json "$(printf 'n\nl\033[31m\351')"
place full.json 'Dora Lee_5334_assignsubmission_file_'
mkdir class/eve
printf 'ann\t01_racy_counter\t2026-10-06T00:00:00Z\n' >class/.class/submitted.tsv
for format in gradescope prairielearn autolab vpl junit; do
    status 2 "$export" $format --course course.tsv --to "to-$format" class
    said '1 not decided'
    written=$(find "to-$format" -type f -exec echo . \; | wc -l)
    case $format in
    autolab) expect "$format: what is decided" [ "$written" -eq 6 ] ;;
    *) expect "$format: a file an attempt" [ "$written" -eq 7 ] ;;
    esac
    find "to-$format" -type f -exec sh "$here/valid.sh" $format {} \; >verdicts
    expect "$format of a class is valid" [ ! -s verdicts ]
done
expect 'ann is late' \
    jq -e '.score == 90' to-gradescope/ann/01_racy_counter/results.json
status 2 "$export" csv --course course.tsv --to book class
expect 'a grade book' perl "$here/table.pl" book/gradebook.csv 6
expect 'ann is late there too' \
    grep -q '^ann,90,90,100,0,01_racy_counter 1 day: 90 instead of 100$' \
    book/gradebook.csv
rm -r class/carl

status 0 "$export" csv --to book class
expect 'without a course' grep -q '^ann,20,20,20,0$' book/gradebook.csv
status 0 "$export" canvas --course course.tsv --to book class
perl "$here/table.pl" book/canvas.csv 6 >rows || fail 'canvas: no table'
outsider canvas book/canvas.csv
expect 'canvas: the head' grep -qx \
    'Student|ID|SIS User ID|SIS Login ID|Section|Lab 1, racy (77)' rows
expect 'canvas: the maxima' grep -qx '    Points Possible|||||100' rows
expect 'canvas: ann' grep -qx 'ann|||ann||90' rows
expect 'canvas: nothing handed in' grep -qx 'eve|||eve||0' rows
expect 'canvas: no formula' grep -q "^'=cmd()|x|" rows
cat >canvas-export.csv <<'END'
Student,ID,SIS User ID,SIS Login ID,Section,Old (1)
    Points Possible,,,,,10
"Lee, Ann",1001,U1,ann,S-1,5
"=cmd(), x",1002,eve,e.v.e,S-1,5
"Nobody",1003,U3,nobody,S-1,5
END
status 0 "$export" canvas --worksheet canvas-export.csv --to book class
said '5 of 7 students are not in the worksheet'
perl "$here/table.pl" book/canvas.csv 6 >rows || fail 'canvas: no table'
outsider canvas book/canvas.csv
expect 'canvas: by its own ids' grep -qx 'Lee, Ann|1001|U1|ann|S-1|20' rows
expect 'canvas: by the SIS id' grep -qx "'=cmd(), x|1002|eve|e.v.e|S-1|0" rows
expect 'canvas: nobody else' [ "$(wc -l <rows)" -eq 4 ]
sed 's/Lab 1, racy (77)/Final Score/' course.tsv >final.tsv
status 2 "$export" canvas --course final.tsv --to book class
said 'Canvas ignores'

# --- Moodle's worksheet ------------------------------------------------------
cat >sheet.csv <<'END'
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 5331",Ann,ann@example.edu,"Submitted for grading",,20.00,Yes,"Friday, 20 November 2026, 2:22 PM",-,
"Participant 5332","=cmd()",ben,"Submitted for grading",,20.00,Yes,-,-,
"Participant 5333",Zoe,zoe@example.edu,"No submission",7.50,20.00,Yes,-,"Friday, 20 November 2026, 2:22 PM","two
lines, ""quoted"""
"Participant 5334","Dora Lee",d@example.edu,"Submitted for grading",,20.00,Yes,-,-,
"Participant 5335",Eve,eve@example.edu,"No submission",,20.00,Yes,-,-,
END
status 0 "$export" moodle --worksheet sheet.csv --to book class
said '3 of 7 students are not in the worksheet'
perl "$here/table.pl" book/moodle.csv 10 >rows || fail 'moodle: no table'
outsider moodle-offline book/moodle.csv
expect 'moodle: the head as it was' \
    [ "$(head -n 1 book/moodle.csv)" = "$(head -n 1 sheet.csv | tr -d '"')" ]
expect 'moodle: by e-mail' grep -q '^Participant 5331|Ann|.*|20.00|20.00|' rows
expect 'moodle: attacks' grep -q "^Participant 5332|'=cmd()|.*|6.00|20.00|" rows
expect 'moodle: HTML is escaped' sh -c "! grep -q '<script' book/moodle.csv"
expect 'moodle: who is not in the class stays' sh -c "
    grep -q '^Participant 5333|Zoe|.*|7.50|20.00|' rows &&
    grep -q '^lines, \"\"quoted\"\"\"$' book/moodle.csv"
expect 'moodle: by the name of its folder' \
    grep -q '^Participant 5334|Dora Lee|.*|20.00|20.00|' rows
expect 'moodle: nothing handed in' \
    grep -q '^Participant 5335|Eve|.*|0.00|20.00|.*nothing was handed in' rows
status 2 "$export" moodle --to book class
said 'own worksheet is needed'
status 2 "$export" moodle --course course.tsv --worksheet sheet.csv --to book class
said 'the maximum\|maximum is 20.00, the lab is worth 100'
cut -d, -f2- sheet.csv >headless.csv
status 2 "$export" moodle --worksheet headless.csv --to book class
printf 'Identifier,Grade,Last modified (grade)\n"Participant 1' >open.csv
status 2 "$export" moodle --worksheet open.csv --to book class
said 'row 2: is no CSV'
printf 'Identifier,Grade,Last modified (grade)\n"Participant 1",2\n' >open.csv
status 2 "$export" moodle --worksheet open.csv --to book class
said 'row 2: has not the columns'
: >open.csv
status 2 "$export" moodle --worksheet open.csv --to book class
status 2 "$export" moodle --worksheet nowhere.csv --to book class
said 'nowhere.csv'
mkdir -p class/ann/02_print_in_order
sed 's/01_racy_counter/02_print_in_order/' full.json \
    >class/ann/02_print_in_order/result.json
status 2 "$export" moodle --worksheet sheet.csv --to book class
said 'say which one'
status 0 "$export" moodle --lab 01_racy_counter --worksheet sheet.csv \
    --to book class

# --- usage -------------------------------------------------------------------
status 0 "$export" --help
for format in $(sed -n 's/^  \([a-z0-9]*\)  *[a-zA-Z].*/\1/p' out); do
    expect "$format has a file of its own" [ -f "$here/../format_$format.c" ]
done
status 2 "$export"
status 2 "$export" excel full.json
said 'there is no such format'
status 2 "$export" csv full.json
said 'this format is of a class'
status 2 "$export" junit
status 2 "$export" junit --to to nowhere
if [ -w /dev/full ]; then
    tests=$((tests + 1))
    "$export" junit full.json >/dev/full 2>/dev/null
    [ $? -eq 2 ] || fail 'output that cannot be written goes unnoticed'
fi

printf '%d tests of the exports, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
