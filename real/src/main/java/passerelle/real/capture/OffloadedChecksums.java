package passerelle.real.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import passerelle.packet.codec.Checksum;

/**
 * Checksums that the kernel has left to the device. Behind a veth pair nobody computes them: a
 * capture shows what stands there meanwhile, the sum of the pseudo header (CHECKSUM_PARTIAL,
 * Documentation/networking/checksum-offloads.rst).
 */
public final class OffloadedChecksums {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 0x0800;
  private static final int IP_HEADER = 20;
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP_HEADER = 8;
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;

  private OffloadedChecksums() {}

  /**
   * The frame as it would be on a wire: TCP's and UDP's checksum filled in, in an ICMP error's
   * quoted packet, too. Other frames stay as they are.
   */
  public static byte[] complete(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    boolean ipv4 = frame.length >= ETHERNET + IP_HEADER && in.getShort(12) == IPV4;
    if (!ipv4) {
      return frame;
    }
    byte[] whole = Arrays.copyOf(frame, frame.length);
    completePacket(ByteBuffer.wrap(whole, ETHERNET, frame.length - ETHERNET).slice());
    return whole;
  }

  private static void completePacket(ByteBuffer packet) {
    int header = (packet.get(0) & 0xf) * 4;
    int length = packet.getShort(2) & 0xffff;
    boolean fragment = (packet.getShort(6) & MORE_FRAGMENTS_OR_OFFSET) != 0;
    if (fragment || header < IP_HEADER || length > packet.limit() || length < header) {
      return;
    }
    int protocol = packet.get(9) & 0xff;
    ByteBuffer transport = packet.slice(header, length - header);
    if (protocol == TCP && transport.limit() > TCP_CHECKSUM + 1) {
      fill(packet, transport, TCP_CHECKSUM, protocol);
    } else if (protocol == UDP && transport.limit() > UDP_CHECKSUM + 1) {
      fill(packet, transport, UDP_CHECKSUM, protocol);
    } else if (protocol == ICMP && isError(transport)) {
      completePacket(transport.slice(ICMP_HEADER, transport.limit() - ICMP_HEADER));
      transport.putShort(2, (short) 0);
      transport.putShort(2, (short) Checksum.of(sum(transport)));
    }
  }

  /** A UDP datagram without a checksum keeps none. */
  private static void fill(ByteBuffer packet, ByteBuffer transport, int at, int protocol) {
    if (protocol == UDP && transport.getShort(at) == 0) {
      return;
    }
    transport.putShort(at, (short) 0);
    long sum = sum(packet.slice(12, 8)) + protocol + transport.limit() + sum(transport);
    int checksum = Checksum.of(sum);
    transport.putShort(at, (short) (checksum == 0 && protocol == UDP ? 0xffff : checksum));
  }

  /** Destination unreachable, time exceeded, parameter problem, redirect, with room for a quote. */
  private static boolean isError(ByteBuffer icmp) {
    int type = icmp.limit() < ICMP_HEADER + IP_HEADER ? 0 : icmp.get(0);
    return type == 3 || type == 5 || type == 11 || type == 12;
  }

  private static long sum(ByteBuffer octets) {
    long sum = 0;
    for (int i = 0; i < octets.limit(); i++) {
      int octet = octets.get(i) & 0xff;
      sum += i % 2 == 0 ? octet << 8 : octet;
    }
    return sum;
  }
}
