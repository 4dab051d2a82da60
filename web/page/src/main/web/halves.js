"use strict";
// The engine comes in two halves: what stands for a function of the second one reads that first.
let late; // Blobs with the pieces of the second one, there before the engine is asked anything
/** Reads what has not been read. */
const readLate = () => {
  while (late.length > 0) run(late.shift());
};
/** Runs one more script. Its address is our own: a page from file:// has no origin that another's could be the same as. */
const run = script => {
  const address = URL.createObjectURL(script);
  try {
    importScripts(address);
  } finally {
    URL.revokeObjectURL(address);
  }
};
/** Whether the policy of the page lets a script come later. */
const mayRun = () => {
  try {
    run(new Blob([''], { type: 'text/javascript' }));
    return true;
  } catch {
    return false;
  }
};
/** A method of the second half, until that is read. */
const later = name => function (...given) {
  readLate();
  return this[[name].flat()[0]](...given);
};
/** Gives a class of the first half what methods it has in the second: in turn their names and functions. */
const give = (type, methods) => {
  for (let i = 0; i < methods.length; i += 2) for (const name of [methods[i]].flat()) type.prototype[name] = methods[i + 1];
};
