// What a stranger may send to the hub: refused cheaply, its memory bounded, its store untouched, and
// who comes with a good request is answered all the while. Prints TAP.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

const port = Number(process.env.PORT), pid = Number(process.env.HUB_PID), data = process.env.DATA;
let count = 0;

async function test(sentence, body) {
  count++;
  try {
    await body();
    console.log(`ok ${count} - ${sentence}`);
  } catch (error) {
    console.log(`not ok ${count} - ${sentence}`);
    console.log(String(error.stack || error).replace(/^/gm, '# '));
  }
}

function same(is, should, what = '') {
  if (JSON.stringify(is) !== JSON.stringify(should))
    throw new Error(`${what}: is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`);
}

function claim(holds, what) {
  if (!holds) throw new Error(what);
}

const rssMib = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`))[1]) / 1024;
const files = () => fs.readdirSync(`/proc/${pid}/fd`).length;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// All that strangers may not change.
function stored() {
  const tables = ['event', 'change', 'kiosk', 'quarantine', 'alert', 'session', 'pairing'];
  return tables.map((t) => {
    try {
      return execFileSync('sqlite3', ['-readonly', `${data}/hub.db`, `SELECT count(*) FROM ${t}`],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch { return '-'; }
  }).join(' ');
}

// A request as it should be, by a connection of its own: its status.
function ask(path, options = {}, body) {
  return new Promise((done, fail) => {
    const request = https.request({ host: '127.0.0.1', port, path, rejectUnauthorized: false,
      agent: false, localAddress: '127.0.0.1', timeout: 20000, ...options }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode));
      answer.on('error', () => done(answer.statusCode));
    });
    request.on('error', (e) => done(e.code));
    request.on('timeout', () => { request.destroy(); fail(new Error('no answer')); });
    request.end(body);
  });
}

// Bytes over TLS: the status of what comes back, or 0 where the hub closes without an answer.
function say(bytes, closeAfter = false) {
  return new Promise((done) => {
    let text = '';
    const line = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      line.write(bytes);
      if (closeAfter) setTimeout(() => line.destroy(), 100);
    });
    const end = () => { done(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)); line.destroy(); };
    line.on('data', (d) => { text += d; if (text.includes('\r\n\r\n')) end(); });
    line.on('close', end);
    line.on('error', end);
    line.setTimeout(25000, end);
  });
}

const before = stored();
claim(/^\d+( \d+)*$/.test(before), `the store's tables: ${before}`);

await test('what is too large is refused before it is sent', async () => {
  same(await say('POST /v1/events HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n'), 413);
  same(await say('POST /sign-in HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded'
    + '\r\nContent-Length: 100000\r\n\r\n'), 413);
});

