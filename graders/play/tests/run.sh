#!/bin/sh
# run.sh - tests of make play and make predict: games in a terminal (tmux) that
# nobody sees, and predictions.
#
# usage: run.sh BUILD, at the top of the project
set -u

build=$(cd "${1:?usage: run.sh BUILD}" && pwd -P) || exit 2
root=$(pwd -P)
here=$root/graders/play/tests
skeleton=$root/graders/class/example/u1003/labs/01_racy_counter/racy_counter.c
solution=$root/solutions/01_racy_counter/racy_counter.c
unset NO_COLOR CLICOLOR_FORCE TMUX
LC_ALL=C
export LC_ALL
command -v tmux >/dev/null || {
    echo 'play: tmux is missing (graders/packages.txt, test)'
    exit 2
}
tmp=$(mktemp -d) || exit 2
games=0
terminal() { # each game has a server of its own: an old one ends when it likes
    tmux -S "$tmp/socket$games" -f /dev/null "$@" 2>/dev/null
}
trap 'terminal kill-server; rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
chmod 711 "$tmp"
failed=0
tests=0

fail() {
    printf 'FAIL  %s\n' "$*"
    failed=$((failed + 1))
}

# expect WHAT COMMAND...: the command succeeds.
expect() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/expect.log" 2>&1 || fail "$what"
}

# --- what is played with ----------------------------------------------------------
# Built once each, as make play does for every game: $tmp/NAME is what it gets.
cat >"$tmp/keep" <<'END'
#!/bin/sh
cp -r -- "$2" "$KEEP"
END
chmod 755 "$tmp/keep"
build_one() { # NAME ATTEMPT
    KEEP=$tmp/$1 "$build/bin/grade" --lab 01_racy_counter --root "$root" \
        --build "$build" --ask "$tmp/keep" "$2" || exit 2
    chmod 755 "$tmp/$1"
}
escape=$(printf '\033')
sed "s|    counter->count++;|    (void)'${escape}[2', counter->count++;|" "$skeleton" \
    >"$tmp/racy_counter.c"
build_one skeleton "$skeleton"
build_one solution "$solution"
build_one evil "$tmp/racy_counter.c"

# --- a terminal ------------------------------------------------------------------
# start WIDTHxHEIGHT SCENARIO NAME [COMMAND]: a game, and its exit status.
start() {
    size=$1 command=${4-}
    [ -n "$command" ] ||
        command="'$build/bin/play' '$tmp/$3/explored' '$tmp/$3' '$root' \
            01_racy_counter"
    terminal kill-server
    games=$((games + 1))
    terminal new-session -d -x "${size%x*}" -y "${size#*x}" \
        "PLAY_SCENARIO=$2; export PLAY_SCENARIO; $command 2>'$tmp/err'; \
        echo \"status \$?\"; exec sleep 1000"
}

keys() {
    terminal send-keys "$@"
}

screen() {
    terminal capture-pane -p
}

# sees TEXT: it is on the screen, or will be (the machine may be busy).
sees() {
    tests=$((tests + 1))
    tries=0
    while ! screen | grep -qF -e "$1"; do
        tries=$((tries + 1))
        if [ $tries -gt 100 ]; then
            fail "it should show '$1'"
            screen | sed 's/^/      /'
            return
        fi
        sleep 0.1
    done
}

sees_not() {
    expect "it should not show '$1'" sh -c "! grep -qF -e '$1' '$tmp/screen'"
}

# --- the lost update, as a student would ------------------------------------------
start 80x24 increments skeleton
sees '[1] increment 1      next: reads counter->count'
sees '33  counter->count++;'
sees "blocked: waits for the end of 'increment 1'"
keys 1
sees '33 counter->count is 0'
sees 'next: writes counter->count'
keys 0
sees "'main' cannot move: waits for the end of 'increment 1'."
keys h
sees "Hint: let 2 'increment 2' move."
sees 'takes 3 moves and 1 switch.'
keys 2
sees '*33 counter->count is 0'
keys 2
sees 'IT FAILED: wrong result'
sees 'expected: value after two increments: 2'
sees 'found:    value after two increments: 1'
sees 'You needed 1 switch and 4 moves; the explorer needs 1 and 4'
keys BSpace
sees 'who goes next?'
sees '*33 counter->count is 0'
keys r
sees 'next: reads counter->count'
screen >"$tmp/screen"
sees_not 'counter->count is 0'
keys BSpace
sees 'This is the beginning.'
keys Enter
sees '33 counter->count is 0'
keys Down
sees '> [2] increment 2'
keys Enter
sees '*33 counter->count is 0'
keys '?'
sees 'You are the scheduler'
keys x
sees 'who goes next?'
keys q
sees 'status 0'

