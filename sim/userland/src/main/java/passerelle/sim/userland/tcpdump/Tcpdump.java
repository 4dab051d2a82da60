package passerelle.sim.userland.tcpdump;

import java.util.List;
import java.util.Optional;
import passerelle.capture.LinkType;
import passerelle.capture.file.CaptureFormatException;
import passerelle.capture.file.CaptureReader;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.filter.FilterSyntaxException;
import passerelle.capture.filter.PacketFilter;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkInfo;

/** tcpdump as a program. */
public final class Tcpdump implements BlockingProgram {

  @Override
  public int run(Process self) {
    try {
      TcpdumpOptions options = TcpdumpOptions.parse(self.arguments());
      switch (options.action()) {
        case HELP -> self.stdout().print(TcpdumpTexts.VERSION + TcpdumpTexts.USAGE);
        case VERSION -> self.stdout().print(TcpdumpTexts.VERSION);
        case LIST_DEVICES -> self.stdout().print(CaptureDevices.list(new Rtnetlink(self.netns())));
        default -> {
          if (options.readFile().isPresent()) {
            read(self, options, options.readFile().get());
          } else {
            capture(self, options);
          }
        }
      }
      return 0;
    } catch (TcpdumpFailure failure) {
      self.stdout().flush();
      self.stderr().print(failure.getMessage());
      return failure.status();
    }
  }

  private static void read(Process self, TcpdumpOptions options, String name)
      throws TcpdumpFailure {
    CaptureReader reader;
    try {
      reader = CaptureReader.open(contents(self, name));
    } catch (CaptureFormatException e) {
      throw TcpdumpFailure.of(e.getMessage());
    }
    LinkType linkType = reader.linkType();
    self.stderr()
        .print(
            "reading from file %s%s, snapshot length %s\n"
                .formatted(name, describe(linkType), reader.snapLength()));
    if (linkType == LinkType.LINUX_SLL2) {
      self.stderr().print("Warning: interface names might be incorrect\n");
    }
    LabNames names = new LabNames(self);
    PacketFilter filter = compile(self, options, linkType, 0, names);
    PacketOutput output = new PacketOutput(self, options, linkType, reader.snapLength(), names);
    Privileges.drop(self, options);
    try {
      boolean more = true;
      for (Optional<CapturedPacket> packet = reader.next();
          more && packet.isPresent();
          packet = more ? reader.next() : Optional.empty()) {
        CapturedPacket found = packet.get();
        more = !filter.matches(found.bytes(), found.originalLength()) || output.packet(found);
      }
    } catch (CaptureFormatException e) {
      output.finish();
      throw TcpdumpFailure.of("pcap_loop: " + e.getMessage());
    }
    output.finish();
  }

  private static String describe(LinkType linkType) {
    return ", link-type " + linkType.shortName() + " (" + linkType.description() + ")";
  }

  private static byte[] contents(Process self, String name) throws TcpdumpFailure {
    if (name.equals("-")) {
      return self.stdin().readAll();
    }
    try {
      return self.files().read(self.path(name));
    } catch (FileError e) {
      boolean directory = e.errno() == Errno.EISDIR;
      throw TcpdumpFailure.of(
          (directory ? "error reading dump file" : name) + ": " + e.getMessage());
    }
  }

  static PacketFilter compile(
      Process self, TcpdumpOptions options, LinkType linkType, int netmask, LabNames names)
      throws TcpdumpFailure {
    String expression = options.expression();
    if (options.filterFile().isPresent()) {
      String name = options.filterFile().get();
      try {
        expression = self.files().readText(self.path(name));
      } catch (FileError e) {
        throw TcpdumpFailure.of("can't open " + name + ": " + e.getMessage());
      }
    }
    try {
      return PacketFilter.compile(expression, linkType, netmask, names::addresses);
    } catch (FilterSyntaxException e) {
      throw TcpdumpFailure.of(e.getMessage());
    }
  }

