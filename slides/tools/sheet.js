// sheet.js DECK.html OUT.png [FOLDER] - all slides of a deck on one picture,
// three in a row; with a folder, each slide as a picture of its own besides.
'use strict';
const fs = require('fs');
const path = require('path');
const { openBrowser, openFile } = require('./browser.js');

const ACROSS = 3;
const WIDTH = 640;

// Every slide below the other, in its own size, instead of one at a time.
const ALL_VISIBLE = `
    html, body { height: auto !important; overflow: visible !important;
                 margin: 0; background: #777 !important; }
    .bespoke-marp-osc, .bespoke-progress-parent { display: none !important; }
    svg.bespoke-marp-slide { position: static !important; display: block !important;
        visibility: visible !important; opacity: 1 !important;
        content-visibility: visible !important; width: 1280px !important;
        height: 720px !important; transform: none !important; }`;

async function pictures(page) {
    await page.addStyleTag({ content: ALL_VISIBLE });
    const slides = await page.$$('svg.bespoke-marp-slide');
    const shots = [];
    for (const slide of slides)
        shots.push(await slide.screenshot({ encoding: 'base64' }));
    return shots;
}

async function main([deck, out, folder]) {
    const browser = await openBrowser();
    try {
        const shots = await pictures(await openFile(browser, path.resolve(deck)));
        if (folder) {
            fs.mkdirSync(folder, { recursive: true });
            shots.forEach((shot, i) => fs.writeFileSync(path.join(folder,
                `${String(i + 1).padStart(2, '0')}.png`), shot, 'base64'));
        }
        const page = await browser.newPage();
        const rows = Math.ceil(shots.length / ACROSS);
        await page.setViewport({ width: ACROSS * (WIDTH + 12) + 12,
            height: rows * (WIDTH * 9 / 16 + 12) + 12 });
        await page.setContent('<body style="margin:12px;background:#777;' +
            `display:grid;grid-template-columns:repeat(${ACROSS},${WIDTH}px);` +
            'gap:12px">' + shots.map((shot) =>
            `<img width="${WIDTH}" src="data:image/png;base64,${shot}">`)
            .join('') + '</body>');
        await page.screenshot({ path: out, fullPage: true });
    } finally {
        await browser.close();
    }
}

main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
});
