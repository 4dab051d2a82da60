// The picture of the lab: follows each command, and opens what is clicked.
const SVG = 'http://www.w3.org/2000/svg';
const LEAST = 0.25; // scale
const GREATEST = 4;
const STEP = 1.25;
const ROUND = 10; // pixels at an edge that hold nothing
const PAUSE = 400; // least milliseconds between two looks while something runs
const SHAPES = new Set(['svg', 'g', 'rect', 'path', 'text', 'title', 'desc']);
const FACTS = /^(?:data-[a-z]+|id|class|x|y|width|height|rx|d|text-anchor|viewBox|lang|aria-labelledby)$/;
const CLOSEUPS = new Set(['machine', 'stack-of-host', 'stack-of-container', 'namespace', 'device', 'network', 'container', 'group', 'rule', 'cable']);

/** What is drawn, made anew of the few elements and attributes that a picture has: names in it are a stranger's. */
function drawn(from, words) {
  const element = document.createElementNS(SVG, from.localName);
  for (const { name, value } of from.attributes) {
    if (FACTS.test(name)) element.setAttribute(name, value);
  }
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) element.append(child.data);
    else if (SHAPES.has(child.localName)) element.append(drawn(child, words));
  }
  if (CLOSEUPS.has(element.dataset.kind)) {
    element.setAttribute('tabindex', '-1');
    element.setAttribute('role', 'button');
    const title = element.querySelector(':scope > title');
    element.setAttribute('aria-label', words('kinds')[element.dataset.kind] + ' ' + (title ? title.textContent : element.dataset.name));
  }
  return element;
}

/** Where a drawn thing begins. */
function corner(group) {
  const shape = group.querySelector('rect, path, text');
  if (!shape) return [0, 0];
  if (shape.localName === 'path') return (shape.getAttribute('d').match(/-?[\d.]+/g) || [0, 0]).slice(0, 2).map(Number);
  return [Number(shape.getAttribute('x')), Number(shape.getAttribute('y'))];
}

class LabPicture {
  /** Says in `words` what the parts of a picture are. */
  static label(root, words) {
    const by = id => root.getElementById(id);
    for (const id of ['fit', 'details-type']) by(id).textContent = words(id);
    for (const id of ['zoom-in', 'zoom-out', 'full', 'pan-up', 'pan-down', 'pan-left', 'pan-right', 'details-close']) {
      by(id).title = words(id);
      by(id).setAttribute('aria-label', words(id));
    }
    for (const id of ['drawing', 'tools', 'divider']) by(id).setAttribute('aria-label', words(id));
    by('picture').setAttribute('aria-label', words('picture-label'));
  }

  /** `type` runs a line in a terminal; `leave` gives the keyboard back to it; `root` has what the page names. */
  constructor(lab, words, stored, type, leave, root) {
    Object.assign(this, { lab, words, stored, type, leave, root });
    this.pane = this.by('picture');
    this.stage = this.by('stage');
    this.drawing = this.by('drawing');
    this.scale = 'read';
    this.cost = 0;
    this.opened = null;
    this.details = new Details(this);
    this.wire();
  }

  by(id) {
    return this.root.getElementById(id);
  }

  get hidden() {
    return this.pane.hidden;
  }

