package passerelle.cli.why.typed;

import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.terminal.Window;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;

/** What is typed in a lab or in a copy of it, and whether that has failed. */
public final class Typing {
  private static final int COLUMNS = 80;

  /** Nobody sits in a copy: no command that goes into a container there gets a terminal. */
  private static final Pattern TERMINAL =
      Pattern.compile(
          "^(?!docker run .*?-[itP]*d\\b)(docker (?:run|exec)(?: -\\S+(?: [^-\\s]\\S*)?)*?)"
              + " (?:-it|-ti|-t|--tty)(?= )");

  /** How Redis begins when it does not do what it is asked for. */
  private static final Pattern REFUSED =
      Pattern.compile("(?m)^(\\(error\\) )?(DENIED|NOAUTH|WRONGPASS|NOPERM) ");

  private Typing() {}

  /**
   * Types a command in a copy, and waits as long as a transcript does; its exit status, or 1 where
   * only what it has printed tells that it has failed.
   */
  public static int run(Lab copy, Remedy.Step step) {
    int status = run(copy, step, new Terminal(COLUMNS, bytes -> {}));
    copy.settle();
    boolean refused =
        copy.history().stream()
            .reduce((first, last) -> last)
            .filter(last -> last.typed().line().equals(step.line()))
            .filter(Typing::hasFailed)
            .isPresent();
    return status == 0 && refused ? 1 : status;
  }

  /** The same on a screen, and nothing is waited for. */
  public static int run(Lab copy, Remedy.Step step, Sink screen) {
    String line = TERMINAL.matcher(step.line()).replaceFirst("$1");
    if (!copy.machines().contains(step.place())) {
      return copy.runIn(step.place(), line, screen);
    }
    Optional<Window> open = window(copy, step.place());
    return open.isPresent()
        ? copy.atWindow(open.get(), typed(step), screen, window -> window.line(line))
        : copy.run(step.place(), line, screen);
  }

  /** Where somebody sits at the machine, the shell is the one that knows what was exported. */
  private static Optional<Window> window(Lab copy, String place) {
    return copy.windows().stream()
        .flatMap(windows -> windows.all().stream())
        .filter(window -> window.place().equals(place))
        .filter(window -> !window.isEnded() && window.isAtRest() && window.isOutermost())
        .findFirst();
  }

  private static Deed.Typed typed(Remedy.Step step) {
    return new Deed.Typed(step.place() + "$ ", step.line(), true);
  }

  /** Whether a command has failed: redis-cli ends with status 0, whatever the server has said. */
  public static boolean hasFailed(Deed deed) {
    return deed.effect().status() != 0
        || isOfRedis(deed.typed().line()) && REFUSED.matcher(deed.effect().printed()).find();
  }

  /** Whether a line runs redis-cli. */
  public static boolean isOfRedis(String line) {
    return line.contains("redis-cli");
  }

  /** The last command of a lab in which some have been typed. */
  public static Deed last(Lab lab) {
    return lab.history().get(lab.history().size() - 1);
  }

  /** Whether the last command failed, and a word of it is this one. */
  public static boolean hasFailedWith(Lab lab, String word) {
    return lab.history().stream()
        .reduce((first, last) -> last)
        .filter(Typing::hasFailed)
        .filter(last -> Words.of(last).all().stream().anyMatch(w -> hostOf(w).equals(word)))
        .isPresent();
  }

  private static String hostOf(String word) {
    return word.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*", "");
  }
}
