// The failing run of a check as a picture: the attempt is graded, and `pages
// svg` draws what its result holds. The picture is part of the slide, so that
// the deck stays one file.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Problem, escapeHtml } = require('./problem.js');

const BUILD = process.env.SLIDES_BUILD || 'build';

// labs/01_racy_counter/racy_counter.c, graders/01_racy_counter/mutants/x.c
function labOf(attempt) {
    const match = /^(?:labs|solutions|graders)\/(\d\d_[a-z_]+)\//.exec(attempt);
    if (match === null)
        throw new Problem(`'${attempt}' is no attempt of a lab`);
    return match[1];
}

function run(program, ...words) {
    const ran = spawnSync(`${BUILD}/bin/${program}`, words,
        { encoding: 'utf8', maxBuffer: 1 << 26 });
    return { status: ran.status, text: ran.stdout, errors: ran.stderr };
}

function resultOf(attempt) {
    const lab = labOf(attempt);
    const name = path.basename(attempt, '.c');
    const file = `${BUILD}/slides/results/${lab}/${name}/result.json`;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const ran = run('grade', '--root', '.', '--build', BUILD, '--lab', lab,
        '--if-changed', '--result', file, attempt);
    if (ran.status !== 0 && ran.status !== 1)
        throw new Problem(`${attempt}: cannot be graded: ${ran.errors.trim()}`);
    return file;
}

function pictureBlock(attempt, check, options) {
    if (!fs.existsSync(attempt))
        throw new Problem(`${attempt}: there is no such file`);
    const drawn = run('pages', 'svg', '--check', check, resultOf(attempt));
    if (drawn.status !== 0)
        throw new Problem(`${attempt}: check '${check}' has no picture: ` +
            drawn.errors.trim());
    const said = /<desc>([^<]*)<\/desc>/.exec(drawn.text);
    const about = said === null ? check : said[1];
    const expected = new Map(options).get('expect');
    if (expected !== undefined && !about.includes(escapeHtml(expected)))
        throw new Problem(`${attempt}: '${check}' does not say '${expected}'` +
            `, but '${about}'`);
    const data = Buffer.from(drawn.text).toString('base64');
    return `<img class="schedule" alt="${about.replace(/"/g, '&quot;')}" ` +
        `src="data:image/svg+xml;base64,${data}">`;
}

module.exports = { pictureBlock };
