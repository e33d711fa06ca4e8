#!/bin/sh
# beside.sh BUILD - a class of all hostile attempts beside honest ones, whose
# results must be what they are alone, byte for byte; and what everybody then
# sees of it: pages, grade book, exports.
#
# The hostile ones' folders have names that break tables, pages and shells.
# Needs jq, perl and xmllint. Exit status 1 if anything is not as it should be.
set -u
build=${1:?usage: beside.sh BUILD}
build=$(cd "$build" && pwd -P) || exit 2
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
checkers=${FORMAT_CHECKERS:-$top/../shared/tools/formats}
LC_ALL=C
export LC_ALL
unset SUBMISSIONS OUT INTERLEAVE_CONFINE INTERLEAVE_CONFINE_MIN
tmp=$(mktemp -d /tmp/beside-XXXXXX) || exit 2
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
failed=0

fail() {
    printf 'FAIL  %s\n' "$*" | head -c 300
    failed=$((failed + 1))
}

# --- the class ---------------------------------------------------------------
# honest STUDENT LAB FILE
honest() {
    mkdir -p "$tmp/class/$1" "$tmp/alone/$1/$2"
    cp "$top/$3" "$tmp/class/$1/${2#*_}.c"
    "$build/bin/grade" --root "$top" --build "$build" --lab "$2" --result \
        "$tmp/alone/$1/$2/result.json" "$tmp/class/$1/${2#*_}.c" >/dev/null
    [ $? -le 1 ] || fail "$1 cannot be graded"
}
lab=01_racy_counter
honest honest-a $lab solutions/$lab/racy_counter.c
honest honest-b $lab labs/$lab/racy_counter.c
honest z-honest $lab "graders/$lab/accepted/$(cd "$top/graders/$lab/accepted" &&
    for file in *; do echo "$file"; break; done)"
for file in "$top/graders/$lab/mutants"/*.c; do
    honest "honest-$(basename "$file" .c)" $lab \
        "graders/$lab/mutants/$(basename "$file")"
done
honest m-honest 02_print_in_order solutions/02_print_in_order/print_in_order.c

attempts=0
for file in "$here"/*.c; do
    name=$(basename "$file" .c)
    case $((attempts % 8)) in
    0) name="$name <script>alert(1)<|script>" ;;
    1) name="=cmd()|$name" ;;
    2) name="$name]]>-->" ;;
    3) name="$name$(printf '\nGrade :=>>10')" ;;
    4) name="$name$(printf '\033[2J\377\303(')" ;;
    5) name="$name \"; \$(touch pwned) '" ;;
    *) ;;
    esac
    mkdir "$tmp/class/$name"
    cp "$file" "$tmp/class/$name/racy_counter.c"
    attempts=$((attempts + 1))
done

make -C "$top" --no-print-directory "-j$(nproc)" BUILD="$build" grade \
    SUBMISSIONS="$tmp/class" OUT="$tmp/out" >"$tmp/log" 2>&1 </dev/null
status=$?
[ $status -eq 0 ] || fail "make grade ended with $status: $(tail -n 3 "$tmp/log")"
results=$(find "$tmp/out" -name result.json | wc -l)
[ "$results" -eq "$(find "$tmp/class" -name '*.c' | wc -l)" ] ||
    fail "$results results"
for student in "$tmp/alone"/*; do
    student=$(basename "$student")
    diff -r -x timings.json -x report.html "$tmp/alone/$student" \
        "$tmp/out/$student" >/dev/null ||
        fail "$student is graded otherwise than alone"
done

# --- what everybody sees -----------------------------------------------------
if grep -q '[^ -~]' "$tmp/log"; then
    fail 'control characters on the terminal'
fi
[ -z "$(find "$top" "$tmp" -maxdepth 2 -name 'pwned*')" ] || fail 'a name was run'
find "$tmp/out" -name result.json -print0 | xargs -0 perl -MJSON::PP -0777 -ne '
    decode_json($_); print "$ARGV\n" if /[\x00-\x08\x0b-\x1f\x7f]/' \
    >"$tmp/bad" 2>&1
[ ! -s "$tmp/bad" ] || fail "result.json: $(cat "$tmp/bad")"
find "$tmp/out" -name '*.html' -print0 | xargs -0 perl -MEncode -0777 -ne '
    my $text = eval { decode("UTF-8", $_, 1) } // "\x00";
    print "$ARGV\n" if /<script>alert/ ||
        $text =~ /[\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{200b}-\x{200f}]/' \
    >"$tmp/bad" 2>&1
[ ! -s "$tmp/bad" ] || fail "pages: $(cat "$tmp/bad")"
pages=$(find "$tmp/out" -name report.html | wc -l)
[ "$pages" -eq "$results" ] && [ -s "$tmp/out/index.html" ] ||
    fail "$pages pages of $results results"
# It has as many columns as its first line, and no formulas.
columns=$(head -n 1 "$tmp/out/gradebook.csv" | tr -cd , | wc -c)
perl "$top/graders/export/tests/table.pl" "$tmp/out/gradebook.csv" \
    $((columns + 1)) >/dev/null 2>"$tmp/bad" ||
    fail "the grade book: $(cat "$tmp/bad")"
# Exports of those whose words are made to break them.
mkdir "$tmp/words"
for student in "$tmp/out"/*12_assert* "$tmp/out"/*4[0-9]_* \
    "$tmp/out"/*103_linker*; do
    cp -R "$student" "$tmp/words"
done
# checks FORMAT FILE: by our own checker, and another one where it is at hand.
checks() {
    sh "$top/graders/export/tests/valid.sh" "$1" "$2" || return 1
    [ ! -f "$checkers/check_formats.sh" ] ||
        sh "$checkers/check_formats.sh" "$1" "$2"
}
for format in gradescope prairielearn autolab vpl junit; do
    "$build/bin/export" $format --to "$tmp/$format" "$tmp/words" \
        >/dev/null 2>&1 || fail "export $format"
    exported=0
    for file in "$tmp/$format"/*/*/*; do
        exported=$((exported + 1))
        cp "$file" "$tmp/one"
        checks $format "$tmp/one" >"$tmp/bad" 2>&1 ||
            fail "export $format, $file: $(head -n 3 "$tmp/bad")"
    done
    [ $exported -ge 15 ] || fail "export $format: $exported files"
done
"$build/bin/export" canvas --to "$tmp/canvas" "$tmp/out" >/dev/null 2>&1 ||
    fail 'export canvas'

echo "a class of $attempts hostile attempts beside $((results - attempts)) honest ones: $failed differences"
[ $failed -eq 0 ]
