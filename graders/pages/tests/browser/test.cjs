// test.cjs OUT - the pages of a class, in headless Chromium. No verdict hangs
// on time: the page's clock is the test's.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const out = path.resolve(process.argv[2]);
const address = (...names) => pathToFileURL(path.join(out, ...names)).href;
const report = address('good', '01_racy_counter', 'report.html');
const hostile = address('<b>"&%', '01_racy_counter', 'report.html');
const index = address('index.html');

let browser;
let passed = 0;
let failed = 0;

// A page that may ask for itself and nothing else.
async function open(url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.asked = [];
  page.errors = [];
  page.on('request', (request) => {
    const asked = request.url().split('#')[0];
    if (!asked.startsWith(address('').replace(/\/?$/, '/')))
      page.asked.push(asked);
    if (request.resourceType() !== 'document') page.asked.push(asked);
  });
  page.on('pageerror', (error) => page.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') page.errors.push(message.text());
  });
  await page.clock.install();
  await page.goto(url);
  // The page follows its link in the frame after it is loaded.
  await page.clock.runFor(100);
  return page;
}

async function test(what, url, options, act) {
  let page;
  try {
    page = await open(url, options);
    await act(page);
    if (!page.mayAsk) {
      assert.deepStrictEqual(page.asked, [], 'requests');
      assert.deepStrictEqual(page.errors, [], 'errors');
    }
    passed++;
    console.log(`ok    ${what}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${what}\n${error.message.replace(/^/gm, '      ')}`);
  }
  if (page) await page.context().close();
}

// What a stepper shows.
function see(page, check) {
  return page.evaluate((name) => {
    const root = document.querySelector(`[data-check="${name}"]`);
    const row = root.querySelector('tr.now');
    const texts = (selector) => [...root.querySelectorAll(selector)]
      .map((item) => item.textContent.trim());
    return {
      row: row.id,
      current: [...root.querySelectorAll('[aria-current=step]')]
        .map((item) => item.id),
      place: root.querySelector('.place').textContent,
      said: root.querySelector('.said').textContent,
      here: [...root.querySelectorAll('.here')].map((line) =>
        `${line.dataset.line} ${line.querySelector('.flag').textContent}`),
      values: texts('.state div:first-child li'),
      locks: texts('.state div:last-child li'),
      hash: location.hash,
    };
  }, check);
}

const race = 'no_lost_update';
const deadlock = 'mirrored_transfers_finish';
const stepper = (page, check) => page.locator(`[data-check="${check}"]`);
const button = (page, check, name) => stepper(page, check)
  .getByRole('button', { name });

async function stepping() {
  await test('it begins with the first step that matters', report, {},
    async (page) => {
      const seen = await see(page, race);
      assert.strictEqual(seen.place, '1 of 4');
      assert.strictEqual(seen.row, `${race}.2`);
      assert.deepStrictEqual(seen.current, [seen.row]);
      assert.strictEqual(seen.hash, '');
      assert.ok(await button(page, race, /First/).isDisabled());
      assert.ok(await button(page, race, /back/).isDisabled());
    });
  await test('buttons step, and the address follows', report, {},
    async (page) => {
      await button(page, race, /Next/).click();
      await button(page, race, /Next/).click();
      let seen = await see(page, race);
      assert.strictEqual(seen.place, '3 of 4');
      assert.strictEqual(seen.row, `${race}.4`);
      assert.strictEqual(seen.hash, `#${race}.4`);
      assert.ok(seen.said.startsWith('Step 4: '), seen.said);
      await button(page, race, /back/).click();
      seen = await see(page, race);
      assert.strictEqual(seen.place, '2 of 4');
      await button(page, race, /Last/).click();
      seen = await see(page, race);
      assert.strictEqual(seen.place, '4 of 4');
      assert.ok(await button(page, race, /Next/).isDisabled());
      await button(page, race, /First/).click();
      assert.strictEqual((await see(page, race)).place, '1 of 4');
    });
  await test('values, locks and lines change with the steps', report, {},
    async (page) => {
      await button(page, race, /Last/).click();
      const seen = await see(page, race);
      assert.deepStrictEqual(seen.locks, ['none held']);
      assert.ok(seen.values.some((text) => / = \d+$/.test(text)),
        seen.values.join());
      await button(page, deadlock, /Last/).click();
      const dead = await see(page, deadlock);
      assert.strictEqual(dead.row, `${deadlock}.end`);
      assert.ok(dead.here.length >= 1, dead.here.join());
    });
  await test('who holds which lock is shown', report, {}, async (page) => {
    await button(page, deadlock, /Next/).click();
    const seen = await see(page, deadlock);
    assert.strictEqual(seen.locks.length, 2);
    assert.ok(seen.locks.every((text) => / held by . \S/.test(text)),
      seen.locks.join());
  });
  await test('every step can be shown', report, {}, async (page) => {
    await stepper(page, race).getByLabel('every step').check();
    assert.strictEqual((await see(page, race)).place, '2 of 5');
    await stepper(page, race).getByLabel('every step').uncheck();
    assert.strictEqual((await see(page, race)).place, '1 of 4');
  });
}

