package passerelle.packet.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.packet.TcpOptions;

/** TCP options in the order and with the padding of net/ipv4/tcp_output.c:tcp_options_write. */
final class TcpOptionsCodec {
  private static final byte NO_OPERATION = 1;
  private static final byte MSS = 2;
  private static final byte WINDOW_SCALE = 3;
  private static final byte SACK_PERMITTED = 4;
  private static final byte SACK = 5;
  private static final byte TIMESTAMPS = 8;

  private TcpOptionsCodec() {}

  static byte[] encode(TcpOptions options) {
    ByteBuffer out = ByteBuffer.allocate(options.length());
    options.mss().ifPresent(mss -> out.put(MSS).put((byte) 4).putShort((short) mss));
    boolean sackPermitted = options.sackPermitted();
    if (options.timestamps().isPresent()) {
      TcpOptions.Timestamps times = options.timestamps().get();
      out.put(sackPermitted ? SACK_PERMITTED : NO_OPERATION);
      out.put(sackPermitted ? 2 : NO_OPERATION);
      out.put(TIMESTAMPS).put((byte) 10).putInt(times.value()).putInt(times.echo());
    } else if (sackPermitted) {
      out.put(NO_OPERATION).put(NO_OPERATION).put(SACK_PERMITTED).put((byte) 2);
    }
    options
        .windowScale()
        .ifPresent(
            shift -> out.put(NO_OPERATION).put(WINDOW_SCALE).put((byte) 3).put((byte) shift));
    if (!options.sackBlocks().isEmpty()) {
      out.put(NO_OPERATION).put(NO_OPERATION);
      out.put(SACK).put((byte) (2 + 8 * options.sackBlocks().size()));
      options.sackBlocks().forEach(block -> out.putInt(block.left()).putInt(block.right()));
    }
    return out.array();
  }

  /** The options whatever their order; empty when one is unknown or malformed. */
  static Optional<TcpOptions> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    TcpOptions options = TcpOptions.NONE;
    while (in.hasRemaining()) {
      byte kind = in.get();
      if (kind == NO_OPERATION) {
        continue;
      }
      int length = in.hasRemaining() ? (in.get() & 0xff) - 2 : -1;
      if (length < 0 || length > in.remaining()) {
        return Optional.empty();
      }
      ByteBuffer value = in.slice(in.position(), length);
      in.position(in.position() + length);
      Optional<TcpOptions> next = with(options, kind, value);
      if (next.isEmpty()) {
        return next;
      }
      options = next.get();
    }
    return Optional.of(options);
  }

  private static Optional<TcpOptions> with(TcpOptions o, byte kind, ByteBuffer value) {
    OptionalInt mss = o.mss();
    boolean sackPermitted = o.sackPermitted();
    Optional<TcpOptions.Timestamps> timestamps = o.timestamps();
    OptionalInt windowScale = o.windowScale();
    List<TcpOptions.SackBlock> blocks = new ArrayList<>(o.sackBlocks());
    int length = value.remaining();
    if (kind == MSS && length == 2) {
      mss = OptionalInt.of(value.getShort() & 0xffff);
    } else if (kind == WINDOW_SCALE && length == 1) {
      windowScale = OptionalInt.of(value.get() & 0xff);
    } else if (kind == SACK_PERMITTED && length == 0) {
      sackPermitted = true;
    } else if (kind == TIMESTAMPS && length == 8) {
      timestamps = Optional.of(new TcpOptions.Timestamps(value.getInt(), value.getInt()));
    } else if (kind == SACK && length > 0 && length % 8 == 0) {
      while (value.hasRemaining()) {
        blocks.add(new TcpOptions.SackBlock(value.getInt(), value.getInt()));
      }
    } else {
      return Optional.empty();
    }
    return Optional.of(new TcpOptions(mss, sackPermitted, timestamps, windowScale, blocks));
  }
}
