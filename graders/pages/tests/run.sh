#!/bin/sh
# run.sh PAGES - tests of the pages, without a browser.
#
# usage: run.sh PAGES            compares with golden/
#        UPDATE=1 run.sh PAGES   writes golden/ anew; read the difference
set -u

pages=${1:?usage: run.sh PAGES}
pages=$(cd "$(dirname "$pages")" && pwd)/$(basename "$pages")
show=$(dirname "$pages")/show
here=$(cd "$(dirname "$0")" && pwd)
graders=$(cd "$here/../.." && pwd)
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
tests=0
LC_ALL=C
export LC_ALL
cp "$here"/*.json "$here"/*.c "$tmp" || exit 2
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
    head -n 20 "$tmp/expect.log" | sed 's/^/      /'
}

# refuse WHAT COMMAND...: the command ends with 2.
refuse() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/expect.log" 2>&1
    [ $? -eq 2 ] || fail "$what: not refused"
}

# golden NAME COMMAND...: the same output as before, but for style and script.
golden() {
    name=$1
    shift
    tests=$((tests + 1))
    "$@" >"$name" 2>&1 || fail "$name: status $?"
    sed '/^<style>:/,/<\/style>$/d; /^<script>/,/^<\/script>/d
        s/sha256-[A-Za-z0-9+/=]*/sha256-/g' "$name" >"$name.plain"
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$here/golden" && cp "$name.plain" "$here/golden/$name"
    elif ! diff -u "$here/golden/$name" "$name.plain" >"$name.diff"; then
        fail "$name"
        head -n 40 "$name.diff"
    fi
}

