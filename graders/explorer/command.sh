#!/bin/sh
# command.sh explore|replay - what `make explore` and `make replay` do. What was
# typed comes in EXPLORE_FILE, EXPLORE_LAB and so on (graders/mk/explore.mk).
#
# Exit status: 0 ok, 1 a failure was found, 2 undecided.
set -u
verb=$1
here=graders/explorer

say() {
    printf '%s\n' "$*" >&2
}

# For people to type: in quotes where it needs them.
quoted() {
    case $1 in
    *[!A-Za-z0-9_./,:=+-]*)
        printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
    esac
}

# find FILE: a path as it was typed, from where make was typed.
find() {
    case $1 in
    /*) printf '%s' "$1" ;;
    *)
        if [ -e "${STUDENT_FROM:-.}/$1" ]; then
            printf '%s' "${STUDENT_FROM:-.}/$1"
        else
            printf '%s' "$1"
        fi
        ;;
    esac
}

set --
[ -z "$EXPLORE_SPURIOUS" ] || set -- "$@" "spurious=$EXPLORE_SPURIOUS"
[ -z "$EXPLORE_EARLY" ] || set -- "$@" "early=$EXPLORE_EARLY"
[ -z "$EXPLORE_BUDGET" ] || set -- "$@" "budget=$EXPLORE_BUDGET"
[ -z "$EXPLORE_RACES" ] || set -- "$@" "races=$EXPLORE_RACES"

if [ "$verb" = replay ] && [ -z "$EXPLORE_TOKEN" ]; then
    say 'say which schedule: make replay FILE=prog.c TOKEN=..., as make explore'
    say 'printed it'
    exit 2
fi

if [ -n "$EXPLORE_FILE" ]; then
    EXPLORE_REPLAY="make replay FILE=$(quoted "$EXPLORE_FILE")"
    [ -z "$EXPLORE_CFLAGS" ] ||
        EXPLORE_REPLAY="$EXPLORE_REPLAY CFLAGS=$(quoted "$EXPLORE_CFLAGS")"
    EXPLORE_REPLAY="$EXPLORE_REPLAY TOKEN="
    export EXPLORE_REPLAY
    # The flags are words for a shell, as make would hand them to one.
    set -- -- "$@"
    options=$*
    eval "set -- $EXPLORE_CFLAGS"
    # Its words hold no blanks: they were put together above.
    # shellcheck disable=SC2086
    set -- "$(find "$EXPLORE_FILE")" "$@" $options
    [ "$verb" = explore ] || set -- -r "$EXPLORE_TOKEN" \
        ${EXPLORE_GDB:+-g} "$@"
    exec sh "$here/explore.sh" "$@"
fi

if [ -z "$EXPLORE_LAB" ]; then
    say "say what: make $verb FILE=prog.c, or make $verb LAB=1"
    exit 2
fi
stem=${EXPLORE_LAB#*_}
if [ ! -f "$BUILD/explore/labs/$EXPLORE_LAB/explored.o" ]; then
    say "$EXPLORE_LAB has no explored scenarios"
    exit 2
fi
attempt=$(find "${EXPLORE_ATTEMPT:-labs/$EXPLORE_LAB/$stem.c}")
if [ ! -f "$attempt" ] || [ ! -r "$attempt" ]; then
    say "explore: $attempt is no file that can be read"
    exit 2
fi
EXPLORE_OPTIONS=$*
EXPLORE_VERB=$verb
EXPLORE_WHICH="LAB=${EXPLORE_LAB%%_*}"
[ -z "$EXPLORE_ATTEMPT" ] ||
    EXPLORE_WHICH="$EXPLORE_WHICH ATTEMPT=$(quoted "$EXPLORE_ATTEMPT")"
export EXPLORE_OPTIONS EXPLORE_VERB EXPLORE_WHICH
# The attempt is vetted and linked as for the checks, so that their tokens fit.
exec "$BUILD/bin/grade" --root . --build "$BUILD" --lab "$EXPLORE_LAB" \
    --ask "$here/command_lab.sh" "$attempt"
