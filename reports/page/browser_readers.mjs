// What readers of the page do, in a real browser: see browser_test.mjs, which calls this.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as files from './browser_files.mjs';

/** The rows of the list: how many are of scenarios and how many of cells, as they are in sight. */
const rows_in_sight = async ({count}, page) =>
  [await count(page, '.row .group'), await count(page, '.row .cell-row')];

function add_list_checks(check, tools) {
  const {one, two, press, number_left, opens, says} = tools;

  check('groups cells by scenario, each cell a link', {at: `${one}#/cells`}, async (page) => {
    assert.deepEqual((await rows_in_sight(tools, page))[1], 0, 'of so many cells only scenarios');
    const head = page.getByRole('button', {name: /nonblocking\.first-after-disconnect/});
    assert.match(await head.textContent(), /≈ \d+ known deviations/);
    assert.match(await head.textContent(), /The first call after DisconnectNamedPipe/);
    await head.click();
    assert.equal(await head.getAttribute('aria-expanded'), 'true');
    assert.match(await head.textContent(), /All: wait mode nonblocking/, 'what they have in common');
    assert.match(await head.textContent(), /lpOverlapped/, 'axes by their names');
    const cell = page.locator('.cell-row').first();
    assert.match(await cell.getAttribute('href'), /^#\/cell\/nonblocking\.first-after-disconnect\//);
    await press(page, 'ArrowLeft');
    assert.equal(await head.getAttribute('aria-expanded'), 'false', 'the keyboard closes it');
  });

  check('offers the axes that a scenario has, and says what they mean', {}, async (page) => {
    await page.goto(`${one}#/cells?scenario=nonblocking.first-after-disconnect`);
    const titles = await page.locator('.axes label').allTextContents();
    assert.ok(titles.includes('lpOverlapped') && titles.includes('last client'), titles.join());
    assert.ok(!titles.includes('client by') && !titles.includes('waits by'), titles.join());
    await says(page, ['What ConnectNamedPipe gets as lpOverlapped',
      'manual-event: with a manual-reset event that is not signaled'], '.axes');
    await page.locator('.cell-row').first().click();
    await says(page, ['without FILE_FLAG_OVERLAPPED', 'keeps its handle open'], '.axis-values');
  });

  check('finds several words, not those after a -, and sentences', {at: `${one}#/cells`},
    async (page) => {
      const search = page.getByRole('searchbox');
      const left = async (words) => {
        await search.fill(words);
        return number_left(page);
      };
      const known = await left('known deviation');
      const disk = await left('known deviation disk-file');
      assert.ok(disk > 0 && disk < known, `${disk} of ${known}`);
      assert.equal(await left('known deviation -disk-file'), known - disk);
      assert.equal(await left('error_not_supported -pipe-device -pipe-root -disk-file -clients'), 0);
      assert.ok(await left('nonzero value the first time') >= 100, 'words of a clause');
      assert.ok(await left('named-pipe device server end') > 0, 'words of a scenario');
      await says(page, ['This file is a baseline: it keeps the steps only of'], '.search-note');
      await search.fill('');
      assert.equal(await page.locator('.search-note').count(), 0);
    });

  check('comes back to where one was', {}, async (page) => {
    await page.goto(`${two}#/`);
    await page.evaluate(() => scrollTo(0, 900));
    await page.locator('a.sentence-link').nth(8).click();
    await opens(page, '#list');
    await page.goBack();
    await opens(page, '.documentation');
    assert.ok(Math.abs(await page.evaluate(() => scrollY) - 900) < 300, 'the page is where it was');
    assert.match(await page.evaluate(() => document.activeElement.className), /sentence-link/);
    await page.goto(`${two}#/cells?verdict=known+deviation&aspect=nonblocking`);
    await page.getByRole('button', {name: /nonblocking\.first-after/}).waitFor();
    const scrolled = () => page.evaluate(() => document.getElementById('list').scrollTop);
    if (await page.locator('.cell-row').count() === 0) {
      await page.locator('.group').first().click();
    }
    await page.evaluate(() => { document.getElementById('list').scrollTop = 2000; });
    await page.waitForFunction(() => document.querySelector('.cell-row').href);
    await page.locator('.cell-row').nth(12).click();
    await opens(page, '.finding');
    await page.goBack();
    await opens(page, '#list');
    assert.ok(Math.abs(await scrolled() - 2000) < 40, `the list is where it was, not ${await scrolled()}`);
  });

  check('listens to keys after a deep link and after c', {}, async (page) => {
    const posinset = () => page.getAttribute('.row.active', 'aria-posinset');
    await page.goto(`${one}#/cells?verdict=known+deviation`);
    await press(page, 'ArrowDown');
    assert.equal(await posinset(), '2', 'after a deep link');
    await page.goto(`${one}#/`);
    await opens(page, '.documentation');
    await press(page, 'c');
    await opens(page, '#list');
    await press(page, 'j', 'ArrowDown');
    assert.equal(await posinset(), '3', 'after c');
    await press(page, 'ArrowRight');
    assert.equal(await page.getAttribute('.row.active .group', 'aria-expanded'), 'true');
    await press(page, 'ArrowDown', 'Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/cell/'));
  });
}

