package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.network.PortBinding;

/**
 * Ports that Docker cannot publish.
 *
 * @param deed the command that was refused
 * @param made the container that it has left
 */
public record RefusedPorts(Lab lab, Deed deed, Optional<Container> made) {
  private static final Pattern RANGES = Pattern.compile("(\\d+-\\d+:)(\\d+)-\\d+");

  private Makers makers() {
    return new Makers(lab, Optional.empty());
  }

  /** The port belongs to somebody else. */
  public Optional<Diagnosis> taken() {
    Optional<Container> failed =
        made.or(
            () ->
                lab.engine().containers().stream()
                    .filter(c -> !c.error().isEmpty() && deed.typed().line().contains(c.name()))
                    .findFirst());
    return failed.flatMap(c -> Taken.by(makers(), c).map(d -> otherwise(d, c)));
  }

  /** Rather another port than somebody else's. */
  private Diagnosis otherwise(Diagnosis taken, Container failed) {
    int port = Integer.parseInt(taken.arguments().get(1));
    Optional<PortBinding> binding =
        failed.spec().ports().bindings().stream()
            .filter(b -> b.firstHostPort() == port)
            .findFirst();
    Optional<Remedy> other =
        binding.flatMap(
            b ->
                RunLine.of(failed, makers())
                    .publishing(
                        b,
                        Bindings.text(b, b.hostAddress(), Taken.free(lab, port), b.containerPort()))
                    .map(RunLine::again));
    List<Remedy> remedies = new ArrayList<>(other.stream().toList());
    remedies.addAll(taken.remedies());
    return taken.mendedBy(remedies);
  }

  /** As many ports of the host are to lead to as many of the container. */
  public Diagnosis unequal(MatchResult host) {
    String line = deed.typed().line();
    Matcher ranges = RANGES.matcher(line);
    Diagnosis refused =
        Diagnosis.of(
            Cause.DOCKER_REFUSED,
            deed.effect().printed().lines().findFirst().orElse("").replaceFirst("^docker: ", ""));
    if (!ranges.find()) {
      return refused;
    }
    int first = Integer.parseInt(ranges.group(2));
    int last = first + Integer.parseInt(host.group(2)) - Integer.parseInt(host.group(1));
    String all = ranges.group(1) + first + "-" + last;
    return refused.or(
        Remedy.at(
            deed.machine(),
            line.substring(0, ranges.start()) + all + line.substring(ranges.end())));
  }

  /** Published on an address that the host has not. */
  public Diagnosis foreign(String address) {
    Remedy.Step everywhere =
        new Remedy.Step(deed.machine(), deed.typed().line().replace(address + ":", ""));
    Remedy onceMore =
        made.map(c -> Remedy.onHost("docker rm -f " + c.name()).then(everywhere))
            .orElse(Remedy.NOTHING.then(everywhere));
    return Diagnosis.of(Cause.PUBLISHED_ON_FOREIGN_ADDRESS, address)
        .or(onceMore)
        .or(made.flatMap(failed -> everywhere(failed, address)));
  }

  private Optional<Remedy> everywhere(Container failed, String address) {
    return failed.spec().ports().bindings().stream()
        .filter(b -> b.hostAddress().equals(address))
        .findFirst()
        .flatMap(
            b ->
                RunLine.of(failed, makers())
                    .publishing(b, Bindings.text(b, "", b.hostPort(), b.containerPort())))
        .map(RunLine::again);
  }
}
