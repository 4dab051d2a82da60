// The page: opens the lab in a worker, and has terminals, files and links; or looks at a lab that runs in a terminal.
const TEXTS = {
  en: {
    opening: 'The lab is being opened…', lessons: 'Lessons', split: 'Another terminal', share: 'Link', save: 'Save', open: 'Open…',
    language: 'Français', 'link-title': 'This lab as a link', 'link-copy': 'Copy', 'link-close': 'Close',
    'link-text': 'Whoever opens it in this page has the lab as it is now. Nothing is sent anywhere: the commands stand in the link itself.',
    'link-long': 'The link is long: some programs cut it. “Save” gives a file instead.',
    old: 'This browser is too old for the lab: please use a current Firefox, Chrome, Edge or Safari.',
    broken: 'The link is damaged; this is a fresh lab.', large: 'This file is too large for a transcript (4 MiB at most).',
    unreadable: 'This file is no text.', unkept: 'This browser keeps nothing: lessons begin anew the next time.',
    files: 'Files:', stays: 'The lab goes on; this was its outermost shell.', bug: 'The lab could not do that:', search: 'search:',
    aside: 'The lab runs in a terminal; here it is looked at.', 'no-packets-aside': 'No packets to play yet; on the real kernel those of “trace” are.', ended: 'The lab has ended.',
    'show-picture': 'Picture', 'picture-label': 'Picture of the lab', drawing: 'Picture: arrows go from thing to thing, Enter opens; plus, minus, 0 (all), 1, F (full screen), Escape (back)',
    'zoom-in': 'Larger (+)', 'zoom-out': 'Smaller (−)', fit: 'Fit', full: 'Full screen (F)', layout: 'Picture beside or above the terminal', tools: 'How the picture is seen',
    'pan-up': 'Up', 'pan-down': 'Down', 'pan-left': 'Left', 'pan-right': 'Right', divider: 'Share of the picture',
    theme: 'Colours: {0}', themes: { auto: 'as the browser has them', light: 'light', dark: 'dark' },
    'details-close': 'Close (Escape)', play: 'Play', 'play-label': 'Play the packets of the last command (Alt+R)', 'playing-close': '× Close (Escape)', 'no-packets': 'No command has sent a packet yet.', 'details-type': 'Type it', gone: 'It is not there any more.', nothing: '(nothing)',
    kinds: { machine: 'machine', 'stack-of-host': 'network stack', 'stack-of-container': 'network stack', stack: 'network stack', namespace: 'namespace', device: 'device', network: 'network', container: 'container', group: 'group', rule: 'rule', cable: 'cable' },
    tables: { addresses: 'Addresses', routes: 'Routes', neighbours: 'Neighbours', fdb: 'FDB', rules: 'Rules', connections: 'Connections', counters: 'Counters', sockets: 'Sockets', logs: 'Logs', inspect: 'Inspect', ports: 'Ports', options: 'Options' },
    keys: 'Keys for the program that runs', smaller: 'Smaller text (Alt+minus)', larger: 'Larger text (Alt+plus)', close: 'Close this terminal',
  },
  fr: {
    opening: 'Le labo s’ouvre…', lessons: 'Leçons', split: 'Un autre terminal', share: 'Lien', save: 'Enregistrer', open: 'Ouvrir…',
    language: 'English', 'link-title': 'Ce labo sous forme de lien', 'link-copy': 'Copier', 'link-close': 'Fermer',
    'link-text': 'Quiconque l’ouvre dans cette page retrouve le labo tel qu’il est. Rien n’est envoyé : les commandes figurent dans le lien même.',
    'link-long': 'Le lien est long : certains programmes le coupent. « Enregistrer » donne un fichier à la place.',
    old: 'Ce navigateur est trop ancien pour le labo : prenez un Firefox, Chrome, Edge ou Safari actuel.',
    broken: 'Le lien est abîmé ; voici un labo neuf.', large: 'Ce fichier est trop gros pour une transcription (4 Mio au plus).',
    unreadable: 'Ce fichier n’est pas du texte.', unkept: 'Ce navigateur ne garde rien : les leçons recommenceront la prochaine fois.',
    files: 'Fichiers :', stays: 'Le labo continue ; c’était son shell le plus extérieur.', bug: 'Le labo n’a pas pu le faire :', search: 'recherche :',
    aside: 'Le labo tourne dans un terminal ; ici, on le regarde.', 'no-packets-aside': 'Pas encore de paquets à rejouer ; sur le vrai noyau, ce sont ceux de « trace ».', ended: 'Le labo est terminé.',
    'show-picture': 'Dessin', 'picture-label': 'Dessin du labo', drawing: 'Dessin : les flèches vont d’une chose à l’autre, Entrée ouvre ; plus, moins, 0 (tout), 1, F (plein écran), Échap (retour)',
    'zoom-in': 'Plus grand (+)', 'zoom-out': 'Plus petit (−)', fit: 'Tout', full: 'Plein écran (F)', layout: 'Dessin à côté ou au-dessus du terminal', tools: 'Comment voir le dessin',
    'pan-up': 'Vers le haut', 'pan-down': 'Vers le bas', 'pan-left': 'Vers la gauche', 'pan-right': 'Vers la droite', divider: 'Part du dessin',
    theme: 'Couleurs : {0}', themes: { auto: 'celles du navigateur', light: 'claires', dark: 'sombres' },
    'details-close': 'Fermer (Échap)', play: 'Rejouer', 'play-label': 'Rejouer les paquets de la dernière commande (Alt+R)', 'playing-close': '× Fermer (Échap)', 'no-packets': 'Aucune commande n’a encore envoyé de paquet.', 'details-type': 'Taper', gone: 'Cela n’existe plus.', nothing: '(rien)',
    kinds: { machine: 'machine', 'stack-of-host': 'pile réseau', 'stack-of-container': 'pile réseau', stack: 'pile réseau', namespace: 'espace de noms', device: 'interface', network: 'réseau', container: 'conteneur', group: 'groupe', rule: 'règle', cable: 'câble' },
    tables: { addresses: 'Adresses', routes: 'Routes', neighbours: 'Voisins', fdb: 'FDB', rules: 'Règles', connections: 'Connexions', counters: 'Compteurs', sockets: 'Sockets', logs: 'Journaux', inspect: 'Inspect', ports: 'Ports', options: 'Options' },
    keys: 'Touches pour le programme qui tourne', smaller: 'Texte plus petit (Alt+moins)', larger: 'Texte plus grand (Alt+plus)', close: 'Fermer ce terminal',
  },
};
const KEEP = 'passerelle.';
const MOST = 4 << 20; // octets of a transcript
const LONG = 8000; // characters of a link
const by = id => document.getElementById(id);

