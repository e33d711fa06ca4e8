# lib.sh - what the student's commands share; read by them with `.`, at the top
# of the project. From the environment, set by graders/mk/student.mk:
#
#   STUDENT_BUILD            the build folder
#   STUDENT_LAB, _STEM       the lab: 01_racy_counter, racy_counter
#   STUDENT_ATTEMPT          ATTEMPT= as it was typed, or empty
#   STUDENT_FROM             the folder in which make was typed, or empty

root=$(pwd -P)
bin=$STUDENT_BUILD/bin

say() {
    printf '%s\n' "$*" >&2
}

# Finds the attempt: sets attempt (its path), shown (the same from the top of
# the project, for people) and folder (where its results go).
find_attempt() {
    default=labs/$STUDENT_LAB/$STUDENT_STEM.c
    attempt=${STUDENT_ATTEMPT:-$default}
    case $attempt in
    /*) ;;
    *)
        if [ -e "${STUDENT_FROM:-$root}/$attempt" ]; then
            attempt=${STUDENT_FROM:-$root}/$attempt
        else
            attempt=$root/$attempt
        fi
        ;;
    esac
    if [ ! -f "$attempt" ]; then
        say "There is no file ${STUDENT_ATTEMPT:-$default}."
        [ -n "$STUDENT_ATTEMPT" ] ||
            say "make reset LAB=$STUDENT_LAB brings the skeleton back."
        exit 2
    fi
    # The dot keeps line breaks at the end of a name.
    attempt=$(realpath -- "$attempt" && echo .) || exit 2
    attempt=${attempt%??}
    shown=${attempt#"$root"/}
    name=student
    if [ "$shown" != "$default" ]; then
        name=$(printf '%s' "${shown%.c}" | LC_ALL=C tr -c 'A-Za-z0-9._-' '_' |
            tail -c 60)-$(printf '%s' "$shown" | cksum | cut -d' ' -f1)
    fi
    folder=$STUDENT_BUILD/plain/$name/$STUDENT_LAB
    result=$folder/result.json
    mkdir -p -- "$folder" || exit 2
}

# grade_attempt OPTION...: a result for it, from as many checks at a time as
# there are cores.
grade_attempt() {
    "$bin/grade" --lab "$STUDENT_LAB" --root "$root" --build "$STUDENT_BUILD" \
        --jobs "$(nproc)" --result "$result" "$@" "$attempt"
}

# build_demo: the lab's demo.c with the attempt and libsync, for real threads:
# $folder/demo. From the environment also STUDENT_CC and STUDENT_FLAGS.
build_demo() {
    demo=labs/$STUDENT_LAB/demo.c
    if [ ! -f "$demo" ]; then
        say "This lab has no demo.c."
        exit 2
    fi
    # Flags are a list of words.
    # shellcheck disable=SC2086
    $STUDENT_CC $STUDENT_FLAGS -O2 -Wall -Wextra -Icommon/include \
        -I"labs/$STUDENT_LAB" "$demo" "$attempt" \
        "$STUDENT_BUILD/plain/libsync.a" -pthread -o "$folder/demo" || exit 2
}
