// What a terminal shows: lines of cells, a cursor, and the few escape sequences that our tools write.
const MOST_LINES = 5000;

class Screen {
  constructor(out) {
    this.out = out;
    this.rows = 24;
    this.saved = null;
    this.reset();
  }

  reset() {
    this.out.replaceChildren();
    this.lines = [];
    this.row = 0;
    this.column = 0;
    this.style = '';
    this.rest = '';
    this.dirty = new Set();
    this.line(0);
  }

  line(row) {
    while (this.lines.length <= row) {
      const element = document.createElement('div');
      this.out.append(element);
      this.lines.push({ cells: [], element });
    }
    return this.lines[row];
  }

  top() {
    return Math.max(0, this.lines.length - this.rows);
  }

  write(text, tone) {
    const all = this.rest + text;
    this.rest = '';
    for (let i = 0; i < all.length;) {
      const character = String.fromCodePoint(all.codePointAt(i));
      if (character === '\x1b') {
        const found = /^\x1b(?:\[([?>]?)([0-9;]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[78=>cM])/.exec(all.slice(i, i + 300));
        if (found) {
          if (found[3]) this.control(found[1], found[2], found[3]);
          i += found[0].length;
          continue;
        }
        if (all.length - i < 300) {
          this.rest = all.slice(i);
          break;
        }
      }
      this.put(character, tone);
      i += character.length;
    }
    this.show();
  }

  put(character, tone) {
    switch (character) {
      case '\n':
        this.row++;
        this.column = 0;
        this.line(this.row);
        break;
      case '\r':
        this.column = 0;
        break;
      case '\b':
        this.column = Math.max(0, this.column - 1);
        break;
      case '\t': {
        const end = this.column + 8 - this.column % 8;
        while (this.column < end) this.cell(' ', tone);
        break;
      }
      default:
        if (character >= ' ' && character !== '\x7f') this.cell(character, tone);
    }
  }

  cell(character, tone) {
    const { cells } = this.line(this.row);
    while (cells.length < this.column) cells.push([' ', '']);
    cells[this.column++] = [character, tone && tone !== 'plain' ? tone : this.style];
    this.dirty.add(this.row);
  }

  control(mark, list, kind) {
    const numbers = list.split(';').map(Number);
    const count = Math.max(1, numbers[0]);
    const { cells } = this.line(this.row);
    switch (kind) {
      case 'A': this.row = Math.max(this.top(), this.row - count); break;
      case 'B': this.row += count; break;
      case 'C': this.column += count; break;
      case 'D': this.column = Math.max(0, this.column - count); break;
      case 'G': this.column = count - 1; break;
      case 'd': this.row = this.top() + count - 1; break;
      case 'H': case 'f':
        this.row = this.top() + Math.min(this.rows, count) - 1;
        this.column = Math.max(1, numbers[1] || 1) - 1;
        break;
      case 'K':
        if (numbers[0] === 2) cells.length = 0;
        else if (numbers[0] === 1) for (let i = 0; i <= this.column && i < cells.length; i++) cells[i] = [' ', ''];
        else cells.length = Math.min(cells.length, this.column);
        break;
      case 'J': {
        if (numbers[0] === 3) {
          this.forget(this.top());
          break;
        }
        const from = numbers[0] === 0 ? this.row + 1 : this.top();
        if (numbers[0] === 0) cells.length = Math.min(cells.length, this.column);
        for (let row = from; row < this.lines.length; row++) {
          this.lines[row].cells.length = 0;
          this.dirty.add(row);
        }
        break;
      }
      case 'P': cells.splice(this.column, count); break;
      case '@': cells.splice(this.column, 0, ...Array(count).fill([' ', ''])); break;
      case 'X': for (let i = 0; i < count && this.column + i < cells.length; i++) cells[this.column + i] = [' ', '']; break;
      case 'm': this.paint(numbers); break;
      case 'h': if (mark === '?' && numbers.includes(1049)) this.other(); return;
      case 'l': if (mark === '?' && numbers.includes(1049)) this.back(); return;
      default: return;
    }
    this.row = Math.min(this.row, this.top() + this.rows - 1);
    this.line(this.row);
    this.dirty.add(this.row);
  }

  paint(numbers) {
    for (const n of numbers) {
      if (n === 0) this.style = '';
      else if (n === 1) this.style = 'bold';
      else if (n === 7) this.style = 'reverse';
      else if (n === 31 || n === 91) this.style = 'bad';
      else if (n === 32 || n === 92) this.style = 'good';
      else if (n === 35 || n === 95) this.style = 'changed';
      else if (n === 36 || n === 34 || n === 96 || n === 94) this.style = 'inside';
      else if (n === 39 || n === 22 || n === 27) this.style = '';
    }
  }

  /** A program takes the whole screen: what was there comes back later. */
  other() {
    if (this.saved) return;
    this.saved = { lines: this.lines, row: this.row, column: this.column };
    this.out.replaceChildren();
    this.lines = [];
    this.row = 0;
    this.column = 0;
    this.line(this.rows - 1);
  }

  back() {
    if (!this.saved) return;
    ({ lines: this.lines, row: this.row, column: this.column } = this.saved);
    this.saved = null;
    this.dirty.clear();
    this.out.replaceChildren(...this.lines.map(line => line.element));
  }

  /** Takes lines away that were first. */
  forget(count) {
    this.lines.splice(0, count).forEach(line => line.element.remove());
    this.row -= count;
    this.dirty = new Set([...this.dirty].map(row => row - count));
  }

  /** A prompt comes: what is empty below the cursor is no longer there. */
  settle() {
    while (this.lines.length > this.row + 1 && this.lines[this.lines.length - 1].cells.length === 0) this.lines.pop().element.remove();
  }

  /** The line that the cursor is on, without a new one. */
  atStart() {
    return this.lines[this.row].cells.length === 0;
  }

  show() {
    for (const row of this.dirty) {
      const line = this.lines[row];
      if (!line) continue;
      line.element.replaceChildren();
      let run = '';
      let style = '';
      const end = () => {
        if (run === '') return;
        if (style === '') line.element.append(run);
        else {
          const span = document.createElement('span');
          span.className = style;
          span.textContent = run;
          line.element.append(span);
        }
        run = '';
      };
      for (const [character, wanted] of line.cells) {
        if (wanted !== style) {
          end();
          style = wanted;
        }
        run += character;
      }
      end();
    }
    this.dirty.clear();
    const over = this.lines.length - MOST_LINES;
    if (over > 0 && !this.saved) this.forget(over);
  }
}