const stored = {
  get(name) {
    try { return localStorage.getItem(KEEP + name); } catch { return null; }
  },
  set(name, text) {
    try {
      localStorage.setItem(KEEP + name, text);
    } catch {
      say(words('unkept'));
    }
  },
  all() {
    try { return Object.keys(localStorage).filter(n => n.startsWith(KEEP)).map(n => [n.slice(KEEP.length), localStorage.getItem(n)]); } catch { return []; }
  },
};

function words(key) {
  return TEXTS[words.language][key];
}
words.language = (stored.get('language') || navigator.language || 'en').startsWith('fr') ? 'fr' : 'en';
words.speak = language => {
  if (language === words.language) return;
  words.language = language;
  stored.set('language', language);
  label();
};

function label() {
  document.documentElement.lang = words.language;
  for (const id of ['lessons', 'split', 'show-picture', 'fit', 'details-type', 'play', 'playing-close', 'share', 'save', 'open', 'language', 'link-title', 'link-copy', 'link-close']) by(id).textContent = words(id);
  for (const id of ['smaller', 'larger', 'zoom-in', 'zoom-out', 'full', 'layout', 'pan-up', 'pan-down', 'pan-left', 'pan-right', 'details-close']) {
    by(id).title = words(id);
    by(id).setAttribute('aria-label', words(id));
  }
  by('play').title = words('play-label');
  for (const id of ['drawing', 'tools', 'divider']) by(id).setAttribute('aria-label', words(id));
  by('picture').setAttribute('aria-label', words('picture-label'));
  paint();
  if (picture) picture.changed(true);
}

function say(text) {
  by('status').textContent = text;
}

/** What may leave the lab another one. */
const DEEDS = new Set(['run', 'load', 'endOfInput', 'interruptLine', 'leave']);

