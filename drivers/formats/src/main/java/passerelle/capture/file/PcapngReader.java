package passerelle.capture.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.capture.LinkType;

/** Reads pcapng; blocks that hold no packets are passed over (sf-pcapng.c). */
final class PcapngReader implements CaptureReader {
  private static final long LARGEST_BLOCK = 16 * 1024 * 1024;
  private static final int FLAG_DIRECTION = 3;

  private final ByteBuffer data;
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private final List<Double> nanosPerUnit = new ArrayList<>();

  /** The start of the block in hand. */
  private int start;

  /** Reads up to the first interface, as libpcap must know the link type. */
  PcapngReader(ByteBuffer data) throws CaptureFormatException {
    this.data = data;
    section();
    while (interfaces.isEmpty()) {
      if (!data.hasRemaining()) {
        throw damaged("the capture file has no Interface Description Blocks");
      }
      block()
          .ifPresent(
              packet -> {
                throw new AssertionError("a packet block without an interface is refused");
              });
    }
  }

  @Override
  public LinkType linkType() {
    return interfaces.get(0).linkType();
  }

  @Override
  public int snapLength() {
    return interfaces.get(0).snapLength();
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return List.copyOf(interfaces);
  }

  @Override
  public Optional<CapturedPacket> next() throws CaptureFormatException {
    Optional<CapturedPacket> packet = Optional.empty();
    while (packet.isEmpty() && data.hasRemaining()) {
      packet = block();
    }
    return packet;
  }

  /** Reads one block; its packet, if it has one. */
  private Optional<CapturedPacket> block() throws CaptureFormatException {
    start = data.position();
    need(8);
    int type = data.getInt();
    if (type == PcapngWriter.SECTION_HEADER) {
      data.position(start);
      section();
      return Optional.empty();
    }
    ByteBuffer body = body(data.getInt() & 0xffff_ffffL);
    return switch (type) {
      case PcapngWriter.INTERFACE_DESCRIPTION -> {
        describe(body);
        yield Optional.empty();
      }
      case PcapngWriter.ENHANCED_PACKET -> Optional.of(enhanced(body));
      case PcapngWriter.SIMPLE_PACKET -> Optional.of(simple(body));
      default -> Optional.empty();
    };
  }

  /** The rest of a block whose type and length have been read. */
  private ByteBuffer body(long length) throws CaptureFormatException {
    if (length < 12) {
      throw damaged("block in pcapng dump file has a length of " + length + " < 12");
    }
    if (length > LARGEST_BLOCK) {
      throw damaged("pcapng block size " + length + " > maximum " + LARGEST_BLOCK);
    }
    if (length % 4 != 0) {
      throw damaged(
          "block in pcapng dump file has a length of " + length + " that is not a multiple of 4");
    }
    int rest = (int) length - 8;
    need(rest);
    ByteBuffer body = data.slice(data.position(), rest - 4).order(data.order());
    data.position(data.position() + rest - 4);
    if (data.getInt() != length) {
      throw damaged("block total length in header and trailer don't match");
    }
    return body;
  }

  private void need(int octets) throws CaptureFormatException {
    if (data.remaining() < octets) {
      throw damaged(
          "truncated pcapng dump file; tried to read %s bytes, only got %s"
              .formatted(octets, data.remaining()));
    }
  }

  private CaptureFormatException damaged(String message) {
    data.position(data.limit());
    return new CaptureFormatException(message);
  }

  /** A section header sets the byte order and forgets the interfaces of the section before. */
  private void section() throws CaptureFormatException {
    start = data.position();
    if (data.remaining() < 12) {
      throw damaged("unknown file format");
    }
    data.order(ByteOrder.LITTLE_ENDIAN);
    if (data.getInt(start + 8) != PcapngWriter.BYTE_ORDER_MAGIC) {
      data.order(ByteOrder.BIG_ENDIAN);
    }
    if (data.getInt(start + 8) != PcapngWriter.BYTE_ORDER_MAGIC) {
      throw damaged("unknown file format");
    }
    data.position(start + 8);
    ByteBuffer body = body(data.getInt(start + 4) & 0xffff_ffffL);
    if (body.remaining() < 16) {
      throw damaged("block of type 168627466 in pcapng dump file is too short");
    }
    int major = body.getShort(4) & 0xffff;
    int minor = body.getShort(6) & 0xffff;
    if (major != 1 || minor != 0 && minor != 2) {
      throw damaged("unsupported pcapng savefile version " + major + "." + minor);
    }
    interfaces.clear();
    nanosPerUnit.clear();
  }

