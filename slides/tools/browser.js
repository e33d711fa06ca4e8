// Chromium without a window and without a network: what a deck's file needs
// and is not in it is noted, and not fetched.
'use strict';
const { execFileSync } = require('child_process');
const { pathToFileURL } = require('url');
const puppeteer = require('puppeteer-core').default || require('puppeteer-core');

function chromium() {
    return process.env.CHROME_PATH ||
        execFileSync('sh', ['-c', 'command -v chromium']).toString().trim();
}

async function openBrowser() {
    return puppeteer.launch({ executablePath: chromium(), headless: true,
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

// Opens a file; `fetched` collects every address that is asked for beside it.
async function openFile(browser, file, fetched = []) {
    const page = await browser.newPage();
    const address = pathToFileURL(file).href;
    await page.setViewport({ width: 1280, height: 720 });
    await page.setRequestInterception(true);
    page.on('request', (request) => {
        const url = request.url();
        if (url.startsWith('data:') || url.split('#')[0] === address) {
            request.continue();
        } else {
            fetched.push(url);
            request.abort();
        }
    });
    await page.goto(address, { waitUntil: 'load' });
    return page;
}

module.exports = { openBrowser, openFile };
