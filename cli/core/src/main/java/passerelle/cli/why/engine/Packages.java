package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.text.Nearest;

/**
 * Packages that a package manager does not find.
 *
 * @param deed the command that asked for one
 */
public record Packages(Lab lab, Deed deed) {
  private static final Pattern INSTALL =
      Pattern.compile("\\bapt(?:-get)?\\b(?: -\\S+)* install\\b");
  private static final Pattern UNFETCHED = Pattern.compile("(?m)^(WARNING: |W: |Err:)");
  private static final Pattern UPDATE = Pattern.compile("\\b(apt|apt-get)\\b.* update\\b");

  private static final Pattern BUILD =
      Pattern.compile("docker (?:image |buildx )?build\\b(.*) (\\S+)$");

  private static final Pattern FILE = Pattern.compile("(?:-f|--file)[= ](\\S+)");

  /** In which packages the programs are that people look for. */
  private static final Map<String, List<String>> HOMES =
      Map.of(
          "ping", List.of("iputils-ping", "iputils"),
          "nc", List.of("netcat-openbsd"),
          "netcat", List.of("netcat-openbsd"),
          "dig", List.of("dnsutils", "bind-tools"),
          "nslookup", List.of("dnsutils", "bind-tools"),
          "dnsutils", List.of("bind-tools"),
          "ifconfig", List.of("net-tools"),
          "netstat", List.of("net-tools"),
          "ip", List.of("iproute2"),
          "ps", List.of("procps"));

  private static final List<String> USUAL =
      List.of(
          ("curl wget iputils-ping dnsutils bind-tools net-tools iproute2 iptables procps tcpdump"
                  + " traceroute netcat-openbsd telnet nmap vim nano less ca-certificates nginx")
              .split(" "));

  /** Why there is no such package there; empty where its lists could not be fetched. */
  public Optional<Diagnosis> missing(String name) {
    return UNFETCHED.matcher(deed.effect().printed()).find()
        ? Optional.empty()
        : Optional.of(unknown(name));
  }

  private Diagnosis unknown(String name) {
    String line = deed.typed().line();
    Matcher build = BUILD.matcher(line);
    if (build.find()) {
      return inBuild(name, build);
    }
    Optional<String> image = new RefusedImages(lab, deed, Optional.empty()).image();
    String place = image.orElseGet(() -> Words.of(deed).place(lab));
    Optional<Container> container =
        (image.isPresent() ? Optional.<Container>empty() : Engines.called(lab, place))
            .filter(Container::isRunning);
    boolean aptGet = INSTALL.matcher(line).find();
    if (aptGet && !UPDATE.matcher(line).find() && !hasLists(container)) {
      Diagnosis lists = Diagnosis.of(Cause.PACKAGE_LISTS_MISSING, name, place);
      return container.isPresent() ? lists.or(updated(line)) : lists.or(inOneShell(line));
    }
    Diagnosis unknown = Diagnosis.of(Cause.PACKAGE_UNKNOWN, name, place);
    List<String> meant = new ArrayList<>(HOMES.getOrDefault(name, List.of()));
    meant.addAll(Nearest.of(name, USUAL));
    for (String other : meant) {
      unknown = unknown.or(Remedy.at(deed.machine(), line.replaceFirst(word(name), other)));
    }
    return unknown;
  }

  private static String word(String name) {
    return "(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w.-])";
  }

  private boolean hasLists(Optional<Container> container) {
    return container
        .map(c -> new Remedy.Step(c.name(), "ls /var/lib/apt/lists"))
        .filter(step -> Typing.run(lab, step, bytes -> true) == 0)
        .isPresent();
  }

  /** The same command with the lists fetched before. */
  private Optional<Remedy> updated(String line) {
    Matcher install = INSTALL.matcher(line);
    return install.find()
        ? Optional.of(
            Remedy.at(deed.machine(), line.substring(0, install.start()) + "apt-get update")
                .then(new Remedy.Step(deed.machine(), line)))
        : Optional.empty();
  }

  /** A container that is there for one command only does both in it. */
  private Optional<Remedy> inOneShell(String line) {
    Matcher install = INSTALL.matcher(line);
    return install.find() && line.indexOf('\'') < 0
        ? Optional.of(
            Remedy.at(
                deed.machine(),
                line.substring(0, install.start())
                    + "sh -c 'apt-get update && "
                    + line.substring(install.start())
                    + "'"))
        : Optional.empty();
  }

  private Diagnosis inBuild(String name, Matcher build) {
    Matcher named = FILE.matcher(build.group(1));
    String context = build.group(2).replaceFirst("/$", "");
    String file = named.find() ? named.group(1) : context + "/Dockerfile";
    String path = file.replaceFirst("^\\./", "");
    Stream<String> edits =
        Stream.of("apt-get", "apt")
            .map(apt -> "s/RUN " + apt + " install/RUN apt-get update \\&\\& " + apt + " install/");
    return Diagnosis.of(Cause.PACKAGE_LISTS_MISSING, name, path)
        .or(
            edits
                .map(edit -> Remedy.at(deed.machine(), "sed -i '" + edit + "' " + path))
                .map(r -> r.then(new Remedy.Step(deed.machine(), deed.typed().line())))
                .toList());
  }
}
