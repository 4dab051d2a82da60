package passerelle.capture.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes pcapng: one section, one Interface Description Block a device, one Enhanced Packet Block a
 * packet with its comment and direction. Times are in nanoseconds.
 */
public final class PcapngWriter {
  static final int SECTION_HEADER = 0x0a0d0d0a;
  static final int INTERFACE_DESCRIPTION = 1;
  static final int SIMPLE_PACKET = 3;
  static final int ENHANCED_PACKET = 6;
  static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

  static final int OPTION_END = 0;
  static final int OPTION_COMMENT = 1;
  static final int OPTION_IF_NAME = 2;
  static final int OPTION_FLAGS = 2;
  static final int OPTION_IF_TSRESOL = 9;
  private static final int OPTION_APPLICATION = 4;

  /** Option lengths have 16 bits. */
  private static final int LONGEST_OPTION = 65_535;

  private final OutputStream out;

  /** Writes the section header and the description of every interface at once. */
  public PcapngWriter(OutputStream out, List<CaptureInterface> interfaces) throws IOException {
    this.out = out;
    Block section = new Block();
    section.integer(BYTE_ORDER_MAGIC).integer(1).integer(-1).integer(-1);
    section.option(OPTION_APPLICATION, text("Passerelle")).option(OPTION_END, new byte[0]);
    section.writeTo(out, SECTION_HEADER);
    for (CaptureInterface description : interfaces) {
      Block block = new Block();
      block.integer(description.linkType().code()).integer(description.snapLength());
      block.option(OPTION_IF_NAME, text(description.name()));
      block.option(OPTION_IF_TSRESOL, new byte[] {9}).option(OPTION_END, new byte[0]);
      block.writeTo(out, INTERFACE_DESCRIPTION);
    }
  }

  /** Appends a packet of one of the interfaces. */
  public void write(CapturedPacket packet) throws IOException {
    Block block = new Block();
    block.integer(packet.interfaceId());
    block.integer((int) (packet.timeNanos() >>> 32)).integer((int) packet.timeNanos());
    block.integer(packet.bytes().length).integer(packet.originalLength());
    block.padded(packet.bytes());
    if (packet.direction() != Direction.UNKNOWN) {
      block.option(OPTION_FLAGS, new byte[] {(byte) packet.direction().ordinal(), 0, 0, 0});
    }
    if (packet.comment().isPresent()) {
      block.option(OPTION_COMMENT, text(packet.comment().get()));
    }
    if (packet.direction() != Direction.UNKNOWN || packet.comment().isPresent()) {
      block.option(OPTION_END, new byte[0]);
    }
    block.writeTo(out, ENHANCED_PACKET);
  }

  /** A whole file in memory. */
  public static byte[] file(List<CaptureInterface> interfaces, List<CapturedPacket> packets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PcapngWriter writer = new PcapngWriter(bytes, interfaces);
      for (CapturedPacket packet : packets) {
        writer.write(packet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_OPTION
        ? bytes
        : text.substring(0, LONGEST_OPTION / 4).getBytes(StandardCharsets.UTF_8);
  }

  /** The body of a block; everything in it is aligned to 32 bits. */
  private static final class Block {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Block integer(int value) {
      body.writeBytes(little(4).putInt(value).array());
      return this;
    }

    void padded(byte[] bytes) {
      body.writeBytes(bytes);
      body.writeBytes(new byte[-bytes.length & 3]);
    }

    Block option(int code, byte[] value) {
      body.writeBytes(little(4).putShort((short) code).putShort((short) value.length).array());
      padded(value);
      return this;
    }

    void writeTo(OutputStream out, int type) throws IOException {
      int length = body.size() + 12;
      out.write(little(8).putInt(type).putInt(length).array());
      body.writeTo(out);
      out.write(little(4).putInt(length).array());
    }

    private static ByteBuffer little(int length) {
      return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
