#!/bin/sh
# expected.sh SHOW RESULTS LAB... - the table of verdicts that stands in
# graders/expected.tsv, made from the results below RESULTS.
# Columns: attempt, lab, check, verdict. An attempt with full marks has one
# line, with a "-" for the check; any other has a line for each check that it
# does not pass.
set -eu
show=$1 results=$2
shift 2
printf 'attempt\tlab\tcheck\tverdict\n'
for lab in "$@"; do
    stem=${lab#*_}
    for name in skeleton solution \
        $(cd "graders/$lab/accepted" && ls ./*.c | sed 's,^\./\(.*\)\.c,accepted-\1,') \
        $(cd "graders/$lab/mutants" && ls ./*.c | sed 's,^\./\(.*\)\.c,mutant-\1,'); do
        "$show" verdicts "$results/$name/$lab/result.json" |
            sed "s/^/$name	$lab	/"
    done
done