function add_catalogue_checks(check, tools) {
  const {one, hostile, count, press, says, is_unharmed, number_left} = tools;

  check('has a view of the catalogue', {at: one}, async (page) => {
    await press(page, 'l');
    await page.waitForSelector('.catalogue');
    const lines = await count(page, '.catalogue-line');
    assert.ok(lines > 90, `${lines} lines`);
    await says(page, ['Wine dlls/kernel32/tests/pipe.c', 'test that runs on Windows', 'certain']);
    await press(page, '/');
    await page.keyboard.type('disputed -reactos');
    const left = await count(page, '.catalogue-line');
    assert.ok(left > 0 && left < lines, `${left} of ${lines}`);
    await page.goto(`${one}#/catalogue/33`);
    const line = page.locator('#line-33');
    assert.ok(await line.evaluate((each) => each === document.activeElement), 'led to the line');
    await line.locator('.line-seen').click();
    await page.waitForSelector('#list');
    assert.ok(await number_left(page) > 0, 'to the cells that a line judges');
    await page.goto(`${hostile}#/catalogue`);
    await is_unharmed(page);
  });
}

function add_state_checks(check, tools) {
  const {one, press, count, says, in_scratch, report, opens} = tools;

  check('shows the states of the model, and what walks executed', {}, async (page) => {
    await page.goto(one);
    await press(page, 's');
    await opens(page, '.states');
    await says(page, ['No walk of', 'tools/run --matrix', 'not executed']);
    assert.equal(await count(page, '.states .node'), 9);
    assert.ok(await count(page, '.arrow.unseen-yet') > 20, 'nothing was executed');
    await page.goto(`${report('walked', files.write_walk(in_scratch('walk.jsonl'), tools.whole8))}#/states`);
    await says(page, ['4 of', 'transitions were executed', 'in 1 walk', 'deviates']);
    await page.locator('.states .node', {hasText: 'listening'}).first().click();
    await page.waitForSelector('.states .node.here');
    const rows = await page.locator('.transitions tbody tr').allTextContents();
    assert.ok(rows.every((row) => row.startsWith('listening')) && rows.length > 10);
    const seen = rows.find((row) => row.includes('deviates'));
    assert.match(seen, /^listeningclient: CreateFilenonzeroconnected✗ deviates 1 time$/);
    await page.locator('.transitions').getByRole('link', {name: /deviates/}).click();
    await opens(page, '.finding');
    await page.goBack();
    await page.locator('a.arrow[href="#/states/connected%3Edisconnected"]').focus();
    await press(page, 'Enter');
    await page.waitForFunction(() => /connected → disconnected/.test(document.body.textContent));
    assert.equal(await count(page, '.transitions tbody tr'), 1, 'an arrow by the keyboard');
  });
}

/** Drops files on the page, as a reader does. */
async function drop(page, ...paths) {
  await page.setInputFiles('#chooser', paths);
}

