package passerelle.capture.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import passerelle.capture.LinkType;

/** Reads pcap: microseconds or nanoseconds, either byte order (sf-pcap.c). */
final class PcapReader implements CaptureReader {
  private final ByteBuffer data;
  private final int nanosPerUnit;
  private final LinkType linkType;
  private final int snapLength;

  PcapReader(ByteBuffer data) throws CaptureFormatException {
    this.data = data;
    this.nanosPerUnit = readMagic(data);
    int left = data.limit() - 4;
    if (left < PcapWriter.HEADER_LENGTH - 4) {
      throw new CaptureFormatException(
          "truncated dump file; tried to read 24 file header bytes, only got " + left);
    }
    int major = data.getShort(4) & 0xffff;
    int minor = data.getShort(6) & 0xffff;
    if (major < 2) {
      throw new CaptureFormatException("archaic pcap savefile format");
    }
    if (!(major == 2 && minor <= 4 || major == 543 && minor == 0)) {
      throw new CaptureFormatException("unsupported pcap savefile version " + major + "." + minor);
    }
    int snap = data.getInt(16);
    this.snapLength = snap <= 0 ? CaptureInterface.DEFAULT_SNAP_LENGTH : snap;
    int code = data.getInt(20) & 0xffff;
    this.linkType = LinkType.ofCode(code).orElseThrow(() -> CaptureFormatException.linkType(code));
    data.position(PcapWriter.HEADER_LENGTH);
  }

  private static int readMagic(ByteBuffer data) throws CaptureFormatException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      int magic = data.order(order).getInt(0);
      if (magic == PcapWriter.MICROSECONDS) {
        return 1_000;
      }
      if (magic == PcapWriter.NANOSECONDS) {
        return 1;
      }
    }
    throw new CaptureFormatException("unknown file format");
  }

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int snapLength() {
    return snapLength;
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return List.of(new CaptureInterface("", linkType, snapLength));
  }

  @Override
  public Optional<CapturedPacket> next() throws CaptureFormatException {
    if (!data.hasRemaining()) {
      return Optional.empty();
    }
    if (data.remaining() < 16) {
      throw damaged(
          "truncated dump file; tried to read 16 header bytes, only got " + data.remaining());
    }
    long seconds = data.getInt() & 0xffff_ffffL;
    long fraction = data.getInt() & 0xffff_ffffL;
    long captured = data.getInt() & 0xffff_ffffL;
    int original = data.getInt();
    if (captured > Math.max(snapLength, CaptureInterface.DEFAULT_SNAP_LENGTH)) {
      throw damaged(
          "invalid packet capture length " + captured + ", bigger than snaplen of " + snapLength);
    }
    if (data.remaining() < captured) {
      throw damaged(
          "truncated dump file; tried to read %s captured bytes, only got %s"
              .formatted(captured, data.remaining()));
    }
    byte[] bytes = new byte[(int) captured];
    data.get(bytes);
    long time = seconds * 1_000_000_000L + fraction * nanosPerUnit;
    return Optional.of(
        new CapturedPacket(time, 0, bytes, original, Optional.empty(), Direction.UNKNOWN));
  }

  private CaptureFormatException damaged(String message) {
    data.position(data.limit());
    return new CaptureFormatException(message);
  }
}
