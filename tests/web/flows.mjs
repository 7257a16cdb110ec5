// The hub's page in a real browser: what a social worker does with it, and what it refuses.
import fs from 'node:fs';
import {
  axeSource, base, claim, finish, go, open, run, same, signIn, table, test, work, zx,
} from './hub.mjs';

const password = 'three words only';
const month = 'from=2026-11-01&until=2026-11-30';
const pages = ['/', '/homes/QS', `/summary?home=QS&${month}&group=day`,
  `/summary?home=QS&${month}&group=child`, `/summary?${month}&group=home`,
  `/summary/days?home=QS&${month}&group=day&key=20261110&figure=days`,
  '/goals?home=QS&month=2026-11', '/goals/QS-001?goal=schooling&month=2026-11', '/visits?home=QS',
  '/children?home=QS', '/child/QS-001', '/child/QS-001?day=2026-11-10', '/care?home=QS', '/care/1',
  '/timetable?home=QS', '/homework?home=QS', '/figures', '/password'];
const editing = ['/child/QS-001/edit', '/child/QS-001/guardian', '/children/new?home=QS',
  '/timetable/session?home=QS', '/questions'];
const managing = ['/devices', '/quarantine', '/record', '/accounts'];
const names = JSON.parse(zx('list', 'children', '--json'));

const page = await open();

await test('a stranger is led to the sign-in, and then to what was asked for', async () => {
  await go(page, '/children?home=QS');
  same(new URL(page.url()).pathname, '/sign-in');
  await page.fill('#f-name', 'lin');
  await page.fill('#f-password', password);
  await page.click('main button');
  same(page.url(), base + '/children?home=QS');
});

await test('the cookie is for this host, this site and no script', async () => {
  const [cookie] = (await page.context().cookies()).filter((c) => c.name.includes('zhaoxi'));
  same([cookie.name, cookie.httpOnly, cookie.secure, cookie.sameSite],
    ['__Host-zhaoxi', true, true, 'Strict']);
});

await test('a wrong password is told, and too many make it wait', async () => {
  const other = await open();
  for (let i = 0; i < 5; i++) {
    await signIn(other, 'slow', 'not this one');
    claim((await other.textContent('.notice')).includes('is not right'), 'told');
  }
  await signIn(other, 'slow', password);
  claim(/Wait \d+ seconds/.test(await other.textContent('.notice')), 'waits, though right');
});

await test('the Homes stand at a glance', async () => {
  await go(page, '/');
  same(await page.locator('.card h2').count(), 4);
});

await test("a month's figures are the kiosk's", async () => {
  const [kiosk] = JSON.parse(zx('report', 'summary', '--month', '2026-11', '--by', 'all', '--home',
    'QS', '--json'));
  await go(page, `/summary?home=QS&${month}&group=all`);
  const [row] = await table(page);
  const hours = `${Math.floor(kiosk.minutes / 60)}:${String(kiosk.minutes % 60).padStart(2, '0')}`;
  same([row['Children'], row['Days present'], row['Check-ins'], row['Hours']],
    [String(kiosk.children), String(kiosk.days), String(kiosk.sessions), hours]);
  claim(kiosk.days > 100, 'there is something to compare');
});

await test('day by day as well, and the sum stands below', async () => {
  const kiosk = JSON.parse(zx('report', 'summary', '--month', '2026-11', '--by', 'day', '--home',
    'QS', '--json')).filter((row) => row.day);
  await go(page, `/summary?home=QS&${month}&group=day`);
  const rows = await table(page);
  same(rows.slice(0, -1).map((r) => [r['Day'], r['Children']]),
    kiosk.filter((r) => r.children !== undefined && /^2026/.test(r.day)).slice(0, rows.length - 1)
      .map((r) => [r.day, String(r.children)]));
  same(rows.at(-1)['Day'], 'All');
});

await test('a figure leads to the days behind it, which sum up to it', async () => {
  await go(page, `/summary?home=QS&${month}&group=day`);
  const link = page.locator('tbody tr').nth(9).locator('td').nth(3).locator('a');
  const minutes = (t) => t.split(':').reduce((h, m) => h * 60 + Number(m), 0);
  const figure = minutes(await link.textContent());
  await link.click();
  const rows = await table(page);
  same(rows.reduce((sum, r) => sum + minutes(r['Hours']), 0), figure);
});

