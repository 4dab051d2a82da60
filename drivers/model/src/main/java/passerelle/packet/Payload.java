package passerelle.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Immutable application bytes. The array handed in is taken over and must not change later. */
public final class Payload {
  public static final Payload EMPTY = new Payload(new byte[0]);
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Payload of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes);
  }

  public static Payload of(String utf8) {
    return of(utf8.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code length} zero octets. */
  public static Payload zeros(int length) {
    return of(new byte[length]);
  }

  public int length() {
    return bytes.length;
  }

  /** The octet at {@code index}, 0..255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Copies all bytes into {@code target} from {@code offset} on. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** The part from {@code from} (inclusive) to {@code to} (exclusive). */
  public Payload slice(int from, int to) {
    return from == 0 && to == bytes.length ? this : of(Arrays.copyOfRange(bytes, from, to));
  }

  public Payload plus(Payload tail) {
    if (tail.length() == 0) {
      return this;
    }
    byte[] all = Arrays.copyOf(bytes, bytes.length + tail.bytes.length);
    tail.copyTo(all, bytes.length);
    return of(all);
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