function add_file_checks(check, tools) {
  const {one, whole8, whole10, two, in_scratch, report, says, is_unharmed, number_left} = tools;

  check('looks at a result file beside the others, as cnp report does', {}, async (page) => {
    const later = files.write_later_run(in_scratch('dropped.jsonl'), whole8);
    for (const [name, file] of [['later', later.file], ['ten', whole10]]) {
      await page.goto(`${report(`both-${name}`, whole8, file)}#/kernels`);
      const reported = await page.textContent('main');
      await page.goto(`${report(`first-${name}`, whole8)}#/`);
      await drop(page, file);
      await page.waitForFunction(() => document.querySelectorAll('.kernel-list > li').length === 2);
      const labels = (text) => text.replaceAll(' · wine-8.0', '').replaceAll(' · dropped', '');
      assert.equal(labels(await page.textContent('main')), labels(reported), 'it says the same');
      await page.goto(`${page.url().replace(/#.*/, '')}#/cells?run=2&q=known+deviation`);
      await page.waitForSelector('#list');
      assert.ok(await number_left(page) > 300, 'and finds words in it');
    }
    assert.equal(await page.locator('#kernel option').count(), 2);
  });

  check('refuses what is no result file, and is as before', {at: `${one}#/cells`}, async (page) => {
    const all = await number_left(page);
    const text = fs.readFileSync(whole8, 'utf8');
    const made = [['cut.jsonl', text.slice(0, 40000).replace(/\n[^\n]*$/, '\n'), 'it has no end'],
      ['other.jsonl', '{"a": 1}\n', 'no run file of this suite'], ['text.jsonl', 'hello\n', 'not JSON'],
      ['twice.jsonl', files.with_a_cell_twice(text), 'a second record of a cell']];
    for (const [name, content, words] of made) {
      fs.writeFileSync(in_scratch(name), content);
      await drop(page, in_scratch(name));
      await page.waitForFunction((each) => (document.getElementById('told') || {textContent: ''})
        .textContent.includes(each), words);
    }
    assert.equal(await number_left(page), all);
    assert.equal(await page.locator('#kernel option').count(), 1);
  });

  check('takes a dropped file for texts too', {at: two}, async (page) => {
    await drop(page, in_scratch('hostile.jsonl'));
    await page.waitForFunction(() => document.querySelectorAll('.kernel-list > li').length === 3);
    await is_unharmed(page);
    await says(page, ['<img src=x']);
    await page.goto(`${two}#/cells?run=3`);
    await page.locator('.cell-row').first().click();
    await page.waitForSelector('svg.diagram');
    await is_unharmed(page);
  });

  check('saves what is shown as CSV, in which no text is a formula', {}, async (page) => {
    const saved = async (address, name) => {
      await page.goto(address);
      const [download] = await Promise.all([page.waitForEvent('download'),
        page.getByRole('button', {name: `Save what is shown as ${name}.csv`}).click()]);
      const file = in_scratch(`${name}.csv`);
      await download.saveAs(file);
      return fs.readFileSync(file, 'utf8');
    };
    const cells = await saved(`${one}#/cells?verdict=known+deviation&aspect=nonblocking`, 'cells');
    assert.equal(cells.charAt(0), '\uFEFF', 'spreadsheets know by it that it is UTF-8');
    const rows = cells.trim().split('\r\n');
    assert.match(rows[0], /^cell,scenario,handle,wait mode,.*Wine 8\.0 x64: verdict/);
    assert.equal(rows.length - 1, await number_left(page));
    assert.match(rows[1], /known deviation,0\/ERROR_PIPE_LISTENING \(536\)/);
    const clauses = await saved(`${two}#/kernels`, 'clauses');
    assert.match(clauses, /\r\nsync\.blocks,/);
    const formula = files.write_formula_run(in_scratch('formula.jsonl'), whole8);
    const quoted = await saved(`${report('formula', formula)}#/cells`, 'cells');
    assert.match(quoted, /,"'=HYPERLINK\(""http:\/\/x""\)"/);
    assert.ok(!/(^|,)[=+@-]/m.test(quoted), 'no field begins like a formula');
  });
}

