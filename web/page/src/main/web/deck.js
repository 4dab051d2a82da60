// Slides: one part at a time, by keys. What is typed in a lab stays there.
const parts = [...document.querySelectorAll('#deck > section')];
let part = 0;
function show(number) {
  part = Math.min(parts.length - 1, Math.max(0, number));
  parts.forEach((each, i) => { each.hidden = i !== part; });
  document.getElementById('place').textContent = part + 1 + ' / ' + parts.length;
  document.getElementById('deck').scrollTop = 0;
  history.replaceState(null, '', '#' + (part + 1));
}
document.getElementById('back').addEventListener('click', () => show(part - 1));
document.getElementById('forward').addEventListener('click', () => show(part + 1));
addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const deeds = {
    ArrowRight: () => show(part + 1), PageDown: () => show(part + 1), n: () => show(part + 1),
    ArrowLeft: () => show(part - 1), PageUp: () => show(part - 1), p: () => show(part - 1),
    Home: () => show(0), End: () => show(parts.length - 1),
    // The next block of this part that was not run.
    Enter: () => document.activeElement === document.body && parts[part].querySelector('passerelle-lab:not([data-done])')?.start(),
  };
  if (!deeds[event.key]) return;
  if (event.key !== 'Enter') event.preventDefault();
  deeds[event.key]();
});
addEventListener('hashchange', () => show(Number(location.hash.slice(1)) - 1 || 0));
show(Number(location.hash.slice(1)) - 1 || 0);
