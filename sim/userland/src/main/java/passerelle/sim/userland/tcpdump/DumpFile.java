package passerelle.sim.userland.tcpdump;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import passerelle.capture.LinkType;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.file.PcapWriter;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;

/** The file of {@code -w}; without {@code -U} it is written in blocks, as stdio does. */
final class DumpFile {
  private static final int STDIO_BLOCK = 4096;

  private final OutputStream out;
  private final PcapWriter writer;
  private final boolean packetBuffered;

  private DumpFile(OutputStream out, LinkType linkType, int snapLength, boolean packetBuffered)
      throws IOException {
    this.out = new BufferedOutputStream(out, STDIO_BLOCK);
    this.packetBuffered = packetBuffered;
    this.writer = new PcapWriter(this.out, linkType, snapLength);
    if (packetBuffered) {
      this.out.flush();
    }
  }

  static DumpFile open(Process process, TcpdumpOptions options, LinkType linkType, int snapLength)
      throws TcpdumpFailure {
    String name = options.writeFile().orElseThrow();
    try {
      Sink sink =
          name.equals("-")
              ? bytes -> write(process, bytes)
              : process.files().openForWriting(process.path(name), false);
      return new DumpFile(stream(sink), linkType, snapLength, options.isPacketBuffered());
    } catch (FileError e) {
      throw TcpdumpFailure.of(name + ": " + e.getMessage());
    } catch (IOException e) {
      throw TcpdumpFailure.of("Unable to write output: " + e.getMessage());
    }
  }

  private static boolean write(Process process, byte[] bytes) {
    process.stdout().write(bytes);
    return true;
  }

  private static OutputStream stream(Sink sink) {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        sink.write(new byte[] {(byte) octet});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        sink.write(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    };
  }

  void write(CapturedPacket packet) throws TcpdumpFailure {
    try {
      writer.write(packet);
      if (packetBuffered) {
        out.flush();
      }
    } catch (IOException e) {
      throw TcpdumpFailure.of("Unable to write output: " + e.getMessage());
    }
  }

  void close() throws TcpdumpFailure {
    try {
      out.flush();
    } catch (IOException e) {
      throw TcpdumpFailure.of("Unable to write output: " + e.getMessage());
    }
  }
}
