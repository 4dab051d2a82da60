package passerelle.real.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A message to the kernel in the making: header, the fixed structure of its type, attributes
 * ({@code struct nlmsghdr}, {@code struct rtattr}). Numbers are in the machine's byte order unless
 * the method says otherwise; structure and attributes begin at multiples of four octets.
 */
public final class NetlinkRequest {
  /** {@code NLM_F_REQUEST}. */
  public static final int REQUEST = 0x1;

  /** {@code NLM_F_ACK}: answer also where all went well. */
  public static final int ACK = 0x4;

  /** {@code NLM_F_ROOT | NLM_F_MATCH}: all objects. */
  public static final int DUMP = 0x300;

  /** {@code NLM_F_EXCL}: fail when the object is there. */
  public static final int EXCL = 0x200;

  /** {@code NLM_F_CREATE}: make the object where it is missing. */
  public static final int CREATE = 0x400;

  static final int HEADER = 16;
  private static final int NESTED = 0x8000;
  private static final int SEQUENCE_AT = 8;

  private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
  private final Deque<Integer> open = new ArrayDeque<>();

  /**
   * Begins a message.
   *
   * @param type {@code nlmsg_type}, such as {@link Rtnetlink#NEWLINK}
   * @param flags {@code NLM_F_*} beside {@link #REQUEST}, which is always set
   */
  public NetlinkRequest(int type, int flags) {
    out.putInt(0).putShort((short) type).putShort((short) (flags | REQUEST)).putInt(0).putInt(0);
  }

  /** The structure and all attributes as another message had them. */
  public NetlinkRequest payload(byte[] value) {
    room(value.length + 4).put(value);
    return pad();
  }

  private ByteBuffer room(int octets) {
    if (out.remaining() < octets) {
      ByteBuffer larger =
          ByteBuffer.allocate(2 * (out.position() + octets)).order(ByteOrder.nativeOrder());
      out = larger.put(out.flip());
    }
    return out;
  }

  /** A field of one octet of the structure. */
  public NetlinkRequest u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  /** A field of two octets. */
  public NetlinkRequest u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  /** A field of four octets. */
  public NetlinkRequest u32(int value) {
    room(4).putInt(value);
    return this;
  }

  /** An attribute of any content. */
  public NetlinkRequest attribute(int type, byte[] value) {
    room(8 + value.length);
    out.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    return pad();
  }

  /** An attribute of one octet. */
  public NetlinkRequest attribute8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  /** An attribute of four octets in the machine's order. */
  public NetlinkRequest attribute32(int type, int value) {
    room(8).putShort((short) 8).putShort((short) type).putInt(value);
    return this;
  }

  /** A name, with the zero octet that ends it. */
  public NetlinkRequest attribute(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return attribute(type, Arrays.copyOf(text, text.length + 1));
  }

  /** Begins an attribute that consists of attributes. */
  public NetlinkRequest nest(int type) {
    room(4);
    open.push(out.position());
    out.putShort((short) 0).putShort((short) (type | NESTED));
    return this;
  }

  /** Ends the attribute that was begun last. */
  public NetlinkRequest end() {
    int start = open.pop();
    out.putShort(start, (short) (out.position() - start));
    return this;
  }

  private NetlinkRequest pad() {
    while (out.position() % 4 != 0) {
      room(1).put((byte) 0);
    }
    return this;
  }

  /** The finished message under a sequence number. */
  byte[] bytes(int sequence) {
    out.putInt(0, out.position()).putInt(SEQUENCE_AT, sequence);
    return Arrays.copyOf(out.array(), out.position());
  }
}
