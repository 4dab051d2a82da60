// The lab's side of the page. The engine's first half stands before this, with what it exports in `lab`, and the lessons in `course`.
const WAIT = 25; // milliseconds that a text may wait for more
const MOST = 8192; // characters that are sent at once
const REST = 250; // milliseconds in which nothing is asked, before what may be asked next is made ready
const FIRST_REST = 25; // the first time: whoever opens the page types, and does not wait for the answer
let texts = [];
let size = 0;
let sent = 0;
let opened = false;
let asked = 0; // what has not been answered
let ready = async () => {
  ready = () => lab.lookAhead();
  pause = REST;
  await lab.warmUp(false);
  while (late.length > 0) {
    if (asked === 0) run(late.shift());
    await new Promise(done => setTimeout(done, asked === 0 ? 0 : WAIT));
  }
  await lab.warmUp(true);
  return ready();
};
let pause = FIRST_REST;
let resting;
function flush() {
  if (texts.length > 0) postMessage({ print: texts });
  texts = [];
  size = 0;
  sent = performance.now();
}
lab.attach(
  (terminal, text, tone) => {
    const last = texts[texts.length - 1];
    if (last && last[0] === terminal && last[2] === tone) last[1] += text;
    else texts.push([terminal, text, tone]);
    size += text.length;
    if (size > MOST || performance.now() - sent > WAIT) flush();
    else if (texts.length === 1) setTimeout(flush, WAIT);
  },
  (name, content) => postMessage({ file: [name, content.slice()] }),
  (name, text) => {
    postMessage({ keep: [name, text] });
    return true;
  });
// As soon as somebody has a lab and asks nothing of it: at first what most people type first, then what follows the lab.
function rest() {
  if (opened) resting = setTimeout(() => ready().catch(() => {}), pause);
}
async function answer({ data: [id, call, args] }) {
  clearTimeout(resting);
  asked++;
  if (call === 'open') opened = true;
  try {
    const result = await lab[call](...args);
    flush();
    postMessage({ id, result });
  } catch (error) {
    flush();
    postMessage({ id, error: String(error && error.message || error) });
  }
  asked--;
  rest();
}
// The first thing that is told is the second half.
onmessage = ({ data }) => {
  late = data;
  onmessage = answer;
};
for (const [language, name, text] of course) lab.addLesson(language, name, text);
postMessage({ ready: true, parts: mayRun() });
