// Plays a piece before a class: a scenario, a lesson or a deck, whose next command stands dimly at the prompt until a key runs it.
// What a lesson asks stands there first, without its solution: the class answers, then a key goes on.
const ASKED = /^(?:Predict|Do|Prédire|Faire)$/; // sections of a lesson that ask something of the class
const CHOICE = /^- /;
const LARGE = 28; // pixels of the text, at least

class Presenter {
  /**
   * @param text Markdown, which may be a stranger's
   * @param terminal where its commands are typed
   * @param words the page's, whose language the piece's becomes by its first command
   * @param tell is told the chapter and how far one is, and nothing at the end
   */
  constructor(text, terminal, words, tell) {
    this.steps = Presenter.steps(text);
    const language = Presenter.language(text);
    if (language && language !== words.language) this.steps.unshift({ headings: this.steps[0].headings, command: 'lang ' + language });
    this.terminal = terminal;
    this.words = words;
    this.tell = tell;
    this.at = 0;
    const style = document.documentElement.style;
    this.size = style.getPropertyValue('--size');
    style.setProperty('--size', Math.max(LARGE, parseInt(getComputedStyle(document.documentElement).getPropertyValue('--size'), 10)) + 'px');
    terminal.measure();
    terminal.focus();
    this.next();
  }

  /** The language that the front matter names, if it does. */
  static language(text) {
    const front = /^---\r?\n([^]*?)\r?\n---/.exec(text);
    const named = front && /^lang: *["']?(en|fr)\b/m.exec(front[1]);
    return named ? named[1] : undefined;
  }

  /** The commands of the blocks of a Markdown text, and what a lesson asks, each with the headings that it stands below, by their level. */
  static steps(text) {
    const steps = [];
    let headings = [];
    let fresh = false;
    let block;
    let asked;
    for (const line of text.replace(/\r\n?/g, '\n').replace(/<!--[^]*?(?:-->|$)/g, comment => Presenter.other(comment) ? comment : '').split('\n')) {
      const fence = /^ {0,3}```+\s*([\w-]*)/.exec(line);
      const heading = /^(#+) +(.*)/.exec(line);
      const other = Presenter.other(line);
      if (fence && block) {
        if (/^(?:|bash|sh|shell|console|shell-session|sh-session)$/.test(block.kind)) {
          for (const command of Presenter.commands(block)) steps.push({ headings, command });
        }
        block = undefined;
      } else if (fence) block = { kind: fence[1], lines: [] };
      else if (block) block.lines.push(line);
      else if (heading) {
        (headings = headings.slice(0, heading[1].length))[heading[1].length] = { any: heading[2] };
        asked = heading[1].length === 3 && ASKED.test(heading[2]) ? { headings, asked: [] } : undefined;
        if (asked) steps.push(asked);
      } else if (asked && !other) asked.asked.push(line);
      else if (other && fresh) headings[headings.length - 1][other[1]] = other[2];
      fresh = heading !== null && !block || fresh && line.trim() === '';
    }
    return steps;
  }

  /** What a lesson asks, as a terminal shows it: a paragraph on one line, and what one chooses from by letters. */
  static question({ asked }) {
    let choices = 0;
    return asked.join('\n').trim().split(/\n(?=\n|- )/).map(part => part.trim().replace(/\n/g, ' '))
      .map(part => CHOICE.test(part) ? part.replace(CHOICE, '  ' + String.fromCharCode(97 + choices++) + ') ') : '\n' + part)
      .join('\n') + '\n\n';
  }

  /** What a heading is called in another language, as the comment below it says. */
  static other(line) {
    return /^<!-- (en|fr): (.*) -->$/.exec(line);
  }

  /** Where a step stands, in a language: the title of the whole is said only where there is nothing below it. */
  static chapter({ headings }, language) {
    const below = headings.filter((heading, level) => heading && (level > 1 || headings.length <= 2));
    return below.map(heading => heading[language] || heading.any).join(' · ');
  }

  /** Where a block shows prompts, what stands after them is typed, and the rest is what came out; `#` begins a comment of a script. */
  static commands({ kind, lines }) {
    const script = /^(?:bash|sh|shell)$/.test(kind);
    const prompt = script ? /^(?:([\w.@-]+[$#]|lab>) |\$ )/ : /^(?:([\w.@-]+[$#]|lab>) |[$#] |\/ # )/;
    const shown = lines.some(line => prompt.test(line));
    if (!shown && !script) return [];
    const commands = [];
    let open = false;
    for (const line of lines) {
      const begun = prompt.exec(line);
      if (open) commands[commands.length - 1] += '\n' + line.replace(/^> /, '');
      else if (begun) commands.push(begun[1] ? line : line.slice(begun[0].length));
      else if (!shown && line.trim() && !line.startsWith('#')) commands.push(line);
      else if (shown && commands.length > 0 && line.startsWith('> ')) commands[commands.length - 1] += line.replace('> ', '\n');
      open = commands.length > 0 && line.endsWith('\\') && (open || !shown || begun !== null);
    }
    return commands;
  }

  /** Offers the next command; several lines of a script are one where the shell asks for more. */
  async next() {
    if (this.at >= this.steps.length) {
      this.end();
      return;
    }
    this.step = this.steps[this.at];
    let { command } = this.steps[this.at++];
    if (this.step.asked) {
      this.terminal.write(Presenter.question(this.step));
      command = '';
    }
    while (command !== '' && this.at < this.steps.length && !this.steps[this.at].asked && await this.terminal.lab.call('isIncomplete', this.terminal.number, command)) {
      command += '\n' + this.steps[this.at++].command;
    }
    this.say();
    this.terminal.offer({ command, taken: () => this.next(), refused: () => this.end() });
  }

  /** Says where one is, in the page's language. */
  say() {
    this.tell(Presenter.chapter(this.step, this.words.language), this.at, this.steps.length);
  }

  end() {
    this.terminal.offer(undefined);
    if (this.size) document.documentElement.style.setProperty('--size', this.size);
    else document.documentElement.style.removeProperty('--size');
    this.terminal.measure();
    this.tell();
  }
}
