package passerelle.real.trace;

import passerelle.packet.L3Packet;

/** Numbers packets from 1. */
final class Skbs {
  private long last;

  Skb make(L3Packet packet) {
    return new Skb(++last, packet);
  }
}
