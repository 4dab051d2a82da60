package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.engine.ComposeSyntax;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.engine.Packages;
import passerelle.cli.why.engine.RefusedCompose;
import passerelle.cli.why.engine.RefusedImages;
import passerelle.cli.why.engine.RefusedMounts;
import passerelle.cli.why.engine.RefusedNetworks;
import passerelle.cli.why.engine.RefusedPorts;
import passerelle.cli.why.engine.Terminals;
import passerelle.cli.why.netfilter.DockerRules;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;

/**
 * Commands that Docker refuses, in words of its own that are the same on both kernels: no packet
 * has been sent then, and the remedy ends with the command itself.
 */
public final class Refusals {
  private static final Pattern ERROR =
      Pattern.compile("(?s)Error response from daemon: (.+?)(?=\n\n|$)");
  private static final Pattern ADDRESS = Pattern.compile("--ip[= ](\\S+)");

  private final Lab lab;
  private final Deed deed;
  private final Makers makers;

  /** What Docker says, and what is made of it. */
  private record Saying(
      Pattern words, BiFunction<Refusals, MatchResult, Optional<Diagnosis>> meaning) {
    private static Saying of(
        String words, BiFunction<Refusals, MatchResult, Optional<Diagnosis>> meaning) {
      return new Saying(Pattern.compile(words), meaning);
    }
  }

  private static final List<Saying> SAYINGS =
      List.of(
          Saying.of(
              "port is already allocated|address already in use", (r, m) -> r.ports().taken()),
          Saying.of(
              "iptables failed: iptables --wait -t (\\S+) -[AI] (\\S+) .*No chain/target/match",
              (r, m) ->
                  Optional.of(
                      r.containers()
                          .followed(
                              DockerRules.chainGone(r.lab, m.group(2) + " (" + m.group(1) + ")")))),
          Saying.of(
              "The container name \"/(\\S+)\" is already in use",
              (r, m) -> Optional.of(r.containers().nameTaken(m.group(1)))),
          Saying.of(
              "network (\\S+) (?:not found|declared as external, but could not be found)",
              (r, m) -> Optional.of(r.networks().absent(m.group(1)))),
          Saying.of(
              "No such container: (\\S+)",
              (r, m) -> Optional.of(r.containers().noContainer(m.group(1)))),
          Saying.of(
              "(?i)non running container: (?:container |/)?(\\S+)|container (\\S+) is not running",
              (r, m) -> r.containers().notRunning(either(m))),
          Saying.of(
              "service \"(\\S+)\" is not running|no such service: (\\S+)",
              (r, m) -> r.containers().noService(either(m))),
          Saying.of(
              "pull access denied for (\\S+?),|Unable to find image '([^']+)' locally",
              (r, m) -> Optional.of(r.images().noImage(either(m)))),
          Saying.of(
              "exec: \"([^\"]+)\": executable file not found|(?:^|[\\n"
                  + ":] ?)([\\w.-]+:?): (?:command )?not found",
              (r, m) -> Optional.of(r.images().noProgram(either(m)))),
          Saying.of(
              "Unable to locate package (\\S+)|(\\S+) \\(no such package\\)",
              (r, m) -> new Packages(r.lab, r.deed).missing(either(m))),
          Saying.of(
              "exec: \"(/[^\"]+)\": permission denied",
              (r, m) -> r.made().map(c -> new Scripts(r.makers, c).notExecutable(m.group(1)))),
          Saying.of(
              "(?i)container (\\S+) is (?:restarting|paused)",
              (r, m) -> r.containers().notReady(m.group(1))),
          Saying.of(
              "Pool overlaps with other one",
              (r, m) -> r.composed().overlaps().or(() -> Optional.of(r.networks().poolOverlaps()))),
          Saying.of(
              "no configuration file provided: not found",
              (r, m) -> Optional.of(r.composed().noFile())),
          Saying.of(
              "service \"(\\S+)\" refers to undefined (network|volume) (\\S+):",
              (r, m) -> r.composed().undefined(m.group(1), m.group(2) + "s", m.group(3))),
          Saying.of(
              "service \"(\\S+)\" depends on undefined service \"?([^\\s\":]+)",
              (r, m) -> r.composed().undefined(m.group(1), "services", m.group(2))),
          Saying.of(
              "port publishing and the container type network mode",
              (r, m) -> Optional.of(r.networks().sharedPublishes())),
          Saying.of(
              "Cannot connect to the Docker daemon|failed to connect to the docker API"
                  + "|Job for docker.service failed",
              (r, m) -> Daemons.stopped(r.lab).map(r.containers()::followed)),
          Saying.of(
              "(?:for network (\\S+): [^\\n]*\\n)?no configured subnet(?: or ip-range)? contains?"
                  + "(?: the)? IP address (\\S+)|user specified IP address is supported",
              (r, m) -> Optional.of(r.noAddress(m))),
          Saying.of(
              "failed to bind (?:host )?port (?:for )?([0-9.]+):.*cannot assign requested address",
              (r, m) -> Optional.of(r.ports().foreign(m.group(1)))),
          Saying.of(
              "network (\\S+)(?: id \\S+)? has active endpoints",
              (r, m) -> Optional.of(r.networks().inUse(m.group(1)))),
          Saying.of(
              "all predefined address pools|non-overlapping IPv4 address pool",
              (r, m) -> Optional.of(r.networks().poolsTaken())),
          Saying.of(
              "docker: (open (\\S+): no such file or directory)",
              (r, m) ->
                  Optional.of(new RefusedMounts(r.lab, r.deed).noFile(m.group(1), m.group(2)))),
          Saying.of(
              "private \\(none\\) mode|(sharing network namespace) with another",
              (r, m) -> r.networks().besides(m.group(1))),
          Saying.of(
              "validating \\S+: .*additional properties '([^']+)' not allowed",
              (r, m) -> new ComposeSyntax(r.lab, r.deed).unknownKey(m.group(1))),
          Saying.of(
              "services must be a mapping",
              (r, m) -> new ComposeSyntax(r.lab, r.deed).besideServices()),
          Saying.of(
              "(?m)^yaml: |top-level object must be a mapping",
              (r, m) -> new ComposeSyntax(r.lab, r.deed).indentation()),
          Saying.of(
              "invalid ranges specified for container and host Ports: \\d+-\\d+ and (\\d+)-(\\d+)",
              (r, m) -> Optional.of(r.ports().unequal(m))),
          Saying.of(
              "no available IPv4 addresses on this network's address pools: (\\S+)",
              (r, m) -> r.networks().full(m.group(1))),
          Saying.of("input device is not a TTY", (r, m) -> Optional.of(Terminals.none(r.deed))),
          Saying.of("container (\\S+) is unhealthy", (r, m) -> r.composed().unhealthy(m.group(1))),
          Saying.of(
              "container (\\S+) has no healthcheck", (r, m) -> r.composed().unchecked(m.group(1))),
          Saying.of(
              "Operation not permitted|must be root|need to be root",
              (r, m) -> r.containers().notPermitted()),
          Saying.of("(?:networking|daemon): Address already in use", (r, m) -> r.addressTaken()),
          Saying.of("(?i)address (?:already )?in use", (r, m) -> r.ports().takenBeside()),
          Saying.of(
              "error mounting \"([^\"]+)\" to rootfs at \"([^\"]+)\".*not a directory",
              (r, m) -> new RefusedMounts(r.lab, r.deed).ofAnotherKind(m.group(1), m.group(2))),
          Saying.of(
              "Invalid container name \\((\\w)\\)",
              (r, m) -> Optional.of(r.containers().noName(m.group(1)))));

