// expand.js DECK.md OUT.md - a deck with its code and its reports in it. The
// lines that begin with @ are replaced (slides/README.md says by what); what
// cannot be found, or is too long for a slide, ends the build with the name of
// the file and of the region. OUT.md.d names the files that were read.
'use strict';
const fs = require('fs');
const path = require('path');
const { Problem } = require('./problem.js');
const { codeBlock } = require('./region.js');
const { pictureBlock } = require('./picture.js');
const { reportBlock, predictionBlock, tableOf } = require('./report.js');

// words "in quotes", name=value and name="in quotes", in their order.
function readOptions(text) {
    const options = [];
    const pattern = /\s*(?:([a-z]+)=)?(?:"((?:[^"\\]|\\.)*)"|(\S+))/gy;
    let match;
    while (text.trim() && (match = pattern.exec(text)) !== null) {
        const value = match[2] === undefined ? match[3]
            : match[2].replace(/\\(.)/g, '$1');
        options.push(match[1] ? [match[1], value] : [value, true]);
    }
    return options;
}

const directives = {
    code(text, read) {
        const [first, ...options] = readOptions(text);
        return codeBlock(first[0], options, read);
    },
    make(text) {
        const [command, options = ''] = text.split(/\s+::\s+/);
        return reportBlock(command, readOptions(options));
    },
    predict(text) {
        const [command, options = ''] = text.split(/\s+::\s+/);
        return predictionBlock(command, readOptions(options));
    },
    picture(text) {
        const [attempt, check, ...options] = readOptions(text);
        if (check === undefined)
            throw new Problem('@picture wants an attempt and a check');
        return pictureBlock(attempt[0], check[0], options);
    },
    table(text) {
        return tableOf(text.trim());
    },
};

function expand(deck) {
    const files = new Set();
    const read = (file) => {
        files.add(file);
        return fs.readFileSync(file, 'utf8');
    };
    const lines = read(deck).split('\n').map((line, i) => {
        const match = /^@([a-z]+)\s+(.*)$/.exec(line);
        if (match === null)
            return line;
        try {
            if (directives[match[1]] === undefined)
                throw new Problem(`there is no @${match[1]}`);
            return directives[match[1]](match[2], read);
        } catch (error) {
            if (!(error instanceof Problem))
                throw error;
            throw new Problem(`${deck}:${i + 1}: ${error.message}`);
        }
    });
    return { text: lines.join('\n'), files: [...files] };
}

function main([deck, out]) {
    try {
        const { text, files } = expand(deck);
        fs.mkdirSync(path.dirname(out), { recursive: true });
        fs.writeFileSync(`${out}.d`, `${out}: ${files.join(' ')}\n` +
            files.map((file) => `${file}:\n`).join(''));
        fs.writeFileSync(out, text);
    } catch (error) {
        if (!(error instanceof Problem))
            throw error;
        console.error(error.message);
        process.exit(1);
    }
}

main(process.argv.slice(2));