# --- a deadlock -------------------------------------------------------------------
start 80x24 mirrored skeleton
sees 'next: locks a->lock'
keys 1 2
sees 'IT FAILED: deadlock'
sees "blocked: 'b to a' holds b->lock since line 55"
sees "blocked: 'a to b' holds a->lock since line 55"
keys C-c
sees 'status 0'

# --- what cannot fail -------------------------------------------------------------
start 80x24 increments solution
sees 'It holds in every schedule.'
keys 1
sees 'ENDED WELL'
keys u h
sees 'From here nothing fails any more'
keys q
sees 'status 0'

# --- terminals --------------------------------------------------------------------
start 50x16 increments skeleton
sees '[1] increment 1'
keys 1 2
sees 'increment 2  *33 counter->count is 0'
terminal resize-window -x 30 -y 8
sees '40x12 is needed'
terminal resize-window -x 120 -y 40
sees '*33 counter->count is 0'
keys q
sees 'status 0'
in_colours() { # VARIABLE=VALUE, of a terminal that has them
    start 80x24 increments '' "$1 TERM=screen-256color '$build/bin/play' \
        '$tmp/skeleton/explored' '$tmp/skeleton' '$root' 01_racy_counter"
    sees '[1] increment 1'
}
in_colours NO_COLOR=1
keys 1 2 2
sees 'IT FAILED'
terminal capture-pane -p -e >"$tmp/screen"
expect 'no colours are needed' \
    sh -c "! grep -q '$(printf '\033')\[[0-9;]*[34][0-7]m' '$tmp/screen'"
keys q
sees 'status 0'
in_colours NO_COLOR=
keys 1 2
sees '*33 counter->count is 0'
terminal capture-pane -p -e >"$tmp/screen"
expect 'threads have the colours of the reports' sh -c "
    grep -q '38;5;32m.*increment 1' '$tmp/screen' &&
    grep -q '38;5;166m.*increment 2' '$tmp/screen'"
keys q
sees 'status 0'
start 80x24 no_such_one skeleton
sees 'status 2'
expect 'a wrong scenario lists the right ones' grep -q mirrored "$tmp/err"
start 80x24 '' skeleton
sees 'Which scenario?'
keys -l mirrored
keys Enter
sees '01_racy_counter, mirrored'
keys q
sees 'status 0'

# --- what is hostile --------------------------------------------------------------
start 80x24 increments evil
sees "33  (void)'?[2', counter->count++;"
keys q
sees 'status 0'
mkdir "$tmp/work" && cp "$here/hostile.sh" "$tmp/work/hostile" &&
    chmod 755 "$tmp/work" "$tmp/work/hostile"
start 80x24 any '' "'$build/bin/play' '$tmp/work/hostile' '$tmp/work' \
    '$root' 01_racy_counter"
sees 'evil??[2J'
keys 1
sees 'its answer makes no sense'
keys r
sees 'evil??[2J'
keys 2
sees 'has ended. r starts again.'
keys q
sees 'status 0'
start 80x24 any '' "'$build/bin/play' /bin/true '$tmp/work' '$root' lab"
sees 'status 2'

# --- predictions ------------------------------------------------------------------
# predict STATUS PREDICTION [NAME [SCENARIO]]
predict() {
    tests=$((tests + 1))
    name=${3:-skeleton}
    PLAY_PREDICTION=$2 PLAY_SCENARIO=${4-} "$build/bin/predict" \
        "$tmp/$name/explored" "$tmp/$name" "$root" 01_racy_counter \
        >"$tmp/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$1" ] || fail "predict '$2' ended with $status, not $1"
}
predict 0 '2 3 4'
expect 'it says so' grep -qx 'Exactly right!' "$tmp/out"
expect '80 columns' awk 'length > 80 { bad = 1 } END { exit bad }' "$tmp/out"
predict 0 'value=4,  +3 2 2'
predict 1 '2 4 7'
expect 'missed' grep -q '^  value = 3 *MISSED' "$tmp/out"
expect 'impossible' grep -qx 'No schedule leads to: 7' "$tmp/out"
predict 1 ''
predict 0 4 solution
predict 0 '10,10 deadlock' '' mirrored
predict 2 4 '' no_such_one
printf '2 3\n4\n\n9\n' | env PLAY_SCENARIO= PLAY_PREDICTION= "$build/bin/predict" \
    "$tmp/skeleton/explored" "$tmp/skeleton" "$root" 01_racy_counter >"$tmp/out"
expect 'lines are read up to an empty one' [ $? -eq 0 ]

if [ $failed -gt 0 ]; then
    echo "play: $failed of $tests tests failed"
    exit 1
fi
echo "play: $tests tests passed"
