package passerelle.sim.userland.tcpdump;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.capture.LinkType;
import passerelle.capture.file.CaptureFormatException;
import passerelle.capture.file.CaptureReader;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.summary.DisplayFilter;
import passerelle.capture.summary.Summarizer;
import passerelle.capture.summary.Summary;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.net.Getopt;

/**
 * The command {@code tshark} of Wireshark 4.4: a line for each packet, or the fields asked for.
 * Details (-V), statistics (-z) and files to write (-w) are not modelled.
 */
public final class Tshark implements BlockingProgram {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public int run(Process self) {
    Getopt getopt =
        Getopt.parse("i:f:Y:R:c:r:nN:T:e:E:a:lqQt:pDvs:Vxw:z:2o:d:O:", "version", self.arguments());
    try {
      Run run = new Run(self, getopt);
      if (!run.versionOnly && self.user().uid() == 0) {
        self.stderr()
            .print("Running as user \"root\" and group \"root\". This could be dangerous.\n");
      }
      return run.go();
    } catch (DisplayFilter.Refused refused) {
      return self.stderr().print("tshark: " + refused.getMessage() + "\n", 4);
    } catch (TcpdumpFailure failure) {
      self.stdout().flush();
      self.stderr().print(failure.getMessage().replaceFirst("^tcpdump", "tshark"));
      return failure.status();
    }
  }

  /** One run. */
  private static final class Run {
    private final Process self;
    private final List<String> fields = new ArrayList<>();
    private Predicate<Summary> filter = summary -> true;
    private Optional<String> device = Optional.empty();
    private Optional<String> file = Optional.empty();
    private String capture = "";
    private String time = "r";
    private String separator = "\t";
    private boolean header;
    private boolean resolves = true;
    private boolean quiet;
    private boolean versionOnly;
    private long count;
    private long duration;
    private long first = -1;
    private long before = -1;
    private int seen;

    Run(Process self, Getopt getopt) throws TcpdumpFailure, DisplayFilter.Refused {
      this.self = self;
      for (Getopt.Option option : getopt.options()) {
        take(option.name(), option.value());
      }
      if (getopt.error().isPresent()) {
        throw TcpdumpFailure.of(getopt.error().get());
      }
      String rest = String.join(" ", getopt.operands());
      if (!rest.isEmpty() && file.isPresent()) {
        filter = filter.and(DisplayFilter.parse(rest));
      } else if (!rest.isEmpty()) {
        capture = rest;
      }
    }

    private void take(String name, String value) throws TcpdumpFailure, DisplayFilter.Refused {
      switch (name) {
        case "i" -> device = Optional.of(value);
        case "f" -> capture = value;
        case "Y", "R" -> filter = filter.and(DisplayFilter.parse(value));
        case "c" -> count = number(value);
        case "r" -> file = Optional.of(value);
        case "n" -> resolves = false;
        case "e" -> fields.add(value);
        case "E" -> layout(value);
        case "a" -> duration = value.startsWith("duration:") ? number(value.substring(9)) : 0;
        case "q", "Q" -> quiet = true;
        case "t" -> time = value;
        case "v", "version" -> versionOnly = true;
        case "T" -> {
          if (!value.matches("fields|text")) {
            throw TcpdumpFailure.notModelled("-T " + value);
          }
        }
        case "l", "p", "s", "N", "2", "d", "o" -> {
          // What they change is not seen here.
        }
        default -> throw TcpdumpFailure.notModelled("-" + name);
      }
    }

    private static long number(String value) throws TcpdumpFailure {
      if (!value.matches("[0-9]{1,9}")) {
        throw TcpdumpFailure.of("The specified number \"" + value + "\" isn't a decimal number");
      }
      return Long.parseLong(value);
    }

    private void layout(String value) {
      if (value.startsWith("header=")) {
        header = value.endsWith("y");
      } else if (value.startsWith("separator=")) {
        String given = value.substring("separator=".length());
        separator = given.equals("/t") ? "\t" : given.equals("/s") ? " " : given;
      }
    }

    int go() throws TcpdumpFailure {
      if (versionOnly) {
        self.stdout().print("TShark (Wireshark) 4.4.19.\n");
        return 0;
      }
      if (header && !fields.isEmpty()) {
        self.stdout().println(String.join(separator, fields));
      }
      return file.isPresent() ? read(file.get()) : capture();
    }

    private int read(String name) throws TcpdumpFailure {
      try {
        byte[] contents =
            name.equals("-") ? self.stdin().readAll() : self.files().read(self.path(name));
        CaptureReader reader = CaptureReader.open(contents);
        Summarizer summarizer = new Summarizer(reader.linkType());
        Optional<CapturedPacket> packet = reader.next();
        while (packet.isPresent() && (count == 0 || seen < count)) {
          show(packet.get(), summarizer, 6);
          packet = reader.next();
        }
        return 0;
      } catch (FileError missing) {
        throw TcpdumpFailure.of("The file \"" + name + "\" doesn't exist.");
      } catch (CaptureFormatException wrong) {
        throw TcpdumpFailure.of(
            "The file \"" + name + "\" isn't a capture file in a format TShark understands.");
      }
    }

