package passerelle.cli.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.util.Optional;
import passerelle.cli.session.Hints;
import passerelle.cli.session.Session;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.Where;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Sink;
import passerelle.text.ByteText;
import passerelle.text.TextLine;

/**
 * Lines that nobody types: from a pipe, a file, or an option. Nobody is waited for. They come one
 * by one, so a prompt tells only of what follows it that an unknown word is what was printed.
 */
public final class Batch {
  /** Nobody may be there to press Ctrl-C; an hour of the lab is more than any command needs. */
  private static final long PATIENCE = 600 * EventLoop.SECOND;

  /** A refusal is no longer. */
  private static final int MOST_REFUSAL = 4000;

  private final Session session;
  private final PrintStream out;
  private final PrintStream asides;
  private final boolean transcript;
  private final StringBuilder refusal = new StringBuilder();
  private boolean prompted;
  private boolean unread;

  /**
   * A run of lines.
   *
   * @param asides where it is told what else there is, when an image was refused
   * @param transcript whether each command is printed behind its prompt, and its exit status when
   *     it is not 0, so that the output reads as a transcript
   */
  public Batch(Session session, PrintStream out, PrintStream asides, boolean transcript) {
    this.session = session;
    session.lab().setPatience(PATIENCE);
    this.out = out;
    this.asides = asides;
    this.transcript = transcript;
  }

  /** Where what they print goes. */
  public Sink screen() {
    return new Screen();
  }

  /**
   * Runs the lines to the end; the exit status of the last one.
   *
   * @throws IOException when the lines cannot be read
   * @throws ShortLines.TooLong when a command is too long
   */
  public int run(Reader input) throws IOException {
    BufferedReader lines = new BufferedReader(new ShortLines(input));
    Sink screen = new Screen();
    Optional<String> command = next(lines);
    while (command.isPresent() && !session.isLeft() && !unread) {
      run(command.get(), screen);
      unread |= out.checkError();
      command = next(lines);
    }
    out.flush();
    return session.status();
  }

  private void run(String line, Sink screen) {
    if (line.isBlank() || line.strip().startsWith("#") || isPrinted(line)) {
      return;
    }
    Optional<LoosePrompt> prompt = prompt(line);
    prompted |= prompt.isPresent();
    if (transcript) {
      String[] parts = line.strip().split("\n", 2);
      parts[0] =
          prompt
              .map(p -> session.prompt(p.where()) + p.rest())
              .orElseGet(() -> session.prompt() + parts[0]);
      out.println(String.join("\n", parts).replace("\n", "\n> "));
    }
    Optional<Hints> hints =
        line.contains("docker") ? Optional.of(new Hints(session, line)) : Optional.empty();
    refusal.setLength(0);
    int status = session.run(line, screen);
    hints
        .filter(h -> status != 0)
        .flatMap(h -> h.afterImage(refusal.toString()))
        .ifPresent(hint -> tell(hint));
    if (transcript && status != 0 && !session.isLeft()) {
      out.println("[" + status + "]");
    }
  }

  private void tell(TextLine hint) {
    out.flush();
    asides.println(hint.text());
    asides.flush();
  }

  /** The prompt with a command behind it that a line begins with. */
  private static Optional<LoosePrompt> prompt(String line) {
    return LoosePrompt.of(line.strip().lines().findFirst().orElse(""))
        .filter(p -> !(p.where() instanceof Where.Root) && !p.rest().isEmpty());
  }

  private boolean isPrinted(String line) {
    return prompted && prompt(line).isEmpty() && session.isPrinted(line);
  }

  /** A whole command, of several lines if it needs them. */
  private Optional<String> next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null || isPrinted(line)) {
      return Optional.ofNullable(line);
    }
    StringBuilder command = new StringBuilder(line);
    while (session.isUnfinished(command.toString())) {
      String more = lines.readLine();
      if (more == null) {
        break;
      }
      command.append('\n').append(more);
      if (command.length() > ShortLines.MOST) {
        throw new ShortLines.TooLong();
      }
    }
    return Optional.of(command.toString());
  }

  /** Whoever converses with the lab through pipes sees at once what it says. */
  private final class Screen implements Sink {
    @Override
    public boolean write(byte[] bytes) {
      String text = ByteText.decode(bytes).replace("\r\n", "\n");
      refusal.append(text, 0, Math.min(text.length(), MOST_REFUSAL - refusal.length()));
      out.writeBytes(ByteText.encode(text));
      if (out.checkError() && !unread) {
        unread = true;
        // By another thread: this one may be in the midst of the lab's work.
        new Thread(() -> session.lab().breakPipe(), "closed pipe").start();
      }
      return !unread;
    }

    @Override
    public boolean isTerminal() {
      return true;
    }
  }
}
