package passerelle.capture.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import passerelle.capture.LinkType;

/** Writes pcap as tcpdump does on a little-endian machine: version 2.4, microseconds. */
public final class PcapWriter {
  static final int MICROSECONDS = 0xa1b2c3d4;
  static final int NANOSECONDS = 0xa1b23c4d;
  static final int HEADER_LENGTH = 24;

  private final OutputStream out;

  /** Writes the file header at once. */
  public PcapWriter(OutputStream out, LinkType linkType, int snapLength) throws IOException {
    this.out = out;
    ByteBuffer header = buffer(HEADER_LENGTH);
    header.putInt(MICROSECONDS).putShort((short) 2).putShort((short) 4).putLong(0);
    header.putInt(snapLength).putInt(linkType.code());
    out.write(header.array());
  }

  /** Appends a packet. */
  public void write(CapturedPacket packet) throws IOException {
    ByteBuffer header = buffer(16);
    header.putInt((int) (packet.timeNanos() / 1_000_000_000L));
    header.putInt((int) (packet.timeNanos() % 1_000_000_000L / 1_000));
    header.putInt(packet.bytes().length).putInt(packet.originalLength());
    out.write(header.array());
    out.write(packet.bytes());
  }

  /** A whole file in memory. */
  public static byte[] file(LinkType linkType, List<CapturedPacket> packets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PcapWriter writer = new PcapWriter(bytes, linkType, CaptureInterface.DEFAULT_SNAP_LENGTH);
      for (CapturedPacket packet : packets) {
        writer.write(packet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
