// <passerelle-lab>: a place in any page at which somebody sits at a lab. The engine stands before this in ENGINE, the styles in STYLE, the
// parts in PARTS. Attributes: commands (or the element's text), view, lesson, lang, ready, seat, lab, engine, images, seed.

/** A lab of the page, in one worker, with the seats at it. */
class SharedLab {
  static all = new Map();

  /** The lab of an element; those of the same name share one, and the first in the page says what it is. */
  static of(element) {
    const name = SharedLab.name(element);
    if (!SharedLab.all.has(name)) {
      const sharers = [...document.querySelectorAll('passerelle-lab')].filter(each => SharedLab.name(each) === name);
      SharedLab.all.set(name, new SharedLab(sharers[0] && sharers[0].words ? sharers[0] : element, sharers));
    }
    return SharedLab.all.get(name);
  }

  /** What begins a lesson has a lab of its own, since a lesson begins with a fresh one. */
  static name(element) {
    return element.getAttribute('lab') ?? (element.hasAttribute('lesson') ? ' lesson' : '');
  }

  constructor(element, sharers) {
    this.holders = new Map();
    this.seats = new Map();
    this.elements = new Set();
    // Lessons are given at the first seat.
    this.first = sharers.some(each => each.hasAttribute('lesson')) ? 'lesson' : '';
    this.opened = this.open(element);
  }

  async open(element) {
    const lab = new Lab(ENGINE, data => this.hear(data));
    lab.shared = true;
    lab.done = () => this.elements.forEach(each => each.changed());
    const seed = Number(element.getAttribute('seed')) || 1;
    lab.open(element.getAttribute('engine') || '', element.getAttribute('images') || 'course', seed, element.words.language);
    await lab.opened;
    return lab;
  }

  /** The number of a seat; the first one is there from the beginning. */
  async seat(name) {
    const lab = await this.opened;
    if (!this.first) this.first = name;
    if (!this.seats.has(name)) this.seats.set(name, name === this.first ? Promise.resolve(0) : lab.call('sit'));
    return this.seats.get(name);
  }

  hear({ print, file, keep }) {
    if (print) for (const [number, text, tone] of print) this.holders.get(number)?.terminal.write(text, tone);
    else if (file) [...this.holders.values()].forEach((holder, i) => i === 0 && holder.offer(file));
    else stored.set(...keep);
  }
}