await test('the charts are there, with a title for who listens', async () => {
  await go(page, `/summary?home=QS&${month}&group=day`);
  same(await page.locator('figure svg[role=img] title').count() >= 2, true);
});

async function download(from, format) {
  await go(from, `/summary?home=QS&${month}&group=child`);
  const [file] = await Promise.all([from.waitForEvent('download'),
    from.click(`a.button:text-is("${format}")`)]);
  const path = `${work}/export.${format.toLowerCase()}`;
  await file.saveAs(path);
  return [path, file.suggestedFilename()];
}

await test('a spreadsheet is exported and opens', async () => {
  const [path, name] = await download(page, 'XLSX');
  same(name, 'zhaoxi-summary-QS-2026-11.xlsx');
  run('unzip', '-tq', path);
  claim(run('unzip', '-p', path).includes(names[0].name), 'names');
});

await test('so is a text for spreadsheets', async () => {
  const [path] = await download(page, 'CSV');
  const text = fs.readFileSync(path, 'utf8');
  claim(text.startsWith('\ufeff'), 'byte order mark');
  const [row] = JSON.parse(zx('report', 'summary', '--month', '2026-11', '--by', 'child', '--home',
    'QS', '--json'));
  claim(text.includes(Object.values(row)[0]), 'a child');
});

await test('and a paper, its text in it', async () => {
  const [path] = await download(page, 'PDF');
  claim(run('pdftotext', '-layout', path, '-').includes('QS-001'), 'QS-001');
});

await test('who sees no names finds none, on no page and in no file', async () => {
  const viewer = await open();
  await signIn(viewer, 'gao', password);
  for (const path of pages) {
    same(await go(viewer, path), 200, path);
    const text = await viewer.content();
    for (const child of names)
      claim(!text.includes(child.name), `${path} names ${child.no}`);
  }
  const [path] = await download(viewer, 'CSV');
  const text = fs.readFileSync(path, 'utf8');
  claim(text.includes('QS-001') && !names.some((c) => text.includes(c.name)), 'codes');
  for (const path of [...editing, ...managing]) same(await go(viewer, path), 403, path);
});

await test('a county sees its own Homes and no other', async () => {
  const county = await open();
  await signIn(county, 'county', password);
  await go(county, '/');
  same(await county.locator('.card h2').allTextContents(), [await homeName('BH')]);
  for (const path of ['/homes/QS', '/summary?home=QS', '/goals?home=QS', '/children?home=QS',
    '/child/QS-001', '/timetable?home=QS', '/export?what=summary&format=csv&home=QS'])
    same(await go(county, path), 404, path);
  same(await go(county, '/children?home=BH'), 200);
  await go(county, `/summary?${month}&group=child`);
  claim(!(await county.content()).includes('QS-0'), 'all Homes means its own');
});

async function homeName(code) {
  return JSON.parse(zx('list', 'homes', '--json')).find((h) => h.code === code).name;
}

await test('a child is changed, by a form that works without scripts', async () => {
  const plain = await open({ javaScriptEnabled: false });
  await signIn(plain, 'lin', password);
  await go(plain, '/child/QS-001/edit');
  await plain.fill('[name=grade]', '四年级');
  await plain.click('main form button');
  same(new URL(plain.url()).pathname, '/child/QS-001');
  claim((await plain.content()).includes('四年级'), 'shown');
});

await test('what may not be is told in the form, and nothing is changed', async () => {
  await go(page, '/child/QS-001/edit');
  await page.fill('[name=born]', '1950-01-01');
  await page.click('main form button');
  claim((await page.textContent('.notice')).includes('birthday'), 'told');
  await go(page, '/child/QS-001');
  claim(!(await page.content()).includes('1950'), 'unchanged');
});