# safe FILE: text in it is text. One line of ours may hold the word of a tag.
safe() {
    expect "$1: no control characters, all of it UTF-8" \
        perl -MEncode -0777 -ne 'my $text = decode("UTF-8", $_, 1);
            exit($text =~ /[\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{200b}-\x{200f}]/)' "$1"
    expect "$1: nothing from elsewhere" perl -0777 -ne '
        s/<style>.*?<\/style>//s; s/<script>.*?<\/script>//s;
        s/ (?:data-[a-z]+|aria-[a-z]+|content|id)="[^"]*"//g;
        my @bad = /<(?:link|img|iframe|object|embed|base|form|script)\b|<[^>]*\s(?:src|srcset|on[a-z]+)\s*=|<[^>]*\shref="(?!#|\.\/|\.\.\/\.\.\/index\.html")/gi;
        print "$_\n" for @bad; exit(@bad > 0)' "$1"
    expect "$1: its style and script load nothing" perl -0777 -ne '
        my ($ours) = join "", /<(?:style|script)>(.*?)<\/(?:style|script)>/gs;
        exit($ours =~ /url\(|\@import|https?:|fetch\(|XMLHttp|innerHTML/)' "$1"
}

# --- reports -------------------------------------------------------------------
golden report.html "$pages" report --source racy_counter.c \
    --graders "$graders" failing.json
safe report.html
expect 'the attempt is in it' grep -q 'data-line="1"' report.html
expect 'it has a policy' grep -q "default-src 'none'; style-src 'sha256-" \
    report.html
"$pages" report failing.json >quoted.html
expect 'without the attempt, the lines that are quoted' \
    grep -q 'these are the lines that the result quotes' quoted.html
echo >>racy_counter.c
"$pages" report --source racy_counter.c failing.json >changed.html
expect 'an attempt that has changed is not shown' cmp quoted.html changed.html

golden hostile.html "$pages" report --student '<u>&"' hostile.json
safe hostile.html
expect 'steps of hostile names can be linked to' \
    grep -q 'id="no_lost_update.3"' hostile.html
for result in "$graders"/grade/tests/valid/*.json; do
    name=$(basename "$result" .json)
    "$pages" report "$result" >"valid_$name.html"
    safe "valid_$name.html"
done

# 5 MB on one line, three times in the result, and in the attempt.
{
    printf '/* '
    head -c 5000000 /dev/zero | tr '\0' '<'
} >huge.c
sum=$(sha256sum huge.c | cut -d' ' -f1)
perl -pe 'BEGIN { $huge = "&->_`" x 1_000_000; $sum = shift }
    for my $key (qw(diagnosis claim code)) {
        $done{$key} ||= s/("$key": ")/$1$huge/;
    }
    s/("sha256": ")[0-9a-f]*/$1$sum/' "$sum" failing.json >huge.json
"$pages" report --source huge.c huge.json >huge.html
expect 'what is far too long is cut' sh -c \
    '[ -s huge.html ] && [ "$(wc -c <huge.html)" -lt 200000 ]'
safe huge.html
head -c 900000 huge.c >long.c
sum=$(sha256sum long.c | cut -d' ' -f1)
sed 's/\("sha256": "\)[0-9a-f]*/\1'"$sum"'/' failing.json >long.json
"$pages" report --source long.c long.json >long.html
expect 'so is a line of the attempt' sh -c 'grep -q "data-line=.1. *" long.html &&
    [ "$(wc -c <long.html)" -lt 200000 ]'

# --- pictures ------------------------------------------------------------------
golden race.svg "$pages" svg --check no_lost_update failing.json
golden deadlock.svg "$pages" svg --check mirrored_transfers_finish failing.json
golden first.svg "$pages" svg failing.json
golden hostile.svg "$pages" svg --check mirrored_transfers_finish hostile.json
perl -MJSON::PP -0777 -ne 'my ($check) = grep { $_->{check} eq "no_lost_update" }
    @{decode_json($_)->{checks}}; print encode_json($check->{schedule})' \
    failing.json >schedule.json
"$pages" svg schedule.json >schedule.svg
expect "the explorer's own document is drawn, too" grep -q 'class="card' \
    schedule.svg
for picture in *.svg; do
    expect "$picture is XML" xmllint --noout "$picture"
    expect "$picture refers to nothing" sh -c \
        "! grep -qE 'href|url\\(|<script|<image|<foreignObject' '$picture'"
done

# --- colours -------------------------------------------------------------------
# Thread 1 takes no part, so the others move up a lane: they keep their colours.
perl -MJSON::PP -0777 -ne '
    sub move { my ($it) = @_;
        map { move($_) } ref $it eq "HASH" ? values %$it : @$it
            if ref $it eq "HASH" || ref $it eq "ARRAY";
        $it->{thread}++ if ref $it eq "HASH" && $it->{thread}; }
    my $result = decode_json($_);
    my ($check) = grep { $_->{check} eq "no_lost_update" } @{$result->{checks}};
    move($check->{schedule});
    splice @{$check->{schedule}{threads}}, 1, 0, {name => "hidden"};
    print JSON::PP->new->canonical->encode($result);' failing.json >hidden.json
"$pages" report hidden.json >hidden.html
"$pages" svg --check no_lost_update hidden.json >hidden.svg
"$pages" palette >palette.css
CLICOLOR_FORCE=1 "$show" check hidden.json >hidden.txt
# colour NAME NUMBER TERMINAL: a thread's, wherever it is shown.
colour() {
    expect "the colour of $1 on a page" \
        grep -q "class=\"lane t$2\"><span class=\"sign\"[^/]*</span> $1<" hidden.html
    fill=$(sed -n "1s/.* --t$2: \(#[0-9a-f]*\);.*/\1/p" palette.css)
    expect "the colour of $1 in a picture" \
        grep -q "class=\"head\" style=\"fill:$fill\"[^>]*>[^ ]* $1<" hidden.svg
    expect "the colour of $1 on a terminal" \
        grep -q "$(printf '\033')\[38;5;$3m$1$(printf '\033')" hidden.txt
}
colour 'increment 1' 2 166
colour 'increment 2' 3 29

# --- a class -------------------------------------------------------------------
# cell STUDENT LAB: the folder of a result.
cell() {
    mkdir -p "out/$1/$2"
    printf 'out/%s/%s' "$1" "$2"
}
cp "$graders/grade/tests/valid/full.json" full.json
lab=$(sed -n 's/.*"lab": "\(.*\)".*/\1/p' full.json)
cp failing.json "$(cell s1 01_racy_counter)/result.json"
cp full.json "$(cell s2 "$lab")/result.json"
cp hostile.json "$(cell '<b>"&%? .' 01_racy_counter)/result.json"
cp "$graders/grade/tests/valid/undecided.json" \
    "$(cell s3 01_racy_counter)/result.json"
echo broken >"$(cell s4 01_racy_counter)/result.json"
mkdir -p out/.class/jobs
cp "$here/racy_counter.c" .
echo 000001.01_racy_counter >out/.class/jobs.txt
ln -s ../../s1/01_racy_counter out/.class/jobs/000001.01_racy_counter
ln -s "$tmp/racy_counter.c" out/.class/jobs/000001.01_racy_counter.c

golden class.html "$pages" class out
safe class.html
expect 'what is not decided comes first' perl -0777 -ne \
    'exit(index($_, "Not decided") < 0 ||
        index($_, "Not decided") > index($_, "Grades"))' class.html
