package passerelle.real.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A message from the kernel.
 *
 * @param type {@code nlmsg_type}
 * @param flags {@code nlmsg_flags}
 * @param sequence number of the request that it answers
 * @param payload what follows the header
 */
public record NetlinkMessage(int type, int flags, int sequence, byte[] payload) {
  private static final int HEADER = NetlinkRequest.HEADER;

  /** Reads the message that begins at the buffer's position, and moves past it. */
  static NetlinkMessage read(ByteBuffer in) {
    int start = in.position();
    int length = in.getInt();
    int type = in.getShort() & 0xffff;
    int flags = in.getShort() & 0xffff;
    int sequence = in.getInt();
    byte[] payload = new byte[Math.max(0, Math.min(length, in.limit() - start) - HEADER)];
    in.position(start + HEADER);
    in.get(payload);
    in.position(Math.min(in.limit(), start + aligned(Math.max(length, HEADER))));
    return new NetlinkMessage(type, flags, sequence, payload);
  }

  static int aligned(int length) {
    return (length + 3) & ~3;
  }

  /** A field of one octet of the structure. */
  public int u8(int at) {
    return payload[at] & 0xff;
  }

  /** A field of two octets. */
  public int u16(int at) {
    return buffer().getShort(at) & 0xffff;
  }

  /** A field of four octets. */
  public int u32(int at) {
    return buffer().getInt(at);
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder());
  }

  /**
   * The attributes behind the structure.
   *
   * @param structure the structure's length in octets
   */
  public Attributes attributes(int structure) {
    int start = Math.min(aligned(structure), payload.length);
    return Attributes.read(buffer().position(start));
  }
}
