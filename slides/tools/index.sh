#!/bin/sh
# index.sh FOLDER DECK... - a page with links to the decks that stand there.
set -eu
folder=$1
shift
cat << 'END'
<!DOCTYPE html>
<html lang="en-GB">
<meta charset="utf-8">
<title>Interleave: slides</title>
<style>
body { max-width: 40em; margin: 3em auto; padding: 0 1em;
       font: 18px/1.5 "DejaVu Sans", Verdana, sans-serif; color: #1c1e21; }
a { color: #0072b2; }
</style>
<h1>Interleave: slides</h1>
<p>In a browser: arrow keys turn pages, <kbd>p</kbd> opens the speaker's view
with the notes.</p>
<ul>
END
for deck in "$@"; do
    title=$(sed -n 's/^title: "\(.*\)"$/\1/p' "$folder/$deck.md" | head -n 1)
    printf '<li><a href="%s.html">%s</a> (<a href="%s.pdf">PDF</a>)</li>\n' \
        "$deck" "$title" "$deck"
done
printf '</ul>\n</html>\n'
