package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;

/** Who started the process that holds a socket, and how it is started to listen everywhere. */
final class Servers {
  private Servers() {}

  /** What was typed to start it. */
  static Optional<String> maker(Makers makers, Destination where, NetnsSnapshot.Socket socket) {
    return deed(makers.lab(), where, socket)
        .map(Deed::told)
        .or(() -> where.container().flatMap(c -> makers.of(c)));
  }

  /**
   * The deed whose words name the program and the port: of a server that was started in the
   * container or on the machine, not by the container's own command.
   */
  private static Optional<Deed> deed(Lab lab, Destination where, NetnsSnapshot.Socket socket) {
    if (socket.process().isEmpty()) {
      return Optional.empty();
    }
    long since = where.container().map(Container::created).orElse(0L);
    return lab.history().stream()
        .filter(d -> d.at() > since)
        .filter(d -> d.typed().line().contains(String.valueOf(socket.port())))
        .filter(d -> d.typed().line().contains(socket.process()))
        .filter(d -> isOf(d, where))
        .reduce((a, b) -> b);
  }

  private static boolean isOf(Deed deed, Destination where) {
    String place = deed.typed().prompt().replaceFirst("[$#] $", "");
    return where.container().isEmpty()
        ? where.netns().filter(place::equals).isPresent()
        : place.equals(where.container().get().name())
            || deed.typed().line().contains(where.container().get().name());
  }

  /** The same server made to listen on all addresses. */
  static Optional<Remedy> everywhere(
      Makers makers, Destination where, NetnsSnapshot.Socket socket) {
    Lab lab = makers.lab();
    Optional<Deed> deed = deed(lab, where, socket);
    if (deed.isEmpty()) {
      return where
          .container()
          .flatMap(c -> RunLine.of(c, makers).running(Listeners.everywhere()))
          .map(RunLine::again);
    }
    String line = deed.get().typed().line();
    String changed = Listeners.everywhere().apply(line).replace(socket.address(), "0.0.0.0");
    if (changed.equals(line)) {
      return Optional.empty();
    }
    String place = deed.get().typed().prompt().replaceFirst("[$#] $", "");
    String kill = "pkill " + socket.process();
    String stop =
        where.container().isPresent() && lab.machines().contains(place)
            ? "docker exec " + where.container().get().name() + " " + kill
            : kill;
    return Optional.of(
        new Remedy(
            List.of(new Remedy.Step(place, stop), new Remedy.Step(place, background(changed))),
            Optional.empty()));
  }

  private static String background(String line) {
    return line.stripTrailing().endsWith("&") || line.contains("exec -d") ? line : line + " &";
  }
}
