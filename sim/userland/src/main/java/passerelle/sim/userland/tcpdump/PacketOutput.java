package passerelle.sim.userland.tcpdump;

import java.util.Optional;
import passerelle.capture.LinkType;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.print.TcpdumpPrinter;
import passerelle.sim.process.Process;

/** Where packets go: to the screen, into a file, or just into a count. */
final class PacketOutput {
  private final Process process;
  private final TcpdumpOptions options;
  private final TcpdumpPrinter printer;
  private final Optional<DumpFile> file;
  private long count;

  PacketOutput(
      Process process, TcpdumpOptions options, LinkType linkType, int snapLength, LabNames names)
      throws TcpdumpFailure {
    this.process = process;
    this.options = options;
    this.printer = new TcpdumpPrinter(linkType, options.printing(), names);
    this.file =
        options.writeFile().isPresent()
            ? Optional.of(DumpFile.open(process, options, linkType, snapLength))
            : Optional.empty();
    if (!options.isLineBuffered()) {
      process.stdout().useStdioBuffer();
    }
  }

  /**
   * Prints or writes a packet.
   *
   * @return false when it was the last one asked for
   */
  boolean packet(CapturedPacket packet) throws TcpdumpFailure {
    count++;
    if (file.isPresent()) {
      file.get().write(packet);
    }
    if (options.prints()) {
      process.stdout().print(printer.print(packet));
    }
    return count != options.count();
  }

  /** A line feed in case the signal came amid a line. */
  void interrupted() {
    if (options.writeFile().isEmpty()) {
      process.stdout().print("\n");
    }
  }

  long count() {
    return count;
  }

  /** Writes what is still held back. */
  void finish() throws TcpdumpFailure {
    if (options.isCountOnly()) {
      process.stdout().print(count + (count == 1 ? " packet\n" : " packets\n"));
    }
    if (file.isPresent()) {
      file.get().close();
    }
    process.stdout().flush();
  }
}
