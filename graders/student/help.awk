# help.awk - the help, from lines such as
#     check: prerequisites ## [students] what it does
# in the make fragments. Reads them all, then prints two sections.

BEGIN {
    titles["students"] = "For students"
    titles["instructors"] = "For instructors"
}

/^[a-z][a-z-]*:.*## \[(students|instructors)\] / {
    name = $0
    sub(/:.*/, "", name)
    group = $0
    sub(/.*## \[/, "", group)
    text = group
    sub(/\].*/, "", group)
    sub(/^[a-z]*\] /, "", text)
    names[group, ++count[group]] = name
    texts[group, count[group]] = text
}

# "  make name   text", broken at spaces before the 80th column.
function print_row(name, text,    words, n, i, line, margin) {
    margin = sprintf("  %-21s", "make " name)
    n = split(text, words, " ")
    line = margin
    for (i = 1; i <= n; i++) {
        if (length(line) + 1 + length(words[i]) > 80) {
            print line
            line = sprintf("%23s", "")
        }
        line = line " " words[i]
    }
    print line
}

function print_section(group,    i) {
    print titles[group]
    for (i = 1; i <= count[group]; i++)
        print_row(names[group, i], texts[group, i])
    print ""
}

END {
    print "Interleave: concurrency labs in C\n"
    print_section("students")
    if (!students_only)
        print_section("instructors")
}
