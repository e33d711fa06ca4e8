// pages.js FILE.pdf - how many pages of 16:9 it has. What a PDF says of its
// pages may stand in compressed streams.
'use strict';
const fs = require('fs');
const zlib = require('zlib');

function allText(bytes) {
    let text = bytes.toString('latin1');
    for (const match of text.matchAll(/stream\r?\n/g)) {
        try {
            text += zlib.inflateSync(bytes.subarray(match.index +
                match[0].length), { finishFlush: zlib.constants.Z_SYNC_FLUSH })
                .toString('latin1');
        } catch {
            // Another kind of stream.
        }
    }
    return text;
}

let pages = 0;
for (const match of allText(fs.readFileSync(process.argv[2]))
    .matchAll(/\/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]/g))
    pages += Math.abs(match[1] / match[2] - 16 / 9) < 0.01;
console.log(pages);
