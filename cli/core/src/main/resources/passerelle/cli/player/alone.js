// The player alone in a page, with the trace that stands there.
{
  const drawing = document.getElementById('drawing');
  const trace = JSON.parse(document.getElementById('trace').textContent);
  window.player = new PacketPlayer(document.getElementById('player'), trace, drawing.querySelector('svg'));
  drawing.remove();
  document.body.dataset.ready = 'yes';
}