  /** Whether things move. */
  get moves() {
    return !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  // What there is to see.

  /** The lab may be another one: looks, once for all who ask meanwhile. */
  async changed(again = false) {
    this.again = this.again || again;
    if (this.hidden) return;
    if (this.asking) {
      this.stale = true;
      return;
    }
    this.asking = true;
    try {
      do {
        this.stale = false;
        const all = this.again;
        this.again = false;
        const begun = performance.now();
        const svg = await this.lab.call('draw', all || !!this.lab.shared);
        if (svg !== '' && (all || svg !== this.text)) this.show(svg);
        this.cost = performance.now() - begun;
        await this.details.refresh();
      } while (this.stale);
    } finally {
      this.asking = false;
    }
  }

  /** Looks now and then while `busy` goes on saying so: programs change the lab, too, and whoever is done soon is not held up. */
  follow(busy) {
    let before = false;
    const look = async () => {
      const now = busy();
      if (now && before) await this.changed();
      before = now;
      setTimeout(look, Math.max(PAUSE, 10 * this.cost));
    };
    setTimeout(look, PAUSE);
  }

  show(text) {
    this.text = text;
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    if (parsed.localName !== 'svg') return;
    const next = drawn(parsed, this.words);
    next.setAttribute('role', 'group');
    const before = this.svg;
    this.svg = next;
    [this.width, this.height] = next.getAttribute('viewBox').split(' ').slice(2).map(Number);
    this.size();
    if (before) this.keep(before, next);
    else this.drawing.replaceChildren(next);
    this.measure();
    this.entry();
    if (before && this.fresh.length > 0) this.reveal(this.fresh);
  }

  /** Takes from the picture before what is the same, and shows what is not. */
  keep(before, next) {
    const focused = this.root.activeElement && before.contains(this.root.activeElement) ? this.root.activeElement.id : '';
    const old = new Map([...before.children].filter(e => e.id).map(e => [e.id, e]));
    this.fresh = [];
    const moved = [];
    for (const element of [...next.children]) {
      const was = old.get(element.id);
      if (!element.id || element.localName !== 'g') continue;
      old.delete(element.id);
      if (!was) this.fresh.push(element);
      else {
        was.removeAttribute('aria-current');
        was.setAttribute('tabindex', '-1');
        if (was.isEqualNode(element)) {
          element.replaceWith(was);
        } else {
          const [x, y] = corner(element);
          const [left, top] = corner(was);
          if (x !== left || y !== top) moved.push([element, left - x, top - y]);
          if (element.textContent !== was.textContent || element.getAttribute('class') !== was.getAttribute('class')) this.fresh.push(element);
        }
      }
    }
    const gone = [...old.values()].filter(e => e.localName === 'g' && !e.hasAttribute('data-overlay'));
    before.querySelectorAll(':scope > [data-overlay]').forEach(overlay => next.append(overlay));
    before.replaceWith(next);
    if (focused) (this.by(focused) || this.drawing).focus({ preventScroll: true });
    this.details.mark();
    if (!this.moves) return;
    const calm = { duration: 450, easing: 'ease-out' };
    for (const [element, x, y] of moved) element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], calm);
    for (const element of this.fresh) {
      element.animate([{ opacity: 0 }, { opacity: 1 }], calm);
      for (const shape of element.querySelectorAll(':scope > rect, :scope > path:not(.loop, .arrow, .mark)')) {
        const width = getComputedStyle(shape).strokeWidth;
        shape.animate([{ strokeWidth: '7px' }, { strokeWidth: '7px', offset: 0.5 }, { strokeWidth: width }], { duration: 1600 });
      }
    }
    for (const ghost of gone) {
      ghost.removeAttribute('id');
      ghost.removeAttribute('data-kind');
      ghost.setAttribute('aria-hidden', 'true');
      ghost.setAttribute('data-overlay', '');
      next.append(ghost);
      ghost.animate([{ opacity: 1 }, { opacity: 0 }], calm).finished.finally(() => ghost.remove());
    }
  }

  /** Brings what is new into view, unless somebody looks at something. */
  reveal(elements) {
    if (this.drawing.contains(this.root.activeElement)) return;
    this.bring(elements, this.drawing.getBoundingClientRect());
  }

  /** Moves the picture until elements are seen in a part of its frame. */
  bring(elements, frame) {
    const boxes = elements.map(e => e.getBoundingClientRect()).filter(b => b.height < frame.height);
    if (boxes.length === 0) return;
    const top = Math.min(...boxes.map(b => b.top));
    const bottom = Math.max(...boxes.map(b => b.bottom));
    const left = Math.min(...boxes.map(b => b.left));
    const right = Math.max(...boxes.map(b => b.right));
    const by = (from, to, low, high) => to > high ? Math.min(to - high + 12, Math.max(0, from - low - 12)) : from < low ? from - low - 12 : 0;
    this.pan(by(left, right, frame.left, frame.right), by(top, bottom, frame.top, frame.bottom));
  }

  // How it is seen.

  /** The scale at which all can be seen. */
  get whole() {
    return Math.min(this.drawing.clientWidth / this.width, this.drawing.clientHeight / this.height);
  }

  /** Whole where that can be read; at least as large as text is on the page; or as was asked for. */
  get factor() {
    if (this.scale === 'fit') return this.whole;
    if (this.scale === 'read') return Math.max(1, Math.min(2, this.whole));
    return this.scale;
  }

  size() {
    this.svg.style.width = this.width * this.factor + 'px';
    this.svg.style.height = this.height * this.factor + 'px';
  }

  measure() {
    if (!this.svg) return;
    this.size();
    this.edges();
  }

  zoom(step) {
    const before = this.factor;
    const after = Math.min(GREATEST, Math.max(LEAST, before * step));
    const x = (this.drawing.scrollLeft + this.drawing.clientWidth / 2) / before;
    const y = (this.drawing.scrollTop + this.drawing.clientHeight / 2) / before;
    this.scale = after;
    this.measure();
    this.drawing.scrollTo(x * after - this.drawing.clientWidth / 2, y * after - this.drawing.clientHeight / 2);
  }

  see(scale) {
    this.scale = scale;
    this.measure();
  }

  pan(x, y) {
    this.drawing.scrollBy({ left: x, top: y, behavior: this.moves ? 'smooth' : 'auto' });
  }

  /** A button at each edge behind which there is more. */
  edges() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight, scrollWidth, scrollHeight } = this.drawing;
    this.by('pan-left').hidden = scrollLeft < ROUND;
    this.by('pan-up').hidden = scrollTop < ROUND;
    this.by('pan-right').hidden = scrollLeft + clientWidth > scrollWidth - ROUND;
    this.by('pan-down').hidden = scrollTop + clientHeight > scrollHeight - ROUND;
  }

  fullScreen() {
    if (this.root.fullscreenElement) document.exitFullscreen();
    else this.pane.requestFullscreen().catch(() => {});
  }

  /** In full screen the tools are where the picture is. */
  moveTools() {
    const tools = this.by('tools');
    if (this.root.fullscreenElement) this.stage.append(tools);
    else this.by('show-picture').after(tools);
  }

  reveals(shown) {
    this.pane.hidden = !shown;
    this.by('divider').hidden = !shown;
    this.by('tools').hidden = !shown;
    this.by('show-picture').setAttribute('aria-pressed', String(shown));
    this.stored.set('picture', shown ? 'shown' : 'hidden');
    if (shown) this.changed(true);
  }

  // Keys and buttons.

  get things() {
    return this.svg ? [...this.svg.querySelectorAll(':scope > [role=button]')] : [];
  }

  /** One thing of the picture is reached by the Tab key, the others from there. */
  entry() {
    const things = this.things;
    const here = things.find(e => e === this.root.activeElement) || things.find(e => e.id === this.last) || things[0];
    if (here) here.setAttribute('tabindex', '0');
  }

  go(to) {
    this.things.forEach(e => e.setAttribute('tabindex', e === to ? '0' : '-1'));
    this.last = to.id;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The nearest thing in a direction. */
  next(from, key) {
    const middle = e => {
      const box = e.getBoundingClientRect();
      return [box.left + Math.min(box.width, 200) / 2, box.top + Math.min(box.height, 60) / 2];
    };
    const [x, y] = middle(from);
    const across = key === 'ArrowLeft' || key === 'ArrowRight';
    const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
    let best = null;
    let least = Infinity;
    for (const other of this.things) {
      const [a, b] = middle(other);
      const ahead = sign * (across ? a - x : b - y);
      const aside = Math.abs(across ? b - y : a - x);
      if (other !== from && ahead > 2 && ahead + 3 * aside < least) {
        least = ahead + 3 * aside;
        best = other;
      }
    }
    return best;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target.closest('[role=button][data-kind]');
    const step = 0.25 * Math.min(this.drawing.clientWidth, this.drawing.clientHeight);
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const deeds = {
      '+': () => this.zoom(STEP), '=': () => this.zoom(STEP), '-': () => this.zoom(1 / STEP),
      '0': () => this.see('fit'), '1': () => this.see('read'), 'f': () => this.fullScreen(),
      'Escape': () => this.root.fullscreenElement ? this.fullScreen() : this.leave(),
      'Enter': () => at && this.details.open(at), ' ': () => at && this.details.open(at),
    };
    if (arrows[event.key]) {
      const [x, y] = arrows[event.key];
      const to = at && !event.shiftKey ? this.next(at, event.key) : null;
      if (to) this.go(to);
      else this.pan(x * step, y * step);
    } else if (deeds[event.key]) deeds[event.key]();
    else return;
    event.preventDefault();
  }

  wire() {
    const on = (id, deed) => this.by(id).addEventListener('click', deed);
    on('zoom-in', () => this.zoom(STEP));
    on('zoom-out', () => this.zoom(1 / STEP));
    on('fit', () => this.see(this.scale === 'fit' ? 'read' : 'fit'));
    on('full', () => this.fullScreen());
    const step = () => 0.7 * Math.min(this.drawing.clientWidth, this.drawing.clientHeight);
    on('pan-left', () => this.pan(-step(), 0));
    on('pan-right', () => this.pan(step(), 0));
    on('pan-up', () => this.pan(0, -step()));
    on('pan-down', () => this.pan(0, step()));
    this.drawing.addEventListener('keydown', event => this.key(event));
    this.root.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.details.thing && !event.defaultPrevented && event.target.closest('.ask')) this.details.close();
    });
    this.drawing.addEventListener('scroll', () => this.edges());
    this.drawing.addEventListener('wheel', event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? STEP : 1 / STEP);
    }, { passive: false });
    this.drawing.addEventListener('focusin', event => {
      const at = event.target.closest('[role=button][data-kind]');
      if (at) this.last = at.id;
    });
    document.addEventListener('fullscreenchange', () => this.moveTools());
    this.drag();
    new ResizeObserver(() => this.measure()).observe(this.drawing);
  }

  /** The picture is pulled with the mouse; a click without a pull opens what is there. */
  drag() {
    let from = null;
    let pulled = false;
    this.drawing.addEventListener('pointerdown', event => {
      pulled = false;
      from = event.button === 0 && event.pointerType === 'mouse' ? [event.clientX, event.clientY] : null;
    });
    this.drawing.addEventListener('pointermove', event => {
      if (!from || !(event.buttons & 1)) return;
      const [x, y] = from;
      if (!pulled && Math.hypot(event.clientX - x, event.clientY - y) < 5) return;
      pulled = true;
      this.drawing.scrollBy(x - event.clientX, y - event.clientY);
      from = [event.clientX, event.clientY];
    });
    this.drawing.addEventListener('click', event => {
      const at = event.target.closest('[role=button][data-kind]');
      if (pulled || !at) return;
      this.go(at);
      this.details.open(at);
    });
  }
}

