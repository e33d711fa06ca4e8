#!/bin/sh
# Grades every hostile attempt at one level of confinement, and compares with
# expected.tsv. levels.sh starts it, on a machine of its own (tests/machine.c)
# if there is one: whatever stands there afterwards was left behind.
#
#     run.sh LEVEL GRADE_BINARY ROOT BUILD [NAME...]
#
# LEVEL is full, container, laptop, or advisory: a laptop without namespaces.
# A row of expected.tsv for that level goes before the one for any. At the
# level none only the rows for it are tried: what reaches for something finds it
# there, so that it would be seen to find it elsewhere. Prints a
# line for each attempt, with ROWS=1 the rows that it found instead (read them
# before they become expectations), and a count. Exit status 1 on any
# difference, or if anything is left behind. Needs jq.
set -u
[ $# -ge 4 ] || { echo "usage: run.sh LEVEL GRADE_BINARY ROOT BUILD [NAME...]" >&2; exit 2; }
level=$1 grade=$2 root=$3 build=$4
shift 4
here=$root/graders/hostile
tab=$(printf '\t')
alone=
[ "$root" != /tmp/tree ] || alone=1
if [ -n "$alone" ]; then
    out=/tmp/hostile
    mkdir "$out" || exit 2
    # What some look for: somebody else's attempt, for everybody to read.
    mkdir /tmp/students /tmp/students/ann
    cp "$root/solutions/01_racy_counter/racy_counter.c" /tmp/students/ann
else
    out=$(mktemp -d /tmp/hostile-XXXXXX) || exit 2
fi
trap 'rm -rf "$out"' EXIT
mkdir "$out/t" && chmod 755 "$out" "$out/t" || exit 2

# grade_it NAME FILE: into $out/NAME.
grade_it() {
    mkdir -p "$out/$1"
    TMPDIR=$out/t "$grade" --root "$root" --build "$build" \
        --lab 01_racy_counter --result "$out/$1/result.json" "$2" \
        >"$out/$1/log" 2>&1
}

# The level that a result was made at, in the words of this script.
level_of() {
    jq -r '.confinement | if .level == "laptop" and
        (.layers | any(test("namespaces")) | not) then "advisory"
        else .level end' "$1" 2>/dev/null
}

# row NAME FILE: what came out, as a row of the table.
row() {
    jq -r --arg file "$1.c" --arg level "$level" '[$file, $level, .verdict,
        .points, ([.checks[] | select(.status == "passed") | .check] |
        if . == [] then "-" else join(",") end),
        ([.checks[] | select(.status != "passed") | "\(.check):\(.verdict)"] |
        if . == [] then "-" else join(",") end)] | @tsv' "$2"
}

# differences RESULT STATUS VERDICT POINTS STILL_PASS MUST_APPEAR
differences() {
    jq -r --arg status "$2" --arg verdict "$3" --arg points "$4" \
        --arg pass "$5" --arg pairs "$6" '
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
           | "\(.check):grader_fault") ] | join(", ")' "$1"
}

# one FILE VERDICT POINTS STILL_PASS MUST_APPEAR: grades, compares, prints.
one() {
    name=${1%.c}
    result=$out/$name/result.json
    case $name in *_hidden_*)
        if [ "$(uname -m)" != x86_64 ]; then
            echo "left out  $name (its code is x86-64's)"
            return
        fi ;;
    esac
    grade_it "$name" "$here/$1"
    status=$?
    if [ ! -s "$result" ]; then
        echo "FAIL  $name: no result; $(head -c 200 "$out/$name/log")"
    elif [ "$(level_of "$result")" != "$level" ]; then
        echo "FAIL  $name: confined as $(level_of "$result"), not $level"
    elif [ -n "${ROWS-}" ]; then
        row "$name" "$result"
    else
        problems=$(differences "$result" "$status" "$2" "$3" "$4" "$5")
        if [ -z "$problems" ]; then
            echo "ok    $name: $2, $3 points"
        else
            echo "FAIL  $name: $problems"
        fi
    fi
}

# The rows that count at this level. None may have more points than elsewhere.
awk -F"$tab" -v level="$level" '
    NR == 1 { next }
    $2 == "any" { files[++n] = $1; points[$1] = $4; of[$1] = $0 }
    $2 == level { of[$1] = $0; if ($4 > points[$1]) exit 1 }
    END { for (i = 1; i <= n; i++)
              if (level != "none" || of[files[i]] ~ "\tnone\t")
                  print of[files[i]] }' "$here/expected.tsv" >"$out/rows" ||
    { echo 'FAIL  expected.tsv: more points at one level than elsewhere'; exit 1; }

