# prose.awk - what of a deck is prose: without its head, directives, code, tags
# and quotations of code. For the spelling.
FNR == 1 && /^---$/ { head = 1; next }
head { if (/^title:|^footer:/) print; if (/^---$/) head = 0; next }
/^```/ { inside = !inside; next }
inside || /^@/ || /^<!-- *_/ { next }
{ text = text $0 "\n" }
END {
    gsub(/`[^`]*`/, " ", text)
    gsub(/<code>[^<]*<\/code>/, " ", text)
    gsub(/make [a-z-]+( [A-Z]+=[^ \n.,]+)*/, " ", text)
    gsub(/<p class="source">/, " ", text)
    gsub(/<\/?[a-z][^>]*>/, " ", text)
    gsub(/&[a-z]+;/, " ", text)
    gsub(/[A-Za-z0-9_.\/-]*[_\/][A-Za-z0-9_.\/-]*/, " ", text)
    gsub(/[A-Za-z_]+\(\)/, " ", text)
    printf "%s", text
}
