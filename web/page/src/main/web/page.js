// The page: opens the lab in a worker, and has terminals, files and links; or looks at a lab that runs in a terminal.
const MOST = 4 << 20; // octets of a transcript
const LONG = 8000; // characters of a link
const LINKED = /^#lab=(.*)$/; // a lab in the address of the page
const by = id => document.getElementById(id);

stored.refused = () => say(words('unkept'));
const words = spoken(stored.get('language') || navigator.language, () => {
  stored.set('language', words.language);
  label();
});

function label() {
  document.documentElement.lang = words.language;
  for (const id of ['lessons', 'split', 'show-picture', 'play', 'playing-close', 'share', 'save', 'open', 'present', 'language', 'link-title', 'link-copy', 'link-close']) by(id).textContent = words(id);
  for (const id of ['smaller', 'larger', 'layout', 'menu']) {
    by(id).title = words(id);
    by(id).setAttribute('aria-label', words(id));
  }
  by('play').title = words('play-label');
  for (const id of ['split', 'present']) by(id).title = words(id + '-label');
  LabPicture.label(document, words);
  paint();
  if (picture) picture.changed(true);
  if (presenter) presenter.say();
}

function say(text) {
  by('status').textContent = text;
}

/** The same questions to a lab that runs in a terminal. It tells by itself when something begins to run, or has ended. */
class LabAside {
  constructor(socket) {
    this.socket = socket;
    this.calls = new Map();
    this.count = 0;
    this.busy = false;
    this.done = () => {};
    socket.addEventListener('message', ({ data }) => this.hear(JSON.parse(data)));
    socket.addEventListener('close', () => say(words('ended')));
  }

  call(name, ...args) {
    return new Promise((done, failed) => {
      this.calls.set(++this.count, { done, failed });
      this.socket.send([this.count, name, ...args].join('\u001f'));
    });
  }

  hear({ id, result, error, busy, language }) {
    if (id === undefined) {
      this.busy = busy;
      words.speak(language);
      if (!busy) this.done();
      return;
    }
    const { done, failed } = this.calls.get(id);
    this.calls.delete(id);
    if (error === undefined) done(result);
    else failed(new Error(error));
  }
}