/** What is told of a thing of the picture: the tables of a device, the logs of a container... */
class Details {
  constructor(picture) {
    this.picture = picture;
    this.element = picture.by('details');
    this.thing = null;
    this.room = 0;
    this.element.addEventListener('keydown', event => this.key(event));
    this.picture.by('details-close').addEventListener('click', () => this.close());
    this.picture.by('details-type').addEventListener('click', () => picture.type(this.picture.by('details-typed').textContent));
  }

  /** What is asked of the lab for a drawn thing: its kind, its namespace, its name, and the table to begin with. */
  static thing(element) {
    const { dataset: { kind, name, netns = '', device = '', network = '', other = '', members = '', of = '' }, classList } = element;
    switch (kind) {
      case 'device': return { kind, netns, name: device, table: '' };
      case 'network': return network ? { kind, netns, name: network, table: '' } : { kind: 'device', netns, name: device, table: '' };
      case 'container': return { kind, netns: '', name, table: '' };
      case 'cable': return { kind: 'device', netns: other.split('/')[0], name: other.split('/').slice(1).join('/'), table: '' };
      case 'rule': return { kind: 'stack', netns, name: netns, table: 'rules', rule: element.querySelector('title').textContent };
      case 'group': return { kind, of, netns: '', name, members: members.split(' '), table: '' };
      case 'stack-of-container': return classList.contains('stopped') ? { kind: 'container', netns: '', name, table: '' } : { kind: 'stack', netns, name, table: '' };
      default: return { kind: 'stack', netns, name, table: '' };
    }
  }

