package passerelle.real.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.IpAddress;

/**
 * The attributes of a message by type ({@code struct rtattr}). What is cut short or too short for
 * what it is read as counts as missing.
 */
public final class Attributes {
  private static final int HEADER = 4;

  /** Without the bits for nesting and byte order ({@code NLA_TYPE_MASK}). */
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, byte[]> values = new LinkedHashMap<>();

  private Attributes() {}

  /** Reads from the buffer's position to its end. */
  static Attributes read(ByteBuffer in) {
    Attributes read = new Attributes();
    while (in.remaining() >= HEADER) {
      int start = in.position();
      int length = in.getShort() & 0xffff;
      int type = in.getShort() & TYPE_MASK;
      if (length < HEADER || start + length > in.limit()) {
        break;
      }
      byte[] value = new byte[length - HEADER];
      in.get(value);
      read.values.put(type, value);
      in.position(Math.min(in.limit(), start + NetlinkMessage.aligned(length)));
    }
    return read;
  }

  /** Reads those in a part of a message of our own making. */
  public static Attributes of(byte[] content, int from, int to) {
    return read(ByteBuffer.wrap(content, from, to - from).order(ByteOrder.nativeOrder()));
  }

  /** The types that are there. */
  public Set<Integer> types() {
    return values.keySet();
  }

  /** The content as it came. */
  public Optional<byte[]> bytes(int type) {
    return Optional.ofNullable(values.get(type));
  }

  /** A number of one octet. */
  public OptionalInt u8(int type) {
    byte[] value = values.get(type);
    return value == null || value.length < 1
        ? OptionalInt.empty()
        : OptionalInt.of(value[0] & 0xff);
  }

  /** A number of four octets in the machine's order. */
  public OptionalInt u32(int type) {
    return number(type, ByteOrder.nativeOrder());
  }

  /** An address of either family, as its length tells. */
  public Optional<IpAddress> address(int type) {
    return bytes(type).filter(b -> b.length == 4 || b.length == 16).map(IpAddress::ofBytes);
  }

  /** A number of four octets in network order. */
  public OptionalInt big32(int type) {
    return number(type, ByteOrder.BIG_ENDIAN);
  }

  private OptionalInt number(int type, ByteOrder order) {
    byte[] value = values.get(type);
    return value == null || value.length < 4
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(value).order(order).getInt());
  }

  /** A text that ends at its first zero octet. */
  public Optional<String> text(int type) {
    return bytes(type).map(Attributes::untilZero);
  }

  private static String untilZero(byte[] value) {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
  }

  /** The attributes within an attribute; none when it is missing. */
  public Attributes nested(int type) {
    byte[] value = values.getOrDefault(type, new byte[0]);
    return read(ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()));
  }
}
