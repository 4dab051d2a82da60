package passerelle.cli.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.session.Session;
import passerelle.text.Language;

/** Somebody at a terminal who types the next thing when the screen shows what is waited for. */
final class SeatedPerson implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(60);

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PipedOutputStream keys = new PipedOutputStream();
  private final Terminal terminal;
  private final Session session;
  private final Thread work;
  private int seen;

  /**
   * Sits down.
   *
   * @param kind of terminal, as TERM names it
   */
  SeatedPerson(String kind, Size size, Map<String, String> environment, Language language)
      throws IOException {
    this(kind, size, environment, Labs.commands(language), (session, console) -> {});
  }

  /**
   * Sits down at a console that is prepared.
   *
   * @param commands of the lab
   * @param prepared done before it runs
   */
  SeatedPerson(
      String kind,
      Size size,
      Map<String, String> environment,
      LabCommands commands,
      BiConsumer<Session, Console> prepared)
      throws IOException {
    terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type(kind)
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false)
            .streams(new PipedInputStream(keys, 1 << 16), shown)
            .build();
    terminal.setSize(size);
    session = new Session(commands);
    Tones tones = Tones.of(terminal, environment);
    Console console =
        Console.on(terminal, tones, session, Optional.empty(), OptionalDouble.empty());
    prepared.accept(session, console);
    work = new Thread(() -> console.run(Optional.empty()), "console");
    work.start();
  }

  /** Types. */
  void type(String text) throws IOException {
    seen = raw().length();
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Waits until something is shown that was not there when something was typed last. */
  String await(String expected) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    while (!since().contains(expected)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + expected + " in\n" + since());
      }
      Thread.sleep(10);
    }
    return since();
  }

  /** Types a line, and waits until the prompt has come back; what was shown between. */
  String line(String text) throws IOException, InterruptedException {
    type(text + "\r");
    String shown = awaitPrompt();
    return shown.substring(shown.indexOf('\n') + 1);
  }

  /** Waits until a prompt is the last that is shown, and stays so. */
  String awaitPrompt() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    String before = "";
    while (!before.equals(since()) || !before.matches("(?s).*\\n[\\w.-]+[$#>] ")) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no prompt in\n" + since());
      }
      before = since();
      Thread.sleep(50);
    }
    return before;
  }

  /** What was shown since something was typed last, without what a terminal does not print. */
  String since() {
    return plain(raw().substring(seen));
  }

  /** All that came, with what steers a terminal. */
  String raw() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static String plain(String text) {
    return text.replaceAll("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])", "").replace("\r", "");
  }

  /** Stands up. */
  @Override
  public void close() throws IOException {
    keys.close();
    try {
      work.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.close();
    session.lab().close();
  }
}
