package passerelle.sim.userland.nmap;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.lab.LabDate;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.CNumber;
import passerelle.text.Resources;

/** nmap 7.95: host discovery and port scans (nmap(1)). */
public final class Nmap implements BlockingProgram {
  private static final String VERSION = Resources.text(Nmap.class, "version.txt");

  @Override
  public int run(Process self) {
    try {
      NmapOptions options = NmapOptions.parse(self.arguments());
      if (options.version) {
        self.stdout().print(VERSION);
        return 0;
      }
      return new Session(self, options).run();
    } catch (ToolFailure refused) {
      self.stderr().print(refused.getMessage() + "\n");
      return refused.status();
    }
  }

  /** One run. */
  private static final class Session {
    /** More ports than this in one uninteresting state are counted instead of listed. */
    private static final int LISTED = 25;

    /** From the start to the first probe. */
    private static final long START = 50 * EventLoop.MILLISECOND;

    /** How long the probes of services take. */
    private static final long PROBES = 6 * EventLoop.SECOND;

    private static final DateTimeFormatter MINUTE =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Process self;
    private final NmapOptions options;
    private final Net net;
    private final NmapLog log;
    private final Map<IpAddress, String> names = new LinkedHashMap<>();

    Session(Process self, NmapOptions options) throws ToolFailure {
      this.self = self;
      this.options = options;
      net = new Net(self);
      log = new NmapLog(self, options);
    }

    private void say(String text) {
      log.say(text);
    }

    int run() {
      long start = self.now();
      log.frame("Starting Nmap 7.95 ( https://nmap.org ) at " + MINUTE.format(LabDate.at(start)));
      log.begin("7.95");
      self.sleep(START);
      List<IpAddress> targets = targets();
      Map<IpAddress, NmapDiscovery.Up> up =
          new NmapDiscovery(self, net).run(targets, options.assumesUp);
      List<NmapDiscovery.Up> shown = new ArrayList<>();
      targets.stream().filter(up::containsKey).map(up::get).forEach(shown::add);
      if (options.onlyDiscovers && shown.size() > 1) {
        shown.removeIf(host -> host.latency() < 0);
        up.values().stream().filter(host -> host.latency() < 0).forEach(shown::add);
      }
      shown.forEach(this::report);
      if (shown.isEmpty() && targets.size() == 1 && !options.assumesUp) {
        say("Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn");
      }
      if (options.services && !options.onlyDiscovers && !shown.isEmpty()) {
        self.sleep(PROBES);
        say(
            "Service detection performed. Please report any incorrect results at"
                + " https://nmap.org/submit/ .");
      }
      String addresses = targets.size() + (targets.size() == 1 ? " IP address" : " IP addresses");
      String hosts = shown.size() + (shown.size() == 1 ? " host up" : " hosts up");
      double seconds = (self.now() - start) / (double) EventLoop.SECOND;
      String done =
          addresses + " (" + hosts + ") scanned in " + CNumber.fixed(seconds, 2) + " seconds";
      log.frame("Nmap done: " + done);
      log.end(done);
      return 0;
    }

    private List<IpAddress> targets() {
      List<IpAddress> all = new ArrayList<>();
      for (String word : options.targets) {
        Optional<List<NmapTargets.Target>> found = NmapTargets.of(self, net, word);
        if (found.isEmpty()) {
          self.stderr().print("Failed to resolve \"" + word.replaceAll("/.*", "") + "\".\n");
        }
        for (NmapTargets.Target target : found.orElse(List.of())) {
          all.add(target.address());
          if (!target.name().isEmpty()) {
            names.put(target.address(), target.name());
          }
        }
      }
      if (all.isEmpty()) {
        self.stderr().print("WARNING: No targets were specified, so 0 hosts scanned.\n");
      }
      return all;
    }

    private void report(NmapDiscovery.Up host) {
      Map<Integer, NmapScan.Port> ports = new TreeMap<>();
      long latency = host.latency();
      if (!options.onlyDiscovers) {
        NmapScan scan = new NmapScan(self, net);
        ports.putAll(scan.run(host.address(), options.ports(), options.method));
        latency = Math.max(latency, 5_000);
      }
      Optional<String> called = name(host.address());
      String name = called.map(n -> n + " (" + host.address() + ")").orElse("" + host.address());
      String grepable = host.address() + " (" + called.orElse("") + ")";
      say("Nmap scan report for " + name);
      log.host(grepable, List.of("Status: Up"));
      String reason = options.reasons ? ", received " + host.reason() : "";
      String time = latency < 0 ? "." : " (" + seconds(latency) + "s latency).";
      say("Host is up" + reason + time);
      if (!options.onlyDiscovers) {
        log.host(grepable, table(host.address(), name, ports));
      }
      host.mac().ifPresent(mac -> say("MAC Address: " + upper(mac.toString()) + " (Unknown)"));
      if (!options.onlyDiscovers) {
        say("");
      }
    }