class PasserelleLab extends HTMLElement {
  static made = 0;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.root.adoptedStyleSheets = [sheet];
    // What is typed here turns no slide of the page around.
    for (const kind of ['keydown', 'keypress', 'keyup', 'paste', 'wheel']) this.addEventListener(kind, event => this.begun && event.stopPropagation());
  }

  connectedCallback() {
    if (this.words) return;
    if (document.readyState === 'loading') {
      // What stands within has not been read yet.
      document.addEventListener('DOMContentLoaded', () => this.connectedCallback(), { once: true });
      return;
    }
    const language = this.getAttribute('lang') || this.closest('[lang]')?.getAttribute('lang') || navigator.language;
    this.words = spoken(language, () => this.label());
    if (this.hasAttribute('lang')) this.words.speak = () => {};
    this.lines = (this.getAttribute('commands') ?? this.textContent).replace(/^\s*\n|\s+$/g, '').split('\n');
    const indent = Math.min(...this.lines.filter(line => line.trim()).map(line => line.length - line.trimStart().length));
    this.lines = this.lines.map(line => line.slice(Number.isFinite(indent) ? indent : 0));
    this.themed = this.dataset.theme !== undefined;
    this.paint();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
    this.view = new Set((this.getAttribute('view') || 'terminal').split(/\s+/));
    this.build();
    this.observer = new IntersectionObserver(seen => {
      if (!seen.some(each => each.isIntersecting)) return;
      this.observer.disconnect();
      if (!this.hasAttribute('ready')) this.start();
    });
    this.observer.observe(this);
  }

  /** Dark where the text around is light, whatever the system is set to; unless the page has said it. */
  paint() {
    const colour = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(this.parentNode.host || this.parentNode).color);
    if (this.themed || !colour) return;
    const [, red, green, blue] = colour.map(Number);
    this.dataset.theme = red * 299 + green * 587 + blue * 114 > 127500 ? 'dark' : 'light';
  }

  by(id) {
    return this.root.getElementById(id);
  }

  build() {
    const parts = new DOMParser().parseFromString(PARTS, 'text/html').body;
    this.root.append(...parts.childNodes);
    this.by('listing').textContent = this.lines.join('\n');
    this.by('work').classList.toggle('small', !this.view.has('picture') && !this.view.has('player'));
    this.by('run').addEventListener('click', () => this.start());
    this.by('again').addEventListener('click', () => this.take().then(() => this.terminal.next()).then(() => this.terminal.focus()));
    this.by('play').addEventListener('click', () => this.play());
    this.by('playing-close').addEventListener('click', () => this.by('playing').close());
    this.by('playing').addEventListener('close', () => {
      this.player?.close();
      this.player = undefined;
      this.terminal.focus();
    });
    this.by('show-picture').addEventListener('click', () => this.reveal(this.by('picture').hidden));
    this.label();
    if (!this.hasAttribute('ready')) this.by('run').hidden = true;
  }

  label() {
    const { words } = this;
    for (const id of ['run', 'again', 'show-picture', 'playing-close']) this.by(id).textContent = words(id);
    this.by('play').textContent = words('play-here');
    this.by('play').title = words('play-label').replace(/ \(.*/, '');
    this.by('run').title = words('run-label');
    LabPicture.label(this.root, words);
    this.picture?.changed(true);
  }

  say(text) {
    this.by('status').textContent = text;
  }

  /** Opens the lab if nobody has, sits down, and does what stands here; what stands before it at the same seat comes first. */
  start() {
    this.begun ??= this.begin().catch(problem => {
      this.say(this.words('failed') + ' ' + problem.message);
      throw problem;
    });
    return this.begun;
  }

  async begin() {
    if (!Lab.isPossible) {
      this.say(this.words('old'));
      return;
    }
    this.by('run').hidden = true;
    this.say(this.words('opening'));
    const seat = this.getAttribute('seat');
    // All that are seen at once begin in the order of the page.
    await new Promise(done => setTimeout(done));
    for (const before of document.querySelectorAll('passerelle-lab')) {
      if (before === this) break;
      if (seat && before.getAttribute('seat') === seat) {
        await before.start();
        this.say(this.words('before'));
      } else if (before.begun) await before.begun.catch(() => {});
    }
    this.shared = SharedLab.of(this);
    this.number = await this.shared.seat(this.hasAttribute('lesson') ? 'lesson' : seat || 'own-' + PasserelleLab.made++);
    this.lab = await this.shared.opened;
    this.shared.elements.add(this);
    this.by('listing').hidden = true;
    this.terminal = new Terminal(this.lab, this.number, this.words, this.by('panes'));
    this.terminal.onLeave = () => {};
    this.terminal.element.addEventListener('focusin', () => this.take());
    if (this.view.has('picture')) this.reveal(true);
    await this.take();
    this.terminal.opened = true;
    this.terminal.measure();
    this.say('');
    await this.terminal.next();
    if (this.hasAttribute('lesson')) await this.terminal.type('lesson ' + this.getAttribute('lesson'));
    await this.typeAll();
    this.by('tools-of-lab').hidden = false;
    if (this.view.has('player')) await this.play();
    this.dataset.done = 'yes';
  }

  /** Types the commands; several lines are one until it is whole. */
  async typeAll() {
    let command = '';
    for (const line of this.lines) {
      command += (command ? '\n' : '') + line;
      if (!command.trim() || await this.lab.call('isIncomplete', this.number, command)) continue;
      await this.type(command);
      command = '';
    }
    if (command.trim()) await this.type(command);
  }

  /** Types a command; where it brings a prompt along, that is the one that is seen. */
  type(command) {
    if (/^(?:\/|[\w.@:~-]+) ?[$#>] /.test(command)) this.terminal.prompt.textContent = '';
    return this.terminal.type(command);
  }

  /** Of all that share a seat, this is where one sits now. */
  async take() {
    const before = this.shared.holders.get(this.number);
    if (before === this) return;
    this.shared.holders.set(this.number, this);
    if (before) {
      before.terminal.ask.hidden = true;
      before.by('again').hidden = false;
    }
    this.by('again').hidden = true;
  }

  changed() {
    this.picture?.changed();
  }

  reveal(shown) {
    if (!this.picture) {
      this.picture = new LabPicture(this.lab, this.words, { set() {}, get() {} }, line => this.terminal.type(line), () => this.terminal.focus(), this.root);
      this.picture.follow(() => [...this.shared.holders.values()].some(each => each.terminal.busy));
    }
    this.by('work').classList.toggle('small', !shown);
    this.picture.reveals(shown);
  }

  /** Plays the packets of the last command that sent any: in the element where its view says so, else above the page. */
  async play() {
    if (this.player) return;
    const [trace, svg] = await this.lab.call('play');
    if (!trace) {
      this.say(this.words('no-packets'));
      return;
    }
    this.say('');
    const dialog = this.by('playing');
    const inside = this.view.has('player');
    if (inside) dialog.show();
    else dialog.showModal();
    dialog.classList.toggle('within', inside);
    this.by('work').hidden = inside;
    const drawing = drawn(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, this.words);
    this.player = new PacketPlayer(dialog.firstElementChild, JSON.parse(trace), drawing, dialog);
    this.player.onAnswer = i => this.terminal.type(this.words('answer') + ' ' + 'abcdef'[i]);
    if (inside) dialog.addEventListener('close', () => { this.by('work').hidden = false; }, { once: true });
  }

  /** A file that the lab has written. */
  offer([name, content]) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
    link.download = name.replace(/.*\//, '');
    link.textContent = name + ' (' + content.length + ')';
    this.by('files').append(link, ' ');
  }
}

customElements.define('passerelle-lab', PasserelleLab);