await test('two who change the same at once make a question, which one answers', async () => {
  const other = await open();
  await signIn(other, 'lin', password);
  await go(page, '/child/QS-002/edit');
  await go(other, '/child/QS-002/edit');
  await page.fill('[name=school]', '甲小学');
  await other.fill('[name=school]', '乙小学');
  await page.click('main form button');
  await other.click('main form button');
  same(new URL(other.url()).pathname, '/questions');
  const text = await other.textContent('main');
  claim(text.includes('甲小学') && text.includes('乙小学'), 'both stand there');
  await other.locator('form:has(input[value=theirs]) button').first().click();
  await go(other, '/child/QS-002');
  claim((await other.content()).includes('乙小学'), 'decided');
  await go(other, '/questions');
  same(await other.locator('.empty').count(), 1);
});

await test('a new child comes with a guardian', async () => {
  await go(page, '/children/new?home=QS');
  const no = await page.inputValue('[name=no]');
  for (const [field, value] of Object.entries({ name: '测小树', pinyin: 'ce xiao shu',
    born: '2018-03-05', gname: '测奶奶', relation: '祖母' }))
    await page.fill(`[name=${field}]`, value);
  await page.click('main form button');
  same(new URL(page.url()).pathname, '/child/' + no);
  claim((await page.content()).includes('测奶奶'), 'guardian');
});

await test('a name that is HTML is a name', async () => {
  const nasty = '<img src=x onerror=alert(1)>"\'&';
  await go(page, '/child/QS-003/edit');
  await page.fill('[name=name]', nasty);
  await page.click('main form button');
  same(await page.textContent('h1'), nasty);
  for (const path of ['/children?home=QS', '/goals?home=QS', '/child/QS-003/edit']) {
    await go(page, path);
    same(await page.locator('main img').count(), 0, path);
  }
  same(faults(page), []);
});

// A refusal's status is noted by the browser as well, and is no fault.
function faults(from) {
  return from.complaints.filter((c) => !/status of 4(03|04|22)/.test(c));
}

await test('a class is entered, changed, and taken out', async () => {
  await go(page, '/timetable/session?home=QS');
  await page.fill('[name=title]', '折纸');
  await page.fill('[name=starts]', '15:00');
  await page.fill('[name=ends]', '15:40');
  await page.fill('[name=room]', '小教室');
  await page.click('main form button:text-is("Save")');
  await page.click('a:text-is("折纸")');
  await page.fill('[name=title]', '剪纸');
  await page.click('main form button:text-is("Save")');
  await page.click('a:text-is("剪纸")');
  await page.click('button.danger');
  claim(!(await page.content()).includes('剪纸'), 'gone');
});

await test('homework is entered', async () => {
  await go(page, '/homework?home=QS');
  await page.fill('[name=school]', '青松村小学');
  await page.fill('[name=grade]', '三年级');
  await page.fill('[name=due]', new Date(Date.now() + 864e5).toISOString().slice(0, 10));
  await page.fill('[name=text]', '背诵新课文');
  await page.click('main form[method=post] button');
  claim((await page.content()).includes('背诵新课文'), 'there');
});

await test('a form without its token, or from elsewhere, changes nothing', async () => {
  const form = { name: 'x', grade: 'x' };
  const bare = await page.request.post(base + '/child/QS-001/edit', { form });
  same(bare.status(), 403);
  await go(page, '/child/QS-001/edit');
  const token = await page.inputValue('main [name=token]');
  const foreign = await page.request.post(base + '/sign-out',
    { form: { token }, headers: { Origin: 'https://elsewhere.example' } });
  same(foreign.status(), 403);
  same(await go(page, '/children?home=QS'), 200);
});

