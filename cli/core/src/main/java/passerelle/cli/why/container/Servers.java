package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Mounted;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.sim.shell.Outline;

/** Who started the process that holds a socket, and how it is started to listen everywhere. */
final class Servers {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "127\\.0\\.0\\.1|\\blocalhost\\b|\\[::1]|(?<![0-9a-fA-F:])::1(?![0-9a-fA-F:])");

  private Servers() {}

  /** What was typed to start it. */
  static Optional<String> maker(Makers makers, Destination where, NetnsSnapshot.Socket socket) {
    return deed(makers.lab(), where, socket)
        .map(Deed::told)
        .or(() -> container(makers, where, socket).flatMap(c -> makers.of(c)));
  }

  /** The container whose server it is: also one that lives in the host's namespace. */
  private static Optional<Container> container(
      Makers makers, Destination where, NetnsSnapshot.Socket socket) {
    return where
        .container()
        .or(
            () ->
                makers.lab().engine().containers().stream()
                    .filter(c -> where.isHostItself() && Engines.isOnHost(c))
                    .filter(c -> !socket.process().isEmpty())
                    .filter(c -> String.join(" ", c.argv()).contains(socket.process()))
                    .findFirst());
  }

  /**
   * The deed whose words name the program and the port: of a server that was started in the
   * container or on the machine, not by the container's own command.
   */
  private static Optional<Deed> deed(Lab lab, Destination where, NetnsSnapshot.Socket socket) {
    if (socket.process().isEmpty()) {
      return Optional.empty();
    }
    Pattern program =
        Pattern.compile("(?<![\\w-])" + Pattern.quote(socket.process()) + "(?![\\w-])");
    long since = where.container().map(Container::created).orElse(0L);
    return lab.history().stream()
        .filter(d -> d.at() > since)
        .filter(d -> d.typed().line().contains(String.valueOf(socket.port())))
        .filter(d -> program.matcher(d.typed().line()).find())
        .filter(d -> isOf(d, where))
        .reduce((a, b) -> b);
  }

  private static boolean isOf(Deed deed, Destination where) {
    String place = place(deed);
    return where.container().isEmpty()
        ? where.netns().filter(n -> place.equals(n) || isIn(deed, n)).isPresent()
            && !deed.typed().line().matches("(sudo )?docker (run|create|exec|compose) .*")
        : Words.of(deed).place(where.lab()).equals(where.container().get().name());
  }

  private static boolean isIn(Deed deed, String netns) {
    return deed.typed().line().contains("ip netns exec " + netns + " ");
  }

  /** What started a server on a port that listens no more, to be typed again. */
  static Optional<Remedy> again(Makers makers, Destination where) {
    Pattern port = Pattern.compile("(?<!\\d)" + where.port() + "(?!\\d)");
    return makers.lab().history().stream()
        .filter(d -> port.matcher(d.typed().line()).find() && isOf(d, where))
        .filter(d -> d.typed().line().matches("(?s).*(exec -d|&\\s*$).*"))
        .reduce((a, b) -> b)
        .map(d -> Remedy.at(place(d), d.typed().line()));
  }

  /** What started a server on that port on the host, started in a namespace of the host's. */
  static Optional<Remedy> moved(Makers makers, Destination where, String namespace) {
    Pattern port = Pattern.compile("(?<!\\d)" + where.port() + "(?!\\d)");
    return makers.lab().history().stream()
        .filter(d -> d.machine().equals(LabTopology.HOST))
        .filter(d -> d.typed().line().matches("(?!ip netns exec ).*&\\s*$"))
        .filter(d -> port.matcher(d.typed().line()).find())
        .reduce((a, b) -> b)
        .map(d -> Remedy.onHost("ip netns exec " + namespace + " " + d.typed().line()));
  }

  /** The same server made to listen on all addresses: its process ends, and another one starts. */
  static List<Remedy> everywhere(Makers makers, Destination where, NetnsSnapshot.Socket socket) {
    Optional<Deed> deed = deed(makers.lab(), where, socket);
    if (deed.isEmpty()) {
      return container(makers, where, socket).stream()
          .flatMap(
              c ->
                  Stream.of(
                          RunLine.of(c, makers).running(word -> everywhere(word, socket)).stream()
                              .map(RunLine::again),
                          new Built(makers, c).everywhere().stream(),
                          Stream.of("127.0.0.1", "localhost")
                              .flatMap(
                                  old ->
                                      new Mounted(makers.lab(), c).edited(old, "0.0.0.0").stream()))
                      .flatMap(remedies -> remedies))
          .toList();
    }
    String line = started(deed.get(), socket);
    String changed = everywhere(line, socket);
    if (changed.equals(line)) {
      return List.of();
    }
    String place = place(deed.get());
    Remedy.Step start = new Remedy.Step(place, background(changed));
    String kill = "pkill " + socket.process();
    return where
        .container()
        .map(Container::name)
        .map(
            name ->
                List.of(
                    Remedy.onHost("docker exec " + name + " " + kill).then(start),
                    Remedy.onHost("docker restart " + name).then(start)))
        .orElseGet(() -> List.of(Remedy.at(place, kill).then(start)));
  }

  /** What started a server, without what was done in the same line before and is done. */
  private static String started(Deed deed, NetnsSnapshot.Socket socket) {
    String line = deed.typed().line().stripTrailing().replaceFirst("\\s*&$", "");
    List<Outline.Simple> commands =
        Outline.of(line).stream().flatMap(Outline::simpleCommands).toList();
    return commands.size() < 2
        ? deed.typed().line()
        : commands.stream()
            .filter(c -> c.words().get(0).equals("cd") || c.words().contains(socket.process()))
            .map(Outline.Simple::text)
            .collect(Collectors.joining(" && "));
  }

  /** Words without the address that a socket is bound to. */
  private static String everywhere(String words, NetnsSnapshot.Socket socket) {
    String any = everywhere().apply(words);
    return socket.isAny() ? any : any.replace(socket.address(), "0.0.0.0");
  }

  private static String place(Deed deed) {
    return deed.typed().prompt().replaceFirst("[$#] $", "");
  }

  private static String background(String line) {
    return line.stripTrailing().endsWith("&") || line.contains("exec -d") ? line : line + " &";
  }

  /** A change of a word that names an address of loopback. */
  static UnaryOperator<String> everywhere() {
    return word -> LOOPBACK.matcher(word).replaceAll("0.0.0.0");
  }
}
