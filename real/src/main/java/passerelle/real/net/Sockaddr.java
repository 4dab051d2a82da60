package passerelle.real.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.real.sys.Libc;

/** Addresses as system calls take them ({@code struct sockaddr_in}, {@code sockaddr_in6}). */
final class Sockaddr {
  /** Octets that an address of either family has room in. */
  static final int SIZE = 28;

  private static final int SIZE_4 = 16;

  /** ::ffff:0.0.0.0, below which an IPv6 socket has the IPv4 addresses. */
  private static final long MAPPED = 0xffff_0000_0000L;

  private Sockaddr() {}

  /** The octets of an address for a socket of IPv6, or of IPv4. */
  static byte[] write(SocketAddress address, boolean six) {
    ByteBuffer out = ByteBuffer.allocate(six ? SIZE : SIZE_4);
    out.putShort(0, inNativeOrder(six ? SocketCalls.AF_INET6 : Libc.AF_INET));
    out.putShort(2, (short) address.port());
    if (!six) {
      out.put(4, address.address().toBytes());
    } else if (address.isIpv6()) {
      out.put(8, address.address().toBytes());
    } else {
      out.putLong(16, MAPPED).put(20, address.address().toBytes());
    }
    return out.array();
  }

  /** The address in octets that the kernel wrote; IPv4 also where an IPv6 socket was told. */
  static SocketAddress read(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    int port = in.getShort(2) & 0xffff;
    if (in.getShort(0) == inNativeOrder(Libc.AF_INET)) {
      return new SocketAddress(IpAddress.of(in.getInt(4)), port);
    }
    long high = in.getLong(8);
    long low = in.getLong(16);
    boolean mapped = high == 0 && (low & ~0xffff_ffffL) == MAPPED;
    IpAddress address = mapped ? IpAddress.of((int) low) : new Ipv6Address(high, low);
    return new SocketAddress(address, port);
  }

  private static short inNativeOrder(int family) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return little ? Short.reverseBytes((short) family) : (short) family;
  }
}