await test('every page is clean by axe, wide and on a phone, in both languages', async () => {
  let looked = 0;
  for (const [width, language] of [[1280, 'en'], [390, 'zh']]) {
    const view = await open({ viewport: { width, height: 844 }, bypassCSP: true });
    await go(view, '/language?to=' + language);
    await signIn(view, 'lin', password);
    for (const path of [...pages, ...editing, ...managing, '/nothing']) {
      await go(view, path);
      await view.evaluate(axeSource);
      const found = await view.evaluate(() => axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
      same(found.violations.map((v) => [v.id, v.nodes[0].html]), [], path);
      claim(found.passes.length > 10, 'axe has looked');
      const wide = await view.evaluate(() => document.documentElement.scrollWidth);
      claim(wide <= width, `${path} is ${wide} wide on ${width}`);
      looked++;
    }
    await view.context().close();
  }
  claim(looked > 50, 'all pages');
});

await test('nothing was asked of another host, and no page broke its own policy', async () => {
  for (const path of [...pages, ...editing, ...managing]) await go(page, path);
  same(page.strangers, []);
  same(faults(page), []);
});

await test('keys alone are enough', async () => {
  const keys = await open();
  await go(keys, '/sign-in');
  await keys.keyboard.press('Tab');
  same(await keys.evaluate(() => document.activeElement.className), 'skip');
  await keys.keyboard.press('Enter');
  await keys.keyboard.press('Tab');
  await keys.keyboard.type('lin');
  await keys.keyboard.press('Tab');
  await keys.keyboard.type(password);
  await keys.keyboard.press('Enter');
  await keys.waitForURL(base + '/');
  for (let i = 0; i < 40; i++) {
    await keys.keyboard.press('Tab');
    if (await keys.evaluate(() => document.activeElement.getAttribute('href')) === '/summary') break;
  }
  const line = await keys.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  same(line, 'solid');
  await keys.keyboard.press('Enter');
  await keys.waitForURL(base + '/summary');
});

await test('on paper there is the table, and no menu', async () => {
  await go(page, `/summary?home=QS&${month}&group=day`);
  await page.emulateMedia({ media: 'print' });
  same([await page.isVisible('nav'), await page.isVisible('main form'),
    await page.isVisible('main table')], [false, false, true]);
  await page.emulateMedia({ media: 'screen' });
});

await test('the page is in Chinese unless somebody wants English', async () => {
  const chinese = await open({ locale: 'zh-CN' });
  await go(chinese, '/sign-in');
  same(await chinese.textContent('h1'), '登录');
  await chinese.click('a.language');
  same(await chinese.textContent('h1'), 'Sign in');
});

await test('a set-up code is shown for a kiosk, as a picture and a text', async () => {
  await go(page, '/devices');
  await page.selectOption('#f-home', 'QS');
  await page.click('main form:has(#f-home) button');
  same(await page.locator('svg.code[role=img]').count(), 1);
  const code = await page.locator('#setup-text').textContent();
  claim(/^ZXP1[0-9A-Z]+$/.test(code), code);
  fs.writeFileSync(`${work}/setup`, code);
});

await test('a kiosk pairs by it and uploads; the page says so', async () => {
  zx('pair', fs.readFileSync(`${work}/setup`, 'utf8'));
  zx('sync');
  await go(page, '/devices');
  const card = page.locator('.card').first();
  claim((await card.textContent()).includes('just now'), await card.textContent());
  await go(page, '/homes/QS');
  claim((await page.textContent('main')).includes('just now'), 'last contact');
});

await test('a lost kiosk is revoked and sends nothing more', async () => {
  await go(page, '/devices');
  await page.click('.card summary');
  await page.fill('.card [name=why]', 'lost on the way');
  await page.click('.card button.danger');
  claim((await page.textContent('.card.bad')).includes('lost on the way'), 'revoked');
  let refused = false;
  try { zx('sync'); } catch { refused = true; }
  claim(refused, 'the kiosk is refused');
});

await test('an account is made and ended', async () => {
  await go(page, '/accounts');
  await page.fill('#f-name', 'zhou');
  await page.fill('[name=password]', 'short');
  await page.click('main form.row button');
  claim((await page.textContent('.notice')).includes('10 characters'), 'weak');
  await page.fill('[name=password]', password);
  await page.click('main form.row button');
  const zhou = await open();
  await signIn(zhou, 'zhou', password);
  same(zhou.url(), base + '/');
  await go(page, '/accounts');
  await page.click('button:text-is("End zhou")');
  await go(zhou, '/');
  same(new URL(zhou.url()).pathname, '/sign-in');
});

await test('all of it is on record', async () => {
  await go(page, '/record');
  const text = await page.textContent('main');
  for (const what of ['signed in', 'wrong password', 'looked at a child', 'exported',
    'changed a child', 'answered a question', 'revoked a kiosk', 'made a set-up code'])
    claim(text.includes(what), what);
  claim(!names.some((c) => text.includes(c.name)), 'without a name');
});

await test('who signs out is out', async () => {
  await page.click('.who button');
  await go(page, '/children?home=QS');
  same(new URL(page.url()).pathname, '/sign-in');
});

await finish();
