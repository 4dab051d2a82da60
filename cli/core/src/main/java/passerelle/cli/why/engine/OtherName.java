package passerelle.cli.why.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;

/** Whom a container asks for by what it was made with, and asking somebody else. */
public final class OtherName {
  private OtherName() {}

  /**
   * To ask another host: where a variable of the container's environment names the first, it is
   * made again with another value.
   *
   * @param named an address, or the name of a container, which is asked for by its service's in the
   *     same project
   */
  public static List<Remedy> instead(Attempt attempt, Optional<Container> asking, String named) {
    String other = Services.name(attempt.lab(), asking, named);
    Question question = attempt.question();
    Question changed = question.at(other, question.port());
    Optional<Remedy> environment =
        asking
            .flatMap(
                c ->
                    hosts(attempt)
                        .flatMap(h -> RunLine.of(c, attempt.makers()).naming(h, other).stream())
                        .findFirst())
            .map(line -> line.again().thatAsks(changed));
    return Stream.concat(environment.stream(), Stream.of(Remedy.ask(changed))).toList();
  }

  /** The host that is asked, as it may stand in a variable. */
  private static Stream<String> hosts(Attempt attempt) {
    Stream<String> asked = Stream.of(attempt.question().host());
    boolean loopback = attempt.target().filter(t -> t.address().isLoopback()).isPresent();
    return loopback ? Stream.concat(asked, Stream.of("localhost", "127.0.0.1")) : asked;
  }

  /** What was typed to make a container, where a variable of its environment names the host. */
  public static Optional<String> naming(Attempt attempt, Container self) {
    Makers makers = attempt.makers();
    return RunLine.of(self, makers).naming(attempt.question().host(), "?").isPresent()
        ? makers.of(self)
        : Optional.empty();
  }
}
