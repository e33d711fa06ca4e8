// check.js FOLDER DECK... - the decks that stand in the folder as HTML: nothing
// is fetched, nothing overflows, every slide has notes with minutes, links lead
// somewhere. Prints a line a deck; exit status 1 if anything is wrong.
'use strict';
const fs = require('fs');
const path = require('path');
const { openBrowser, openFile } = require('../tools/browser.js');
const { isSourceLink, outsideReferences } = require('./links.js');

const FEWEST = 12;
const MOST = 20;
const SMALLEST_PX = 14; // of a line of code, of a report, in a picture
const PICTURE_PX = 12; // what code in a picture is set in (picture_draw.c)

// Runs in the page. A slide is a section in a foreignObject; only the one that
// is shown has a layout, so all are made visible first.
function measure([smallest, inPicture]) {
    const style = document.createElement('style');
    style.textContent = 'svg.bespoke-marp-slide { content-visibility: visible' +
        ' !important; visibility: visible !important; display: block !important }';
    document.head.append(style);
    return [...document.querySelectorAll('svg.bespoke-marp-slide')].map((svg) => {
        const section = svg.querySelector('section');
        const faults = [];
        const frame = section.getBoundingClientRect();
        const scale = frame.height / 720;
        const floor = frame.bottom - 44 * scale; // the footer stands below
        for (const element of section.children) {
            if (element.tagName === 'FOOTER' || element.tagName === 'STYLE')
                continue;
            const box = element.getBoundingClientRect();
            const what = `<${element.tagName.toLowerCase()}> ` +
                `“${element.textContent.trim().slice(0, 30)}”`;
            if (box.bottom > floor + 1)
                faults.push(`${what} ends ${Math.round((box.bottom - floor) /
                    scale)} px too low`);
            if (box.right > frame.right - 30 * scale || box.left < frame.left)
                faults.push(`${what} is too wide`);
            if (element.scrollWidth > element.clientWidth + 1)
                faults.push(`${what} is cut at its right`);
            if (element.tagName === 'PRE' &&
                parseFloat(getComputedStyle(element).fontSize) < smallest)
                faults.push(`${what} is set too small`);
        }
        for (const beside of section.querySelectorAll('p.beside')) {
            const box = beside.getBoundingClientRect();
            for (const pre of section.querySelectorAll('pre')) {
                const other = pre.getBoundingClientRect();
                if (other.right > box.left && other.top < box.bottom)
                    faults.push('a <pre> reaches into what stands beside it');
            }
        }
        for (const image of section.querySelectorAll('img.schedule')) {
            const box = image.getBoundingClientRect();
            const size = inPicture * Math.min(box.width / image.naturalWidth,
                box.height / image.naturalHeight) / scale;
            if (size < smallest)
                faults.push(`a picture's code is ${size.toFixed(1)} px high`);
        }
        const heading = section.querySelector('h1, h2');
        if (!heading)
            faults.push('has no heading');
        return { heading: heading ? heading.textContent : '?', faults,
            sources: [...section.querySelectorAll('p.source')].map((p) =>
                [p.textContent, p.querySelectorAll('a[href]').length]),
            links: [...section.querySelectorAll('a[href]')].map((a) =>
                a.getAttribute('href')) };
    });
}

// Notes stand in the file beside the slides, one block each.
function notes() {
    return [...document.querySelectorAll('.bespoke-marp-note')].map((note) =>
        [Number(note.getAttribute('data-index')), note.textContent.trim()]);
}

function checkLinks(slide, count, folder) {
    return slide.links.flatMap((href) => {
        if (/^#\d+$/.test(href))
            return Number(href.slice(1)) <= count ? [] : [`no slide ${href}`];
        if (/^[a-z]+:|^\/\//i.test(href))
            return isSourceLink(href) ? [] : [`no link to a source: ${href}`];
        return fs.existsSync(path.join(folder, href)) ? []
            : [`a link leads nowhere: ${href}`];
    });
}

// A paper, a standard, a PEP: what has a year or a number can be linked to.
function checkSources(slide) {
    return slide.sources.filter(([text, links]) =>
        links === 0 && /POSIX|PEP \d|\b(19|20)\d\d\b/.test(text))
        .map(([text]) => `a source without a link: ${text}`);
}

async function checkDeck(browser, folder, deck) {
    const file = path.resolve(folder, `${deck}.html`);
    const faults = outsideReferences(fs.readFileSync(file, 'utf8'))
        .map((url) => `refers to ${url}`);
    const fetched = [];
    const page = await openFile(browser, file, fetched);
    const slides = await page.evaluate(measure, [SMALLEST_PX, PICTURE_PX]);
    const said = new Map(await page.evaluate(notes));
    await page.close();
    faults.push(...fetched.map((url) => `fetches ${url}`));
    let minutes = 0;
    slides.forEach((slide, i) => {
        const own = slide.faults.concat(checkSources(slide),
            checkLinks(slide, slides.length, folder));
        const time = /^(\d+) min\. \S/.exec(said.get(i) || '');
        if (time === null)
            own.push('has no notes that begin with "N min. "');
        else
            minutes += Number(time[1]);
        faults.push(...own.map((fault) =>
            `slide ${i + 1}, “${slide.heading}”: ${fault}`));
    });
    if (slides.length < FEWEST || slides.length > MOST)
        faults.push(`has ${slides.length} slides, ${FEWEST} to ${MOST} are asked for`);
    for (const fault of faults)
        console.log(`FAIL  ${deck}: ${fault}`);
    console.log(`ok    ${deck}: ${slides.length} slides, ${minutes} minutes, ` +
        `${faults.length} faults`);
    return faults.length;
}

async function main([folder, ...decks]) {
    const browser = await openBrowser();
    let faults = 0;
    try {
        for (const deck of decks)
            faults += await checkDeck(browser, folder, deck);
    } finally {
        await browser.close();
    }
    process.exit(faults ? 1 : 0);
}

main(process.argv.slice(2)).catch((error) => {
    console.error(error.stack);
    process.exit(1);
});