await test('without an announcement it ends at the limit', async () => {
  const line = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  line.on('error', () => {});
  line.write('POST /v1/events HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
  const piece = '10000\r\n' + 'x'.repeat(65536) + '\r\n';
  let sent = 0, closed = false;
  line.on('close', () => { closed = true; });
  while (!closed && sent < 200 << 20) {
    sent += piece.length;
    if (!line.write(piece)) await Promise.race([new Promise((d) => line.once('drain', d)), wait(200)]);
  }
  claim(closed, `${sent} bytes were taken`);
  claim(rssMib() < 400, `${rssMib()} MiB`);
});

await test('a body that is cut off is forgotten', async () => {
  for (let i = 0; i < 50; i++)
    await say('POST /v1/events HTTP/1.1\r\nHost: h\r\nContent-Length: 50000\r\n\r\n' + 'x'.repeat(20000), true);
});

await test('who is no kiosk is refused, whatever it says of itself', async () => {
  const body = 'anything';
  same(await ask('/v1/events', { method: 'POST' }, body), 401);
  same(await ask('/v1/events', { method: 'POST', headers: { 'Zhaoxi-Kiosk': '0'.repeat(26),
    'Zhaoxi-Date': '1', 'Zhaoxi-Signature': 'A'.repeat(86) } }, body), 401);
  same(await ask('/v1/events', { method: 'POST', headers: { 'Zhaoxi-Kiosk': '!'.repeat(2000),
    'Zhaoxi-Date': '9'.repeat(400), 'Zhaoxi-Signature': '' } }, body), 401);
  same(await ask('/v1/roster'), 401);
});

await test('a pairing that is deep, broken, or no text is none', async () => {
  for (const body of ['['.repeat(1000), '{"a":'.repeat(150), '{}', '', Buffer.from([0xff, 0xfe, 0, 1]),
    '{"setup":"x","key":"x","proof":"x"}'])
    same(await ask('/v1/pair', { method: 'POST' }, body), 400, String(body).slice(0, 12));
  same(await ask('/v1/pair', { method: 'POST' }, '['.repeat(5000)), 413);
});

await test('what is no text is no path, no query and no form', async () => {
  for (const path of ['/child/%FF', '/child/%C0%AF', '/?a=%00', '/?a=%ED%A0%80', '/child/%2', '/?%'])
    same(await ask(path), 400, path);
  same(await ask('/sign-in', { method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 'name=%80&password=x'), 400);
});

await test('a head without end, an endless line and noise are refused', async () => {
  claim([0, 400, 414, 431].includes(await say('GET /' + 'a'.repeat(60000) + ' HTTP/1.1\r\n\r\n')), 'line');
  claim([0, 400, 431].includes(await say('GET / HTTP/1.1\r\nHost: h\r\n' + 'A: b\r\n'.repeat(9000) + '\r\n')), 'head');
  claim([0, 400, 431].includes(await say('GET / HTTP/1.1\r\nHost: h\r\n' + Array.from({ length: 60 }, (_, i) =>
    `X${i}: y\r\n`).join('') + '\r\n')), 'many');
  for (const noise of ['\0'.repeat(5000), 'x\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', '\r\n'.repeat(4000)])
    claim([0, 400, 505, 414, 431].includes(await say(noise, true)), noise.slice(0, 5));
  same(await ask('/sign-in'), 200);
});

await test('noise instead of TLS costs nothing', async () => {
  for (let i = 0; i < 200; i++) {
    const line = net.connect({ host: '127.0.0.1', port });
    line.on('error', () => {});
    line.write(Buffer.from(Array.from({ length: 300 }, () => Math.floor(Math.random() * 256))));
    await new Promise((d) => { line.on('close', d); setTimeout(d, 20); });
    line.destroy();
  }
  same(await ask('/sign-in'), 200);
});

await test('a hundred that speak one letter at a time keep nobody waiting, and end', async () => {
  const lines = [];
  let ended = 0;
  for (let i = 0; i < 100; i++) {
    const line = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false, localAddress: `127.0.${1 + i}.1` });
    line.on('error', () => {});
    line.on('close', () => { ended++; });
    line.on('secureConnect', () => line.write('GET / HTTP/1.1\r\nHost: h\r\n'));
    lines.push(line);
  }
  for (let i = 0; i < 60 && ended < 100; i++) {
    for (const line of lines) if (line.writable) line.write('a');
    if (i % 10 === 0) same(await ask('/sign-in'), 200);
    await wait(500);
  }
  same(ended, 100);
});

await test('ten thousand that say nothing are let go, and who asks is answered', async () => {
  const lines = [];
  let closed = 0, most = 0;
  const was = rssMib();
  for (let i = 0; i < 10000; i++) {
    const line = net.connect({ host: '127.0.0.1', port, localAddress: `127.${1 + (i >> 12)}.${(i >> 5) & 127}.${1 + (i & 31)}` });
    line.on('error', () => {});
    line.on('close', () => { closed++; });
    lines.push(line);
    if (i % 500 === 499) { await wait(20); most = Math.max(most, files()); }
    if (i % 2500 === 2499) same(await ask('/sign-in'), 200, `at ${i}`);
  }
  for (let i = 0; i < 5; i++) same(await ask('/sign-in'), 200);
  claim(closed > 8000, `${closed} were let go`);
  claim(most < 1400, `${most} files open`);
  claim(rssMib() - was < 150, `${rssMib() - was} MiB more`);
  for (const line of lines) line.destroy();
});

await test('the store is as it was', async () => same(stored(), before));

await test('and the hub ends when it is asked to', async () => {
  process.kill(pid, 'SIGTERM');
  for (let i = 0; i < 200; i++) {
    try { process.kill(pid, 0); } catch { return; }
    if (/State:\s+Z/.test(fs.readFileSync(`/proc/${pid}/status`))) return;
    await wait(100);
  }
  throw new Error('it does not end');
});

console.log(`1..${count}`);
process.exit(0);
