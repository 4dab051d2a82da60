package passerelle.sim.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * What Passerelle itself has to say of a lab, on the terminal of the command that somebody waits
 * for, or else of the next one: bounds that are met, and defects. Each is told once a command.
 */
public final class Notices {
  private static final String BUNDLE = "passerelle/sim/messages";
  private static final int MOST_PENDING = 10;

  private final Foregrounds foregrounds;
  private final Set<String> told = new HashSet<>();
  private final ArrayDeque<String> pending = new ArrayDeque<>();
  private Language language = Language.EN;

  Notices(Foregrounds foregrounds) {
    this.foregrounds = foregrounds;
  }

  /** Sets the language; English at first. */
  public void speak(Language other) {
    language = other;
  }

  /**
   * Tells something to whoever waits for a command.
   *
   * @param key of the text in the bundle
   */
  public void tell(String key, Object... arguments) {
    if (told.add(key)) {
      String text = text(key, arguments);
      if (foregrounds.present().root().isPresent()) {
        write(foregrounds.present().root().get(), text);
      } else if (pending.size() < MOST_PENDING) {
        pending.add(text);
      }
    }
  }

  /** Tells something on the standard error of a process, whoever reads it. */
  public void tell(Process process, String key, Object... arguments) {
    if (told.add(key)) {
      write(process, text(key, arguments));
    }
  }

  /** A new command: tells it what nobody has heard, and everything may be told again. */
  void rearm() {
    told.clear();
    while (!pending.isEmpty() && foregrounds.present().root().isPresent()) {
      write(foregrounds.present().root().get(), pending.poll());
    }
  }

  private String text(String key, Object... arguments) {
    return Messages.of(language, BUNDLE).get(key, arguments);
  }

  private static void write(Process process, String text) {
    process.stderr().sink().write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
