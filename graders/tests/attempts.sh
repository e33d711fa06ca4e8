#!/bin/sh
# attempts.sh SHOW BUILD LAB... - the graders are graded: skeletons fail as
# promised, solutions and accepted attempts have full marks, mutants lose the
# check that they name, and two runs of everything are the same byte for byte.
set -eu
show=$1 build=$2
shift 2
faults=0
graded=0
fault() {
    printf 'FAIL  %s\n' "$*"
    faults=$((faults + 1))
}

mkdir -p "$build/tests"
table=$build/tests/verdicts.tsv
sh graders/tests/expected.sh "$show" "$build/plain" "$@" > "$table"
labs=" $* "
awk -F'\t' -v labs="$labs" 'NR == 1 || index(labs, " " $2 " ")' \
    graders/expected.tsv > "$build/tests/expected.tsv"
if ! diff -u "$build/tests/expected.tsv" "$table" > "$build/tests/verdicts.diff"; then
    cat "$build/tests/verdicts.diff"
    fault "the verdicts differ from graders/expected.tsv"
fi

for lab in "$@"; do
    for file in "graders/$lab/mutants"/*.c; do
        name=mutant-$(basename "$file" .c)
        killer=$(sed -n 's,^/\* killed by: \([a-z_0-9]*\) \*/$,\1,p' "$file")
        grep -q "^$name	$lab	$killer	" "$table" ||
            fault "$file is not killed by '$killer'"
    done
    for name in solution $(cd "graders/$lab/accepted" && ls ./*.c |
        sed 's,^\./\(.*\)\.c,accepted-\1,'); do
        grep -q "^$name	$lab	-	ok	-$" "$table" ||
            fault "$lab: $name has not full marks"
    done
    grep -q "^skeleton	$lab	-	ok	-$" "$table" &&
        fault "$lab: the skeleton has full marks"
    for first in "$build"/plain/*/"$lab"/result.json; do
        second=$build/again/${first#"$build/plain/"}
        [ -f "$second" ] || continue # a student's own result
        graded=$((graded + 1))
        cmp -s "$first" "$second" || fault "$first and $second differ"
    done
done
if command -v perl > /dev/null && perl -MJSON::Validator -e1 2> /dev/null; then
    perl graders/grade/tests/validate.pl "$build"/plain/*/*/result.json > /dev/null ||
        fault "a result does not follow result.schema.json"
else
    fault "libjson-validator-perl is missing: sh graders/setup.sh test"
fi
printf 'attempts: %d graded twice, %d faults\n' "$graded" "$faults"
[ "$faults" -eq 0 ] && [ "$graded" -gt 0 ]
