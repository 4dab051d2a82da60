// The page's side of the lab, which runs in a worker.
/** What may leave the lab another one. */
const DEEDS = new Set(['run', 'load', 'endOfInput', 'interruptLine', 'leave']);

/** Calls into the worker, each of which is answered once. */
class Lab {
  /**
   * Begins to unpack the engine, which takes a second or two; what is called meanwhile waits until the lab is open.
   *
   * @param packed the parts of the worker's script, as gzip, seven bits a character: what it begins with, and what it reads later
   * @param hear what the worker says unasked: `print`, `file` or `keep`
   */
  constructor(packed, hear) {
    this.calls = new Map();
    this.count = 0;
    this.done = () => {};
    this.opened = new Promise(done => { this.open = (...lab) => done(this.unpack(packed, hear).then(() => this.boot(...lab))); });
  }

  async unpack(packed, hear) {
    await painted();
    const first = await script(packed[0]);
    const begun = this.begin(first, hear);
    performance.mark('unpacked');
    // While the worker reads the first half.
    const late = await Promise.all(packed.slice(1).map(script));
    this.worker.postMessage(late);
    if (!(await begun).parts) {
      this.worker.terminate();
      const whole = this.begin(new Blob([first, ...late], { type: 'text/javascript' }), hear);
      this.worker.postMessage([]);
      await whole;
    }
    performance.mark('compiled');
  }

  /** A worker, and what it says first: whether it may read a half of its script later. */
  begin(script, hear) {
    this.worker = new Worker(URL.createObjectURL(script));
    return new Promise((done, failed) => {
      this.worker.onerror = event => failed(new Error(event.message));
      this.worker.onmessage = ({ data }) => {
        if (data.ready) done(data);
        else if (data.id) this.answer(data);
        else hear(data);
      };
    });
  }

  /** Boots the lab, with what was kept the last time. */
  async boot(engine, images, seed, language) {
    for (const [name, text] of stored.all()) this.send('remember', name, text);
    await this.send('open', engine, images, seed, language);
    performance.mark('booted');
  }

  /** Whether a browser can have one. */
  static get isPossible() {
    return typeof DecompressionStream !== 'undefined' && typeof Worker !== 'undefined' && typeof ResizeObserver !== 'undefined';
  }

  async call(name, ...args) {
    await this.opened;
    return this.send(name, ...args);
  }

  send(name, ...args) {
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

/** What is on the page is seen before the page goes on; in a window that nobody sees it does not wait long. */
const painted = () => new Promise(done => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 100);
});
/** A packed script. */
const script = async packed => {
  const octets = spelled(await through(fromSevenBits(packed), new DecompressionStream('gzip')));
  return new Blob([octets], { type: 'text/javascript' });
};
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const fromBase64 = text => {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
};
/** The engine's parts, which stand in this page. */
function packedLab() {
  return [...document.querySelectorAll('.lab')].map(part => {
    part.remove();
    return part.textContent;
  });
}
const UNKEPT = [0, 0, 13, 60];
/** Octets of a text that has seven bits a character; those that HTML does not keep stand higher, most with nine bits more. */
const fromSevenBits = text => {
  const bytes = new Uint8Array(text.length * 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    held = c < 512 ? held << 7 | c & 127 : (held << 7 | UNKEPT[c >> 9]) << 9 | c & 511;
    bits += c < 512 ? 7 : 16;
    while (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
    }
  }
  return bytes.subarray(0, at);
};
/** A script with the octets that stand for more spelled out, as a line of JSON before it says. */
const spelled = bytes => {
  const end = bytes.indexOf(10);
  const [size, longer] = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const written = [];
  for (const octet in longer) written[octet] = new TextEncoder().encode(longer[octet]);
  const script = new Uint8Array(size);
  let to = 0;
  for (let i = end + 1; i < bytes.length; i++) {
    const text = written[bytes[i]];
    if (text) for (let k = 0; k < text.length; k++) script[to++] = text[k];
    else script[to++] = bytes[i];
  }
  return script;
};
const toBase64 = bytes => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
};