async function keys() {
  await test('arrows, Home and End step where the focus is', report, {},
    async (page) => {
      await button(page, race, /Next/).focus();
      await page.keyboard.press('ArrowRight');
      assert.strictEqual((await see(page, race)).place, '2 of 4');
      await page.keyboard.press('End');
      assert.strictEqual((await see(page, race)).place, '4 of 4');
      await page.keyboard.press('ArrowLeft');
      assert.strictEqual((await see(page, race)).place, '3 of 4');
      await page.keyboard.press('Home');
      assert.strictEqual((await see(page, race)).place, '1 of 4');
      assert.strictEqual((await see(page, deadlock)).place, '1 of 3');
      await stepper(page, deadlock).locator('.lanes').focus();
      await page.keyboard.press('ArrowRight');
      assert.strictEqual((await see(page, deadlock)).place, '2 of 3');
      assert.strictEqual((await see(page, race)).place, '1 of 4');
    });
  await test('the keyboard reaches the buttons, and works them', report, {},
    async (page) => {
      const next = button(page, race, /Next/);
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        if (await next.evaluate((it) => it === document.activeElement)) break;
      }
      await page.keyboard.press('Enter');
      assert.strictEqual((await see(page, race)).place, '2 of 4');
    });
}

async function links() {
  await test('a link leads to a step', `${report}#${race}.4`, {},
    async (page) => {
      const seen = await see(page, race);
      assert.strictEqual(seen.place, '3 of 4');
      assert.strictEqual((await see(page, deadlock)).place, '1 of 3');
      assert.ok(await stepper(page, race).evaluate((root) =>
        root.contains(document.activeElement)));
    });
  await test('and to the end', `${report}#${deadlock}.end`, {},
    async (page) => {
      assert.strictEqual((await see(page, deadlock)).place, '3 of 3');
    });
  await test('and to a step that is folded', `${report}#${race}.1`, {},
    async (page) => {
      assert.strictEqual((await see(page, race)).place, '1 of 5');
    });
  await test('a changed address, too', report, {}, async (page) => {
    await page.evaluate((hash) => { location.hash = hash; }, `${race}.3`);
    await page.waitForFunction((id) =>
      document.getElementById(id).classList.contains('now'), `${race}.3`);
  });
  await test('a link to nothing does nothing', `${report}#nothing.%00`, {},
    async (page) => {
      assert.strictEqual((await see(page, race)).place, '1 of 4');
    });
}

// ---- the schedule that was found first ----

const first = `${race}.first`;
const folded = (page) => page.locator(`#${race} details.first`);

