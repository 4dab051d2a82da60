package passerelle.sim.userland.ping;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.packet.Payload;

/** What replies tell of the way that they have gone (ping.c:pr_options). */
final class WayText {
  private static final int NO_OPERATION = 1;
  private static final int RECORD_ROUTE = 7;
  private static final int TIMESTAMP = 68;

  private final Function<IpAddress, String> names;
  private byte[] lastRoute = {};
  private StringBuilder out = new StringBuilder();

  WayText(Function<IpAddress, String> names) {
    this.names = names;
  }

  /** Behind a reply's line; empty without options. */
  String of(Payload options) {
    out = new StringBuilder();
    ByteBuffer octets = ByteBuffer.wrap(options.toBytes());
    while (octets.remaining() > 1) {
      int kind = octets.get();
      if (kind != NO_OPERATION) {
        int length = octets.get(octets.position());
        ByteBuffer option = octets.slice(octets.position() + 1, length - 2);
        octets.position(octets.position() + length - 1);
        if (kind == RECORD_ROUTE) {
          route(option);
        } else if (kind == TIMESTAMP) {
          times(option);
        }
      }
    }
    return out.toString();
  }

  private void route(ByteBuffer option) {
    option.limit(option.get() - 3);
    byte[] route = new byte[option.remaining()];
    option.get(route).position(1);
    if (Arrays.equals(route, lastRoute)) {
      out.append("\t(same route)");
      return;
    }
    lastRoute = route;
    out.append("\nRR: ");
    while (option.hasRemaining()) {
      out.append(address(option)).append('\n');
    }
  }

  private String address(ByteBuffer option) {
    return "\t" + names.apply(new Ipv4Address(option.getInt()));
  }

  private void times(ByteBuffer option) {
    option.limit(option.get() - 3);
    int flags = option.get();
    boolean withAddresses = (flags & 0xf) != 0;
    out.append("\nTS: ");
    long last = 0;
    while (option.hasRemaining()) {
      if (withAddresses) {
        out.append(address(option));
      }
      long time = option.getInt() & 0xffff_ffffL;
      out.append('\t').append(last == 0 ? time + " absolute" : "" + (time - last)).append('\n');
      last = time;
    }
    if (flags >> 4 != 0) {
      out.append("Unrecorded hops: ").append(flags >> 4 & 0xf).append('\n');
    }
  }
}
