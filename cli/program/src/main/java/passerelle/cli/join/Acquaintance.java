package passerelle.cli.join;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import passerelle.cli.repl.Company;
import passerelle.files.Rendezvous;
import passerelle.real.sys.Daemon;
import passerelle.text.Visible;

/**
 * By what a person knows a lab again that runs elsewhere.
 *
 * @param containers how many there are
 * @param first what was typed first, with its prompt; empty when nothing was
 */
record Acquaintance(int containers, String first) {
  private static final String QUESTION = "who";
  private static final int LONGEST = 60;
  private static final long PATIENCE_MILLIS = 1000;

  /** Whether somebody who comes asks just that. */
  static boolean asks(Frame first) {
    return first.kind() == Frame.Kind.ASK && first.text().equals(QUESTION);
  }

  /** The lab's answer; empty while it is busy. */
  static byte[] answer(Company company) {
    String text = company.about().map(about -> about.containers() + " " + about.first()).orElse("");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Asks; empty when there is no answer soon, or none that is understood. */
  static Optional<Acquaintance> of(Rendezvous.Partner lab) {
    FutureTask<String> answer = new FutureTask<>(() -> ask(lab));
    Daemon.start("question", answer);
    try {
      return read(answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException none) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String ask(Rendezvous.Partner lab) throws IOException {
    Frame.of(Frame.Kind.ASK, QUESTION).write(lab.channel());
    return Frame.read(lab.channel())
        .filter(frame -> frame.kind() == Frame.Kind.OUTPUT)
        .map(Frame::text)
        .orElse("");
  }

  private static Optional<Acquaintance> read(String text) {
    int blank = text.indexOf(' ');
    if (blank < 1 || !text.substring(0, blank).matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    String line = Visible.of(text.substring(blank + 1).lines().findFirst().orElse(""));
    String first = line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    return Optional.of(new Acquaintance(Integer.parseInt(text.substring(0, blank)), first));
  }
}
