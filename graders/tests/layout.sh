#!/bin/sh
# layout.sh - every file has its place: fails on a missing or an unexpected
# one. What belongs to a lab follows from its name alone.
set -u
faults=0
fault() {
    printf 'FAIL  layout: %s\n' "$*"
    faults=$((faults + 1))
}
need() {
    [ -f "$1" ] || fault "$1 is missing"
}
# only FOLDER NAME... - nothing else may stand in that folder
only() {
    folder=$1
    shift
    for entry in "$folder"/*; do
        case " $* " in
        *" $(basename "$entry") "*) ;;
        *) fault "$entry is not expected there" ;;
        esac
    done
}
tracked() {
    git ls-files --cached --others --exclude-standard -- "$@" 2> /dev/null
}

top=$(tracked . | cut -d/ -f1 | sort -u | grep -v '^\.' | tr '\n' ' ')
[ "$top" = 'LICENSE Makefile README.md common graders labs slides solutions ' ] ||
    fault "visible at the top: $top"

headings='The bug
Predict
Your job
Check yourself
Hints
Explain
Go further
What it is in Python'
first_makefile=
for folder in labs/[0-9][0-9]_*; do
    lab=${folder#labs/}
    stem=${lab#[0-9][0-9]_}
    for file in "labs/$lab/README.md" "labs/$lab/$stem.h" "labs/$lab/$stem.c" \
        "labs/$lab/demo.c" "labs/$lab/Makefile" "solutions/$lab/$stem.c" \
        "solutions/$lab/NOTES.md" "graders/$lab/scenarios.c" "graders/$lab/explored.c" \
        "graders/$lab/test_$stem.c" "graders/$lab/rubric.tsv" \
        "graders/$lab/allowed.txt"; do
        need "$file"
    done
    only "solutions/$lab" "$stem.c" NOTES.md
    only "graders/$lab" scenarios.c "test_$stem.c" rubric.tsv allowed.txt \
        accepted mutants hidden explored.c \
        "$(cd "graders/$lab" && echo scenarios_* explored_*)"
    for file in $(tracked "labs/$lab"); do
        case ${file#"labs/$lab/"} in
        README.md | "$stem.h" | "$stem.c" | demo.c | Makefile) ;;
        *) fault "$file is not expected there" ;;
        esac
    done
    [ -n "$first_makefile" ] || first_makefile=labs/$lab/Makefile
    cmp -s "$first_makefile" "labs/$lab/Makefile" ||
        fault "labs/$lab/Makefile differs from $first_makefile"
    [ "$(sed -n 's/^## //p' "labs/$lab/README.md")" = "$headings" ] ||
        fault "labs/$lab/README.md has not the headings of a handout"
    grep -q 'TODO(1)' "labs/$lab/$stem.c" ||
        fault "labs/$lab/$stem.c has no TODO(1)"
    points=$(awk -F'\t' 'NR > 1 { sum += $1 } END { print sum }' \
        "graders/$lab/rubric.tsv")
    [ "$points" = 20 ] || fault "graders/$lab/rubric.tsv has $points points, not 20"
    for check in $(awk -F'\t' 'NR > 1 && $2 != "allowed_calls" { print $2 }' \
        "graders/$lab/rubric.tsv"); do
        grep -q "^Test($stem, $check)" "graders/$lab/test_$stem.c" ||
            fault "graders/$lab/test_$stem.c has no Test($stem, $check)"
    done
    for name in $(sed -n "s/^ *\(int\|void\|bool\|long\|size_t\|struct [a-z_]* \*\) *\([a-z_]*\)(.*/\2/p" \
        "labs/$lab/$stem.h"); do
        grep -q "^defines $name\$" "graders/$lab/allowed.txt" ||
            fault "graders/$lab/allowed.txt does not define $name of the header"
    done
    grep -q "^\*\*$lab\*\*\$" graders/README.md ||
        fault "graders/README.md does not say what is not yet graded of $lab"
    accepted=$(ls "graders/$lab/accepted" | wc -l)
    mutants=$(ls "graders/$lab/mutants" | wc -l)
    [ "$accepted" -ge 3 ] || fault "$lab has $accepted accepted attempts, 3 are needed"
    [ "$mutants" -ge 4 ] || fault "$lab has $mutants mutants, 4 are needed"
    for file in "graders/$lab/mutants"/*.c; do
        sed -n 1p "$file" | grep -q '^/\* misconception: ' ||
            fault "$file does not name its misconception in line 1"
        killer=$(sed -n 's,^/\* killed by: \([a-z_0-9]*\) \*/$,\1,p' "$file")
        cut -f2 "graders/$lab/rubric.tsv" | grep -qx "$killer" ||
            fault "$file names no check of the rubric: '$killer'"
    done
done
for folder in solutions/* graders/[0-9]*; do
    [ -d "labs/$(basename "$folder")" ] || fault "$folder belongs to no lab"
done
only slides README.md theme.css words.txt package.json package-lock.json \
    tools python bench tests \
    "$(cd slides && echo [0-9][0-9]_*.md)"
for lab in 00_overview $(cd labs && echo [0-9][0-9]_*); do
    need "slides/$lab.md"
done
for deck in slides/[0-9][0-9]_*.md; do
    stem=$(basename "$deck" .md)
    [ "$stem" = 00_overview ] || [ -d "labs/$stem" ] ||
        fault "$deck belongs to no lab"
done
only common README.md bench examples explored include src tests
for file in common/explored/*; do
    stem=$(basename "$file" .c)
    [ -f "common/include/${stem#explored_}.h" ] ||
        fault "$file belongs to no header"
done
for header in common/include/sync_*.h; do
    stem=$(basename "$header" .h)
    # Time is virtual while exploring; there is nothing to interleave.
    [ "$stem" = sync_clock ] || need "common/explored/explored_$stem.c"
done
for header in common/include/*.h; do
    stem=$(basename "$header" .h)
    for file in "common/src/$stem.c" "common/tests/test_$stem.c" \
        "common/examples/example_$stem.c"; do
        need "$file"
    done
done
printf 'layout: %d faults\n' "$faults"
[ "$faults" -eq 0 ]
