#!/bin/sh
# valid.sh FORMAT FILE - whether a file is what the platform's documentation
# asks for. Says what is wrong, and ends with 1, if it is not.
set -u
format=$1
file=$2

bad() {
    printf '%s: %s: %s\n' "$format" "$file" "$1"
    exit 1
}
# holds WORDS FILTER: the filter is true for the JSON file.
holds() {
    jq -e "$2" "$file" >/dev/null 2>&1 || bad "$1"
}
# count XPATH: a number or a string out of the XML file.
xml() {
    xmllint --xpath "$1" "$file" 2>/dev/null
}
# No control character may reach a platform, whatever the format.
if LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$file"; then
    bad 'holds control characters'
fi
iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || bad 'is not UTF-8'

case $format in
gradescope)
    holds 'its top' 'type == "object" and (.score | type == "number") and
        (keys - ["score", "output", "output_format", "test_output_format",
        "test_name_format", "visibility", "stdout_visibility", "extra_data",
        "tests"] == [])'
    holds 'its tests' '.tests | length > 0 and all(
        (.name | type == "string") and (.number | type == "string") and
        (.output | type == "string") and .output_format == "text" and
        (has("score") | not) or (.score <= .max_score and
        (.status == "passed" or .status == "failed")))'
    holds 'its points' '[.tests[].score // 0] | all(. == floor)'
    ;;
prairielearn)
    [ "$(wc -c <"$file")" -lt 1048576 ] || bad 'is over 1 MiB'
    holds 'gradable or not' '(.gradable == true and .score >= 0 and
        .score <= 1) or (.gradable == false and (has("score") | not) and
        (.format_errors | type == "array" and length > 0))'
    holds 'points in every test' '.tests | all(has("points") and
        has("max_points") and .points <= .max_points)'
    ;;
classroom50)
    holds 'its schema' '.schema == "classroom50/result/v1"'
    holds 'its fields' 'keys - ["schema", "classroom", "assignment",
        "assignment_type", "owner", "submission", "commit", "release", "review",
        "datetime", "graded_at", "score", "max-score", "tests",
        "submitted_by"] == []'
    holds 'whole points' '[., .tests[]] | all(.score == (.score | floor) and
        .score >= 0 and .score <= ."max-score")'
    holds 'its tests' '.tests | all((."test-name" | length > 0) and
        (.passed | type == "boolean"))'
    ;;
autolab)
    tail -n 1 "$file" | jq -e '(.scores | length == 1 and
        all(type == "number")) and (.scoreboard | type == "array")' \
        >/dev/null || bad 'its last line'
    ! tail -n 1 "$file" | grep -q '[A-Za-z0-9]:' || bad 'word: in its last line'
    tail -n 2 "$file" | head -n 1 |
        jq -e '._presentation == "semantic" and (.Checks |
        all(.passed | type == "boolean"))' >/dev/null || bad 'its feedback'
    ! head -n -2 "$file" | grep -qv '^  ' || bad 'a line that is not behind blanks'
    ;;
vpl)
    [ "$(grep -c '^Grade :=>>' "$file")" -eq "$(tail -n 1 "$file" |
        grep -c '^Grade :=>>[0-9][0-9]*$')" ] || bad 'its grade'
    [ "$(grep -n '^<|--$' "$file")" = '1:<|--' ] || bad 'its beginning'
    [ "$(grep -c '^--|>$' "$file")" -eq 1 ] || bad 'its end'
    ! sed '1d; /^--|>$/,$d' "$file" | grep -qv '^[->]' || bad 'a bare line'
    ;;
junit)
    xmllint --noout "$file" 2>/dev/null || bad 'is not well-formed'
    [ "$(xml 'sum(/testsuites/testsuite/@tests) = count(//testcase)')" = true ] ||
        bad 'tests='
    for pair in failures:failure errors:error skipped:skipped; do
        [ "$(xml "sum(/testsuites/testsuite/@${pair%:*}) =
            count(//testcase[${pair#*:}])")" = true ] || bad "${pair%:*}="
    done
    [ "$(xml 'count(//testcase[@classname and @name and @time]) =
        count(//testcase)')" = true ] || bad 'a testcase without its names'
    [ "$(xml 'count(//*[not(self::testsuites or self::testsuite or
        self::testcase or self::failure or self::error or self::skipped or
        self::system-out)])')" = 0 ] || bad 'an element of somebody else'
    ;;
*)
    bad 'no such format'
    ;;
esac
