#!/bin/sh
# hostile.sh - in place of a program that explores: says things that would
# upset a terminal, and then things that make no sense.
read -r nonce
say() {
    printf '\n%s\t%s\n' "$nonce" "$1" >&3
}
say 'begin	'
case $1 in
scenario=list)
    say 'scenarios	[{"name":"any","claim":"\u001b[2J"}]'
    exit 0
    ;;
esac
say 'hello	{"fails":true,"switches":-5}'
state='{"moves":[],"end":null,"threads":[{"name":"a","state":"ready"},
{"name":"evil\u0007\u001b[2J","state":"ready","file":"../../../etc/passwd",
"line":99999,"ways":["\u001b"]},{"name":"c","state":"ready"}],
"steps":[{"thread":99999,"what":"\n\t\u001b[31m","line":-7},{"thread":-1},7],
"things":[3,"\u001b]0;x"]}'
while read -r question; do
    case $question in
    *' 1.0') say 'state	{"moves":[' ;;
    *' 2.0') exit 1 ;;
    *) say "state	$(printf '%s' "$state" | tr -d '\n')" ;;
    esac
done