async function foundFirst() {
  await test('what was found first is folded, and opens by a key', report, {},
    async (page) => {
      const summary = folded(page).locator('summary').first();
      assert.match(await summary.textContent(), /2 preemptions, 6 steps$/);
      assert.ok(!await stepper(page, first).isVisible());
      await summary.focus();
      await page.keyboard.press('Enter');
      assert.ok(await stepper(page, first).isVisible());
      assert.match(await folded(page).locator('> p').textContent(),
        /it has 1 preemption, 5 steps\. /);
      await page.getByRole('toolbar', { name: `Steps of ${race}, found first` })
        .waitFor({ timeout: 1000 });
    });
  await test('both are stepped through, each by itself', report, {},
    async (page) => {
      await folded(page).locator('summary').first().click();
      await button(page, first, /Next/).click();
      await page.keyboard.press('ArrowRight');
      let seen = await see(page, first);
      assert.strictEqual(seen.place, '3 of 5');
      assert.strictEqual(seen.hash, `#${first}.4`);
      assert.strictEqual((await see(page, race)).row, `${race}.2`);
      await button(page, race, /Last/).click();
      seen = await see(page, race);
      assert.strictEqual(seen.hash, `#${race}.5`);
      assert.strictEqual((await see(page, first)).row, `${first}.4`);
    });
  await test('a link to one of its steps opens it', `${report}#${first}.5`, {},
    async (page) => {
      assert.ok(await stepper(page, first).isVisible());
      assert.strictEqual((await see(page, first)).row, `${first}.5`);
      assert.strictEqual((await see(page, race)).place, '1 of 4');
      await page.evaluate((hash) => { location.hash = hash; }, `${race}.4`);
      await page.waitForFunction((id) =>
        document.getElementById(id).classList.contains('now'), `${race}.4`);
    });
  await test('that it is the same one is said in a line', report, {},
    async (page) => {
      assert.ok(await page.locator('#no_data_race p.first').isVisible());
      assert.strictEqual(await page.locator('#no_data_race details.first')
        .count(), 0);
    });
  for (const width of [1280, 390])
    await test(`both fit ${width} pixels`, `${report}#${first}.5`,
      { viewport: { width, height: 800 } }, async (page) => {
        const [a, b] = [await stepper(page, race).boundingBox(),
          await stepper(page, first).boundingBox()];
        assert.ok(width > 1000 ? b.x >= a.x + a.width : b.y >= a.y + a.height,
          'beside each other, or below');
        assert.ok(await page.evaluate(() =>
          document.documentElement.scrollWidth <= innerWidth));
      });
  await test('without JavaScript it can be opened and read', report,
    { javaScriptEnabled: false }, async (page) => {
      await folded(page).locator('summary').first().click();
      const rows = stepper(page, first).locator('tr.step');
      assert.strictEqual(await rows.count(), 6);
      for (const row of await rows.all())
        assert.ok(await row.isVisible());
      assert.strictEqual(await page.locator('button:visible').count(), 0);
    });
  await test('of a long one it is said what is left out', hostile, {},
    async (page) => {
      await folded(page).locator('summary').first().click();
      const absent = stepper(page, first).locator('tr.absent');
      assert.ok(!await absent.isVisible());
      await stepper(page, first).getByLabel('every step').check();
      assert.match(await absent.textContent(), /40 steps left out/);
      assert.ok(await absent.isVisible());
    });
}

async function playing() {
  await test('it plays, by its own clock, to the end', report, {},
    async (page) => {
      const play = button(page, race, 'Play or pause');
      await play.click();
      assert.strictEqual(await play.textContent(), 'Pause');
      assert.strictEqual((await see(page, race)).place, '1 of 4');
      await page.clock.runFor(1300);
      assert.strictEqual((await see(page, race)).place, '2 of 4');
      await play.click();
      await page.clock.runFor(10000);
      assert.strictEqual((await see(page, race)).place, '2 of 4');
      await play.click();
      await page.clock.runFor(10000);
      assert.strictEqual((await see(page, race)).place, '4 of 4');
      assert.strictEqual(await play.textContent(), 'Play');
      await play.click();
      assert.strictEqual((await see(page, race)).place, '1 of 4');
    });
  await test('the token is copied, or selected', report, {}, async (page) => {
    const copy = button(page, race, 'Copy');
    await copy.click();
    await page.waitForFunction((name) => document.querySelector(
      `[data-check="${name}"] .copy`).textContent !== 'Copy', race);
    const selected = await page.evaluate(() => String(getSelection()));
    const words = await stepper(page, race).locator('.copy').textContent();
    assert.ok(words === 'Copied' || /^make replay LAB=1 TOKEN=/.test(selected),
      `${words}: ${selected}`);
  });
}

