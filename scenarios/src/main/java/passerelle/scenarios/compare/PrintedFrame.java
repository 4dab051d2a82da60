package passerelle.scenarios.compare;

import passerelle.capture.LinkType;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.print.NameResolver;
import passerelle.capture.print.PrintOptions;
import passerelle.capture.print.TcpdumpPrinter;

/** Frames for a person. */
final class PrintedFrame {
  /** {@code tcpdump -ennvt}: addresses of the link, numbers, TTL and lengths, no time. */
  private static final PrintOptions OPTIONS =
      new PrintOptions(
          true, true, PrintOptions.Time.NONE, 1, false, false, false, PrintOptions.Dump.NONE);

  private PrintedFrame() {}

  /** As tcpdump prints it when it is the first that it sees; what it prints below joined to it. */
  static String of(Frame frame) {
    return new TcpdumpPrinter(LinkType.ETHERNET, OPTIONS, NameResolver.servicesOnly())
        .print(CapturedPacket.of(0, frame.seen().bytes()))
        .strip()
        .replaceAll("\\s*\n\\s*", " ");
  }
}
