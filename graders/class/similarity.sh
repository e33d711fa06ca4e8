#!/bin/sh
# similarity.sh LAB... - which attempts of a class resemble one another.
#
# make similarity starts it, at the top of the project. From the environment:
# CLASS_SUBMISSIONS is the class, SIMILARITY_TO the folder to write,
# SIMILARITY_PERCENT what is worth a line, CLASS_BUILD the build folder.
#
#   TO/report.txt                    the pairs, the most similar ones first
#   TO/stripped/<lab>/000001.c       what was compared: without the skeleton
#   TO/moss/<lab>/base/<stem>.c      ready for MOSS, which this does not start:
#   TO/moss/<lab>/sub/<id>/<stem>.c  it would hand the attempts to somebody else
#   TO/moss/<lab>/names.txt          whose id that is, if it had to be changed
#
# It is never part of a grade. Exit status: 0, whatever it finds; 2 it could not
# be done.
set -u

LC_ALL=C
export LC_ALL
bin=$CLASS_BUILD/bin
to=$SIMILARITY_TO
percent=${SIMILARITY_PERCENT:-50}

say() {
    printf 'make similarity: %s\n' "$*" >&2
}

command -v sim_c >/dev/null || {
    say 'sim_c is missing: sh graders/setup.sh'
    exit 2
}
case $percent in
'' | *[!0-9]* | ????*)
    say "PERCENT=$percent is no number from 1 to 100"
    exit 2
    ;;
esac
case $to in
/*) ;;
*) to=./$to ;;
esac
if [ -e "$to" ] && [ ! -e "$to/report.txt" ] &&
    [ -n "$(ls -A -- "$to" 2>/dev/null)" ]; then
    say "$to holds other things; name a new folder (TO=)"
    exit 2
fi
tmp=$(mktemp -d) || exit 2
trap 'rm -rf -- "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

# The same files as make grade takes, whatever the students called their
# folders.
mkdir "$tmp/class"
"$bin/collect" "$CLASS_SUBMISSIONS" "$tmp/class" "$@" >"$tmp/collected"
[ $? -lt 2 ] || exit 2
rm -rf -- "$to/stripped" "$to/moss" "$to/report.txt"
mkdir -p -- "$to/stripped" "$to/moss" || exit 2

# printable NAME: in one line of a report.
printable() {
    printf '%s' "$1" | tr -c '[:print:]' '?'
}

# strip SKELETON ATTEMPT: the attempt without the skeleton's lines. Blanks do
# not count, and neither does where a line stands.
strip() {
    awk 'function plain(line) { gsub(/[ \t\r]+/, "", line); return line }
        FILENAME == ARGV[1] { known[plain($0)]; next }
        !(plain($0) in known)' "$1" "$2"
}

# An id that MOSS and a shell take as it is.
moss_id() {
    case $1 in
    '' | -* | *[!A-Za-z0-9._@+-]*) printf 'student%s' "$2" ;;
    *) printf '%s' "$1" ;;
    esac
}

# take JOB LAB: puts one attempt into both trees.
take() {
    number=${1%%.*}
    stem=${2#*_}
    # The dot keeps line breaks at the end of a name.
    who=$(readlink -n -- "$tmp/class/.class/jobs/$1" && echo .)
    who=${who%.}
    who=${who#../../}
    who=${who%/*}
    id=$(moss_id "$who" "$number")
    mkdir -p -- "$to/moss/$2/sub/$id"
    head -c 1000000 -- "$tmp/class/.class/jobs/$1.c" >"$to/moss/$2/sub/$id/$stem.c"
    tr -d '\000' <"$to/moss/$2/sub/$id/$stem.c" >"$tmp/attempt.c"
    strip "$skeleton" "$tmp/attempt.c" >"$to/stripped/$2/$number.c"
    printf '%s\t%s\n' "$number" "$(printable "$who")" >>"$tmp/names"
    [ "$id" = "$who" ] ||
        printf '%s\t%s\n' "$id" "$(printable "$who")" >>"$to/moss/$2/names.txt"
}

# compare LAB: the pairs of a lab, each once, "percent TAB name TAB name".
compare() {
    (cd -- "$to/stripped/$1" && ls >"$tmp/list" &&
        sim_c -p -r 24 -t "$percent" -T -i <"$tmp/list" 2>/dev/null) |
        awk -F'\t' '
            FILENAME == ARGV[1] { name[$1 ".c"] = $2; next }
            split($0, word, " ") == 8 && word[2] == "consists" {
                a = word[1]; b = word[7]; p = word[4]
                pair = a < b ? a SUBSEP b : b SUBSEP a
                if (p > best[pair]) best[pair] = p
            }
            END {
                for (pair in best) {
                    split(pair, of, SUBSEP)
                    printf "%d\t%s\t%s\n", best[pair], name[of[1]], name[of[2]]
                }
            }' "$tmp/names" - | sort -t "$(printf '\t')" -k 1,1nr -k 2
}

{
    echo 'Similarity is a reason to look, and no proof: what a lab leaves open is'
    echo 'short, and the right answer to it often the same. It is never part of a'
    echo 'grade. Lines of the skeleton are left out; names, comments and layout do'
    echo "not count. Listed are pairs that share $percent percent or more (PERCENT=)."
} >"$tmp/report"
for lab in "$@"; do
    stem=${lab#*_}
    skeleton=graders/class/example/u1003/labs/$lab/$stem.c
    [ -f "$skeleton" ] || skeleton=labs/$lab/$stem.c
    mkdir -p -- "$to/stripped/$lab" "$to/moss/$lab/base" "$to/moss/$lab/sub"
    cp -- "$skeleton" "$to/moss/$lab/base/$stem.c"
    : >"$tmp/names"
    grep "\\.$lab\$" "$tmp/class/.class/jobs.txt" >"$tmp/jobs"
    while read -r job; do
        take "$job" "$lab"
    done <"$tmp/jobs"
    compare "$lab" >"$tmp/pairs"
    printf '\n%s: %d attempts, %d pairs\n' "$lab" "$(wc -l <"$tmp/jobs")" \
        "$(wc -l <"$tmp/pairs")"
    awk -F'\t' '{ printf "  %3d %%  %s  %s\n", $1, $2, $3 }' "$tmp/pairs"
done >>"$tmp/report"
{
    printf '\nFor MOSS, in a folder of %s/moss (it uploads the attempts):\n' "$to"
    echo '  moss -l c -d -b base/*.c sub/*/*.c'
} >>"$tmp/report"
mv -- "$tmp/report" "$to/report.txt" && cat -- "$to/report.txt"
