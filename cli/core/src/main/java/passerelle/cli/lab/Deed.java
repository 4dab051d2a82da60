package passerelle.cli.lab;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import passerelle.cli.terminal.Keystroke;

/**
 * Something that was done in a lab. Since one seed gives one run, doing the same things again at
 * the same times in a fresh lab leads to the same lab.
 *
 * @param at when it began, in nanoseconds since the lab was booted
 * @param typed what was typed for it
 * @param course how it went
 * @param effect what came of it
 */
public record Deed(long at, Typed typed, Course course, Effect effect) {
  /**
   * What somebody typed.
   *
   * @param prompt the prompt it was typed at, with its blank at the end
   * @param line what was typed
   * @param onMachine all of it was for the shell of a machine
   */
  public record Typed(String prompt, String line, boolean onMachine) {
    /** The end of a job in a place: of a machine's, as Ctrl-C ends it. */
    public static Typed endOfJob(String place, boolean machine, int job) {
      return new Typed(
          place + (machine ? "$ " : "# "), (machine ? "kill -INT %" : "kill %") + job, false);
    }
  }

  /**
   * How a deed went.
   *
   * @param window at which it was typed, if at one
   * @param keys that were pressed meanwhile
   * @param ended whether it has ended
   * @param during how many others began while it went on
   * @param heard how much belongs to it: keys that come after its end do until the next one begins
   * @param prepare opens in another lab the windows that were opened before it
   * @param redo does it in another lab, where nobody looks on
   */
  public record Course(
      OptionalInt window,
      List<Keystroke> keys,
      boolean ended,
      int during,
      IntSupplier heard,
      Consumer<Lab> prepare,
      Consumer<Lab> redo) {}

  /** Does it in another lab, at its time, where nobody looks on. */
  public void redo(Lab lab) {
    course.prepare().accept(lab);
    lab.advanceTo(at);
    course.redo().accept(lab);
  }

  /**
   * What a deed has led to.
   *
   * @param status its exit status
   * @param printed what it printed, lines ended by {@code \n}
   * @param whole whether that is all that it printed, and not only the beginning
   * @param changes whether something lasting is other than it was
   */
  public record Effect(int status, String printed, boolean whole, boolean changes) {}

  /** Whether that is this one, which may have gone on since. */
  public boolean isSame(Deed other) {
    return at == other.at && typed.equals(other.typed);
  }

  /** As which it was typed: prompt and line. */
  public String told() {
    return typed.prompt() + typed.line();
  }

  /** Prepares a machine, and needs no engine for it: also done before an engine starts. */
  boolean isPreparation() {
    return typed.onMachine() && !typed.line().matches("(?s).*(?<![/\\w.-])docker\\b.*");
  }

  /** The machine whose prompt it was typed at. */
  public String machine() {
    return typed.prompt().substring(0, typed.prompt().length() - "$ ".length());
  }
}
