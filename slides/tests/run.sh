#!/bin/sh
# run.sh BUILD - the slides that stand in BUILD/slides: what they include, what
# they need, how they look, how they are spelled.
set -u
build=$1
out=$build/slides
scratch=$build/tests/slides
faults=0
fault() {
    printf 'FAIL  %s\n' "$*"
    faults=$((faults + 1))
}
NODE_PATH=$(cd "$out/npm" && pwd)/node_modules
SLIDES_BUILD=$build
CHROME_PATH=$(command -v chromium)
export NODE_PATH SLIDES_BUILD CHROME_PATH
rm -rf "$scratch"
mkdir -p "$scratch"
decks=$(cd slides && ls [0-9][0-9]_*.md | sed 's/\.md$//')

# ---- what is included -----------------------------------------------------
# refused NAME MESSAGE TEXT... - a deck of these lines must not be built, and
# the message must say why: the file and the region.
refused() {
    name=$1 message=$2
    shift 2
    printf '%s\n' "$@" > "$scratch/$name.md"
    if node slides/tools/expand.js "$scratch/$name.md" "$scratch/out.md" \
        > "$scratch/$name.log" 2>&1; then
        fault "$name: is built all the same"
    elif ! grep -qF -- "$message" "$scratch/$name.log"; then
        fault "$name: says $(cat "$scratch/$name.log"), not: $message"
    else
        printf 'ok    refused, %s: %s\n' "$name" "$(cat "$scratch/$name.log")"
    fi
}
accepted() {
    name=$1 expected=$2
    shift 2
    printf '%s\n' "$@" > "$scratch/$name.md"
    node slides/tools/expand.js "$scratch/$name.md" "$scratch/out.md" &&
        grep -qF -- "$expected" "$scratch/out.md" || fault "$name: no '$expected'"
}
counter=labs/01_racy_counter/racy_counter.c
# A function of a deck, renamed in a copy of its file.
sed 's/counter_increment/counter_plus_one/' "$counter" > "$scratch/renamed.c"
accepted before-renaming counter-\&gt\; "@code $counter#counter_increment"
refused renamed \
    "$scratch/renamed.c: there is no region 'counter_increment'" \
    "@code $scratch/renamed.c#counter_increment"
refused too-long \
    "labs/03_bounded_queue/bounded_queue.c: region 'dequeue' has 20 lines, 18 at most" \
    '@code labs/03_bounded_queue/bounded_queue.c#dequeue'
refused no-file 'labs/none.c: cannot be read' '@code labs/none.c#nothing'
refused no-end "$counter: there is no region 'struct counter { ... no such end'" \
    "@code $counter from=\"struct counter {\" to=\"no such end\""
refused no-mark "$counter: region 'counter_add' has no line with 'gone' to mark" \
    "@code $counter#counter_add mark=\"gone\""
refused no-directive 'there is no @paste' '@paste something'
refused other-report \
    "'make explore LAB=1 SCENARIO=increments' no longer prints 'starvation'" \
    '@make make explore LAB=1 SCENARIO=increments :: expect="starvation"'
refused other-outcomes 'the outcomes are value = 2, value = 3, value = 4' \
    '@predict make predict LAB=1 :: outcomes expect="value = 1"'
# The third thread is not shown; the fourth keeps its colour (pages palette).
mutant=graders/04_rwlock/mutants/writers_first.c
accepted a-hidden-thread '<span class="lane head t4">later writer 2' \
    "@make make explore LAB=4 SCENARIO=reader_and_later_writers ATTEMPT=$mutant :: table"
"$build/bin/pages" palette | sed '1!d; s/.*{//; s/}.*//' | tr ';' '\n' |
    tr -d ' ' | grep . | while read -r colour; do
    tr -d ' ' < slides/theme.css | grep -qxF -- "$colour;" ||
        printf '%s\n' "$colour"
done > "$scratch/colours"
[ ! -s "$scratch/colours" ] || fault "slides/theme.css: not the colours of the" \
    "reports: $(tr '\n' ' ' < "$scratch/colours")"
refused no-picture "check 'counts_up' has no picture" \
    "@picture $counter counts_up"
refused other-picture "'no_lost_update' does not say 'deadlock'" \
    "@picture $counter no_lost_update expect=\"deadlock\""
refused other-command "only make is run here" '@make ls / ::'

# ---- links ----------------------------------------------------------------
node slides/tests/links.js || fault 'links are not told from what is loaded'

# ---- every deck, as it was built ------------------------------------------
for deck in $decks; do
    [ -s "$out/$deck.html" ] || fault "$deck.html was not built"
    [ "$(head -c 5 "$out/$deck.pdf" 2> /dev/null)" = '%PDF-' ] ||
        fault "$deck.pdf was not built"
    grep -q "href=\"$deck.html\"" "$out/index.html" ||
        fault "$deck is not in index.html"
    grep -a -q "$(pwd)" "$out/$deck.html" "$out/$deck.pdf" &&
        fault "$deck names a folder of this machine"
done
# shellcheck disable=SC2086
node slides/tests/check.js "$out" $decks > "$scratch/check.log" 2>&1 ||
    faults=$((faults + 1))
cat "$scratch/check.log"
for deck in $decks; do
    pages=$(node slides/tests/pages.js "$out/$deck.pdf")
    grep -q "^ok    $deck: $pages slides" "$scratch/check.log" ||
        fault "$deck.pdf: $pages pages of 16:9, not one a slide"
done
sed -n 's/^ok    \([0-9a-z_]*\): \([0-9]*\) slides, \([0-9]*\) minutes.*/| [\1.md](\1.md) | \2 | \3 |/p' \
    "$scratch/check.log" > "$scratch/counts"
while read -r row; do
    grep -qxF -- "$row" slides/README.md ||
        fault "slides/README.md does not have the row $row"
done < "$scratch/counts"

# ---- paths and targets that are named exist -------------------------------
for deck in $decks; do
    grep -oE '(labs|solutions|graders|common|slides)/[A-Za-z0-9_./-]*[A-Za-z0-9_]' \
        "slides/$deck.md" | sort -u > "$scratch/paths"
    while read -r path; do
        [ -e "$path" ] || fault "slides/$deck.md: there is no $path"
    done < "$scratch/paths"
    grep -oE '\bmake [a-z-]+ LAB=[0-9]' "slides/$deck.md" | cut -d' ' -f2 |
        sort -u > "$scratch/targets"
    while read -r target; do
        grep -qE "^($target|.* $target|$target .*): *[^=]*##" graders/mk/*.mk ||
            grep -qE "^$target:" graders/mk/*.mk ||
            fault "slides/$deck.md: there is no make $target"
    done < "$scratch/targets"
done

# ---- spelling --------------------------------------------------------------
for file in $(printf 'slides/%s.md ' $decks) slides/README.md; do
    awk -f slides/tests/prose.awk "$file" |
        aspell list --lang=en_GB --encoding=utf-8 | sort -u |
        grep -vxFf slides/words.txt > "$scratch/misspelled"
    [ ! -s "$scratch/misspelled" ] ||
        fault "$file: not in the dictionary, nor in slides/words.txt:" \
            "$(tr '\n' ' ' < "$scratch/misspelled")"
done
LC_ALL=C sort -c -u slides/words.txt || fault 'slides/words.txt is not sorted'

[ "$faults" -eq 0 ] && printf 'ok    ' || printf 'FAIL  '
# shellcheck disable=SC2086
printf 'slides: %d decks, %d faults\n' "$(set -- $decks; echo $#)" "$faults"
[ "$faults" -eq 0 ]
