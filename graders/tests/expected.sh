#!/bin/sh
# expected.sh SHOW RESULTS LAB... - the table of verdicts that stands in
# graders/expected.tsv, made from the results below RESULTS.
# Columns: attempt, lab, check, verdict, executions. An attempt with full marks
# has one line, with a "-" for the check; any other has a line for each check that
# it does not pass. Executions are those that the explorer made until it had its
# schedule; "-" where something else failed. Needs jq.
set -eu
show=$1 results=$2
shift 2
tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT
printf 'attempt\tlab\tcheck\tverdict\texecutions\n'
for lab in "$@"; do
    stem=${lab#*_}
    for name in skeleton solution \
        $(cd "graders/$lab/accepted" && ls ./*.c | sed 's,^\./\(.*\)\.c,accepted-\1,') \
        $(cd "graders/$lab/mutants" && ls ./*.c | sed 's,^\./\(.*\)\.c,mutant-\1,'); do
        result=$results/$name/$lab/result.json
        jq -r 'if .verdict == "ok" then "-" else .checks[] |
            select(.status != "passed") | .schedule.executions // "-" end' \
            "$result" > "$tmp"
        "$show" verdicts "$result" | paste - "$tmp" | sed "s/^/$name	$lab	/"
    done
done
