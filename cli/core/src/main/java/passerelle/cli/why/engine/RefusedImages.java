package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.text.Nearest;
import passerelle.text.WordList;

/**
 * Images that are not there, and programs that are not in them.
 *
 * @param deed the command that was refused
 * @param made the container that it has left
 */
public record RefusedImages(Lab lab, Deed deed, Optional<Container> made) {
  private static final String NETSHOOT = "nicolaka/netshoot";

  /** What people type most. */
  private static final List<String> USUAL =
      WordList.of(
          """
          docker curl ping wget nc dig nslookup host ip ss netstat iptables nft ufw sysctl
          systemctl traceroute tcpdump arping bridge conntrack sudo apt-get cat echo mkdir
          python3 python sleep nginx
          """);

  private Makers makers() {
    return new Makers(lab, Optional.empty());
  }

  /** What is called so cannot be pulled; something near it is there. */
  public Diagnosis noImage(String told) {
    String image = told.replaceFirst(":latest$", "");
    Diagnosis missing = Diagnosis.of(Cause.IMAGE_MISSING, image);
    List<String> known =
        lab.engine().images().stream()
            .flatMap(i -> i.references().stream())
            .map(reference -> reference.replaceFirst(":.*", ""))
            .toList();
    String bare = image.replaceFirst(":.*", "");
    List<String> meant = new ArrayList<>(Nearest.of(bare, known));
    if (known.contains(bare) && !image.equals(bare)) {
      // It is the tag that there is not.
      meant.add(bare);
    }
    for (String near : meant) {
      String line =
          deed.typed().line().replaceFirst("(?<=\\s)" + Pattern.quote(image) + "(?=\\s|$)", near);
      missing =
          missing.or(new Remedy(List.of(new Remedy.Step(deed.machine(), line)), Optional.empty()));
    }
    return missing;
  }

  /** A program that an image does not have, run by one beside it that does. */
  public Diagnosis noProgram(String program) {
    if (made.isPresent()) {
      Container left = made.get();
      return Diagnosis.of(Cause.PROGRAM_MISSING, program, left.name())
          .or(inOtherShell(program).map(Remedy.onHost("docker rm -f " + left.name())::then))
          .or(otherwise(left, makers()))
          .or(Remedy.onHost("docker rm -f " + left.name()).then(inNetshoot(left.spec().image())))
          .or(RunLine.of(made.get(), makers()).withoutCommand().map(RunLine::again));
    }
    Optional<String> image = image();
    if (image.isPresent()) {
      return Diagnosis.of(Cause.PROGRAM_MISSING, program, image.get())
          .or(inOtherShell(program))
          .or(inNetshoot(image.get()));
    }
    String place = Words.of(deed).place(lab);
    if (lab.machines().contains(place)) {
      return onMachine(program, place);
    }
    Diagnosis missing = Diagnosis.of(Cause.PROGRAM_MISSING, program, place);
    int at = deed.typed().line().indexOf(program);
    Optional<Container> container = Engines.called(lab, place);
    return container.isEmpty() || at < 0
        ? missing
        : missing
            .by(makers().of(container.get()))
            .or(inOtherShell(program))
            .or(
                Stream.concat(
                        Stream.of(NETSHOOT),
                        lab.engine().containers().stream().map(c -> c.spec().image()))
                    .distinct()
                    .map(
                        other ->
                            Remedy.onHost(
                                "docker run --rm --network container:%s %s ".formatted(place, other)
                                    + deed.typed().line().substring(at)))
                    .toList());
  }

  /** The command of a container with a program that is called nearly so. */
  public static List<Remedy> otherwise(Container container, Makers makers) {
    String program = container.argv().isEmpty() ? "" : container.argv().get(0);
    return Nearest.of(program, USUAL).stream()
        .flatMap(
            near ->
                RunLine.of(container, makers)
                    .running(word -> word.equals(program) ? near : word)
                    .stream())
        .map(RunLine::again)
        .toList();
  }

  /** A slip in the first word of a line, or a prompt that was typed with a colon. */
  private Diagnosis onMachine(String program, String place) {
    String line = deed.typed().line();
    String name = program.replaceFirst(":$", "");
    String rest = line.substring(Math.min(line.length(), line.indexOf(program) + program.length()));
    Diagnosis unknown = Diagnosis.of(Cause.PROGRAM_UNKNOWN, program, place);
    for (String near : Nearest.of(name, USUAL)) {
      unknown = unknown.or(Remedy.at(deed.machine(), line.replaceFirst(Pattern.quote(name), near)));
    }
    return lab.machines().contains(name) ? unknown.or(Remedy.at(name, rest.strip())) : unknown;
  }

  /** The image of a container that {@code docker run --rm} has not left. */
  Optional<String> image() {
    List<String> words = Words.of(deed).all();
    Set<String> known =
        lab.engine().images().stream()
            .flatMap(i -> i.references().stream())
            .map(reference -> reference.replaceFirst(":latest$", ""))
            .collect(Collectors.toSet());
    return words.contains("docker") && words.contains("run")
        ? words.stream()
            .skip(words.indexOf("run") + 1L)
            .filter(word -> known.contains(word.replaceFirst(":latest$", "")))
            .findFirst()
        : Optional.empty();
  }

  /** Small images have sh and no bash. */
  private Optional<Remedy> inOtherShell(String program) {
    String line = deed.typed().line();
    String other =
        line.replaceFirst("(?<=\\s)(/\\w+)*" + Pattern.quote(program) + "(?=\\s|$)", "sh");
    return program.endsWith("bash") && !other.equals(line)
        ? Optional.of(Remedy.at(deed.machine(), other))
        : Optional.empty();
  }

  /** The same command in the image that has the tools of a network. */
  private Remedy inNetshoot(String image) {
    String line =
        deed.typed().line().replaceFirst("(?<=\\s)" + Pattern.quote(image) + "(?=\\s|$)", NETSHOOT);
    return new Remedy(List.of(new Remedy.Step(deed.machine(), line)), Optional.empty());
  }
}