  async open(element) {
    const { drawing } = this.picture;
    this.leaveRoom();
    this.from = element.id;
    const { left, right, top, bottom, height } = drawing.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const side = (box.left + box.right) / 2 > (left + right) / 2 ? 'left' : 'right';
    this.element.dataset.side = side;
    this.element.hidden = false;
    this.room = this.element.offsetWidth < drawing.clientWidth ? this.element.offsetWidth : 0;
    this.mark();
    if (side === 'left') drawing.scrollLeft += this.room;
    this.picture.bring([element], { top, bottom, height, left: side === 'left' ? left + this.room : left, right: side === 'left' ? right : right - this.room });
    await this.look(Details.thing(element));
  }

  /** What is looked at can be seen beside its tables: the picture can be moved by as much as they cover. */
  makeRoom(svg) {
    const room = this.room ? this.room + 'px' : '';
    const left = this.element.dataset.side === 'left';
    svg.style.marginLeft = left ? room : '';
    svg.style.marginRight = left ? '' : room;
  }

  leaveRoom() {
    const { drawing, svg } = this.picture;
    if (this.room && this.element.dataset.side === 'left') drawing.scrollLeft -= this.room;
    this.room = 0;
    this.makeRoom(svg);
  }

  async look(thing) {
    this.thing = thing;
    this.element.hidden = false;
    this.mark();
    const { words } = this.picture;
    this.picture.by('details-title').textContent = words('kinds')[thing.kind] + ' ' + thing.name;
    this.tabs([], '');
    this.say('', '');
    if (thing.kind === 'group') this.list(thing);
    else await this.refresh();
    const first = this.element.querySelector('[aria-selected=true], .member');
    (first || this.picture.by('details-close')).focus();
  }

