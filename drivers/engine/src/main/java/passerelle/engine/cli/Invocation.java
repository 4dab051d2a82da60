package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageReference;
import passerelle.kernel.FileTree;
import passerelle.text.ByteText;

/**
 * One docker command that is being done.
 *
 * @param engine whom it asks
 * @param docker runs those of which it is made, where it is one of Compose
 * @param io where it prints
 * @param style how its version words things
 * @param client how it is set up
 * @param api the version of the API that it speaks
 * @param flags its options and arguments
 */
public record Invocation(
    Engine engine,
    Docker docker,
    DockerIo io,
    CliStyle style,
    Client client,
    ApiVersion api,
    ParsedFlags flags) {

  /**
   * How a list is to be printed: as asked, or as the client's config.json says where not only names
   * are wanted; empty for the usual way.
   *
   * @param setting {@code psFormat}, {@code networksFormat}...
   */
  public String listFormat(String setting) {
    Optional<String> asked = flags.text("format").filter(f -> !f.isEmpty());
    boolean free = asked.isEmpty() && !flags.on("quiet");
    return free ? client.contexts().setting(setting).orElse("") : asked.orElse("");
  }

  public List<String> arguments() {
    return flags.arguments();
  }

  /**
   * The image that an argument names, if there are so many.
   *
   * @throws CliException when no image can be called that
   */
  public Optional<ImageReference> image(int argument) throws CliException {
    try {
      return argument < arguments().size()
          ? Optional.of(ImageReference.parse(arguments().get(argument)))
          : Optional.empty();
    } catch (ImageReference.Problem e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }

  /** A path as typed, made absolute. */
  public String path(String named) {
    return Paths.clean(named.startsWith("/") ? named : io.directory() + "/" + named);
  }

  /** The text of a file of the machine that the command is typed on; empty for none. */
  public Optional<String> file(String named) {
    return engine.kernel().spaces().readFile(engine.settings().host(), path(named));
  }

  /** Whether a name is that of a directory of that machine. */
  public boolean isDirectory(String named) {
    try {
      return engine.roots().areKept()
          && engine.roots().ofHost().kind(path(named)) == FileTree.Kind.DIRECTORY;
    } catch (EngineException unkept) {
      return false;
    }
  }

  /** All that comes on standard input, up to its end. */
  public byte[] input() {
    StringBuilder text = new StringBuilder();
    String taken;
    do {
      engine.kernel().clock().advanceUntil(io::isInputReady, Long.MAX_VALUE / 4);
      taken = io.takeInput();
      text.append(taken);
    } while (!taken.isEmpty());
    return ByteText.encode(text.toString());
  }

  public void line(String text) {
    io.out(text + "\n");
  }

  public void errorLine(String text) {
    io.err(text + "\n");
  }

  /** What can be refused for one argument of several. */
  @FunctionalInterface
  public interface Action {
    void on(String argument) throws EngineException, CliException;
  }

  /** Prints an engine's refusal as docker does. */
  public void refusal(EngineException e) {
    errorLine(told(e));
  }

  /** An engine's refusal as docker words it. */
  public String told(EngineException e) {
    io().refused(e);
    return style().told(e);
  }

  /**
   * Does something for each argument; those that fail do not keep the others from being done, and
   * are told of in the end.
   */
  public int forEach(Action action) throws CliException {
    List<EngineException> refused = new ArrayList<>();
    for (String argument : arguments()) {
      try {
        action.on(argument);
      } catch (EngineException e) {
        refused.add(e);
      }
    }
    refused.forEach(this::refusal);
    return refused.isEmpty() ? 0 : 1;
  }
}
