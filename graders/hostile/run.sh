#!/bin/sh
# Grades every hostile attempt and compares with expected.tsv.
#
#     run.sh GRADE_BINARY ROOT BUILD [NAME...]
#     UPDATE=1 run.sh ...       writes expected.tsv anew; read the difference
#
# Prints a line for each and a count. Exit status 1 on any difference, or if a
# process or a folder of the grader is left behind. Needs jq. What lies past
# vetting (7x) is tried only where it can be: on x86-64, with namespaces.
set -u
[ $# -ge 3 ] || { echo "usage: run.sh GRADE_BINARY ROOT BUILD [NAME...]" >&2; exit 2; }
grade=$1 root=$2 build=$3
shift 3
here=$root/graders/hostile
out=$(mktemp -d /tmp/hostile-XXXXXX) || exit 2
trap 'rm -rf "$out"' EXIT
# The grader works below a folder of this run, so that what others leave in
# /tmp meanwhile is not taken for ours.
mkdir "$out/t" && chmod 755 "$out" "$out/t"

# one FILE VERDICT POINTS STILL_PASS MUST_APPEAR: grades, compares, prints.
one() {
    name=${1%.c}
    result=$out/$name/result.json
    mkdir "$out/$name"
    TMPDIR=$out/t "$grade" --root "$root" --build "$build" \
        --lab 01_racy_counter --result "$result" "$here/$1" \
        >"$out/$name/log" 2>&1
    status=$?
    level=$(jq -r .confinement.level "$result" 2>/dev/null)
    if [ -z "$level" ]; then
        echo "FAIL  $name: no result; $(head -c 200 "$out/$name/log")"
        return
    fi
    case $name in 7*)
        if [ "$(uname -m)" != x86_64 ] || [ "$level" != full ]; then
            echo "skip  $name (needs x86-64 and namespaces)"
            return
        fi ;;
    esac
    if [ -n "${UPDATE-}" ]; then
        jq -r --arg file "$1" '[$file, .verdict, .points,
            ([.checks[] | select(.status == "passed") | .check] |
             if . == [] then "-" else join(",") end),
            ([.checks[] | select(.status != "passed") |
              "\(.check):\(.verdict)"] | if . == [] then "-" else join(",") end)
            ] | @tsv' "$result" >"$out/$name.row"
    fi
    problems=$(jq -r --arg verdict "$2" --arg points "$3" --arg pass "$4" \
        --arg pairs "$5" --arg status "$status" '
        def wanted($list): $list | if . == "-" then [] else split(",") end;
        [ (if .verdict != $verdict then "verdict \(.verdict)" else empty end),
          (if .points != ($points | tonumber) then "points \(.points)" else empty end),
          (if $status != (if $verdict == "ok" then "0" else "1" end)
           then "exit status \($status)" else empty end),
          ([.checks[] | select(.status == "passed") | .check] as $passed
           | wanted($pass)[] | select(. as $c | $passed | index($c) | not)
           | "lost \(.)"),
          ([.checks[] | "\(.check):\(.verdict)"] as $have
           | wanted($pairs)[] | select(. as $p | $have | index($p) | not)
           | "no \(.)"),
          (.checks[] | select(.verdict == "grader_fault")
           | "\(.check):grader_fault") ] | join(", ")' "$result")
    if [ -z "$problems" ]; then
        echo "ok    $name: $2, $3 points"
    else
        echo "FAIL  $name: $problems"
    fi
}

# As many at a time as there are cores, and the next one when one has ended:
# each puts a byte back into the pipe that it took one from.
wanted=" $* "
tab=$(printf '\t')
running=0
mkfifo "$out/slots" && exec 8<>"$out/slots"
nproc | { read -r cores; seq "$cores" >&8; }
while IFS=$tab read -r file verdict points pass pairs; do
    [ "$file" = file ] && continue
    case $wanted in "  " | *" ${file%.c} "*) ;; *) continue ;; esac
    read -r _ <&8
    { one "$file" "$verdict" "$points" "$pass" "$pairs" \
        >"$out/${file%.c}.line" 8>&-; echo >&8; } &
    running=$((running + 1))
done <"$here/expected.tsv"
wait
cat "$out"/*.line

# Those that were not tried keep their rows.
if [ -n "${UPDATE-}" ]; then
    while IFS= read -r row; do
        name=${row%%"$tab"*}
        if [ -s "$out/${name%.c}.row" ]; then
            cat "$out/${name%.c}.row"
        else
            printf '%s\n' "$row"
        fi
    done <"$here/expected.tsv" >"$out/expected.tsv"
    cp "$out/expected.tsv" "$here/expected.tsv"
fi

failed=$(cat "$out"/*.line | grep -c '^FAIL')
left=$(ls -A "$out/t" | wc -l)
processes=$(echo "$out/t/" |
    grep -l -F -f - /proc/[0-9]*/cmdline 2>/dev/null | wc -l)
[ "$left" -eq 0 ] || { echo "FAIL  left in /tmp: $(ls -A "$out/t")"; failed=$((failed + 1)); }
[ "$processes" -eq 0 ] || { echo "FAIL  $processes processes are left"; failed=$((failed + 1)); }
for file in "$here"/*.c; do
    grep -q "^${file##*/}$tab" "$here/expected.tsv" ||
        { echo "FAIL  ${file##*/} is not in expected.tsv"; failed=$((failed + 1)); }
done
echo "$running hostile attempts, $failed differences"
[ "$failed" -eq 0 ]