expect 'all pages are written' "$pages" write --graders "$graders" out
expect 'the class is the one that is printed' cmp class.html out/index.html
expect 'the attempt is found by its job' grep -q 'data-line="1"' \
    out/s1/01_racy_counter/report.html
expect 'there are hints' grep -q 'Hint 1 of' out/s1/01_racy_counter/report.html
expect 'why there is no result is said' grep -q 'There is no result' \
    out/s4/01_racy_counter/report.html
for page in out/*/*/report.html; do
    safe "$page"
done
# Every link of the class leads to a page.
expect 'links lead somewhere' perl -MEncode -ne '
    while (/href="\.\/([^"]*)"/g) {
        my $path = $1; $path =~ s/%(..)/chr hex $1/ge;
        -f "out/$path" or die "$path\n"; }' out/index.html

ls -i out/index.html out/*/*/report.html >before
cp -R out old
expect 'again' "$pages" write --graders "$graders" out
ls -i out/index.html out/*/*/report.html >after
expect 'nothing is written again' cmp before after
cp failing.json out/s3/01_racy_counter/result.json
echo half >out/s3/01_racy_counter/.report.html.new
expect 'after a kill and a change' "$pages" write --graders "$graders" out
ls -i out/index.html out/*/*/report.html | sort >after
expect 'what has changed is written, and nothing else' sh -c \
    '[ "$(sort before | comm -13 - after | wc -l)" -eq 2 ]'
expect 'nothing half written is left' sh -c \
    '! find out -name ".*.new" | grep -q .'
rm -rf out/s3/01_racy_counter/report.html
ln -s "$tmp/racy_counter.c" out/s3/01_racy_counter/report.html
expect 'a link in the way' "$pages" write --graders "$graders" out
expect 'is replaced, not followed' \
    cmp racy_counter.c "$here/racy_counter.c"

# --- what is refused -----------------------------------------------------------
refuse 'no command' "$pages"
refuse 'another command' "$pages" report2 failing.json
refuse 'no result' "$pages" report missing.json
refuse 'not a result' "$pages" report racy_counter.c
refuse 'no such check' "$pages" svg --check nothing failing.json
refuse 'a check without a run' "$pages" svg --check counts_up failing.json
refuse 'no class' "$pages" class missing
refuse 'a full disk' sh -c '"$1" report failing.json >/dev/full' - "$pages"
chmod 555 out/s1/01_racy_counter
if [ "$(id -u)" -ne 0 ]; then
    rm -f out/s1/01_racy_counter/report.html
    refuse 'a folder that cannot be written in' "$pages" write out
fi
chmod 755 out/s1/01_racy_counter

printf '%d tests of the pages, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