  public Refusals(Lab lab, Deed deed) {
    this.lab = lab;
    this.deed = deed;
    this.makers = new Makers(lab, Optional.empty());
  }

  /** Why Docker has refused a command; empty where it is none of these. */
  public Optional<Diagnosis> diagnosis() {
    String printed = deed.effect().printed();
    for (Saying saying : SAYINGS) {
      Matcher found = saying.words().matcher(printed);
      if (found.find()) {
        return saying.meaning().apply(this, found.toMatchResult());
      }
    }
    Matcher error = ERROR.matcher(printed);
    return error.find() ? Optional.of(refused(error.group(1))) : Optional.empty();
  }

  /** What a saying names, which has two forms. */
  private static String either(MatchResult saying) {
    return saying.group(1) == null ? saying.group(2) : saying.group(1);
  }

  private RefusedContainers containers() {
    return new RefusedContainers(lab, deed, made());
  }

  private RefusedNetworks networks() {
    return new RefusedNetworks(lab, deed, made());
  }

  private RefusedImages images() {
    return new RefusedImages(lab, deed, made());
  }

  private RefusedPorts ports() {
    return new RefusedPorts(lab, deed, made());
  }

  private RefusedCompose composed() {
    return new RefusedCompose(lab, deed);
  }

  /** What Docker says itself, all lines of it. */
  private Diagnosis refused(String told) {
    String text = told.replaceFirst("\\nexit status \\d+\\s*$", "");
    return Diagnosis.of(Cause.DOCKER_REFUSED, text.strip().replaceAll("\\s*\\n\\s*", " "));
  }

  private Diagnosis refused() {
    Matcher error = ERROR.matcher(deed.effect().printed());
    return refused(error.find() ? error.group(1) : "");
  }

  /** Another command, when what the refused one has left is away. */
  private Remedy onceMore(Remedy.Step other) {
    return made()
        .map(c -> Remedy.onHost("docker rm -f " + c.name()).then(other))
        .orElse(new Remedy(List.of(other), Optional.empty()));
  }

  /** An address that one may not ask for there. */
  private Diagnosis noAddress(MatchResult said) {
    String line = deed.typed().line().replaceFirst(" --ip[= ]\\S+", "");
    return refused()
        .or(
            Optional.ofNullable(said.group(1))
                .flatMap(network -> composed().inside(said.group(2), network)))
        .or(new Remedy(List.of(step(line)), Optional.empty()));
  }

  /** The address that was asked for is another container's. */
  private Optional<Diagnosis> addressTaken() {
    Remedy.Step without = step(deed.typed().line().replaceFirst(" --ip[= ]\\S+", ""));
    List<String> asked =
        Stream.concat(
                ADDRESS.matcher(deed.typed().line()).results().map(m -> m.group(1)),
                made().stream()
                    .flatMap(c -> c.spec().networks().stream())
                    .flatMap(n -> n.address().stream()))
            .toList();
    return lab.engine().containers().stream()
        .flatMap(
            c ->
                Engines.endpoints(c).stream()
                    .flatMap(e -> e.address().stream())
                    .map(IpAddress::toString)
                    .filter(asked::contains)
                    .map(
                        a ->
                            Diagnosis.of(Cause.ADDRESS_TAKEN, a, c.name())
                                .by(makers.of(c))
                                .or(made().flatMap(m -> composed().otherAddress(m, a)))))
        .findFirst()
        .or(() -> networks().gateway(asked))
        .map(taken -> taken.or(onceMore(without)));
  }

  private Remedy.Step step(String line) {
    return new Remedy.Step(deed.machine(), line);
  }

  private Optional<Container> made() {
    return lab.engine().containers().stream()
        .filter(c -> c.created() >= deed.at() && !c.isRunning())
        .filter(c -> makers.at(c.created()).filter(d -> d.at() > deed.at()).isEmpty())
        .reduce((a, b) -> b);
  }
}
