#!/bin/sh
# contracts.sh - every prototype in a header stands below a comment that says
# whether the call blocks ("Blocks until ...", "Blocks while ...") or not
# ("Never blocks"). Headers that are private to one component (*_internal.h,
# *_private.h, *_stand_ins.h) say so once, at their top.
set -u
# The explorer's are all private to it but for explore.h: one thread runs it,
# and only schedule() gives way.
headers=$(ls common/include/*.h labs/*/*.h graders/*/*.h |
    grep -v -e '^graders/explorer/' |
    { cat; echo graders/explorer/explore.h; } |
    grep -v -e _internal.h -e _private.h -e _stand_ins.h -e ^graders/[0-9])
# shellcheck disable=SC2086
awk '
FNR == 1 { comment = ""; inside = 0; body = 0; declaration = "" }
function end_of_declaration() {
    if (declaration ~ /\(/ && declaration !~ /^(typedef|struct [a-z_]+ \{|enum|extern [^(]*;)/ &&
        declaration !~ /^_Static_assert/) {
        prototypes++
        if (comment !~ /[Bb]locks? (until|while|for as long)|[Nn]ever( |\n \* )blocks?/) {
            printf "FAIL  %s:%d: no contract says whether this blocks: %s\n", FILENAME, FNR, declaration
            faults++
        }
        comment = ""
    }
    declaration = ""
}
inside { comment = comment "\n" $0; if (/\*\//) inside = 0; next }
/^\/\*/ || (/^ *\/\*/ && !body) { comment = $0; if (!/\*\//) inside = 1; next }
/^#/ || /^$/ { while (/\\$/ && (getline > 0)) ; next }
/\{[^}]*$/ && !/^\}/ { body++; declaration = ""; next }
body { if (/^ *\}/) body--; next }
{ declaration = declaration " " $0; sub(/^ +/, "", declaration); if (/;[ \t]*(\/\*.*)?$/) end_of_declaration() }
END {
    printf "contracts: %d prototypes, %d faults\n", prototypes, faults
    exit faults > 0 || prototypes == 0
}' $headers
