#!/bin/sh
# doctor.sh - make doctor: what is missing on this machine, and the one command
# that mends it. Needs nothing but a shell.
# Exit status: 0 all is there, 1 something is missing.
set -u

missing=0
CC=${STUDENT_CC:-gcc}

row() {
    printf '  %-8s %-12s %s\n' "$1" "$2" "$3"
    [ "$1" = ok ] || missing=$((missing + 1))
}

# program NAME WHAT-FOR
program() {
    if command -v "$1" >/dev/null; then
        row ok "$1" "$2"
    else
        row MISSING "$1" "$2"
    fi
}

# header NAME FILE WHAT-FOR: asked of the compiler, which knows where to look.
header() {
    if printf '#include <stdio.h>\n#include <%s>\n' "$2" |
        "$CC" -std=gnu11 -fsyntax-only -x c - 2>/dev/null; then
        row ok "$1" "$3"
    else
        row MISSING "$1" "$3"
    fi
}

# Valgrind cannot follow the heap and the threads without the symbols of the C
# library, and says so only when it runs.
symbols() {
    if ! command -v valgrind >/dev/null; then
        return
    elif valgrind --tool=helgrind -q /bin/true >/dev/null 2>&1; then
        row ok libc6-dbg "lets valgrind understand the C library"
    else
        row MISSING libc6-dbg "lets valgrind understand the C library"
    fi
}

echo 'What the labs need:'
program "$CC" 'compiles your file'
program make 'runs everything here'
program ld 'links (binutils)'
program objcopy 'redirects calls of your file (binutils)'
program valgrind "helgrind's opinion is part of the checks"
symbols
if command -v "$CC" >/dev/null; then
    header libc6-dev pthread.h 'the C library'
    header criterion criterion/criterion.h 'the framework of the checks'
    header jansson jansson.h 'results are JSON'
    header libdw elfutils/libdwfl.h 'finds the line where a thread stands'
    header libelf gelf.h 'reads compiled files'
    header expat expat.h "reads valgrind's reports"
    header nettle nettle/sha2.h 'sums of files'
    header ncurses ncurses.h 'the screen of make play'
fi
echo
if [ $missing -eq 0 ]; then
    echo 'All is there.'
    exit 0
fi
echo 'Something is missing. This mends it:'
echo
echo '  sh graders/setup.sh'
exit 1