async function hostileText() {
  await test('hostile text is text', hostile, {}, async (page) => {
    await folded(page).locator('summary').first().click();
    for (const check of [race, first, deadlock]) {
      await stepper(page, check).getByLabel('every step')
        .check({ timeout: 500 }).catch(() => {});
      await button(page, check, /First/).click({ timeout: 500 })
        .catch(() => {});
      for (let i = 0; i < 8; i++)
        await stepper(page, check).locator('.lanes').press('ArrowRight');
    }
    const found = await page.evaluate(() => ({
      title: document.title,
      scripts: document.scripts.length,
      foreign: document.querySelectorAll(
        'img, iframe, object, embed, base, form, link, [onerror]').length,
      text: document.body.innerText,
    }));
    assert.ok(!/^broken/.test(found.title), found.title);
    assert.strictEqual(found.scripts, 1);
    assert.strictEqual(found.foreign, 0);
    assert.ok(found.text.includes('<script>document.title="broken"</script>'));
    assert.ok(found.text.includes('\\x00 \\x1b[31mred'));
    assert.ok(!/[\u0000-\u0008\u001b\u202a-\u202e]/.test(found.text));
  });
  await test('hostile names in the class are text, and links lead there',
    index, {}, async (page) => {
      await page.getByRole('row', { name: /^<b>"&%/ }).getByRole('link')
        .first().click();
      assert.ok((await page.locator('h1').textContent()).startsWith('<b>"&%'));
    });
  await test('the policy holds even for markup that is put in', report, {},
    async (page) => {
      page.mayAsk = true; // it tries; the errors are the policy's
      let hits = 0;
      const server = http.createServer((request, answer) => {
        hits++;
        answer.end();
      });
      await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
      const there = `http://127.0.0.1:${server.address().port}/`;
      const done = await page.evaluate(async (url) => {
        document.body.insertAdjacentHTML('beforeend',
          `<img src="${url}" onerror="window.hit = 1">`);
        const script = document.createElement('script');
        script.textContent = 'window.hit = 2';
        document.body.append(script);
        const fetched = await fetch(url, { mode: 'no-cors' }).then(
          () => true, () => false);
        return { hit: window.hit, fetched };
      }, there);
      server.close();
      assert.strictEqual(done.hit, undefined);
      assert.strictEqual(done.fetched, false);
      assert.strictEqual(hits, 0);
    });
}

async function withoutScript() {
  const options = { javaScriptEnabled: false };
  await test('without JavaScript it is a table', report, options,
    async (page) => {
      const lanes = stepper(page, race).locator('.lanes');
      assert.strictEqual(await lanes.locator('tr.step').count(), 5);
      for (const row of await lanes.locator('tr.step').all())
        assert.ok(await row.isVisible());
      assert.strictEqual(await page.locator('button:visible').count(), 0);
      assert.ok(await page.locator('#source .line').first().isVisible());
      assert.ok(await stepper(page, race).locator('.token code').isVisible());
      assert.ok(await page.getByText('Hint 1 of').first().isVisible());
    });
  await test('without JavaScript the class can be read', index, options,
    async (page) => {
      assert.ok(await page.getByRole('link', { name: '6' }).first()
        .isVisible());
    });
}

// How far apart two colours are, after WCAG 2.
function contrasts() {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(`--${name}`).trim().slice(1);
    const full = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
    const parts = [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16)
      / 255).map((c) => (c <= 0.04045 ? c / 12.92
      : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const lanes = [0, 1, 2, 3, 4, 5, 6].flatMap((i) =>
    [['t' + i, 'paper'], ['t' + i, 'now'], ['t' + i, 'panel']]);
  const pairs = [['ink', 'paper'], ['ink', 'panel'], ['ink', 'now'],
    ['soft', 'paper'], ['soft', 'panel'], ['soft', 'now'], ['soft', 'bad-bg'],
    ['link', 'paper'], ['good', 'good-bg'], ['bad', 'bad-bg'], ['bad', 'paper'],
    ['warn', 'warn-bg'], ['warn', 'paper'], ['good', 'paper'], ...lanes];
  return pairs.map(([a, b]) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return [`${a} on ${b}`, (high + 0.05) / (low + 0.05)];
  }).filter(([, ratio]) => !(ratio >= 4.5));
}

async function looks() {
  for (const colorScheme of ['light', 'dark'])
    await test(`colours can be read: ${colorScheme}`, report, { colorScheme },
      async (page) => {
        assert.deepStrictEqual(await page.evaluate(contrasts), []);
      });
  for (const [name, url] of Object.entries({ index, report, hostile }))
    for (const width of [390, 1280])
      await test(`${name} fits ${width} pixels`, url,
        { viewport: { width, height: 800 } }, async (page) => {
          const over = await page.evaluate(() =>
            document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${over} pixels too wide`);
        });
  for (const [name, url] of Object.entries({ index, report }))
    await test(`${name}: landmarks, headings, names`, url, {}, async (page) => {
      const found = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        mains: document.querySelectorAll('main').length,
        titles: document.querySelectorAll('h1').length,
        nameless: [...document.querySelectorAll('button, section, [role=region]')]
          .filter((it) => !it.hidden && !it.textContent.trim() &&
            !it.getAttribute('aria-label')).length,
        twice: [...document.querySelectorAll('[id]')].map((it) => it.id)
          .filter((id, i, all) => all.indexOf(id) !== i),
      }));
      assert.deepStrictEqual(found,
        { lang: 'en', mains: 1, titles: 1, nameless: 0, twice: [] });
    });
  await test('on paper there are the steps, and no buttons', report, {},
    async (page) => {
      await page.emulateMedia({ media: 'print' });
      assert.strictEqual(await page.locator('button:visible').count(), 0);
      assert.ok(await stepper(page, race).locator('tr.step:not(.quiet)')
        .last().isVisible());
    });
}

(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM,
    args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
  for (const part of [stepping, keys, links, foundFirst, playing, hostileText,
    withoutScript, looks])
    await part();
  await browser.close();
  console.log(`${passed + failed} tests in a browser, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
})().catch((error) => {
  console.log(`FAIL  ${error.message}`);
  process.exit(2);
});