function add_look_checks(check, tools) {
  const {one, two, timed, key, report, in_scratch, whole8} = tools;

  check('confirms that a command was copied', {at: `${one}#/cell/${key}`,
    permissions: ['clipboard-read', 'clipboard-write']}, async (page) => {
    const button = page.getByRole('button', {name: /Copy the command that performs/});
    await button.click();
    await page.waitForFunction(() => document.querySelector('.copy').textContent === 'Copied ✓');
    assert.equal(await page.textContent('#said'), 'Copied ✓', 'who listens is told too');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
      `tools/run --cell ${key}`);
  });

  check('never says how many cells without saying what became of them', {}, async (page) => {
    const bad = files.write_failing_run(in_scratch('failing.jsonl'), whole8);
    await page.goto(`${report('failing', whole8, bad)}#/kernels`);
    const items = await page.locator('.kernel-list > li').allTextContents();
    assert.match(items[0], /Passed/);
    assert.match(items[1], /Failed/);
    assert.match(items[1], /80 deviate/);
    assert.equal(await page.locator('.kernel-list .bar-of-verdicts').count(), 2);
  });

  check('shows eight kernels by their signs, heads in sight', {}, async (page) => {
    const kernels = files.write_kernels(in_scratch, whole8, 8);
    await page.goto(`${report('eight', ...kernels)}#/kernels`);
    const box = page.locator('.sticky').first();
    assert.equal(await box.locator('thead .kernel').count(), 8);
    assert.equal(await box.locator('td .badge').count(), 0, 'signs only');
    assert.match(await box.locator('td a').first().getAttribute('aria-label'), /^Wine 8\.0, conforms/);
    for (const [width, height] of [[390, 844], [1280, 900]]) {
      await page.setViewportSize({width, height});
      const moved = await box.evaluate((each) => {
        each.scrollIntoView();
        each.style.maxHeight = '400px';
        each.scrollTo(300, 900);
        const [top, left] = [each.getBoundingClientRect().top, each.getBoundingClientRect().left];
        const head = each.querySelector('thead th').getBoundingClientRect();
        const first = each.querySelectorAll('tbody th[scope=row]')[9].getBoundingClientRect();
        return [head.top - top, first.left - left, each.scrollTop];
      });
      assert.ok(moved[2] > 100 && moved[0] < 3 && moved[1] < 3, `${width}: ${moved.join()}`);
    }
  });

  check('has no barrier that axe finds, on a phone and at 200 % too', {}, async (page) => {
    for (const url of [...['#/', '#/cells', '#/cells?clause=nonblocking.immediate&q=a',
      `#/cell/${key}`, '#/kernels', '#/catalogue', '#/states'].map((hash) => two + hash), `${timed}#/costs`]) {
      for (const [width, height] of [[1280, 900], [390, 844], [640, 450]]) {
        await page.setViewportSize({width, height});
        await page.goto(url);
        await page.waitForTimeout(50);
        await page.evaluate(tools.axe);
        const found = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].target}`), [],
          `${url} at ${width} pixels`);
      }
    }
  });

  check('cuts no text off on a phone', {}, async (page) => {
    await page.setViewportSize({width: 390, height: 844});
    for (const hash of ['#/cells?scenario=nonblocking.first-after-disconnect',
      '#/cells?aspect=clients', `#/cell/${key}`]) {
      await page.goto(two + hash);
      await page.waitForTimeout(100);
      const cut = await page.evaluate(() => [...document.querySelectorAll('.row > *, td, dd')]
        .filter((one) => one.scrollHeight > one.clientHeight + 3 && one.clientHeight > 0)
        .map((one) => one.textContent));
      assert.deepEqual(cut, [], hash);
      const hidden = await page.evaluate(() => ['.brand', '.row-marks', '.steps td']
        .filter((each) => [...document.querySelectorAll(each)].some((one) =>
          one.textContent !== '' && getComputedStyle(one).display === 'none')));
      assert.deepEqual(hidden, [], hash);
    }
  });

  check('is written and painted at once', {}, async (page) => {
    const large = files.write_large_run(in_scratch('large-again.jsonl'), whole8);
    const started = Date.now();
    const url = report('large-again', large);
    const written = Date.now() - started;
    await page.goto(url);
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const painted = await page.evaluate(() =>
      performance.getEntriesByName('first-contentful-paint')[0].startTime);
    console.log(`        written in ${written} ms, painted after ${painted.toFixed(0)} ms, ${
      (fs.statSync(in_scratch('large-again.html')).size / 1024).toFixed(0)} KiB`);
    // The aims are 1 s and 0.3 s on a quiet machine; a busy one gets five times as much.
    assert.ok(written < 5000 && painted < 1500, `${written} ms, ${painted} ms`);
  });
}

/** Adds the checks of what a reader does to those of browser_test.mjs. */
export function add_reader_checks(check, tools) {
  add_list_checks(check, tools);
  add_catalogue_checks(check, tools);
  add_file_checks(check, tools);
  add_state_checks(check, tools);
  add_look_checks(check, tools);
}
