package passerelle.packet;

/** What an Ethernet frame carries. */
public sealed interface L3Packet permits ArpPacket, IpPacket, VlanPacket, RawL3Packet {

  /** The EtherType number, 0..65535. */
  int etherType();

  /** Octets on the wire. */
  int length();
}