    private int capture() throws TcpdumpFailure {
      Rtnetlink kernel = new Rtnetlink(self.netns());
      String name = device.isPresent() ? device.get() : CaptureDevices.best(kernel);
      Optional<LinkInfo> found;
      try {
        found = Tcpdump.device(self, name);
      } catch (TcpdumpFailure none) {
        return noDevice(name);
      }
      LinkType linkType = found.isPresent() ? LinkType.ETHERNET : LinkType.LINUX_SLL2;
      List<String> words = new ArrayList<>(List.of("-n", "--immediate-mode"));
      words.addAll(List.of(capture.isBlank() ? new String[0] : new String[] {capture}));
      TcpdumpOptions options = TcpdumpOptions.parse(words);
      LiveCapture live =
          new LiveCapture(
              self,
              linkType,
              options,
              Tcpdump.compile(self, options, linkType, 0, new LabNames(self)));
      self.stderr().print("Capturing on '" + name + "'\n");
      try {
        live.open(found.map(LinkInfo::name).orElse(""));
      } catch (KernelException gone) {
        return noDevice(name);
      }
      loop(live, new Summarizer(linkType));
      live.close();
      self.stdout().flush();
      return self.stderr().print(seen + (seen == 1 ? " packet" : " packets") + " captured\n", 0);
    }

    private int noDevice(String name) {
      self.stderr().print("tshark: There is no device named \"" + name + "\".\n");
      return self.stderr().print("(No such device exists)\n0 packets captured\n", 2);
    }

    private void loop(LiveCapture live, Summarizer summarizer) {
      boolean[] over = {false};
      Runnable end =
          () -> {
            over[0] = true;
            live.arrived().wake();
          };
      for (Signal signal : List.of(Signal.INT, Signal.TERM, Signal.HUP)) {
        self.onSignal(signal, end);
      }
      if (duration > 0) {
        self.after(duration * 1_000_000_000L, end);
      } else if (count == 0) {
        self.declareEndless();
      }
      while (!over[0] && (count == 0 || seen < count)) {
        self.awaitWoken(live.arrived(), () -> over[0] || live.hasPacket());
        while (live.hasPacket() && (count == 0 || seen < count)) {
          show(live.take(), summarizer, 9);
        }
      }
    }

    private void show(CapturedPacket packet, Summarizer summarizer, int digits) {
      seen++;
      first = first < 0 ? packet.timeNanos() : first;
      before = before < 0 ? packet.timeNanos() : before;
      Summary summary = summarizer.summarize(packet.bytes(), packet.originalLength(), seen);
      if (filter.test(summary) && !quiet) {
        self.stdout()
            .println(fields.isEmpty() ? line(summary, packet, digits) : row(summary, packet));
      }
      before = packet.timeNanos();
    }

    private String line(Summary summary, CapturedPacket packet, int digits) {
      String source = address(summary.source());
      String destination = address(summary.destination());
      return "%5s %10s %12s → %-12s %s %s %s"
          .formatted(
              seen,
              time(packet, digits),
              source,
              destination,
              summary.protocol(),
              packet.originalLength(),
              summary.info());
    }

    private String address(String address) {
      return resolves && address.equals("ff:ff:ff:ff:ff:ff") ? "Broadcast" : address;
    }

    private String time(CapturedPacket packet, int digits) {
      long now = packet.timeNanos();
      return switch (time) {
        case "a", "ad" -> {
          Instant instant = Instant.ofEpochSecond(now / 1_000_000_000L);
          String date = DATE.format(instant) + fraction(now, digits);
          yield time.equals("ad") ? date : date.substring(11);
        }
        case "d" -> seconds(now - before, digits);
        case "e" -> seconds(now, digits);
        default -> seconds(now - first, digits);
      };
    }

    private static String fraction(long nanos, int digits) {
      return String.format(Locale.ROOT, "%09d", nanos % 1_000_000_000L).substring(0, digits);
    }

    private static String seconds(long nanos, int digits) {
      return nanos / 1_000_000_000L + "." + fraction(nanos, digits);
    }

    private String row(Summary summary, CapturedPacket packet) {
      List<String> cells = new ArrayList<>();
      for (String field : fields) {
        cells.add(
            switch (field) {
              case "frame.time_relative" -> seconds(packet.timeNanos() - first, 9);
              case "frame.time_epoch" -> seconds(packet.timeNanos(), 9);
              case "_ws.col.Source" -> summary.source();
              case "_ws.col.Destination" -> summary.destination();
              default -> String.join(",", summary.values(field));
            });
      }
      return String.join(separator, cells);
    }
  }
}
