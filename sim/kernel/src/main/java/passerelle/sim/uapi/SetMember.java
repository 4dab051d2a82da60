package passerelle.sim.uapi;

import passerelle.addr.IpAddress;

/**
 * What is in a set ({@code IPSET_ATTR_DATA}).
 *
 * @param address its address as 32 bits; 0 where the type has none
 * @param length bits of the network, 32 for a host
 * @param protocol IP protocol number; 0 where the type has no ports
 * @param port a port, or ICMP's type and code in an octet each
 */
public record SetMember(int address, int length, int protocol, int port) {
  private static final int HOST = 32;

  /** A host. */
  public static SetMember host(int address) {
    return new SetMember(address, HOST, 0, 0);
  }

  /** A network, whose host bits are cleared. */
  public static SetMember network(int address, int length) {
    return new SetMember(address & mask(length), length, 0, 0);
  }

  /** The same with a port. */
  public SetMember with(int ofProtocol, int number) {
    return new SetMember(address, length, ofProtocol, number);
  }

  /** The same as part of a larger network. */
  public SetMember within(int bits) {
    return new SetMember(address & mask(bits), bits, protocol, port);
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << HOST - length;
  }

  public boolean isHost() {
    return length == HOST;
  }

  public IpAddress network() {
    return IpAddress.of(address);
  }
}