  private static void capture(Process self, TcpdumpOptions options) throws TcpdumpFailure {
    Rtnetlink kernel = new Rtnetlink(self.netns());
    String name =
        options.device().isPresent()
            ? CaptureDevices.named(kernel, options.device().get())
            : CaptureDevices.best(kernel);
    Optional<LinkInfo> device = device(self, name);
    LinkType linkType = device.isPresent() ? LinkType.ETHERNET : LinkType.LINUX_SLL2;
    if (device.isEmpty() && options.isPromiscuous()) {
      self.stderr()
          .print(
              "tcpdump: WARNING: any: That device doesn't support promiscuous mode\n"
                  + "(Promiscuous mode not supported on the \"any\" device)\n");
    }
    if (options.action() == TcpdumpOptions.Action.LIST_LINK_TYPES) {
      listLinkTypes(self, name, linkType);
      return;
    }
    LabNames names = new LabNames(self);
    int netmask = device.map(d -> netmask(self, d)).orElse(0);
    PacketFilter filter = compile(self, options, linkType, netmask, names);
    PacketOutput output = new PacketOutput(self, options, linkType, options.snapLength(), names);
    Privileges.drop(self, options);
    boolean quietly = options.verbose() == 0 && options.writeFile().isEmpty();
    self.stderr()
        .print(
            "tcpdump: "
                + (quietly
                    ? "verbose output suppressed, use -v[v]... for full protocol decode\n"
                    : "")
                + "listening on "
                + name
                + describe(linkType)
                + ", snapshot length "
                + options.snapLength()
                + " bytes\n");
    LiveCapture capture = new LiveCapture(self, linkType, options, filter);
    try {
      capture.open(device.map(LinkInfo::name).orElse(""));
    } catch (KernelException gone) {
      throw TcpdumpFailure.of(name + ": No such device exists\n(No such device exists)");
    }
    if (options.count() == 0) {
      self.declareEndless();
    }
    loop(self, capture, output);
    output.finish();
    self.stderr().print(statistics(output.count(), capture.received()));
  }

  /** The device of a name; empty for {@code any}. */
  static Optional<LinkInfo> device(Process self, String name) throws TcpdumpFailure {
    if (!self.has(Capability.NET_RAW)) {
      throw TcpdumpFailure.of(
          name
              + ": You don't have permission to perform this capture on that device\n"
              + "(socket: Operation not permitted)");
    }
    if (name.equals(CaptureDevices.ANY)) {
      return Optional.empty();
    }
    Optional<LinkInfo> device = new Rtnetlink(self.netns()).link(name);
    if (device.isEmpty()) {
      throw TcpdumpFailure.of(name + ": No such device exists\n(No such device exists)");
    }
    if (!device.get().isUp()) {
      throw TcpdumpFailure.of(name + ": That device is not up");
    }
    return device;
  }

  private static int netmask(Process self, LinkInfo device) {
    List<IfAddress> addresses = new Rtnetlink(self.netns()).addresses(device);
    return addresses.isEmpty() ? 0 : addresses.get(0).address().prefix().netmask().lastWord();
  }

  private static void listLinkTypes(Process self, String name, LinkType linkType) {
    String types =
        linkType == LinkType.ETHERNET
            ? "  EN10MB (Ethernet)\n  DOCSIS (DOCSIS) (printing not supported)\n"
            : "  LINUX_SLL (Linux cooked v1)\n  LINUX_SLL2 (Linux cooked v2)\n";
    self.stdout().print("Data link types for " + name + " (use option -y to set):\n" + types);
  }

  /** Takes packets until there are enough or a signal comes. */
  private static void loop(Process self, LiveCapture capture, PacketOutput output)
      throws TcpdumpFailure {
    boolean[] interrupted = {false};
    for (Signal signal : List.of(Signal.INT, Signal.TERM, Signal.HUP)) {
      self.onSignal(
          signal,
          () -> {
            interrupted[0] = true;
            capture.arrived().wake();
          });
    }
    boolean more = true;
    while (more && !interrupted[0]) {
      self.awaitWoken(capture.arrived(), () -> interrupted[0] || capture.hasPacket());
      while (more && !interrupted[0] && capture.hasPacket()) {
        more = output.packet(capture.take());
      }
    }
    capture.close();
    if (interrupted[0]) {
      output.interrupted();
    }
  }

  /** tcpdump.c:info. */
  private static String statistics(long captured, long received) {
    return "%s captured\n%s received by filter\n0 packets dropped by kernel\n"
        .formatted(packets(captured), packets(received));
  }

  private static String packets(long count) {
    return count + (count == 1 ? " packet" : " packets");
  }
}
