// One terminal: its lines are run one after the other, keys go to what runs.
const history = [];
/** A prompt that a line of a transcript begins with, which says where it is typed. */
const OWN_PROMPT = /^(?:[\w.@-]+[$#]|lab>) /;

class Terminal {
  /** A terminal in `parent`, of the person with that number. */
  constructor(lab, number, words, parent) {
    this.lab = lab;
    this.number = number;
    this.words = words;
    this.busy = true;
    this.queue = [];
    this.ahead = '';
    this.opened = false;
    this.at = null;
    this.search = null;
    this.build(parent);
  }

  build(parent) {
    const make = (name, className, parent) => {
      const element = document.createElement(name);
      element.className = className;
      parent.append(element);
      return element;
    };
    this.element = make('section', 'terminal', parent);
    this.page = make('div', 'page', this.element);
    this.page.tabIndex = 0;
    this.out = make('div', 'out', this.page);
    this.out.setAttribute('role', 'log');
    this.out.setAttribute('aria-live', 'polite');
    this.ask = make('div', 'ask', this.page);
    this.prompt = make('label', 'prompt', this.ask);
    this.input = make('textarea', '', this.ask);
    this.input.id = 'line-' + this.number;
    this.prompt.htmlFor = this.input.id;
    Object.assign(this.input, { rows: 1, spellcheck: false, autocomplete: 'off', autocapitalize: 'off' });
    this.keys = make('textarea', 'keys', this.element);
    this.keys.setAttribute('aria-label', this.words('keys'));
    this.keys.tabIndex = -1; // It takes the Tab key for itself: nobody comes there by it.
    this.screen = new Screen(this.out);
    this.input.addEventListener('keydown', event => this.key(event));
    this.input.addEventListener('input', () => {
      this.typed();
      this.toEnd();
    });
    this.input.addEventListener('paste', event => this.paste(event));
    this.keys.addEventListener('keydown', event => this.press(event));
    this.keys.addEventListener('input', () => this.send());
    this.page.addEventListener('mouseup', () => {
      if (String(getSelection()) === '') this.focus();
    });
    this.page.addEventListener('scroll', () => this.element.classList.toggle('more', this.below > this.line));
    new ResizeObserver(() => this.measure()).observe(this.page);
    this.ask.hidden = true;
  }

  /** What has the keyboard, as far as it is told here. */
  get active() {
    return this.element.getRootNode().activeElement;
  }

  focus() {
    (this.busy ? this.keys : this.input).focus({ preventScroll: true });
  }

  measure() {
    if (!this.opened) return;
    const probe = document.createElement('span');
    probe.textContent = 'M'.repeat(100);
    probe.style.visibility = 'hidden';
    this.out.append(probe);
    const box = probe.getBoundingClientRect();
    probe.remove();
    const style = getComputedStyle(this.page);
    const width = this.page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const columns = Math.max(20, Math.floor(width / (box.width / 100)));
    const rows = Math.max(5, Math.floor(this.page.clientHeight / this.line));
    if (columns !== this.columns || rows !== this.screen.rows) {
      this.columns = columns;
      this.screen.rows = rows;
      this.lab.call('resize', this.number, columns, rows);
    }
    this.toEnd();
  }

  write(text, tone) {
    const near = this.below < 80;
    this.said ||= tone === 'said';
    this.screen.write(text, tone);
    if (near) this.toEnd();
  }

  /** How much stands below what is seen, in pixels. */
  get below() {
    return this.page.scrollHeight - this.page.scrollTop - this.page.clientHeight;
  }

  /** The height of a line. */
  get line() {
    return parseFloat(getComputedStyle(this.page).lineHeight);
  }

  toEnd() {
    this.page.scrollTop = this.page.scrollHeight;
  }

  /** Asks for the next line at the prompt that the last deed answered, or takes the next one that waits. */
  async next(answer) {
    const [prompt, place, language, left, ahead] = answer ?? await this.lab.call('ask', this.number);
    this.words.speak(language);
    if (left && this.number > 0) {
      this.onLeave(this);
      return;
    }
    if (left) this.write(this.words('stays') + '\n', 'quiet');
    if (!this.screen.atStart()) this.write('\n');
    this.screen.settle();
    this.ready(prompt, place);
    const mine = this.active === this.keys || this.active === document.body;
    this.input.value = this.ahead + ahead.replace(/\r\n?/g, '\n');
    this.ahead = '';
    this.typed();
    if (mine) this.focus();
    this.toEnd();
    // What Passerelle says is read from its beginning, where it is more than fits.
    if (this.said && this.begun?.isConnected) this.page.scrollTop = Math.min(this.page.scrollTop, this.begun.offsetTop);
    this.said = false;
    this.element.dataset.more = this.words('more');
    const end = this.input.value.lastIndexOf('\n');
    if (end >= 0) {
      // Whole lines were typed before their prompt.
      this.ahead = this.input.value.slice(end + 1);
      this.input.value = this.input.value.slice(0, end);
      this.submit();
    } else if (this.queue.length > 0) {
      const { line, done } = this.queue.shift();
      await this.run(line);
      done();
    }
  }

  /** Shows a prompt, at which a line can be typed. */
  ready(prompt, place) {
    this.place = place;
    this.prompt.textContent = prompt;
    this.prompt.className = 'prompt ' + place;
    this.busy = false;
    this.ask.hidden = false;
  }

  /** Runs a line as if it were typed, now or when those before it are done. */
  type(line) {
    return new Promise(done => {
      if (this.busy) this.queue.push({ line, done });
      else this.run(line).then(done);
    });
  }

  /**
   * Runs a line that was typed behind a prompt; what says itself where it is typed may stand behind its own.
   *
   * @param shown what is seen of it, where that is not all of it; empty where the lab shows each command of a block
   */
  run(line, call = 'run', prompt = this.prompt.textContent, shown = undefined) {
    const text = line.replace(/\n+$/, '');
    if (text.trim() !== '' && history[history.length - 1] !== text) history.push(text);
    this.at = null;
    const seen = shown ?? text;
    this.begun = this.out.lastElementChild;
    if (shown !== '') {
      this.write(prompt, this.place);
      this.write((seen.startsWith(prompt) ? seen.slice(prompt.length) : seen).replaceAll('\n', '\n> ') + '\n');
    }
    return call === 'load' ? this.work(call, ...this.given) : this.work(call, text);
  }

  async work(call, ...args) {
    const mine = this.element.contains(this.active) || this.active === document.body;
    this.busy = true;
    this.ask.hidden = true;
    this.input.value = '';
    this.input.rows = 1;
    if (mine) this.keys.focus({ preventScroll: true });
    let answer;
    try {
      answer = await this.lab.call(call, this.number, ...args);
    } catch (problem) {
      this.write(this.words('bug') + ' ' + problem.message + '\n', 'bad');
    }
    await this.next(answer);
  }

  typed() {
    this.input.rows = this.input.value.split('\n').length;
    if (this.search) this.find();
  }

  async submit() {
    if (this.busy) {
      this.insert('\n');
      return;
    }
    const text = this.input.value;
    this.busy = true;
    const incomplete = text.trim() !== '' && await this.lab.call('isIncomplete', this.number, text);
    const shown = !incomplete && text.trim().includes('\n') ? await this.lab.call('shown', this.number, text) : undefined;
    // Somebody may have typed on meanwhile.
    const more = this.input.value.slice(text.length);
    if (incomplete) {
      this.busy = false;
      this.input.value = text + '\n' + more;
      this.typed();
      this.toEnd();
      return;
    }
    this.ahead = more + this.ahead;
    this.run(text, 'run', this.prompt.textContent, shown);
  }

  /** A command that stands dimly at the empty prompt, or in the place of it where it has one of its own, until Enter or Page Down runs it, or Escape refuses it. */
  offer(offered) {
    this.offered = offered;
    this.ask.classList.toggle('own', offered !== undefined && OWN_PROMPT.test(offered.command));
    this.input.placeholder = offered ? offered.command.replace(/\n[^]*/, ' …') : '';
  }

  take() {
    const { command, taken } = this.offered;
    this.offer(undefined);
    this.run(command, 'run', (OWN_PROMPT.exec(command) || [undefined])[0]).then(taken);
  }

  insert(text) {
    this.input.setRangeText(text, this.input.selectionStart, this.input.selectionEnd, 'end');
    this.typed();
    this.toEnd();
  }

  paste(event) {
    const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
    if (!text.includes('\n')) return;
    event.preventDefault();
    this.insert(text);
    if (text.endsWith('\n')) {
      this.input.value = this.input.value.replace(/\n+$/, '');
      this.submit();
    }
  }

  /** Text that was dragged here is typed; only its reader runs it. */
  drop(text) {
    if (this.busy) {
      this.keys.value = text;
      this.send();
    } else {
      this.insert(text.replace(/\r\n?/g, '\n').replace(/\n+$/, ''));
    }
    this.focus();
  }

  key(event) {
    if (event.isComposing || event.altKey || event.metaKey) return;
    const { value, selectionStart, selectionEnd } = this.input;
    const name = (event.ctrlKey ? 'Ctrl-' : '') + event.key;
    if (this.search && name !== 'Ctrl-r' && !/^.$|^Shift$|^Control$|^Backspace$|^Delete$/.test(name)) {
      this.endSearch(name !== 'Escape' && name !== 'Ctrl-c' && name !== 'Ctrl-g');
      if (name !== 'Enter') {
        event.preventDefault();
        return;
      }
    }
    const offered = this.offered && !this.busy && value === '';
    const deeds = {
      'Enter': () => offered ? this.take() : this.submit(),
      'Tab': () => this.complete(),
      'ArrowUp': () => this.recall(-1),
      'ArrowDown': () => this.recall(1),
      'Ctrl-p': () => this.recall(-1),
      'Ctrl-n': () => this.recall(1),
      'Ctrl-r': () => this.startSearch(),
      'Ctrl-c': () => this.giveUp(),
      'Ctrl-d': () => this.endOfInput(),
      'Ctrl-l': () => this.screen.reset(),
      'Ctrl-a': () => this.input.setSelectionRange(0, 0),
      'Ctrl-e': () => this.input.setSelectionRange(value.length, value.length),
      'Ctrl-u': () => { this.input.setRangeText('', 0, selectionEnd, 'end'); this.typed(); },
      'Ctrl-k': () => { this.input.setRangeText('', selectionStart, value.length, 'end'); this.typed(); },
    };
    if (offered) Object.assign(deeds, { 'PageDown': deeds.Enter, 'Escape': () => this.offered.refused() });
    if (value === '' && this.below > this.line) deeds[' '] = deeds['PageDown'] = () => this.page.scrollBy(0, this.page.clientHeight - 2 * this.line);
    if (!deeds[name] || event.shiftKey && name !== 'Enter') return;
    if (name === 'Tab' && value.trim() === '') return;
    if (name === 'Ctrl-c' && String(getSelection()) !== '') return;
    if (name === 'ArrowUp' && value.lastIndexOf('\n', selectionStart - 1) >= 0) return;
    if (name === 'ArrowDown' && value.indexOf('\n', selectionEnd) >= 0) return;
    event.preventDefault();
    deeds[name]();
  }

  recall(step) {
    const at = this.at === null ? history.length : this.at;
    const to = at + step;
    if (to < 0 || to > history.length) return;
    if (at === history.length) this.draft = this.input.value;
    this.at = to;
    this.input.value = to === history.length ? this.draft : history[to];
    this.typed();
  }

  startSearch() {
    if (this.search) {
      this.search.from--;
      this.find();
      return;
    }
    this.search = { prompt: this.prompt.textContent, from: history.length - 1, found: '' };
    this.input.value = '';
    this.find();
  }

  find() {
    const wanted = this.input.value;
    let i = Math.min(this.search.from, history.length - 1);
    while (i >= 0 && !history[i].includes(wanted)) i--;
    if (i >= 0) this.search.from = i;
    this.search.found = i >= 0 && wanted !== '' ? history[i] : '';
    this.prompt.textContent = this.words('search') + ' ' + this.search.found + ' ← ';
  }

  endSearch(take) {
    this.prompt.textContent = this.search.prompt;
    this.input.value = take ? this.search.found : '';
    this.search = null;
    this.typed();
  }

  async complete() {
    const { value, selectionStart } = this.input;
    const line = value.slice(0, selectionStart);
    const words = line.split(/\s+/);
    const word = words.pop();
    const found = await this.lab.call('complete', this.number, words.filter(w => w !== ''), word);
    if (found.length === 0) return;
    let common = found[0];
    for (const other of found) while (!other.startsWith(common)) common = common.slice(0, -1);
    if (common.length > word.length) this.insert(common.slice(word.length));
    if (found.length === 1) {
      if (!/[/:=]$/.test(common)) this.insert(' ');
    } else if (common.length === word.length) {
      this.write(this.prompt.textContent + this.input.value + '\n', 'quiet');
      const width = Math.max(...found.map(w => w.length)) + 2;
      const each = Math.max(1, Math.floor(this.columns / width));
      for (let i = 0; i < found.length; i += each) {
        this.write(found.slice(i, i + each).map(w => w.padEnd(width)).join('').trimEnd() + '\n');
      }
      this.toEnd();
    }
  }

  giveUp() {
    this.write(this.prompt.textContent, this.place);
    this.write(this.input.value + '^C\n');
    this.work('interruptLine');
  }

  endOfInput() {
    if (this.input.value !== '') return;
    this.write(this.prompt.textContent + '\n', this.place);
    this.work('endOfInput');
  }

  /** Keys while something runs. */
  press(event) {
    if (event.altKey || event.metaKey) return;
    const plain = {
      Enter: '\r', Backspace: '\x7f', Tab: '\t', Escape: '\x1b', ArrowUp: '\x1b[A', ArrowDown: '\x1b[B',
      ArrowRight: '\x1b[C', ArrowLeft: '\x1b[D', Home: '\x1b[H', End: '\x1b[F', Delete: '\x1b[3~',
      PageUp: '\x1b[5~', PageDown: '\x1b[6~',
    };
    if (event.ctrlKey && event.key === 'c') {
      if (String(getSelection()) !== '') return;
      event.preventDefault();
      this.lab.call('interrupt', this.number);
    } else if (event.ctrlKey && /^[a-z\\]$/.test(event.key)) {
      event.preventDefault();
      this.lab.call('type', this.number, String.fromCharCode(event.key.charCodeAt(0) & 31));
    } else if (!event.ctrlKey && !event.shiftKey && plain[event.key]) {
      event.preventDefault();
      this.lab.call('type', this.number, plain[event.key]);
    }
  }

  send() {
    if (this.keys.value !== '') this.lab.call('type', this.number, this.keys.value);
    this.keys.value = '';
  }
}