  /** Those who are folded into one; who has the keyboard keeps it. */
  list(thing) {
    const list = this.picture.by('details-members');
    const focused = [...list.children].find(each => each === this.picture.root.activeElement);
    list.hidden = false;
    list.replaceChildren(...thing.members.map(name => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'member';
      button.textContent = name;
      button.addEventListener('click', () => this.look({ kind: thing.of === 'container' ? 'container' : 'stack', netns: name, name, table: '' }));
      return button;
    }));
    const again = focused && [...list.children].find(each => each.textContent === focused.textContent);
    if (again) again.focus();
    else if (focused) this.picture.by('details-close').focus();
  }

  /** Whoever has joined a group, or left it. */
  regroup(thing) {
    const group = this.picture.by(this.from);
    const members = (group && group.dataset.members || '').split(' ').filter(name => name);
    if (members.join() === thing.members.join()) return;
    this.thing = { ...thing, members };
    this.list(this.thing);
    this.say('', members.length > 0 ? '' : this.picture.words('gone'));
  }

  /** Asks again: the lab may be another one. */
  async refresh() {
    const thing = this.thing;
    if (!thing) return;
    if (thing.kind === 'group') {
      this.regroup(thing);
      return;
    }
    const [name, typed, text, ...all] = await this.picture.lab.call('look', thing.kind, thing.netns, thing.name, thing.table);
    if (thing !== this.thing) return;
    this.picture.by('details-members').hidden = true;
    if (name === undefined) {
      this.tabs([], '');
      this.say('', this.picture.words('gone'));
      return;
    }
    this.tabs(all, name);
    this.say(typed, text || this.picture.words('nothing'));
    if (name === 'rules' && thing.rule) this.point(thing.rule);
  }

  /** Marks in the table of rules the one that was clicked, which may stand on several lines there, and brings it into sight. */
  point(rule) {
    const said = this.picture.by('details-text');
    const [, chain, text] = /^-A (\S+) (.+)$/.exec(rule) || [];
    if (!text || said.firstElementChild) return;
    const plain = word => word.replace(/\W/g, '\\$&');
    const found = new RegExp('(^nat ' + plain(chain) + '$[^]*?)(' + text.split(' ').map(plain).join('\\s+') + ')', 'm').exec(said.textContent);
    if (!found) return;
    const at = found.index + found[1].length;
    const mark = document.createElement('mark');
    mark.textContent = found[2];
    said.replaceChildren(said.textContent.slice(0, at), mark, said.textContent.slice(at + found[2].length));
    said.scrollTop = mark.offsetTop - said.offsetTop - said.clientHeight / 3;
  }

  /** The tabs of all tables, those that are there already left where they are. */
  tabs(all, chosen) {
    const row = this.picture.by('details-tabs');
    if ([...row.children].map(tab => tab.name).join() !== all.join()) row.replaceChildren(...all.map(name => this.tab(name)));
    for (const tab of row.children) {
      tab.setAttribute('aria-selected', String(tab.name === chosen));
      tab.tabIndex = tab.name === chosen ? 0 : -1;
      tab.textContent = this.picture.words('tables')[tab.name];
    }
  }

  tab(name) {
    const tab = document.createElement('button');
    Object.assign(tab, { type: 'button', name });
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', 'details-text');
    tab.addEventListener('click', () => {
      this.thing = { ...this.thing, table: name };
      this.tabs([...tab.parentElement.children].map(other => other.name), name);
      tab.focus();
      this.refresh();
    });
    return tab;
  }

  say(typed, text) {
    this.picture.by('details-line').hidden = typed === '';
    const line = this.picture.by('details-typed');
    const said = this.picture.by('details-text');
    if (line.textContent !== typed) line.textContent = typed;
    if (said.textContent !== text) said.textContent = text;
    said.hidden = text === '';
  }

  /** Marks in the picture what is looked at. */
  mark() {
    const { svg } = this.picture;
    if (!svg) return;
    svg.querySelectorAll('[aria-current]').forEach(e => e.removeAttribute('aria-current'));
    const at = this.thing && this.picture.by(this.from);
    if (at) at.setAttribute('aria-current', 'true');
    this.makeRoom(svg);
  }

  /** Whoever has the keyboard elsewhere keeps it. */
  close() {
    const mine = this.element.contains(this.picture.root.activeElement);
    this.thing = null;
    this.element.hidden = true;
    this.leaveRoom();
    this.mark();
    if (!mine) return;
    const back = this.picture.by(this.from);
    if (back) this.picture.go(back);
    else this.picture.leave();
  }

  key(event) {
    const tabs = [...this.element.querySelectorAll('[role=tab]')];
    const at = tabs.indexOf(event.target);
    if (event.key === 'Escape') this.close();
    else if (at >= 0 && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) tabs[(at + (event.key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length].click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
