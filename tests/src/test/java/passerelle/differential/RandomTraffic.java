package passerelle.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.differential.Draft.Box;
import passerelle.differential.Draft.Kind;

/**
 * Packets from anywhere to anywhere. Every command ends by itself, at a moment that is not one at
 * which the kernel sends something again: ARP asks and TCP repeats after whole seconds.
 */
final class RandomTraffic {
  private static final List<String> MACHINES =
      List.of(
          "192.0.2.10",
          "192.0.2.20",
          "192.0.2.1",
          "198.51.100.1",
          "198.51.100.80",
          "198.51.100.53");

  private final Dice dice;
  private final Draft draft;

  RandomTraffic(Dice dice, Draft draft) {
    this.dice = dice;
    this.draft = draft;
  }

  /** A command that sends packets. */
  void send() {
    Optional<Box> box =
        draft.containers().isEmpty() || dice.oneIn(3)
            ? Optional.empty()
            : Optional.of(dice.pick(draft.containers()));
    boolean tools = box.map(b -> b.kind().hasTools()).orElse(true);
    String command = tools ? debian(box) : busybox(box);
    box.ifPresentOrElse(
        b -> draft.in(b, command), () -> draft.on(dice.pick(Draft.MACHINES), command));
  }

  private String debian(Optional<Box> from) {
    return switch (dice.between(1, 12)) {
      case 1, 2, 3, 4 -> ping(from, " -M " + dice.of("do", "dont", "want"));
      case 5, 6 -> {
        String meter = "-w '%{http_code} %{remote_ip} %{local_ip}\\n'";
        yield "curl -s -m 2 -o /dev/null " + meter + " http://" + server(from, Kind.WEB) + "/";
      }
      case 7, 8 -> "nc -v -w 2 " + words(server(from, Kind.BANNER)) + " < /dev/null";
      case 9 -> "echo hello | nc -u -w 1 " + words(server(from, Kind.SINK));
      case 10 -> large() + " | nc -u -w 1 " + words(server(from, Kind.SINK));
      case 11 -> "traceroute -n -N 1 -q 1 -w 1 -m 4 " + target(from);
      default -> "dig +short +tries=1 +timeout=1 @198.51.100.53 www.example.com";
    };
  }

  private String busybox(Optional<Box> from) {
    return switch (dice.between(1, 7)) {
      case 1, 2, 3 -> ping(from, "");
      case 4, 5 -> "wget -q -T 2 -O - http://" + server(from, Kind.WEB) + "/";
      case 6 -> "nc -w 2 " + words(server(from, Kind.BANNER)) + " < /dev/null";
      default -> "traceroute -n -q 1 -w 1 -m 4 " + target(from);
    };
  }

  private static String words(String server) {
    return server.replace(':', ' ');
  }

  private String large() {
    return "printf %0" + dice.of("1372", "1373", "1472", "1473", "4000") + "d 0";
  }

  private String ping(Optional<Box> from, String fragmentation) {
    String target = target(from);
    String options = " -c 1";
    // Where nobody answers ARP, the answer comes after three seconds.
    options += mayBeDead(target) ? " -W 4" : " -W 1";
    options += dice.oneIn(3) ? " -s " + size() : "";
    options += dice.oneIn(5) ? " -t " + dice.between(1, 3) : "";
    options += dice.oneIn(3) ? fragmentation : "";
    return "ping" + options + " " + target;
  }

  private String size() {
    return dice.of("0", "8", "1372", "1373", "1472", "1473", "3000", "8972");
  }

  private boolean mayBeDead(String target) {
    return draft.gone().contains(target) || target.endsWith(".200") || target.endsWith(".99");
  }

  /** An address. */
  private String target(Optional<Box> from) {
    List<String> targets = new ArrayList<>(MACHINES);
    for (int i = 0; i < 3; i++) {
      targets.addAll(draft.addresses());
    }
    targets.addAll(draft.gone());
    draft.networks().forEach(n -> targets.add(n.gateway()));
    if (from.isPresent()) {
      draft.containers().forEach(c -> targets.add(c.name()));
    }
    if (dice.oneIn(10)) {
      return dice.of("192.0.2.99", "10.1.0.200", "10.99.0.1", "127.0.0.1", "198.51.100.200");
    }
    return dice.pick(targets);
  }

  /**
   * ADDRESS:PORT of a container that runs this, of another at whose port nobody listens, or of a
   * machine. Never of a server of another kind: how far two get that talk past each other is a
   * matter of luck. So it is whether the engine's proxy, which finds nobody behind a published port
   * and hangs up, does so before a client's request has come (FIN) or after (RST): HTTP is not
   * asked for there.
   */
  private String server(Optional<Box> from, Kind kind) {
    List<String> servers = new ArrayList<>();
    for (Box box : draft.containers()) {
      boolean quiet = box.kind() == Kind.SMALL || box.kind() == Kind.TOOLS;
      if (box.kind() == kind || quiet) {
        box.published().stream()
            .filter(p -> p.protocol().equals(kind.protocol()) && !(quiet && kind == Kind.WEB))
            .forEach(p -> servers.add(p.address() + ":" + p.port()));
        box.addresses().forEach(a -> servers.add(a + ":" + kind.port()));
      }
      if (box.kind() == kind && from.isPresent() && !box.addresses().isEmpty()) {
        servers.add(box.name() + ":" + kind.port());
      }
    }
    if (servers.isEmpty() || dice.oneIn(6)) {
      int usual = kind == Kind.BANNER ? 6379 : kind.port();
      return dice.pick(MACHINES) + ":" + dice.of(usual, 81, 82, 5353);
    }
    return dice.pick(servers);
  }
}