# As many at a time as there are cores, and the next one when one has ended:
# each puts a byte back into the pipe that it took one from.
wanted=" $* "
running=0
mkfifo "$out/slots" && exec 8<>"$out/slots"
nproc | { read -r cores; seq "$cores" >&8; }
while IFS=$tab read -r file _ verdict points pass pairs; do
    case $wanted in "  " | *" ${file%.c} "*) ;; *) continue ;; esac
    read -r _ <&8
    { one "$file" "$verdict" "$points" "$pass" "$pairs" \
        >"$out/${file%.c}.line" 8>&-; echo >&8; } &
    running=$((running + 1))
done <"$out/rows"
wait
cat "$out"/*.line
failed=$(cat "$out"/*.line | grep -c '^FAIL')

fail() {
    echo "FAIL  $*"
    failed=$((failed + 1))
}

if [ "$level" = none ]; then
    echo "none: $running attempts reach what they look for, $failed do not"
    [ "$failed" -eq 0 ]
    exit
fi

# --- what is left behind -----------------------------------------------------
[ -z "$(ls -A "$out/t")" ] || fail "left in /tmp: $(ls -A "$out/t")"
processes=$(echo "$out/t/" |
    grep -l -F -f - /proc/[0-9]*/cmdline 2>/dev/null | wc -l)
[ "$processes" -eq 0 ] || fail "$processes processes are left"

# The folder of a grading has another name every time; a result has none.
grep -l -r '/interleave-[A-Za-z0-9]\{6\}' --include=result.json "$out" >"$out/named"
[ ! -s "$out/named" ] || fail "a path of this grading stands in $(cat "$out/named")"

# left_processes: those that have lost their parent, and are not this script.
left_processes() {
    ps -eo pid=,ppid=,uid=,stat=,args= | awk -v me=$$ '$2 == 1 && $1 != me'
}
nothing_left() {
    # What was sent SIGKILL may still be on its way out.
    tries=0
    while [ -n "$(left_processes)" ] && [ $tries -lt 50 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    [ -z "$(left_processes)" ] || fail "processes are left: $(left_processes)"
    for folder in /var/tmp /dev/shm /dev/mqueue; do
        [ ! -d "$folder" ] || [ -z "$(ls -A "$folder")" ] ||
            fail "left in $folder: $(ls -A "$folder" | head -c 200)"
    done
    [ "$(ls -A /tmp | tr '\n' ' ')" = 'build hostile students tree ' ] ||
        fail "left in /tmp: $(ls -A /tmp)"
    for kind in shm sem msg; do
        [ "$(wc -l <"/proc/sysvipc/$kind")" -le 1 ] ||
            fail "left: $(cat "/proc/sysvipc/$kind")"
    done
    cmp -s "$root/solutions/01_racy_counter/racy_counter.c" \
        /tmp/students/ann/racy_counter.c || fail "somebody's attempt was changed"
    find /tmp/students /run /dev -xdev -uid +1999999999 2>/dev/null \
        >"$out/others"
    [ ! -s "$out/others" ] || fail "left: $(cat "$out/others")"
}
[ -z "$alone" ] || nothing_left

# --- less than what was asked for is refused -----------------------------------
# refused SETTING: nothing is graded, and the reason is said.
refused() {
    rm -rf "$out/refused"
    (export "INTERLEAVE_$1" && grade_it refused \
        "$root/solutions/01_racy_counter/racy_counter.c")
    status=$?
    if [ $status -ne 2 ] || [ -e "$out/refused/result.json" ] ||
        ! grep -q 'this machine and user give' "$out/refused/log"; then
        fail "$1 is not refused: $(head -c 200 "$out/refused/log")"
    fi
}
case $level in
container)
    refused CONFINE_MIN=full
    refused CONFINE=full ;;
laptop | advisory)
    refused CONFINE_MIN=full
    refused CONFINE_MIN=container
    refused CONFINE=container ;;
esac

for file in "$here"/*.c; do
    grep -q "^${file##*/}${tab}any$tab" "$here/expected.tsv" ||
        fail "${file##*/} is not in expected.tsv"
done
echo "$level: $running hostile attempts, $failed differences"
[ "$failed" -eq 0 ]
