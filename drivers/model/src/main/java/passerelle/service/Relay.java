package passerelle.service;

import passerelle.packet.Payload;

/**
 * One direction of what a proxy relays: what comes from one connection is sent to the other, and no
 * more of it is read than that one takes.
 */
abstract class Relay implements Connection.Listener {
  /** Where it comes from; this listens there. */
  final Connection from;

  /** Where it goes. */
  final Connection to;

  Relay(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public void received(Payload data) {
    to.send(data);
    from.read(!to.isCongested());
  }

  /** What the other direction sends to this one's source has gone: more of it may come. */
  @Override
  public void drained() {
    to.read(true);
  }
}
