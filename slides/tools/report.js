// What the project's own commands print, as it is today: reports, outcomes of
// a prediction, tables of a benchmark. Nothing is added; the colours of threads
// are those that a terminal gets.
//
// A line is { text, spans }; a span is where a thread's colour stands in it:
// { at, length, thread: the number of its colour }.
'use strict';
const { spawnSync } = require('child_process');
const { Problem, escapeHtml } = require('./problem.js');

const MARGIN = 5; // of the table of a schedule: the number of the step
const WIDTH = 80;
// A terminal's numbers of the threads' colours (graders/grade/view_palette.c).
const TERMINAL = [243, 32, 166, 29, 133, 94, 62];
const BUILD = process.env.SLIDES_BUILD || 'build';

function trimBlank(lines) {
    const used = lines.map((line) => line.text !== '');
    return lines.slice(used.indexOf(true), used.lastIndexOf(true) + 1);
}

function threadOf(terminal) {
    const thread = TERMINAL.indexOf(terminal);
    if (thread < 0)
        throw new Problem(`no thread has the terminal's colour ${terminal}`);
    return thread;
}

// Colours of words (good, bad, a warning) are left out, those of threads kept.
function readLine(printed) {
    const spans = [];
    let text = '';
    let open = null;
    for (const part of printed.split(/(\x1b\[[0-9;]*m)/)) {
        const begins = /^\x1b\[38;5;(\d+)m$/.exec(part);
        if (!part.startsWith('\x1b')) {
            text += part;
        } else if (begins) {
            open = { at: text.length, thread: threadOf(Number(begins[1])) };
        } else if (open) {
            spans.push({ ...open, length: text.length - open.at });
            open = null;
        }
    }
    return { text: text.trimEnd(), spans };
}

function run(command, ...more) {
    const words = (command.match(/(?:"[^"]*"|\S)+/g) || [])
        .map((word) => word.replace(/"/g, ''));
    if (words[0] !== 'make')
        throw new Problem(`only make is run here, not '${words[0]}'`);
    const env = { ...process.env, CLICOLOR_FORCE: '1' };
    for (const name of ['MAKEFLAGS', 'MAKELEVEL', 'MFLAGS', 'MAKEOVERRIDES',
        'NO_COLOR'])
        delete env[name];
    const ran = spawnSync('make', ['--no-print-directory', ...words.slice(1),
        ...more, `BUILD=${BUILD}`], { env, encoding: 'utf8', input: '',
        maxBuffer: 1 << 26 });
    const lines = trimBlank(ran.stdout.replace(/TOKEN=[a-z0-9]+/g, 'TOKEN=...')
        .split('\n').map(readLine)
        .filter((line) => !/^ {2}(CC|LD|AR|GEN) {6,}/.test(line.text)));
    if (!lines.length)
        throw new Problem(`'${command}' printed nothing: ${ran.stderr.trim()}`);
    return lines;
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
    const found = lines.findIndex((line, i) => i >= from && line.text.includes(text));
    if (found < 0)
        throw new Problem(`'${command}' prints no line with '${text}'`);
    return found;
}

const isTable = (line) => /^step /.test(line.text);
const isTrailer = (line) =>
    /^(\s*replay: |\s*hint: |make replay |verdict: |executions: |\d+ of \d+ )/
        .test(line.text);

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
        ? [lines[first], readLine(' '.repeat(MARGIN) + '... earlier steps'),
            ...chosen]
        : chosen;
}

// ---- colours ----

function cell(text, width, thread, header) {
    if (text.trim() === '')
        return ' '.repeat(width);
    const kind = header ? 'lane head' : 'lane';
    return `<span class="${kind} t${thread}">` +
        `${escapeHtml(text.trimEnd().padEnd(width - 1))}</span> `;
}

// Every column has its thread's colour, whatever stands in it.
function laneLine(line, heads) {
    const text = line.text;
    const width = Math.floor((WIDTH - MARGIN) / heads.length);
    let html = `<span class="step">${escapeHtml(text.slice(0, MARGIN)
        .padEnd(MARGIN))}</span>`;
    for (const { at, thread } of heads)
        html += cell(text.slice(at, at + width), width, thread, isTable(line));
    return html.trimEnd();
}

// Colours as they stand in the line.
function spanLine({ text, spans }) {
    let html = '';
    let done = 0;
    for (const { at, length, thread } of spans) {
        const name = text.slice(at, at + length).trimEnd();
        html += `${escapeHtml(text.slice(done, at))}<span class="lane ` +
            `t${thread}">${escapeHtml(name)}</span>`;
        done = at + name.length;
    }
    return html + escapeHtml(text.slice(done));
}

function colour(lines) {
    let heads = []; // the names above the columns of a table
    return lines.map((line) => {
        if (isTable(line))
            heads = line.spans;
        else if (line.text === '')
            heads = [];
        if (/^>>>/.test(line.text))
            return `<span class="critical">${escapeHtml(line.text)}</span>`;
        if (/^\s+\.\.\. (\d+|earlier) step/.test(line.text))
            return `<span class="step">${escapeHtml(line.text)}</span>`;
        return heads.length ? laneLine(line, heads) : spanLine(line);
    });
}

// ---- what stands on the slide ----

function sizeOf(lines, columns) {
    const byHeight = 500 / (lines * 1.25);
    const byWidth = 1140 / (Math.max(columns, 40) * 0.605);
    return Math.max(10, Math.min(22, Math.floor(Math.min(byHeight, byWidth))));
}

function block(command, lines, html, size) {
    const columns = Math.max(...lines.map((line) => line.text.length));
    const px = size || sizeOf(lines.length, columns);
    // The blank line ends the paragraph's block of HTML; within the next one,
    // which a <pre> begins, blank lines are only blank.
    return `<p class="command">$ ${escapeHtml(command)}</p>\n\n` +
        `<pre class="report" style="font-size:${px}px">${html.join('\n')}` +
        '</pre>\n';
}

function reportBlock(command, options) {
    const all = output(command);
    const text = all.map((line) => line.text).join('\n');
    for (const [key, value] of options) {
        if (key === 'expect' && !text.includes(value))
            throw new Problem(`'${command}' no longer prints '${value}'`);
    }
    const given = new Map(options);
    const lines = trimBlank(choose(all, options, command)
        .filter((line) => given.has('whole') || !isTrailer(line)));
    return block(command, lines, colour(lines), given.get('size'));
}

// ---- predictions ----

function readOutcomes(lines, command) {
    const outcomes = [];
    for (const line of lines) {
        const match = /^ {2}(\S.*?) +(?:predicted|MISSED)$/.exec(line.text);
        if (match)
            outcomes.push({ name: match[1], lines: [] });
        else if (outcomes.length && /^ {4}\S/.test(line.text))
            outcomes[outcomes.length - 1].lines.push(line);
    }
    if (!outcomes.length)
        throw new Problem(`'${command}' knows no outcomes`);
    return outcomes;
}

function predictionBlock(command, options) {
    const given = new Map(options);
    const said = output(command, 'PREDICT=0');
    const outcomes = readOutcomes(said, command);
    if (given.has('question')) {
        const lines = said.map((line) => line.text);
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
        const lines = found.lines.map(({ text, spans }) => ({
            text: text.slice(4),
            spans: spans.map((span) => ({ ...span, at: span.at - 4 })) }));
        html += block(command, lines, lines.map(spanLine), given.get('size'));
    } else if (given.has('outcomes')) {
        html += `<p class="command">$ ${escapeHtml(command)}</p>\n`;
    }
    return html;
}

// A command whose output is a table in Markdown already.
function tableOf(command) {
    const lines = output(command).map((line) => line.text)
        .filter((line) => /^\|/.test(line));
    if (!lines.length)
        throw new Problem(`'${command}' prints no table`);
    return `${lines.join('\n')}\n\n<p class="command">$ ${command}</p>\n`;
}

module.exports = { reportBlock, predictionBlock, tableOf };