/** Calls into the worker, each of which is answered once. */
class Lab {
  constructor(worker) {
    this.worker = worker;
    this.calls = new Map();
    this.count = 0;
    this.done = () => {};
  }

  call(name, ...args) {
    return new Promise((done, failed) => {
      this.calls.set(++this.count, { name, done, failed });
      this.worker.postMessage([this.count, name, args]);
    });
  }

  answer({ id, result, error }) {
    const { name, done, failed } = this.calls.get(id);
    this.calls.delete(id);
    if (DEEDS.has(name)) setTimeout(this.done);
    if (error === undefined) done(result);
    else failed(new Error(error));
  }
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

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const fromBase64 = text => {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
};
const toBase64 = bytes => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
};

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

/** A file that the lab has written can be had below the terminals. */
function offer([name, content]) {
  files.set(name, content);
  const list = by('files');
  list.hidden = false;
  list.replaceChildren(words('files'));
  for (const [each, bytes] of files) {
    const link = document.createElement('a');
    link.href = '#';
    link.textContent = each + ' (' + bytes.length + ')';
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
  const terminal = new Terminal(lab, number, words);
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

async function take(file) {
  if (file.size > MOST) {
    say(words('large'));
    return;
  }
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    say(words('unreadable'));
    return;
  }
  const terminal = terminals[0];
  if (terminal.busy) return;
  terminal.given = text;
  terminal.run('load ' + file.name, 'load');
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
  picture = new LabPicture(lab, words, stored, typed, back);
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
  const drawing = drawn(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, words);
  player = new PacketPlayer(dialog.firstElementChild, JSON.parse(trace), drawing, dialog);
}

function wire() {
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
  by('open').addEventListener('click', () => by('chosen').click());
  by('chosen').addEventListener('change', () => {
    if (by('chosen').files[0]) take(by('chosen').files[0]);
    by('chosen').value = '';
  });
  by('smaller').addEventListener('click', () => size(-2));
  by('larger').addEventListener('click', () => size(2));
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
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
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

function began() {
  return new Promise(async (done, failed) => {
    const script = await through(fromBase64(by('lab').textContent), new DecompressionStream('gzip'));
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    by('lab').remove();
    performance.mark('unpacked');
    lab = new Lab(worker);
    worker.onerror = event => failed(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.ready) done();
      else if (data.print) data.print.forEach(([number, text, tone]) => terminals[number] && terminals[number].write(text, tone));
      else if (data.file) offer(data.file);
      else if (data.keep) stored.set(...data.keep);
      else lab.answer(data);
    };
  });
}

/** What only looks at a lab has a picture and a player. */
async function lookOn() {
  for (const id of ['lessons', 'split', 'show-picture', 'layout', 'share', 'save', 'open', 'smaller', 'larger', 'language']) by(id).hidden = true;
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

async function start() {
  label();
  const textSize = Number(stored.get('size'));
  if (textSize >= 10 && textSize <= 48) document.documentElement.style.setProperty('--size', textSize + 'px');
  if (typeof DecompressionStream === 'undefined' || typeof Worker === 'undefined' || typeof ResizeObserver === 'undefined') {
    say(words('old'));
    return;
  }
  say(words('opening'));
  if (!by('lab')) {
    await lookOn();
    return;
  }
  try {
    await began();
    performance.mark('compiled');
    for (const [name, text] of stored.all()) lab.call('remember', name, text);
    add(0);
    const shared = /^#lab=([\w-]+)$/.exec(location.hash);
    await lab.call('open', '', 'course', 1, words.language, !shared);
    performance.mark('booted');
    terminals[0].opened = true;
    terminals[0].measure();
    wire();
    divide();
    draw();
    say('');
    if (shared) await linked(shared[1]);
    else await terminals[0].next();
    terminals[0].focus();
    document.body.dataset.ready = 'yes';
  } catch (problem) {
    say(words('bug') + ' ' + problem.message);
  }
}

async function linked(text) {
  const terminal = terminals[0];
  let transcript;
  try {
    transcript = await unpacked(text);
  } catch {
    say(words('broken'));
    await terminal.next();
    return;
  }
  await terminal.work('load', transcript);
}

start();
