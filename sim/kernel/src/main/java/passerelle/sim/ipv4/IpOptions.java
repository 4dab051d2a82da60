package passerelle.sim.ipv4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.lab.LabDate;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Payload;

/**
 * What a packet notes of its way when its sender wants it to: addresses, and times (RFC 791 section
 * 3.1; net/ipv4/ip_options.c).
 */
final class IpOptions {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int RECORD_ROUTE = 7;
  private static final int TIMESTAMP = 68;
  private static final int TIMES_ONLY = 0;
  private static final int TIMES_WITH_ADDRESSES = 1;

  /** Octets of an address, and of a time. */
  private static final int WORD = 4;

  private static final long DAY = 86_400_000L;

  private IpOptions() {}

  /**
   * The header with notes of a machine that the packet leaves or has come to ({@code
   * ip_options_build}, {@code ip_options_compile}); the same one without such options.
   *
   * @param address of the machine, on the side where the packet leaves it or ends
   * @param near the same towards the sender, which stands beside a time
   * @param now virtual time in nanoseconds
   * @param came whether it is counted where there is no more room for a time
   */
  static Ipv4Header noted(
      Ipv4Header header, IpAddress address, IpAddress near, long now, boolean came) {
    if (header.options().length() == 0) {
      return header;
    }
    ByteBuffer octets = ByteBuffer.wrap(header.options().toBytes());
    int at = 0;
    while (at + 1 < octets.limit() && octets.get(at) != END) {
      if (octets.get(at) == NO_OPERATION) {
        at++;
        continue;
      }
      if (octets.get(at) == RECORD_ROUTE && hasRoom(octets, at, WORD)) {
        write(octets, at, ((Ipv4Address) address).bits());
      } else if (octets.get(at) == TIMESTAMP) {
        int time = (int) (LabDate.at(now).toEpochMilli() % DAY);
        noteTime(octets, at, ((Ipv4Address) near).bits(), time, came);
      }
      at += Math.max(2, octets.get(at + 1));
    }
    return header.withOptions(Payload.of(octets.array()));
  }

  /** What an answer has of the options of a question ({@code __ip_options_echo}). */
  static Payload echoed(Payload options) {
    ByteBuffer from = ByteBuffer.wrap(options.toBytes());
    ByteBuffer to = ByteBuffer.allocate(from.limit());
    while (from.remaining() > 1 && from.get(from.position()) != END) {
      int kind = from.get(from.position());
      int length = kind == NO_OPERATION ? 1 : Math.max(2, from.get(from.position() + 1));
      if (kind == RECORD_ROUTE || kind == TIMESTAMP) {
        to.put(from.slice(from.position(), length));
      }
      from.position(from.position() + length);
    }
    return Payload.of(Arrays.copyOf(to.array(), (to.position() + 3) / 4 * 4));
  }

  private static void noteTime(ByteBuffer octets, int at, int address, int time, boolean came) {
    int flags = octets.get(at + 3);
    boolean withAddress = (flags & 0xf) == TIMES_WITH_ADDRESSES;
    if (!withAddress && (flags & 0xf) != TIMES_ONLY) {
      return;
    }
    if (hasRoom(octets, at, withAddress ? 2 * WORD : WORD)) {
      if (withAddress) {
        write(octets, at, address);
      }
      write(octets, at, time);
    } else if (came) {
      octets.put(at + 3, (byte) (flags + 0x10));
    }
  }

  private static boolean hasRoom(ByteBuffer octets, int at, int length) {
    return octets.get(at + 2) - 1 + length <= octets.get(at + 1);
  }

  /** Where the option's pointer says, which moves on. */
  private static void write(ByteBuffer octets, int at, int word) {
    int pointer = octets.get(at + 2);
    octets.putInt(at + pointer - 1, word);
    octets.put(at + 2, (byte) (pointer + WORD));
  }
}
