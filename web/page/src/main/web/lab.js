// The page's side of the lab, which runs in a worker.
/** What may leave the lab another one. */
const DEEDS = new Set(['run', 'load', 'endOfInput', 'interruptLine', 'leave']);

/** Calls into the worker, each of which is answered once. */
class Lab {
  /**
   * Opens no lab yet.
   *
   * @param packed the script of the worker, as gzip, seven bits a character
   * @param hear what the worker says unasked: `print`, `file` or `keep`
   */
  static async begin(packed, hear) {
    const script = await through(fromSevenBits(packed), new DecompressionStream('gzip'));
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    performance.mark('unpacked');
    const lab = new Lab(worker);
    await new Promise((done, failed) => {
      worker.onerror = event => failed(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data.ready) done();
        else if (data.id) lab.answer(data);
        else hear(data);
      };
    });
    performance.mark('compiled');
    return lab;
  }

  /** Whether a browser can have one. */
  static get isPossible() {
    return typeof DecompressionStream !== 'undefined' && typeof Worker !== 'undefined' && typeof ResizeObserver !== 'undefined';
  }

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

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const fromBase64 = text => {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
};
/** Octets of a text that has seven bits a character; some stand 256 higher. */
const fromSevenBits = text => {
  const bytes = new Uint8Array(Math.floor(text.length * 7 / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    held = (held << 7 | text.charCodeAt(i) & 127) & 0x3fff;
    bits += 7;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
    }
  }
  return bytes;
};
const toBase64 = bytes => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
};
