package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.NetworkSpec;
import passerelle.network.PortMapping;
import passerelle.text.Nearest;

/** Docker's daemon where it does not run, and what has stopped with it. */
public final class Daemons {
  /** What it reads when it starts. */
  public static final String FILE = "/etc/docker/daemon.json";

  private static final String START = "systemctl start docker";

  /** What dockerd says last where it cannot start. */
  private static final Pattern REASON =
      Pattern.compile("dockerd\\[\\d+]: ((?:unable to configure|failed to start) .*)");

  private static final Pattern UNKNOWN =
      Pattern.compile("match any configuration option: ([\\w-]+)");

  private static final List<String> KEYS =
      List.of(
          ("bip bridge data-root debug default-address-pools dns dns-opts dns-search exec-opts"
                  + " experimental fixed-cidr hosts icc insecure-registries ip ip-forward ip-masq"
                  + " iptables ip6tables ipv6 live-restore log-driver log-opts mtu"
                  + " registry-mirrors storage-driver userland-proxy")
              .split(" "));

  private Daemons() {}

  /** Why it does not run; empty where it does. */
  public static Optional<Diagnosis> stopped(Lab lab) {
    return lab.engine().daemon().isRunning() ? Optional.empty() : Optional.of(diagnosis(lab));
  }

  private static Diagnosis diagnosis(Lab lab) {
    Spot host = new Spot(lab, LabTopology.HOST);
    Optional<String> byHand = host.typed("systemctl", "stop");
    Optional<String> file = host.typed(FILE);
    Optional<String> reason = byHand.isPresent() ? Optional.empty() : lastWords(host);
    Diagnosis stopped =
        Diagnosis.of(Cause.DAEMON_STOPPED, reason.map(text -> " (" + text + ")").orElse(""))
            .by(byHand.or(() -> file))
            .or(Remedy.onHost(START));
    String text = lab.kernel().spaces().readFile(LabTopology.HOST, FILE).orElse("");
    for (String edit : reason.isPresent() ? edits(reason.get(), text) : List.<String>of()) {
      stopped = stopped.or(Remedy.onHost("sed -i '" + edit + "' " + FILE, START));
    }
    return file.isPresent() ? stopped.or(Remedy.onHost("rm " + FILE, START)) : stopped;
  }

  /** Slips in its file, as sed mends them. */
  private static List<String> edits(String reason, String text) {
    List<String> edits = new ArrayList<>();
    Matcher unknown = UNKNOWN.matcher(reason);
    if (unknown.find()) {
      Nearest.of(unknown.group(1), KEYS)
          .forEach(key -> edits.add("s/\"" + unknown.group(1) + "\"/\"" + key + "\"/"));
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
      if (line.matches(".*, *[}\\]].*")) {
        edits.add(i + 1 + "s/, *\\([]}]\\)/ \\1/");
      } else if (line.endsWith(",") && next.matches("[}\\]].*")) {
        edits.add(i + 1 + "s/,$//");
      } else if (line.matches(".*[\"\\w}\\]]") && next.startsWith("\"")) {
        edits.add(i + 1 + "s/$/,/");
      }
    }
    return edits;
  }

  private static Optional<String> lastWords(Spot host) {
    return REASON
        .matcher(host.output("journalctl -u docker"))
        .results()
        .map((MatchResult said) -> said.group(1))
        .reduce((first, last) -> last);
  }

  /** A container that ended with the daemon, which does not start it again by itself. */
  public static Optional<Diagnosis> took(Container container, Makers makers) {
    return makers
        .of("die", container.name())
        .filter(line -> line.matches("(?s).*\\b(systemctl|service|p?kill(all)?)\\b.*docker.*"))
        .map(
            line ->
                Diagnosis.of(Cause.STOPPED_WITH_DAEMON, container.name())
                    .by(Optional.of(line))
                    .or(Remedy.onHost("docker start " + container.name())));
  }

  /** Who gave the address of a published port that names none: a network, or the daemon's file. */
  public static Optional<String> addressing(
      Makers makers, Container container, PortMapping mapping) {
    boolean named =
        Bindings.of(container, mapping.hostPort(), mapping.protocol())
            .filter(binding -> binding.hostAddress().isEmpty())
            .isEmpty();
    return named
        ? Optional.empty()
        : Engines.networks(container).stream()
            .filter(n -> n.spec().options().containsKey(NetworkSpec.HOST_BINDING))
            .findFirst()
            .flatMap(makers::of)
            .or(() -> new Spot(makers.lab(), LabTopology.HOST).typed(FILE));
  }
}
