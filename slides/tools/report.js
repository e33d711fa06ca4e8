// What the project's own commands print, as it is today: reports, outcomes of
// a prediction, tables of a benchmark. Threads have colours, in the order of
// their columns; nothing else is added.
'use strict';
const { spawnSync } = require('child_process');
const { Problem, escapeHtml } = require('./problem.js');

const MARGIN = 5; // of the table of a schedule: the number of the step
const WIDTH = 80;
const LANES_MAX = 4;
const COLOURS = 6;
const BUILD = process.env.SLIDES_BUILD || 'build';

function run(command, ...more) {
    const words = (command.match(/(?:"[^"]*"|\S)+/g) || [])
        .map((word) => word.replace(/"/g, ''));
    if (words[0] !== 'make')
        throw new Problem(`only make is run here, not '${words[0]}'`);
    const env = { ...process.env, NO_COLOR: '1' };
    for (const name of ['MAKEFLAGS', 'MAKELEVEL', 'MFLAGS', 'MAKEOVERRIDES'])
        delete env[name];
    const ran = spawnSync('make', ['--no-print-directory', ...words.slice(1),
        ...more, `BUILD=${BUILD}`], { env, encoding: 'utf8', input: '',
        maxBuffer: 1 << 26 });
    const text = ran.stdout.replace(/TOKEN=[a-z0-9]+/g, 'TOKEN=...')
        .split('\n').map((line) => line.trimEnd())
        .filter((line) => !/^ {2}(CC|LD|AR|GEN) {6,}/.test(line)).join('\n')
        .replace(/^\n+/, '').trimEnd();
    if (text === '')
        throw new Problem(`'${command}' printed nothing: ${ran.stderr.trim()}`);
    return text;
}

const ran = new Map();
function output(command, ...more) {
    const key = [command, ...more].join(' ');
    if (!ran.has(key))
        ran.set(key, run(command, ...more));
    return ran.get(key);
}

// ---- which lines ----

function lineWith(lines, text, command, from = 0) {
    const found = lines.findIndex((line, i) => i >= from && line.includes(text));
    if (found < 0)
        throw new Problem(`'${command}' prints no line with '${text}'`);
    return found;
}

const isTable = (line) => /^step /.test(line);
const isTrailer = (line) =>
    /^(\s*replay: |\s*hint: |make replay |verdict: |executions: |\d+ of \d+ )/
        .test(line);

function choose(lines, options, command) {
    const given = new Map(options);
    let begin = 0;
    let end = lines.length;
    const first = lines.findIndex(isTable);
    if ((given.has('head') || given.has('table')) && first < 0)
        throw new Problem(`'${command}' prints no schedule`);
    if (given.has('head'))
        end = first;
    if (given.has('table'))
        begin = first;
    if (given.has('from'))
        begin = lineWith(lines, given.get('from'), command, begin);
    if (given.has('before'))
        end = lineWith(lines, given.get('before'), command, begin);
    if (given.has('to'))
        end = lineWith(lines, given.get('to'), command, begin) + 1;
    const chosen = lines.slice(begin, end);
    // Of a long schedule the end, below its heading.
    return given.has('table') && given.has('from') && begin > first
        ? [lines[first], ' '.repeat(MARGIN) + '... earlier steps', ...chosen]
        : chosen;
}

// ---- colours ----

// How many columns a table has: each begins where it must, behind a blank.
function lanesOf(header) {
    for (let lanes = LANES_MAX; lanes > 1; lanes--) {
        const width = Math.floor((WIDTH - MARGIN) / lanes);
        let fits = true;
        for (let i = 0; i < lanes; i++) {
            const at = MARGIN + i * width;
            fits = fits && /\S/.test(header[at] || ' ') && header[at - 1] === ' ';
        }
        if (fits)
            return lanes;
    }
    return 1;
}

// main is grey, the others have colours in the order of their columns: as in
// the reports in a browser (build/bin/pages palette).
function colourOf(name, names) {
    if (name === 'main')
        return 't0';
    if (!names.includes(name))
        names.push(name);
    return `t${names.indexOf(name) % COLOURS + 1}`;
}

function cell(text, width, colour, header) {
    if (text.trim() === '')
        return ' '.repeat(width);
    const kind = header ? 'lane head' : 'lane';
    return `<span class="${kind} ${colour}">` +
        `${escapeHtml(text.trimEnd().padEnd(width - 1))}</span> `;
}

function laneNames(header) {
    const lanes = lanesOf(header);
    const width = Math.floor((WIDTH - MARGIN) / lanes);
    const names = [];
    return Array.from({ length: lanes }, (_, i) => colourOf(header.slice(
        MARGIN + i * width, MARGIN + (i + 1) * width).trim(), names));
}

function laneLine(line, colours, header) {
    const lanes = colours.length;
    const width = Math.floor((WIDTH - MARGIN) / lanes);
    let html = `<span class="step">${escapeHtml(line.slice(0, MARGIN)
        .padEnd(MARGIN))}</span>`;
    for (let i = 0; i < lanes; i++)
        html += cell(line.slice(MARGIN + i * width, MARGIN + (i + 1) * width),
            width, colours[i], header);
    return html.trimEnd();
}

// A row a step: the thread's name, then what it does.
function rowLine(line, begin, width, names) {
    const name = line.slice(begin, begin + width).trim();
    if (name === '' || /^\.\.\./.test(name))
        return escapeHtml(line);
    return escapeHtml(line.slice(0, begin)) +
        `<span class="lane ${colourOf(name, names)}">${escapeHtml(name)}</span>` +
        escapeHtml(' '.repeat(Math.max(1, width - name.length)) +
            line.slice(begin + width));
}

function colour(lines) {
    let lanes = null; // the colours of the columns
    let rows = null;
    let happened = null;
    return lines.map((line) => {
        const event = happened && /^ {4}(\S.*?) {2,}/.exec(line);
        if (event)
            return rowLine(line, 4, event[0].length - 4, happened);
        happened = /what happened, in this order:/.test(line) ? [] : null;
        if (isTable(line)) {
            rows = line.includes('line, and what happens') ? [] : null;
            lanes = rows ? null : laneNames(line);
            return rows ? escapeHtml(line) : laneLine(line, lanes, true);
        }
        if (/^>>>/.test(line))
            return `<span class="critical">${escapeHtml(line)}</span>`;
        if (line === '') {
            lanes = null;
            rows = null;
        }
        if (/^\s+\.\.\. (\d+|earlier) step/.test(line))
            return `<span class="step">${escapeHtml(line)}</span>`;
        if (lanes)
            return laneLine(line, lanes, false);
        if (rows && line !== '')
            return rowLine(line, MARGIN, 10, rows);
        return escapeHtml(line);
    });
}

// ---- what stands on the slide ----

function sizeOf(lines, columns) {
    const byHeight = 500 / (lines * 1.25);
    const byWidth = 1140 / (Math.max(columns, 40) * 0.605);
    return Math.max(10, Math.min(22, Math.floor(Math.min(byHeight, byWidth))));
}

function block(command, lines, html, size) {
    const columns = Math.max(...lines.map((line) => line.length));
    const px = size || sizeOf(lines.length, columns);
    // The blank line ends the paragraph's block of HTML; within the next one,
    // which a <pre> begins, blank lines are only blank.
    return `<p class="command">$ ${escapeHtml(command)}</p>\n\n` +
        `<pre class="report" style="font-size:${px}px">${html.join('\n')}` +
        '</pre>\n';
}

function trimBlank(lines) {
    while (lines.length && lines[0] === '')
        lines.shift();
    while (lines.length && lines[lines.length - 1] === '')
        lines.pop();
    return lines;
}

function reportBlock(command, options) {
    const text = output(command);
    for (const [key, value] of options) {
        if (key === 'expect' && !text.includes(value))
            throw new Problem(`'${command}' no longer prints '${value}'`);
    }
    const given = new Map(options);
    const all = text.split('\n');
    const lines = trimBlank(choose(all, options, command)
        .filter((line) => given.has('whole') || !isTrailer(line)));
    return block(command, lines, colour(lines), given.get('size'));
}

// ---- predictions ----

function readOutcomes(text, command) {
    const outcomes = [];
    for (const line of text.split('\n')) {
        const match = /^ {2}(\S.*?) +(?:predicted|MISSED)$/.exec(line);
        if (match)
            outcomes.push({ name: match[1], lines: [] });
        else if (outcomes.length && /^ {4}\S/.test(line))
            outcomes[outcomes.length - 1].lines.push(line);
    }
    if (!outcomes.length)
        throw new Problem(`'${command}' knows no outcomes`);
    return outcomes;
}

function predictionBlock(command, options) {
    const given = new Map(options);
    const text = output(command, 'PREDICT=0');
    const outcomes = readOutcomes(text, command);
    if (given.has('question')) {
        const lines = text.split('\n');
        const end = lines.indexOf('');
        return `<p class="question">${escapeHtml(lines.slice(1, end)
            .join(' '))}</p>\n\n<p class="command">$ ${escapeHtml(command)}</p>\n`;
    }
    if (given.has('expect')) {
        const names = outcomes.map((outcome) => outcome.name).join(', ');
        if (names !== given.get('expect'))
            throw new Problem(`'${command}': the outcomes are ${names}`);
    }
    let html = '';
    if (given.has('outcomes')) {
        html += '<p class="outcomes">' + outcomes.map((outcome) =>
            `<span>${escapeHtml(outcome.name)}</span>`).join(' ') + '</p>\n\n';
    }
    if (given.has('schedule')) {
        const found = outcomes.find((o) => o.name === given.get('schedule'));
        if (!found)
            throw new Problem(`'${command}' does not lead to ` +
                `'${given.get('schedule')}'`);
        const names = [];
        const lines = found.lines.map((line) => line.slice(4));
        html += block(command, lines, lines.map((line) =>
            rowLine(line, 0, 14, names)), given.get('size'));
    } else if (given.has('outcomes')) {
        html += `<p class="command">$ ${escapeHtml(command)}</p>\n`;
    }
    return html;
}

// A command whose output is a table in Markdown already.
function tableOf(command) {
    const lines = output(command).split('\n').filter((line) => /^\|/.test(line));
    if (!lines.length)
        throw new Problem(`'${command}' prints no table`);
    return `${lines.join('\n')}\n\n<p class="command">$ ${command}</p>\n`;
}

module.exports = { reportBlock, predictionBlock, tableOf };
