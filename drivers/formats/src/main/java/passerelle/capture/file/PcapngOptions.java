package passerelle.capture.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The options at the end of a pcapng block; of options with the same code the first counts. Options
 * that do not fit into the block end the list.
 */
record PcapngOptions(Map<Integer, byte[]> values, ByteOrder order) {

  static PcapngOptions read(ByteBuffer body) {
    Map<Integer, byte[]> values = new TreeMap<>();
    while (body.remaining() >= 4) {
      int code = body.getShort() & 0xffff;
      int length = body.getShort() & 0xffff;
      if (code == PcapngWriter.OPTION_END || length > body.remaining()) {
        break;
      }
      byte[] value = new byte[length];
      body.get(value);
      body.position(Math.min(body.limit(), body.position() + (-length & 3)));
      values.putIfAbsent(code, value);
    }
    return new PcapngOptions(values, body.order());
  }

  Optional<String> text(int code) {
    return Optional.ofNullable(values.get(code))
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  OptionalInt integer(int code) {
    byte[] value = values.get(code);
    return value == null || value.length < 4
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(value).order(order).getInt());
  }

  /** The resolution of timestamps: a power of ten, or of two when the high bit is set. */
  double nanosPerUnit() {
    byte[] value = values.get(PcapngWriter.OPTION_IF_TSRESOL);
    int resolution = value == null || value.length == 0 ? 6 : value[0];
    int exponent = resolution & 0x7f;
    return 1e9 / Math.pow(resolution < 0 ? 2 : 10, exponent);
  }
}
