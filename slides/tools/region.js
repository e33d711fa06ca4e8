// Regions of real files: a function, a struct or a prototype by its name, or
// the lines from one text to another. The files hold no marks for the slides.
'use strict';
const highlighter = require('highlight.js');
const { Problem, escapeHtml } = require('./problem.js');

const MOST_LINES = 18;

function escapePattern(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

// Where the definition that begins in this line ends; -1 if it is none.
function endOfDefinition(lines, begin) {
    for (let i = begin; i < lines.length; i++) {
        if (/^}/.test(lines[i]))
            return i;
        if (/;\s*$/.test(lines[i]) && !/^[\s}]/.test(lines[i]))
            return -1;
        if (i > begin && lines[i] === '')
            return -1;
        if (/^{|{$/.test(lines[i]))
            return lines.findIndex((line, j) => j > i && /^}/.test(line));
    }
    return -1;
}

// A prototype, with the comment above it.
function prototypeAt(lines, begin) {
    let end = begin;
    while (end < lines.length && !/;\s*$/.test(lines[end]))
        end++;
    let first = begin;
    while (first > 0 && /^\s*(\/\*|\*)|\*\/$/.test(lines[first - 1]))
        first--;
    return [first, end];
}

function byName(lines, name) {
    const n = escapePattern(name);
    const pattern = new RegExp(`^[A-Za-z_].*\\b${n}\\(|` +
        `^(?:static )?(?:struct|enum|union) ${n} {`);
    let prototype = null;
    for (let i = 0; i < lines.length; i++) {
        if (!pattern.test(lines[i]))
            continue;
        const end = endOfDefinition(lines, i);
        if (end >= 0)
            return [i, end];
        prototype = prototype || prototypeAt(lines, i);
    }
    return prototype;
}

// Python: everything that is indented below the line.
function pythonByName(lines, name) {
    const pattern = new RegExp(`^(\\s*)(?:async )?(?:def|class) ${escapePattern(name)}\\b`);
    const begin = lines.findIndex((line) => pattern.test(line));
    if (begin < 0)
        return null;
    const indent = pattern.exec(lines[begin])[1].length;
    let end = begin;
    for (let i = begin + 1; i < lines.length; i++) {
        const deep = lines[i].length - lines[i].trimStart().length;
        if (lines[i] !== '' && deep <= indent)
            break;
        if (lines[i] !== '')
            end = i;
    }
    return [begin, end];
}

// The first line that holds the one text, to the next that holds the other.
function byText(lines, from, to) {
    const begin = lines.findIndex((line) => line.includes(from));
    if (begin < 0)
        return null;
    const end = lines.findIndex((line, i) => i >= begin && line.includes(to));
    return end < 0 ? null : [begin, end];
}

function valueOf(options, name) {
    const found = options.find(([key]) => key === name);
    return found && found[1];
}

function findRegion(place, options, read) {
    const [file, name] = place.split('#');
    const from = valueOf(options, 'from');
    const label = name || `${from} ... ${valueOf(options, 'to')}`;
    let text;
    try {
        text = read(file);
    } catch {
        throw new Problem(`${file}: cannot be read (region '${label}')`);
    }
    const lines = text.split('\n');
    const named = file.endsWith('.py') ? pythonByName : byName;
    let found = name ? named(lines, name)
        : byText(lines, from, valueOf(options, 'to') || from);
    if (found === null)
        throw new Problem(`${file}: there is no region '${label}'`);
    if (name && from) {
        const part = byText(lines.slice(0, found[1] + 1).map((line, i) =>
            i < found[0] ? '' : line), from, valueOf(options, 'to') || '}');
        if (part === null)
            throw new Problem(`${file}: region '${name}' has no lines from ` +
                `'${from}' to '${valueOf(options, 'to')}'`);
        found = part;
    }
    const count = found[1] - found[0] + 1;
    if (count > MOST_LINES)
        throw new Problem(`${file}: region '${label}' has ${count} lines, ` +
            `${MOST_LINES} at most`);
    return { file, label, first: found[0] + 1, lines: lines.slice(found[0],
        found[1] + 1) };
}

// Highlighted HTML as lines: what is open at the end of one is opened again
// in the next.
function splitHtml(html) {
    const open = [];
    return html.split('\n').map((line) => {
        const before = open.join('');
        for (const tag of line.match(/<span[^>]*>|<\/span>/g) || []) {
            if (tag === '</span>')
                open.pop();
            else
                open.push(tag);
        }
        return before + line + '</span>'.repeat(open.length);
    });
}

function languageOf(file) {
    return file.endsWith('.py') ? 'python' : 'c';
}

// How large: what fits beside a title, a caption and a sentence or two.
function sizeOf(lines, columns) {
    const wide = columns > 72 ? 21 : 24;
    return Math.min(wide, lines <= 10 ? 24 : lines <= 14 ? 22 : 20);
}

function codeBlock(place, options, read) {
    const region = findRegion(place, options, read);
    const marks = options.filter(([key]) => key === 'mark').map((o) => o[1]);
    for (const mark of marks) {
        if (!region.lines.some((line) => line.includes(mark)))
            throw new Problem(`${region.file}: region '${region.label}' has ` +
                `no line with '${mark}' to mark`);
    }
    const indent = Math.min(...region.lines.filter((line) => line)
        .map((line) => line.length - line.trimStart().length));
    const lines = region.lines.map((line) => line.slice(indent));
    const html = splitHtml(highlighter.highlight(lines.join('\n'),
        { language: languageOf(region.file) }).value);
    const size = valueOf(options, 'size') ||
        sizeOf(lines.length, Math.max(...lines.map((line) => line.length)));
    const shown = html.map((line, i) => {
        const marked = marks.some((mark) => region.lines[i].includes(mark));
        const number = String(region.first + i).padStart(4);
        return `<span class="line${marked ? ' marked' : ''}">` +
            `<span class="number">${number}</span>  ${line || ' '}</span>`;
    }).join('');
    return `<pre class="code" style="font-size:${size}px">${shown}</pre>\n` +
        `<p class="from">${escapeHtml(region.file)}</p>\n`;
}

module.exports = { codeBlock, findRegion };
