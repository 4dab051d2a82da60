// The packet player: a trace as JSON (PlayedJson) and the picture of its lab, stepped through forward and back. What comes from a lab becomes text nodes.
const PacketPlayer = (() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const VIEWS = ['picture', 'ladder', 'list'];
  const SPEEDS = [0.5, 1, 2, 4];
  const READING = 2600; // milliseconds at a stop, at the usual speed
  const MOVING = 700; // milliseconds on the way to the next
  const SAMPLES = 16; // points of a cable
  const BELOW = 76; // pixels that are seen below the packet
  const NAMED = 10; // packets with their marks above the timeline

  const put = (parent, tag, style, text) => {
    const element = document.createElement(tag);
    if (style) element.className = style;
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const draw = (parent, tag, attributes, text) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  const said = (text, ...values) => text.replace(/\{(\d)\}/g, (all, number) => values[number]);

  /** The end that NAT has rewritten, before and after. */
  const rewritten = stop => ['source', 'destination'].filter(end => end in stop.was || 'port.' + end in stop.was).map(end => {
    const full = fields => fields[end] + ('port.' + end in fields ? ':' + fields['port.' + end] : '');
    return full({ ...stop.fields, ...stop.was }) + ' ⇒ ' + full(stop.fields);
  }).join(', ');

  /** Where the packet is drawn, and how it gets from stop to stop. */
  class Picture {
    constructor(pane, svg) {
      this.pane = pane;
      this.svg = svg;
      this.things = new Map();
      this.frame = 0;
      this.resting = true;
      if (!svg) return;
      pane.append(svg);
      for (const thing of svg.querySelectorAll('g[id]')) this.things.set(thing.id, thing);
      this.token = draw(svg, 'g', { class: 'token', 'aria-hidden': 'true' });
      this.shape = draw(this.token, 'path', {});
      this.label = draw(this.token, 'text', { 'text-anchor': 'middle' });
      this.change = draw(this.token, 'text', { class: 'mono', 'text-anchor': 'middle', y: -21 });
      new ResizeObserver(() => this.follow()).observe(pane);
    }

    /** The point of a stop; none where it is not in the picture. */
    point(stop) {
      const thing = stop && stop.at && (this.things.get(stop.at[1]) || this.things.get(stop.at[0] + '.stack') || this.things.get(stop.at[0]));
      if (!thing) return null;
      const box = (thing.querySelector(':scope > .port') || thing).getBBox();
      const large = box.height > 60;
      return { x: box.x + box.width / 2, y: large ? box.y + 30 : box.y + box.height / 2 };
    }

    /** The line between two stops: the cable that both are plugged into, or that to what stands on the other's device. */
    line(from, to) {
      if (!from.at || !to.at || from.at[1] === to.at[1]) return null;
      const ends = [from.at[1] + ' ' + to.at[1], to.at[1] + ' ' + from.at[1]];
      const leads = id => {
        const thing = this.things.get(id);
        return thing && (from.at[2] === to.at[2] || ends.includes(thing.dataset.name)) ? thing : null;
      };
      return leads(from.at[2]) || leads(to.at[2]);
    }

    /** Along that line, else straight. */
    way(from, to) {
      const begin = this.point(from);
      const end = this.point(to);
      if (!end) return [];
      if (!begin) return [end];
      const cable = this.line(from, to);
      const line = cable && cable.querySelector('path');
      if (!line) return [begin, end];
      const length = line.getTotalLength();
      const points = [];
      for (let i = 0; i <= SAMPLES; i++) points.push(line.getPointAtLength(length * i / SAMPLES));
      const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
      if (distance(points[0], begin) > distance(points[SAMPLES], begin)) points.reverse();
      return [begin, ...points, end];
    }

    /** Moves along stops that follow each other, and stays at the last. */
    show(packet, stops, duration) {
      cancelAnimationFrame(this.frame);
      const last = stops[stops.length - 1];
      for (const thing of this.svg ? this.svg.querySelectorAll('.here, .taken') : []) thing.classList.remove('here', 'taken');
      if (!this.svg) return;
      const seen = this.point(last);
      this.token.style.display = seen ? '' : 'none';
      if (!seen) return;
      this.dress(packet, last);
      const points = [];
      for (let i = 1; i < stops.length; i++) {
        points.push(...this.way(stops[i - 1], stops[i]));
        const cable = stops[i - 1].place !== stops[i].place && this.line(stops[i - 1], stops[i]);
        if (cable) cable.classList.add('taken');
      }
      points.push(seen);
      const here = this.things.get(last.at[1]) || this.things.get(last.at[0]);
      if (here) here.classList.add('here');
      this.travel(points, duration);
    }

    /** What the sign looks like: what it is, which way it goes, how it ends; by mark and shape, not by colour alone. */
    dress(packet, stop) {
      const end = stop.kind === 'dropped' ? '✕ ' : stop.kind === 'delivered' ? '✓ ' : packet.reply ? '↩ ' : '';
      this.label.textContent = end + packet.mark;
      this.token.setAttribute('class', 'token ' + (stop.kind === 'dropped' ? 'lost' : packet.reply ? 'reply' : 'request') + (stop.kind === 'translated' ? ' rewritten' : ''));
      this.change.textContent = stop.kind === 'translated' ? rewritten(stop) : '';
      const half = Math.max(26, this.label.getComputedTextLength() / 2 + 12, this.change.getComputedTextLength() / 2 + 10);
      const more = this.change.textContent ? 22 : 0;
      this.label.setAttribute('y', String(-21 - more));
      this.shape.setAttribute('d', `M${-half},${-40 - more}h${2 * half}v${27 + more}h${8 - half}l-8,11l-8,-11h${8 - half}z`);
    }

    travel(points, duration) {
      const lengths = [0];
      for (let i = 1; i < points.length; i++) lengths.push(lengths[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
      const total = lengths[lengths.length - 1];
      const place = share => {
        const along = share * total;
        let i = 1;
        while (i < points.length - 1 && lengths[i] < along) i++;
        const one = points[i - 1] || points[0];
        const other = points[i] || one;
        const part = lengths[i] > lengths[i - 1] ? (along - lengths[i - 1]) / (lengths[i] - lengths[i - 1]) : 1;
        this.token.setAttribute('transform', `translate(${one.x + (other.x - one.x) * part},${one.y + (other.y - one.y) * part})`);
      };
      this.resting = !duration || total < 1;
      if (this.resting) {
        place(1);
        this.follow();
        return;
      }
      const begun = performance.now();
      const step = now => {
        const share = Math.min(1, (now - begun) / duration);
        place(share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) * (1 - share));
        this.follow();
        this.resting = share === 1;
        if (!this.resting) this.frame = requestAnimationFrame(step);
      };
      this.frame = requestAnimationFrame(step);
    }

    /** Keeps the packet in sight. */
    follow() {
      if (this.token.style.display === 'none') return;
      const pane = this.pane.getBoundingClientRect();
      const token = this.token.getBoundingClientRect();
      const margin = 24;
      if (token.top < pane.top + margin) this.pane.scrollTop -= pane.top + margin - token.top;
      if (token.bottom > pane.bottom - BELOW) this.pane.scrollTop += token.bottom - pane.bottom + BELOW;
      if (token.left < pane.left + margin) this.pane.scrollLeft -= pane.left + margin - token.left;
      if (token.right > pane.right - margin) this.pane.scrollLeft += token.right - pane.right + margin;
    }
  }

  /** The five hooks, with the one at which the packet is. */
  function hooks(parent, hook, rule) {
    const at = { PREROUTING: [4, 158, 10], FORWARD: [222, 126, 10], POSTROUTING: [388, 168, 10], INPUT: [116, 126, 100], OUTPUT: [316, 126, 100] };
    const upper = !at[hook] || at[hook][2] < 50;
    // The rule's place stands above the upper ones and below the lower ones, where no arrow runs.
    const room = rule ? 22 : 0;
    const svg = draw(parent, 'svg', { class: 'hooks', viewBox: `0 ${upper ? -room : 0} 560 ${142 + room}`, role: 'img', 'aria-label': hook + (rule ? ', ' + rule : '') });
    for (const line of ['M0,27h4', 'M162,27h60', 'M348,27h40', 'M556,27h4', 'M179,27v73', 'M242,117h74', 'M368,100v-73']) draw(svg, 'path', { class: 'wire', d: line });
    for (const [x, y] of [[222, 27], [388, 27], [316, 117]]) draw(svg, 'path', { class: 'tip', d: `M${x - 9},${y - 5}L${x},${y}L${x - 9},${y + 5}z` });
    draw(svg, 'path', { class: 'tip', d: 'M174,91L179,100L184,91z' });
    for (const [name, [x, width, y]] of Object.entries(at)) {
      const group = draw(svg, 'g', { class: name === hook ? 'hook here' : 'hook' });
      draw(group, 'rect', { x, y, width, height: 34, rx: 6 });
      draw(group, 'text', { x: x + width / 2, y: y + 23, 'text-anchor': 'middle' }, (name === hook ? '▶ ' : '') + name);
      if (name === hook && rule) draw(group, 'text', { class: 'rule', x: Math.min(440, Math.max(88, x + width / 2)), y: upper ? -6 : 157, 'text-anchor': 'middle' }, rule);
    }
  }

  /**
   * What Wireshark says in its column Info.
   *
   * @param first by flow, the sequence number that counts as 0; learns those of flows that are new
   */
  function info(stop, first) {
    const { fields } = stop;
    const [from, to] = [fields['port.source'], fields['port.destination']];
    const ports = `${from} → ${to}`;
    const flags = fields['tcp.flags'];
    if (flags === undefined) return from ? `${ports} Len=${fields.payload}` : stop.packet.replace(/^\S+ > \S+ (?:icmp )?/, '');
    const sequence = Number(fields['tcp.sequence']);
    const flow = [fields.source, from, fields.destination, to].join();
    if (!first.has(flow)) first.set(flow, flags.includes('SYN') ? sequence : sequence - 1);
    const since = (number, way) => (number - first.get(way)) >>> 0;
    const back = [fields.destination, to, fields.source, from].join();
    const acknowledged = fields['tcp.acknowledgment'];
    const ack = acknowledged === undefined ? '' : ` Ack=${first.has(back) ? since(Number(acknowledged), back) : acknowledged}`;
    return `${ports} [${flags.replaceAll(' ', ', ')}] Seq=${since(sequence, flow)}${ack} Len=${fields.payload}`;
  }

  class Player {
    /**
     * A player in an element.
     *
     * @param root is emptied
     * @param trace as PlayedJson writes it
     * @param svg the picture of the lab; may be missing
     * @param keys which element's keys are the player's
     */
    constructor(root, trace, svg, keys = document) {
      this.root = root;
      this.trace = trace;
      this.words = trace.words;
      this.packets = trace.packets;
      this.at = { p: 0, s: 0 };
      this.view = 'picture';
      this.depth = 1;
      this.speed = 1;
      this.asked = new Map();
      this.marks = [];
      this.onAnswer = () => {};
      this.listener = event => this.key(event);
      this.unfold();
      this.build(svg);
      keys.addEventListener('keydown', this.listener);
      this.keys = keys;
      this.restore();
    }

    close() {
      this.pause();
      this.keys.removeEventListener('keydown', this.listener);
      this.root.replaceChildren();
    }

    /** Of the header each stop has what is new; here it gets the whole, and what that was before. */
    unfold() {
      for (const packet of this.packets) {
        let known = {};
        for (const stop of packet.stops) {
          const was = {};
          for (const name of Object.keys(stop.header)) if (name in known) was[name] = known[name];
          known = { ...known, ...stop.header };
          stop.fields = known;
          stop.was = was;
        }
      }
    }

    build(svg) {
      const { root, words } = this;
      root.classList.add('packet-player');
      root.replaceChildren();
      const head = put(root, 'header', 'head');
      put(head, 'h1', '', this.trace.command).title = this.trace.command;
      if (this.trace.left > 0) put(head, 'p', 'was', said(words.left, this.trace.left));
      this.score = put(head, 'p', 'score');
      this.score.setAttribute('aria-live', 'polite');
      this.tabs = this.choice(head, words.view, VIEWS.map(view => [view, words[view]]), view => this.look(view));
      this.depths = this.choice(head, words.depth, ['1', '2', '3'].map(d => [d, d + ' ' + words['depth.' + d]]), depth => this.deepen(Number(depth)));
      const help = put(head, 'details', 'help');
      put(help, 'summary', '', '?').setAttribute('aria-label', words.keys);
      put(help, 'p', '', words.help);
      const stage = put(root, 'main', 'stage');
      this.panes = {};
      for (const view of VIEWS) {
        this.panes[view] = put(stage, 'div', 'pane ' + view);
        this.panes[view].tabIndex = 0;
        this.panes[view].setAttribute('role', 'region');
        this.panes[view].setAttribute('aria-label', words[view]);
      }
      this.picture = new Picture(this.panes.picture, svg);
      this.card = put(root, 'section', 'card');
      this.card.tabIndex = 0;
      this.where = put(this.card, 'p', 'where');
      const live = put(this.card, 'div', 'live');
      live.setAttribute('aria-live', 'polite');
      live.setAttribute('aria-atomic', 'true');
      this.result = put(live, 'p', 'result');
      this.sentence = put(live, 'p', 'sentence');
      this.why = put(live, 'p', 'why');
      this.verdict = put(live, 'p', 'why');
      this.details = put(this.card, 'div', 'details');
      this.ask = put(this.card, 'form', 'ask');
      this.ask.hidden = true;
      this.controls(put(root, 'footer', 'foot'));
    }

    /** One of several; the keys of a radio group. */
    choice(parent, label, options, chosen) {
      const group = put(parent, 'fieldset', 'choice');
      put(group, 'legend', '', label);
      const buttons = {};
      for (const [value, text] of options) {
        const button = put(group, 'button', '', text);
        button.type = 'button';
        button.addEventListener('click', () => chosen(value));
        buttons[value] = button;
      }
      return value => {
        for (const [each, button] of Object.entries(buttons)) button.setAttribute('aria-pressed', String(each === String(value)));
      };
    }

    controls(foot) {
      const { words } = this;
      this.strip = put(foot, 'div', 'strip');
      this.strip.setAttribute('role', 'group');
      this.strip.setAttribute('aria-label', words.packets);
      this.line = put(foot, 'input', 'line');
      this.line.type = 'range';
      this.line.min = '0';
      this.line.setAttribute('aria-label', words.timeline);
      this.line.addEventListener('input', () => this.select(this.sequence[Number(this.line.value)]));
      const bar = put(foot, 'div', 'bar');
      const button = (text, title, deed) => {
        const made = put(bar, 'button', '', text);
        made.type = 'button';
        made.title = title;
        made.setAttribute('aria-label', title);
        made.addEventListener('click', deed);
        return made;
      };
      button('|◀', words.first, () => this.home());
      button('◀ ' + words.back, words['back.key'], () => this.back());
      this.playing = button('▶▶ ' + words.play, words['play.key'], () => this.toggle());
      button(words.forward + ' ▶', words['forward.key'], () => this.forward());
      button(words.hop, words['hop.key'], () => this.hop());
      button(words.next, words['next.key'], () => this.packet(1));
      const label = put(bar, 'label', '', words.speed + ' ');
      const speed = put(label, 'select');
      for (const each of SPEEDS) {
        const option = put(speed, 'option', '', '×' + each);
        option.value = each;
        option.selected = each === 1;
      }
      speed.addEventListener('change', () => { this.speed = Number(speed.value); });
      const box = (name, title, deed) => {
        const made = put(bar, 'label', 'box');
        made.title = title;
        const input = put(made, 'input');
        input.type = 'checkbox';
        made.append(' ' + words[name]);
        input.addEventListener('change', deed);
        return input;
      };
      this.drops = box('drops', words.drops + ' (D)', () => this.refresh());
      this.more = box('more', words['more.key'], () => this.refresh());
      this.predict = box('predict', words['predict.key'], () => this.refresh());
    }

    /** Packets that are wanted; a drop is never hidden. */
    shown() {
      const all = this.packets.map((packet, p) => p);
      if (this.drops.checked) return all.filter(p => this.packets[p].fate === 'dropped');
      return this.more.checked ? all : all.filter(p => !this.packets[p].chatter || this.packets[p].fate === 'dropped');
    }

    /** Stops that the depth tells; the last one always. */
    stops(p) {
      const stops = this.packets[p].stops;
      return stops.map((stop, s) => s).filter(s => this.depth > 1 || stops[s].story || s === stops.length - 1);
    }

    /** Anew, since what is shown has changed. */
    refresh() {
      const wanted = this.shown();
      if (wanted.length === 0) {
        this.empty();
        return;
      }
      if (!wanted.includes(this.at.p)) {
        const later = wanted.find(p => p > this.at.p);
        this.at = { p: later === undefined ? wanted[0] : later, s: 0 };
      }
      this.sequence = wanted.flatMap(p => this.stops(p).map(s => ({ p, s })));
      this.line.max = String(this.sequence.length - 1);
      this.segments(wanted);
      this.ladder(wanted);
      this.list(wanted);
      this.closeQuestion();
      this.select(this.at);
      if (this.predict.checked && this.at.s === 0) this.question(this.at);
      this.tell();
    }

    empty() {
      this.sequence = [];
      this.closeQuestion();
      this.strip.replaceChildren();
      this.panes.ladder.replaceChildren();
      this.panes.list.replaceChildren();
      const none = this.packets.length === 0;
      this.sentence.textContent = none ? this.words.none : this.words['no.drops'];
      for (const part of [this.where, this.why, this.result]) part.textContent = '';
      this.verdict.textContent = none && this.trace.verdict.length > 0 ? '⇒ ' + this.trace.verdict.join(' ') : '';
      this.card.classList.remove('lost', 'arrived');
      this.line.max = '0';
      this.details.replaceChildren();
      this.picture.show({}, [{}], 0);
    }

    /** Where in the sequence the present stop is, or would be. */
    index() {
      const { p, s } = this.at;
      let last = 0;
      this.sequence.forEach((each, i) => { if (each.p < p || each.p === p && each.s <= s) last = i; });
      return last;
    }

    stop(at) {
      return this.packets[at.p].stops[at.s];
    }

    /** Goes to a stop and shows it everywhere. */
    select(at, moving = 0) {
      if (!at) return;
      const before = this.at;
      this.at = at;
      this.closeQuestion();
      const packet = this.packets[at.p];
      const stop = this.stop(at);
      const here = this.index();
      this.line.value = String(here);
      this.line.setAttribute('aria-valuetext', stop.sentence);
      for (const button of this.strip.children) button.setAttribute('aria-pressed', String(Number(button.dataset.packet) === at.p));
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const on = before.p === at.p && moving && !still;
      const from = Math.min(before.s, at.s);
      const way = packet.stops.slice(from, Math.max(before.s, at.s) + 1);
      if (before.s > at.s) way.reverse();
      this.picture.show(packet, on ? way : [stop], on ? MOVING / this.speed : 0);
      this.describe(packet, stop);
      for (const view of ['ladder', 'list']) this.mark(view);
      this.tell();
    }

    /** The card. */
    describe(packet, stop) {
      this.where.replaceChildren();
      put(this.where, 'b', '', stop.place + (stop.device ? '/' + stop.device : ''));
      put(this.where, 'span', 'time', (stop.time / 1e6).toFixed(3) + ' ms');
      put(this.where, 'code', '', stop.packet);
      if (packet.reply) put(this.where, 'span', 'tag', '↩ ' + this.words.reply);
      if (!this.picture.point(stop)) put(this.where, 'span', 'tag', this.words.unseen);
      const shown = this.shown();
      put(this.where, 'span', 'count', said(this.words.packet, shown.indexOf(this.at.p) + 1, shown.length) + ', ' + said(this.words.stop, this.at.s + 1, packet.stops.length));
      const known = this.asked.get(this.name(this.at));
      this.result.textContent = known === undefined ? '' : known ? this.words.right : said(this.words.wrong, stop.question.answers[stop.question.right]);
      this.result.className = 'result ' + (known ? 'good' : 'bad');
      this.card.classList.toggle('lost', stop.kind === 'dropped');
      this.card.classList.toggle('arrived', stop.kind === 'delivered');
      this.sentence.textContent = (stop.kind === 'dropped' ? '✕ ' : stop.kind === 'delivered' ? '✓ ' : '') + stop.sentence;
      this.why.textContent = stop.why || '';
      const over = this.index() === this.sequence.length - 1 && this.trace.verdict.length > 0;
      // Of several sentences the first one counts; what the others say of this drop stands above.
      const verdict = stop.kind === 'dropped' && this.trace.verdict.length > 1 ? this.trace.verdict.slice(0, 1) : this.trace.verdict;
      this.verdict.textContent = over ? '⇒ ' + verdict.join(' ') : '';
      this.details.replaceChildren();
      if (stop.kind === 'translated') this.changes(stop);
      if (this.depth > 1) this.headers(stop);
      if (this.depth > 2) this.kernel(stop);
      this.card.scrollTop = 0;
    }

    part(name, style) {
      const part = put(this.details, 'section', style);
      put(part, 'h2', '', this.words[name]);
      return part;
    }

    /** Both directions of a connection side by side, as what was rewritten is on both. */
    changes(stop) {
      if (!stop.connection) return;
      const [state, original, reply, back] = stop.connection;
      const part = this.part('conntrack', 'tuples');
      put(part, 'p', 'state', state);
      const both = put(part, 'div', 'both');
      const way = (name, tuple, other, mine) => {
        const parts = {};
        for (const [, key, value] of tuple.matchAll(/(\w+)=(\S+)/g)) parts[key] = parts[key] || value;
        const mirror = {};
        for (const [, key, value] of other.matchAll(/(\w+)=(\S+)/g)) mirror[key] = mirror[key] || value;
        const box = put(both, 'div', mine ? 'way mine' : 'way');
        put(box, 'b', '', this.words[name] + (mine ? ' ▶ ' + this.words.here : ''));
        const line = put(box, 'code');
        const end = (address, port, itsMirror, mirrorPort) => {
          const text = parts[address] + (parts[port] ? ':' + parts[port] : '');
          const there = mirror[itsMirror] + (mirror[mirrorPort] ? ':' + mirror[mirrorPort] : '');
          put(line, text === there ? 'span' : 'mark', '', text);
        };
        end('src', 'sport', 'dst', 'dport');
        line.append(' → ');
        end('dst', 'dport', 'src', 'sport');
      };
      way('out', original, reply, !back);
      if (reply) way('in', reply, original, back);
    }

    headers(stop) {
      const { words } = this;
      if (stop.hook) {
        const deciding = (stop.rules || []).map(r => this.trace.rules[r]).filter(r => r.decides).pop();
        hooks(this.part('hooks'), stop.hook, deciding ? deciding.where : '');
      }
      const part = this.part('header', 'header');
      const list = put(part, 'dl');
      for (const [field, name] of this.trace.fields) {
        if (!(field in stop.fields)) continue;
        const row = put(list, 'div', field in stop.was ? 'changed' : '');
        put(row, 'dt', '', name);
        const value = put(row, 'dd');
        put(value, field in stop.was ? 'mark' : 'span', '', stop.fields[field]);
        if (field in stop.was) put(value, 'span', 'was', ` ${words.changed} ${stop.was[field]}`);
      }
      if (stop.routes) {
        const table = put(put(this.part('routes', 'routes'), 'table'), 'tbody');
        stop.routes.map(r => this.trace.routes[r]).forEach(([text, why], i) => {
          const won = i === 0 && stop.kind === 'routed';
          const row = put(table, 'tr', won ? 'won' : '');
          put(put(row, 'td'), 'code', '', (won ? '✓ ' : '') + text);
          put(row, 'td', '', why);
        });
      }
      if (stop.connection && stop.kind !== 'translated') this.changes(stop);
    }

    kernel(stop) {
      const { words } = this;
      if (stop.rules) {
        const table = put(put(this.part('rules', 'rules'), 'table'), 'tbody');
        for (const rule of stop.rules.map(r => this.trace.rules[r])) {
          const row = put(table, 'tr', rule.decides ? 'won' : rule.matched ? '' : 'missed');
          put(row, 'th', '', rule.where).scope = 'row';
          const cell = put(row, 'td');
          put(cell, 'code', '', (rule.decides ? '✓ ' : '') + rule.text);
          if (!rule.matched) put(cell, 'span', 'was', ' ' + words.missed);
          if (rule.author) put(cell, 'p', 'author', rule.author);
        }
      }
      put(this.part('functions'), 'code', '', stop.functions.join('() → ') + '()');
      const list = put(this.part('trace', 'steps'), 'ul');
      for (const step of stop.steps) put(list, 'li', '', step);
    }

    /** The packets above the timeline, each as wide as it has stops. */
    segments(wanted) {
      const { words } = this;
      this.strip.replaceChildren();
      wanted.forEach((p, i) => {
        const packet = this.packets[p];
        const fate = this.predict.checked && !this.asked.has(this.name({ p, s: 0 })) ? 'unknown' : packet.fate;
        const end = fate === 'dropped' ? ' ✕' : fate === 'delivered' ? ' ✓' : '';
        const button = put(this.strip, 'button', fate + (packet.reply ? ' reply' : ''), (i + 1) + (wanted.length > NAMED ? '' : ' ' + (packet.reply ? '↩ ' : '') + packet.mark) + end);
        button.type = 'button';
        button.title = packet.text + (fate in words ? ', ' + words[fate] : '');
        button.setAttribute('aria-label', (i + 1) + ' ' + button.title);
        button.dataset.packet = p;
        button.style.flexGrow = String(this.stops(p).length);
        button.addEventListener('click', () => this.advance({ p, s: 0 }));
      });
    }

    /** Places as columns, time downwards, packets as arrows. */
    ladder(wanted) {
      const pane = this.panes.ladder;
      pane.replaceChildren();
      const begun = wanted.filter(p => this.packets[p].stops[0].kind === 'originated');
      const places = [...new Set([...begun, ...wanted].flatMap(p => this.packets[p].stops.map(stop => stop.place)))];
      const grid = put(pane, 'div', 'grid');
      grid.style.gridTemplateColumns = `5.5rem repeat(${2 * places.length}, minmax(4.5rem, 1fr))`;
      const middle = place => 2 * places.indexOf(place) + 3;
      ['', ...places].forEach((place, i) => {
        const name = put(grid, 'div', 'place', place || this.words.time);
        name.style.gridColumn = place ? `${2 * i} / span 2` : '1';
        name.style.gridRow = '1';
      });
      let row = 2;
      const add = (p, s, from, to, style, text) => {
        const stop = this.packets[p].stops[s];
        const time = put(grid, 'span', 'time', (stop.time / 1e6).toFixed(3));
        time.style.gridRow = String(row);
        const button = put(grid, 'button', style, '');
        put(button, 'span', '', text);
        button.type = 'button';
        button.style.gridColumn = from === to ? `${Math.max(2, Math.min(from - 2, 2 * places.length - 2))} / span 4` : `${Math.min(from, to)} / ${Math.max(from, to)}`;
        button.style.gridRow = String(row++);
        this.selectable('ladder', button, p, s, [time, button]);
      };
      for (const p of wanted) {
        const packet = this.packets[p];
        packet.stops.forEach((stop, s) => {
          const before = packet.stops[s - 1];
          if (before && before.place !== stop.place) {
            const rightward = middle(before.place) < middle(stop.place);
            add(p, s, middle(before.place), middle(stop.place), (rightward ? 'arrow right' : 'arrow left') + (packet.reply ? ' reply' : ''), stop.packet);
          }
          const mark = { translated: '⇄ ', delivered: '✓ ', dropped: '✕ ' }[stop.kind];
          if (mark) add(p, s, middle(stop.place), middle(stop.place), 'note ' + stop.kind, mark + stop.sentence);
        });
      }
      places.forEach((place, i) => {
        const line = put(grid, 'div', 'lifeline');
        line.style.gridColumn = String(2 * i + 3);
        line.style.gridRow = `2 / ${row + 1}`;
      });
    }

    /** Frames as Wireshark lists them: one row for each that leaves by a device. */
    list(wanted) {
      const { words } = this;
      const pane = this.panes.list;
      pane.replaceChildren();
      const table = put(pane, 'table');
      const head = put(put(table, 'thead'), 'tr');
      for (const name of ['No.', words.time, words.where, words.source, words.destination, words.protocol, words.length, words.info]) put(head, 'th', '', name).scope = 'col';
      const body = put(table, 'tbody');
      let number = 0;
      const first = new Map();
      for (const p of wanted) {
        const packet = this.packets[p];
        const sent = packet.stops.map((stop, s) => s).filter(s => packet.stops[s].kind === 'transmitted');
        const last = packet.stops.length - 1;
        const rows = sent.length === 0 ? [last] : packet.fate === 'dropped' ? [...sent, last] : sent;
        for (const s of rows) {
          const stop = packet.stops[s];
          const fields = stop.fields;
          const lost = stop.kind === 'dropped';
          const row = put(body, 'tr', lost ? 'lost' : packet.chatter ? 'chatter' : packet.reply ? 'reply' : '');
          const button = put(put(row, 'td'), 'button', '', String(++number));
          button.type = 'button';
          put(row, 'td', 'time', (stop.time / 1e6).toFixed(3));
          put(row, 'td', '', stop.place + (stop.device ? '/' + stop.device : ''));
          put(row, 'td', '', fields.source || fields['arp.sender'] || '');
          put(row, 'td', '', fields.destination || fields['arp.target'] || '');
          put(row, 'td', '', (fields.protocol || '').toUpperCase());
          put(row, 'td', 'time', fields.length || '');
          put(row, 'td', '', lost ? '✕ ' + stop.sentence : info(stop, first));
          row.addEventListener('click', event => event.target !== button && button.click());
          this.selectable('list', button, p, s, [row]);
        }
      }
    }

    /** What is clicked is the selection everywhere. */
    selectable(view, button, p, s, parts) {
      this.marks.push({ view, button, p, s, parts });
      button.addEventListener('click', () => this.select({ p, s }));
    }

    /** Marks the row of a view that the present stop belongs to: the last at or before it. */
    mark(view) {
      this.marks = this.marks.filter(mark => mark.button.isConnected);
      const { p, s } = this.at;
      const mine = this.marks.filter(mark => mark.view === view && mark.p === p);
      const now = mine.filter(mark => mark.s <= s).pop() || mine[0];
      for (const { button, parts, ...mark } of this.marks.filter(mark => mark.view === view)) {
        const later = mark.p > p || mark.p === p && mark.s > s;
        for (const part of parts) part.hidden = later && this.predict.checked; // It would answer the questions.
        const chosen = now && button === now.button;
        (button.closest('tr') || button).classList.toggle('chosen', chosen);
        if (chosen) {
          button.setAttribute('aria-current', 'true');
          if (this.view === view) button.scrollIntoView({ block: 'nearest' });
        } else {
          button.removeAttribute('aria-current');
        }
      }
    }

    look(view) {
      this.view = view;
      this.tabs(view);
      for (const each of VIEWS) this.panes[each].hidden = each !== view;
      if (this.sequence.length === 0) return;
      if (view === 'picture') this.select(this.at);
      else this.mark(view);
      this.tell();
    }

    deepen(depth) {
      this.depth = depth;
      this.depths(depth);
      this.root.dataset.depth = String(depth);
      this.refresh();
    }

    /** Goes on to a stop; a question on the way comes first. */
    advance(to) {
      if (!to) {
        this.pause();
        return false;
      }
      if (this.predict.checked) {
        const begin = to.p === this.at.p && to.s > this.at.s ? this.at.s + 1 : to.s;
        for (let s = begin; s <= to.s; s++) {
          const at = { p: to.p, s };
          if (this.stop(at).question && !this.asked.has(this.name(at))) {
            this.question(at);
            return false;
          }
        }
      }
      this.select(to, 1);
      return true;
    }

    name(at) {
      return at.p + '.' + at.s;
    }

    forward() {
      const { p, s } = this.at;
      return this.advance(this.sequence.find(each => each.p > p || each.p === p && each.s > s));
    }

    back() {
      const { p, s } = this.at;
      const before = this.sequence.filter(each => each.p < p || each.p === p && each.s < s).pop();
      if (before) this.select(before, 1);
    }

    home() {
      this.select(this.sequence[0]);
    }

    end() {
      this.select(this.sequence[this.sequence.length - 1]);
    }

    /** On to the next place; past the end of a packet, to the next packet. */
    hop() {
      if (this.sequence.length === 0) return;
      const { p, s } = this.at;
      const place = this.stop(this.at).place;
      const next = this.packets[p].stops.findIndex((stop, i) => i > s && stop.place !== place);
      if (next >= 0) this.advance({ p, s: next });
      else if (s < this.packets[p].stops.length - 1) this.advance({ p, s: this.packets[p].stops.length - 1 });
      else this.packet(1);
    }

    packet(step) {
      const wanted = this.shown();
      const next = wanted[wanted.indexOf(this.at.p) + step];
      if (next !== undefined) this.advance({ p: next, s: 0 });
    }

    toggle() {
      if (this.timer) {
        this.pause();
        return;
      }
      if (this.index() === this.sequence.length - 1) this.home();
      this.playing.textContent = '❚❚ ' + this.words.pause;
      const step = () => {
        this.timer = setTimeout(() => { if (this.forward()) step(); else this.pause(); }, READING / this.speed);
      };
      this.timer = 1;
      if (this.forward()) step();
      else this.pause();
    }

    pause() {
      clearTimeout(this.timer);
      this.timer = 0;
      this.playing.textContent = '▶▶ ' + this.words.play;
    }

    /** Asks before a stop is shown. */
    question(at) {
      const { question } = this.stop(at);
      if (!question || this.asked.has(this.name(at))) return;
      this.pause();
      this.ask.replaceChildren();
      this.ask.hidden = false;
      this.card.classList.add('asking');
      put(this.ask, 'p', 'sentence', question.text).id = 'packet-question';
      const answers = put(this.ask, 'div', 'answers');
      answers.setAttribute('role', 'group');
      answers.setAttribute('aria-labelledby', 'packet-question');
      this.answers = question.answers.map((text, i) => {
        const button = put(answers, 'button');
        put(button, 'kbd', '', String(i + 1));
        button.append(' ' + text);
        button.type = 'button';
        button.addEventListener('click', () => {
          this.asked.set(this.name(at), i === question.right);
          this.answered(at);
          if (this.trace.asked && this.name(at) === this.trace.asked.join('.')) this.onAnswer(i);
        });
        return button;
      });
      const skip = put(answers, 'button', 'skip', this.words.go);
      skip.type = 'button';
      skip.addEventListener('click', () => {
        this.asked.set(this.name(at), undefined);
        this.answered(at);
      });
      this.answers[0].focus();
    }

    answered(at) {
      const given = [...this.asked.values()].filter(right => right !== undefined);
      this.score.textContent = given.length === 0 ? '' : said(this.words.score, given.filter(Boolean).length, given.length);
      this.segments(this.shown());
      this.select(at, 1);
    }

    /** Who had the keyboard in it has it in the card: what is hidden hears no key. */
    closeQuestion() {
      if (this.ask.matches(':focus-within')) this.card.focus();
      this.ask.hidden = true;
      this.answers = undefined;
      this.card.classList.remove('asking');
    }

    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || this.packets.length === 0) return;
      const kind = event.target.tagName;
      const ranged = kind === 'INPUT' && event.target.type === 'range';
      const typing = kind === 'SELECT' || kind === 'TEXTAREA' || kind === 'INPUT' && !/range|checkbox/.test(event.target.type);
      if (typing || this.sequence.length === 0 && !/^[dm]$/i.test(event.key)) return;
      if (this.answers && /^[1-9]$/.test(event.key)) {
        const answer = this.answers[Number(event.key) - 1];
        if (answer) answer.click();
        event.preventDefault();
        return;
      }
      const check = box => () => {
        box.checked = !box.checked;
        this.refresh();
      };
      const deeds = {
        ArrowRight: () => this.forward(), ArrowLeft: () => this.back(), Home: () => this.home(), End: () => this.end(), ' ': () => this.toggle(),
        n: () => this.packet(1), p: () => this.packet(-1), h: () => this.hop(), d: check(this.drops), m: check(this.more), q: check(this.predict),
        v: () => this.look(VIEWS[(VIEWS.indexOf(this.view) + 1) % VIEWS.length]),
        1: () => this.deepen(1), 2: () => this.deepen(2), 3: () => this.deepen(3),
      };
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const native = ranged && /^(Arrow|Home|End)/.test(name) || name === ' ' && /BUTTON|INPUT|SUMMARY/.test(kind);
      if (!deeds[name] || native) return;
      event.preventDefault();
      deeds[name]();
    }

    /** Packet, stop, depth and view stand behind the # of the address, where a page is the player's. */
    tell() {
      if (this.keys !== document || !this.restored || this.sequence.length === 0) return;
      try {
        history.replaceState(null, '', `#${this.at.p + 1}.${this.at.s + 1}.${this.depth}.${this.view}`);
      } catch {
        // Some browsers have no history for files.
      }
    }

    restore() {
      const [, p, s, depth, view] = /^#(\d{1,4})\.(\d{1,4})(?:\.([123]))?(?:\.(\w+))?$/.exec(this.keys === document ? location.hash : '') || [];
      const first = this.shown()[0] || 0;
      const packet = this.packets[p - 1] ? p - 1 : first;
      const stop = this.packets[packet] && this.packets[packet].stops[s - 1] ? s - 1 : 0;
      if (this.packets[packet] && this.packets[packet].chatter) this.more.checked = true;
      this.at = { p: packet, s: stop };
      this.deepen(Number(depth || 1));
      this.restored = true;
      this.look(VIEWS.includes(view) ? view : 'picture');
      if (this.trace.asked) this.halt(...this.trace.asked);
    }

    /** A lesson asks what is decided at a stop: the packet stands before it. */
    halt(p, s) {
      if (!this.packets[p] || !this.packets[p].stops[s]) return;
      this.at = { p, s: Math.max(0, s - 1) };
      this.predict.checked = true;
      this.refresh();
      this.question({ p, s });
    }
  }
  return Player;
})();
