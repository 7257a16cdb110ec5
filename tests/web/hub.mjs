// What the flows through the page share: a browser, a test that prints TAP, the township's command.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.WEB_MODULES + '/');
const { chromium } = require('playwright-core');
export const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = process.env.HUB;
export const work = process.env.WORK;
let count = 0;

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--no-proxy-server'],
});

// A test is good where its function throws nothing.
export async function test(sentence, body) {
  count++;
  try {
    await body();
    console.log(`ok ${count} - ${sentence}`);
  } catch (error) {
    console.log(`not ok ${count} - ${sentence}`);
    console.log(String(error.stack || error).replace(/^/gm, '# '));
  }
}

export async function finish() {
  await browser.close();
  console.log(`1..${count}`);
}

export function same(is, should, what = '') {
  const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
  if (a !== b) throw new Error(`${what}\n  is ${a}\n  should be ${b}`);
}

export function claim(holds, what) {
  if (!holds) throw new Error(what);
}

// A browser's window of its own; every request that leaves the hub is noted in page.strangers.
export async function open(options = {}) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options,
  });
  const page = await context.newPage();
  page.strangers = [];
  page.complaints = [];
  page.on('request', (r) => { if (!r.url().startsWith(base + '/')) page.strangers.push(r.url()); });
  page.on('console', (m) => { if (m.type() === 'error') page.complaints.push(m.text()); });
  page.on('pageerror', (e) => page.complaints.push(String(e)));
  page.on('dialog', (d) => { page.complaints.push('dialog'); d.dismiss(); });
  return page;
}

export async function signIn(page, name, password) {
  await page.goto(base + '/sign-in');
  await page.fill('#f-name', name);
  await page.fill('#f-password', password);
  await page.click('main button');
}

export async function go(page, path) {
  const answer = await page.goto(base + path);
  return answer.status();
}

// The cells of the page's table: {heading: text} a row.
export function table(page) {
  return page.$$eval('main table', (tables) => {
    const heads = [...tables[0].tHead.rows[0].cells].map((c) => c.textContent);
    return [...tables[0].tBodies[0].rows].map((row) =>
      Object.fromEntries([...row.cells].map((c, i) => [heads[i], c.textContent])));
  });
}

// The command on the kiosk's database.
export function zx(...args) {
  return execFileSync(`${process.env.B}/zhaoxi`, ['--lang', 'en', '--db', process.env.KIOSK_DB, ...args],
    { encoding: 'utf8' });
}

export function run(command, ...args) {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
}