  private void describe(ByteBuffer body) throws CaptureFormatException {
    requireLength(body, 8, PcapngWriter.INTERFACE_DESCRIPTION);
    int code = body.getShort() & 0xffff;
    body.getShort();
    int snap = body.getInt();
    int snapLength = snap <= 0 ? CaptureInterface.DEFAULT_SNAP_LENGTH : snap;
    if (LinkType.ofCode(code).isEmpty()) {
      data.position(data.limit());
      throw CaptureFormatException.linkType(code);
    }
    if (!interfaces.isEmpty() && linkType().code() != code) {
      throw damaged(
          "an interface has a type " + code + " different from the type of the first interface");
    }
    if (!interfaces.isEmpty() && snapLength() != snapLength) {
      throw damaged(
          "an interface has a snapshot length "
              + snapLength
              + " different from the snapshot length of the first interface");
    }
    PcapngOptions options = PcapngOptions.read(body);
    nanosPerUnit.add(options.nanosPerUnit());
    interfaces.add(
        new CaptureInterface(
            options.text(PcapngWriter.OPTION_IF_NAME).orElse(""),
            LinkType.ofCode(code).get(),
            snapLength));
  }

  private CapturedPacket enhanced(ByteBuffer body) throws CaptureFormatException {
    requireLength(body, 20, PcapngWriter.ENHANCED_PACKET);
    int id = body.getInt();
    requireInterface(id);
    long high = body.getInt() & 0xffff_ffffL;
    long units = high << 32 | body.getInt() & 0xffff_ffffL;
    long captured = body.getInt() & 0xffff_ffffL;
    int original = body.getInt();
    byte[] bytes = octets(body, captured, PcapngWriter.ENHANCED_PACKET);
    PcapngOptions options = PcapngOptions.read(body);
    int flags = options.integer(PcapngWriter.OPTION_FLAGS).orElse(0) & FLAG_DIRECTION;
    Direction direction = flags == FLAG_DIRECTION ? Direction.UNKNOWN : Direction.values()[flags];
    double scale = nanosPerUnit.get(id);
    long nanos = scale == Math.rint(scale) ? units * (long) scale : (long) (units * scale);
    return new CapturedPacket(
        nanos, id, bytes, original, options.text(PcapngWriter.OPTION_COMMENT), direction);
  }

  private CapturedPacket simple(ByteBuffer body) throws CaptureFormatException {
    requireLength(body, 4, PcapngWriter.SIMPLE_PACKET);
    requireInterface(0);
    int original = body.getInt();
    long captured = Math.min(original & 0xffff_ffffL, snapLength());
    byte[] bytes = octets(body, captured, PcapngWriter.SIMPLE_PACKET);
    return new CapturedPacket(0, 0, bytes, original, Optional.empty(), Direction.UNKNOWN);
  }

  private void requireInterface(int id) throws CaptureFormatException {
    if (interfaces.isEmpty()) {
      throw damaged("the capture file has a packet block before any Interface Description Blocks");
    }
    if (id < 0 || id >= interfaces.size()) {
      throw damaged(
          "a packet arrived on interface "
              + Integer.toUnsignedString(id)
              + ", but there's no Interface Description Block for that interface");
    }
  }

  private void requireLength(ByteBuffer body, int length, int type) throws CaptureFormatException {
    if (body.remaining() < length) {
      throw damaged("block of type " + type + " in pcapng dump file is too short");
    }
  }

  private byte[] octets(ByteBuffer body, long length, int type) throws CaptureFormatException {
    if (length > body.remaining()) {
      throw damaged("block of type " + type + " in pcapng dump file is too short");
    }
    byte[] bytes = new byte[(int) length];
    body.get(bytes);
    body.position(Math.min(body.limit(), body.position() + (-bytes.length & 3)));
    return bytes;
  }
}