    private static String upper(String text) {
      return text.toUpperCase(Locale.ROOT);
    }

    /** A host's name: that which was given, or that of the address. */
    private Optional<String> name(IpAddress address) {
      Optional<String> given = Optional.ofNullable(names.get(address));
      return given.isPresent() || !options.resolves
          ? given
          : new Resolver(self, net).reverse(address).map(found -> found.replaceFirst("[.]$", ""));
    }

    /** Two significant digits, as nmap writes latencies. */
    private static String seconds(long nanos) {
      double seconds = nanos / (double) EventLoop.SECOND;
      int digits = 1;
      for (double scale = 0.1; digits < 9 && seconds < scale; scale /= 10) {
        digits++;
      }
      return CNumber.fixed(seconds, digits + 1);
    }

    /** Shows the ports; what the form to grep says of them. */
    private List<String> table(IpAddress address, String name, Map<Integer, NmapScan.Port> ports) {
      Map<String, Integer> counts = new TreeMap<>();
      ports.values().forEach(p -> counts.merge(p.state() + "\0" + p.reason(), 1, Integer::sum));
      Map<String, Integer> hidden = new LinkedHashMap<>();
      counts.entrySet().stream()
          .filter(c -> !c.getKey().startsWith("open\0"))
          .filter(c -> c.getValue() > LISTED || options.onlyOpen)
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .forEach(c -> hidden.put(c.getKey(), c.getValue()));
      String protocol = options.method == NmapScan.Method.UDP ? "udp" : "tcp";
      List<String> words = new ArrayList<>();
      hidden.forEach(
          (key, count) -> {
            String[] parts = key.split("\0");
            String noun = protocol + (count == 1 ? " port" : " ports");
            words.add(count + " " + parts[0] + " " + noun + " (" + parts[1] + ")");
          });
      List<String[]> rows = new ArrayList<>();
      ports.forEach(
          (number, port) -> {
            if (!hidden.containsKey(port.state() + "\0" + port.reason())) {
              rows.add(row(address, number, port, protocol));
            }
          });
      if (rows.isEmpty()) {
        String number =
            ports.size() == 1 ? "The 1 scanned port" : "All " + ports.size() + " scanned ports";
        say(number + " on " + name + (ports.size() == 1 ? " is" : " are") + " in ignored states.");
      }
      say(words.isEmpty() ? "" : "Not shown: " + String.join(", ", words));
      List<String> fields = NmapLog.fields(rows, hidden);
      if (!rows.isEmpty()) {
        List<String> titles = new ArrayList<>(List.of("PORT", "STATE", "SERVICE"));
        titles.addAll(options.reasons ? List.of("REASON") : List.of());
        titles.addAll(options.services ? List.of("VERSION") : List.of());
        rows.add(0, titles.toArray(String[]::new));
        print(rows);
      }
      return fields;
    }

    private String[] row(IpAddress address, int number, NmapScan.Port port, String protocol) {
      String service = NmapPorts.name(number, protocol);
      boolean asked = options.services && port.state().equals("open") && protocol.equals("tcp");
      Optional<NmapVersion.Found> found =
          asked ? new NmapVersion(net).of(address, number) : Optional.empty();
      String unsure = asked && found.isEmpty() ? service + "?" : service;
      List<String> cells = new ArrayList<>();
      cells.addAll(List.of(number + "/" + protocol, port.state()));
      cells.add(found.map(NmapVersion.Found::service).orElse(unsure));
      if (options.reasons) {
        cells.add(port.reason() + (port.ttl() > 0 ? " ttl " + port.ttl() : ""));
      }
      if (options.services) {
        cells.add(found.map(NmapVersion.Found::version).orElse(""));
      }
      return cells.toArray(String[]::new);
    }

    private void print(List<String[]> rows) {
      int columns = rows.get(0).length;
      int[] widths = new int[columns];
      rows.forEach(
          row -> {
            for (int i = 0; i < columns; i++) {
              widths[i] = Math.max(widths[i], row[i].length());
            }
          });
      for (String[] row : rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns; i++) {
          line.append(i == columns - 1 ? row[i] : String.format("%-" + widths[i] + "s ", row[i]));
        }
        say(line.toString().stripTrailing());
      }
    }
  }
}