async function packed(text) {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The text in a link; a stranger's, so that it must end somewhere. */
async function unpacked(text) {
  const reader = new Blob([fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'))]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST) throw new Error('large');
    parts.push(part.value);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(await new Blob(parts).arrayBuffer());
}

const terminals = [];
const files = new Map();
let lab;
let picture;

function download(name, content, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name.replace(/.*\//, '');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A number of octets, as people write it: 48 B, 99.7 kB; in French 99,7 ko. */
function amount(octets) {
  const [number, kilo] = octets < 1000 ? [octets, ''] : [octets / 1000, 'k'];
  return number.toLocaleString(words.language, { maximumFractionDigits: 1 }) + '\u00a0' + kilo + words('octets');
}

/** A file that the lab has written can be had below the terminals. */
function offer([name, content]) {
  files.set(name, content);
  const list = by('files');
  list.hidden = false;
  list.replaceChildren(words('files'));
  for (const [each, bytes] of files) {
    const link = document.createElement('a');
    link.href = '#';
    link.textContent = each + ' (' + amount(bytes.length) + ')';
    link.addEventListener('click', event => {
      event.preventDefault();
      download(each, bytes, 'application/octet-stream');
    });
    list.append(link);
  }
}

async function sit() {
  const number = await lab.call('sit');
  const terminal = add(number);
  terminal.opened = true;
  terminal.measure();
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'close';
  button.textContent = '×';
  button.setAttribute('aria-label', words('close'));
  button.addEventListener('click', () => terminal.onLeave(terminal));
  terminal.element.append(button);
  terminal.focus();
  await terminal.next();
  terminal.focus();
}

function add(number) {
  const terminal = new Terminal(lab, number, words, by('panes'));
  terminal.onLeave = gone => {
    lab.call('interrupt', gone.number);
    lab.call('leave', gone.number);
    gone.element.remove();
    terminals[gone.number] = undefined;
    terminals[0].focus();
  };
  terminal.element.addEventListener('focusin', () => { present = number; });
  terminals[number] = terminal;
  return terminal;
}

/** The terminal that one typed in last. */
let present = 0;
function back() {
  (terminals[present] || terminals[0] || by('drawing')).focus();
}

async function link() {
  const text = await lab.call('transcript');
  const link = location.href.replace(/#.*/, '') + '#lab=' + await packed(text);
  by('link-text').textContent = words('link-text') + (link.length > LONG ? ' ' + words('link-long') : '');
  by('link-value').value = link;
  by('link').showModal();
  by('link-value').select();
}

/** The text of a file that somebody gives the page; nothing where it is none. */
async function read(file) {
  if (file.size > MOST) {
    say(words('large'));
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    say(words('unreadable'));
    return undefined;
  }
}

async function take(file) {
  const text = await read(file);
  const terminal = terminals[0];
  if (text === undefined) return;
  if (terminal.busy) {
    say(words('busy'));
    return;
  }
  say('');
  terminal.given = [file.name, text];
  terminal.run('load ' + file.name, 'load');
}

/** Plays a piece in the terminal that one typed in last. */
let presenter;
async function perform(file) {
  const text = await read(file);
  if (text === undefined) return;
  if (presenter) presenter.end();
  if (Presenter.steps(text).length === 0) {
    say(words('no-piece'));
    return;
  }
  presenter = new Presenter(text, terminals[present] || terminals[0], words, (chapter, at, all) => {
    document.body.classList.toggle('presenting', at !== undefined);
    if (at === undefined) presenter = undefined;
    say(at === undefined ? '' : chapter + ' · ' + at + '/' + all + ' · ' + words('present-keys'));
  });
}

function size(step) {
  const now = parseInt(getComputedStyle(document.documentElement).getPropertyValue('--size'), 10);
  const next = Math.min(48, Math.max(10, now + step));
  document.documentElement.style.setProperty('--size', next + 'px');
  stored.set('size', String(next));
  terminals.forEach(terminal => terminal && terminal.measure());
}

/** What is clicked is typed, in the terminal that opened the lab. */
function typed(line) {
  terminals[0].focus();
  terminals[0].type(line);
}

/** The colours that were chosen; without a choice, those that the browser is set to. */
function paint(step = 0) {
  const all = ['auto', 'light', 'dark'];
  const now = all[(Math.max(0, all.indexOf(stored.get('theme'))) + step) % all.length];
  if (step) stored.set('theme', now);
  document.documentElement.dataset.theme = now;
  by('theme').title = words('theme').replace('{0}', words('themes')[now]);
  by('theme').setAttribute('aria-label', by('theme').title);
}

/** The picture's share of the window, in percent. */
function share(percent) {
  const now = Math.round(Math.min(85, Math.max(15, percent)));
  by('work').style.setProperty('--share', now + '%');
  by('divider').setAttribute('aria-valuenow', now);
  stored.set('share', String(now));
}

function arrange(beside) {
  by('work').classList.toggle('beside', beside);
  by('layout').setAttribute('aria-pressed', String(beside));
  by('divider').setAttribute('aria-orientation', beside ? 'vertical' : 'horizontal');
  stored.set('layout', beside ? 'beside' : 'above');
}

function divide() {
  const divider = by('divider');
  divider.addEventListener('pointerdown', event => divider.setPointerCapture(event.pointerId));
  divider.addEventListener('pointermove', event => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const box = by('work').getBoundingClientRect();
    share(by('work').classList.contains('beside') ? 100 * (box.right - event.clientX) / box.width : 100 * (event.clientY - box.top) / box.height);
  });
  divider.addEventListener('keydown', event => {
    const step = { ArrowUp: -5, ArrowDown: 5, ArrowLeft: 5, ArrowRight: -5 }[event.key];
    if (!step) return;
    share(Number(divider.getAttribute('aria-valuenow')) + step);
    event.preventDefault();
  });
  share(Number(stored.get('share')) || 63);
  arrange(stored.get('layout') === 'beside');
  by('layout').addEventListener('click', () => arrange(!by('work').classList.contains('beside')));
}

/** The picture is there from the first prompt on, and then follows. */
function draw() {
  picture = new LabPicture(lab, words, stored, typed, back, document);
  lab.done = () => picture.changed();
  picture.follow(() => lab.busy || terminals.some(terminal => terminal && terminal.busy));
  by('show-picture').addEventListener('click', () => picture.reveals(picture.hidden));
  picture.reveals(stored.get('picture') ? stored.get('picture') === 'shown' : innerWidth > 720);
}

/** Plays the packets of the last command that sent any. */
let player;
async function play() {
  if (player) return;
  const [trace, svg] = await lab.call('play');
  if (!trace) {
    say(words(document.body.classList.contains('aside') ? 'no-packets-aside' : 'no-packets'));
    return;
  }
  const dialog = by('playing');
  dialog.showModal();
  dialog.firstElementChild.focus();
  const drawing = drawn(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, words);
  player = new PacketPlayer(dialog.firstElementChild, JSON.parse(trace), drawing, dialog);
  player.onAnswer = i => terminals[0] && terminals[0].type(words('answer') + ' ' + 'abcdef'[i]);
}

function wire() {
  by('menu').addEventListener('click', () => by('menu').setAttribute('aria-expanded', String(by('menu').getAttribute('aria-expanded') === 'false')));
  by('lessons').addEventListener('click', () => typed('lesson'));
  by('split').addEventListener('click', sit);
  by('share').addEventListener('click', link);
  by('play').addEventListener('click', play);
  by('playing-close').addEventListener('click', () => by('playing').close());
  by('playing').addEventListener('close', () => {
    if (player) player.close();
    player = undefined;
    back();
  });
  by('save').addEventListener('click', async () => download('lab.md', await lab.call('transcript'), 'text/markdown'));
  let chosen = take;
  for (const [id, what] of [['open', take], ['present', perform]]) {
    by(id).addEventListener('click', () => {
      chosen = what;
      by('chosen').click();
    });
  }
  by('chosen').addEventListener('change', () => {
    if (by('chosen').files[0]) chosen(by('chosen').files[0]);
    by('chosen').value = '';
  });
  by('smaller').addEventListener('click', () => size(-2));
  by('larger').addEventListener('click', () => size(2));
  by('theme').addEventListener('click', () => paint(1));
  by('language').addEventListener('click', () => typed('lang ' + (words.language === 'fr' ? 'en' : 'fr')));
  by('link-close').addEventListener('click', () => by('link').close());
  by('link-copy').addEventListener('click', () => {
    by('link-value').select();
    if (navigator.clipboard) navigator.clipboard.writeText(by('link-value').value).catch(() => document.execCommand('copy'));
    else document.execCommand('copy');
  });
  by('link').addEventListener('close', back);
  addEventListener('keydown', event => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === '+' || event.key === '=') size(2);
    else if (event.key === '-') size(-2);
    else if (event.key.toLowerCase() === 'p') look();
    else if (event.key.toLowerCase() === 'r') play();
    else if (/^[1-9]$/.test(event.key) && terminals.filter(Boolean)[event.key - 1]) terminals.filter(Boolean)[event.key - 1].focus();
    else return;
    event.preventDefault();
  });
  addEventListener('dragover', event => {
    event.preventDefault();
    document.body.classList.add('over');
  });
  addEventListener('dragleave', () => document.body.classList.remove('over'));
  addEventListener('drop', event => {
    event.preventDefault();
    document.body.classList.remove('over');
    const text = event.dataTransfer.getData('text/plain');
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
    else if (text) (terminals[present] || terminals[0]).drop(text);
    else say(words('unreadable'));
  });
  // A link to a lab that is put into the address of the open page loads no page by itself.
  addEventListener('hashchange', () => LINKED.test(location.hash) && location.reload());
}

/** To the picture, and back. */
function look() {
  if (by('picture').contains(document.activeElement)) {
    back();
    return;
  }
  if (picture.hidden) picture.reveals(true);
  const thing = by('drawing').querySelector('[tabindex="0"]');
  (thing || by('drawing')).focus({ preventScroll: true });
}

/** What the lab says unasked. */
function hear({ print, file, keep }) {
  if (print) print.forEach(([number, text, tone]) => terminals[number] && terminals[number].write(text, tone));
  else if (file) offer(file);
  else stored.set(...keep);
}

/** What only looks at a lab has a picture and a player. */
async function lookOn() {
  for (const id of ['lessons', 'split', 'show-picture', 'layout', 'share', 'save', 'open', 'present', 'smaller', 'larger', 'language']) by(id).hidden = true;
  document.body.classList.add('aside');
  const socket = new WebSocket('ws://' + location.host + location.pathname + 'lab');
  lab = new LabAside(socket);
  await new Promise(done => socket.addEventListener('open', done));
  wire();
  draw();
  picture.reveals(true);
  say(words('aside'));
  document.body.dataset.ready = 'yes';
}

/** The first prompt stands before the lab: what is typed there runs as soon as there is one. */
function greet(terminal) {
  const { welcome, prompt, place } = FIRST[words.language];
  terminal.write(welcome + '\n');
  terminal.ready(prompt, place);
  terminal.focus();
  document.body.dataset.ready = 'yes';
  performance.mark('prompt');
}

async function start() {
  by('old').remove();
  label();
  const textSize = Number(stored.get('size'));
  if (textSize >= 10 && textSize <= 48) document.documentElement.style.setProperty('--size', textSize + 'px');
  if (!Lab.isPossible) {
    say(words('old'));
    return;
  }
  say(words('opening'));
  const engine = packedLab();
  if (engine.length === 0) {
    await lookOn();
    return;
  }
  document.body.dataset.opening = 'yes';
  try {
    lab = new Lab(engine, hear);
    const first = add(0);
    const shared = LINKED.exec(location.hash);
    wire();
    divide();
    draw();
    first.opened = true;
    first.measure();
    if (!shared) greet(first);
    lab.open('', 'course', 1, words.language);
    await lab.opened;
    delete document.body.dataset.opening;
    say('');
    if (!shared) return;
    await linked(shared[1]);
    first.focus();
    document.body.dataset.ready = 'yes';
  } catch (problem) {
    delete document.body.dataset.opening;
    say(words('bug') + ' ' + problem.message);
  }
}

async function linked(text) {
  const terminal = terminals[0];
  let transcript;
  try {
    transcript = await unpacked(text);
    if (!transcript.includes('```console')) throw new Error('no transcript');
  } catch {
    greet(terminal);
    say(words('broken'));
    return;
  }
  say(words('linked'));
  await terminal.work('load', 'lab.md', transcript);
  say('');
}

start();
