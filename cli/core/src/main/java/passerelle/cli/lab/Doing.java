package passerelle.cli.lab;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import passerelle.cli.terminal.Keystroke;

/** Something that is being done in a lab, or that has been done there. */
final class Doing {
  private final long start;
  private final int order;
  private final Deed.Typed typed;
  private final Way way;
  private Optional<Printed> printed;
  private Optional<Deed.Effect> effect = Optional.empty();
  private BooleanSupplier changes;
  private boolean touched;
  private Optional<Deed> told = Optional.empty();
  private List<Keystroke> pressed = List.of();
  private int endOrder = Integer.MAX_VALUE;

  /** How a deed goes. */
  interface Way {
    /** The number of the window at which it is done, if at one. */
    OptionalInt window();

    /** The keys that have been pressed for it up to now. */
    List<Keystroke> pressed();

    /**
     * Its course.
     *
     * @param pressed keys
     * @param ended whether it has ended
     * @param during how many others began before; if any did, or it has not ended, it is not waited
     *     for when it is done again
     */
    Deed.Course course(List<Keystroke> pressed, boolean ended, int during);
  }

  /**
   * Something begins.
   *
   * @param order how many things have begun and ended before
   * @param touched whether it is sure to be remembered
   * @param changes tells later whether something lasting has changed since
   */
  Doing(
      long start,
      int order,
      Deed.Typed typed,
      Way way,
      Printed printed,
      boolean touched,
      BooleanSupplier changes) {
    this.start = start;
    this.order = order;
    this.typed = typed;
    this.way = way;
    this.printed = Optional.of(printed);
    this.touched = touched;
    this.changes = changes;
  }

  /** What was typed for it. */
  Deed.Typed typed() {
    return typed;
  }

  /** The number of the window at which it is done, if at one. */
  OptionalInt window() {
    return way.window();
  }

  /** It does something to the lab. */
  void touch() {
    touched = true;
  }

  /** What it has done so far to the lab was to look at it. */
  void onlyLooks() {
    touched = false;
  }

  boolean isTouched() {
    return touched;
  }

  boolean isOver() {
    return effect.isPresent();
  }

  /** Whether it had ended when another one began. */
  boolean endedBefore(Doing next) {
    return endOrder < next.order;
  }

  /**
   * It has ended.
   *
   * @param now how many things have begun and ended before
   * @return whether something lasting is other than it was
   */
  boolean end(IntSupplier exit, int now) {
    endOrder = now;
    pressed = List.copyOf(way.pressed());
    int status = exit.getAsInt();
    boolean changed = touched && changes.getAsBoolean();
    effect = Optional.of(effect(status, changed));
    // It is kept as long as the lab: what it compared with is the state of a whole one.
    changes = () -> false;
    printed = Optional.empty();
    return changed;
  }

  /** What has changed up to now was done by something else. */
  void excuse(BooleanSupplier from) {
    changes = from;
  }

  /**
   * As it is remembered.
   *
   * @param during how many others began while it went on
   */
  Deed deed(int during) {
    if (isOver() && told.filter(deed -> deed.course().during() == during).isPresent()) {
      return told.get();
    }
    Deed.Course course = way.course(isOver() ? pressed : way.pressed(), isOver(), during);
    Deed deed = new Deed(start, typed, course, effect());
    told = Optional.of(deed);
    return deed;
  }

  private Deed.Effect effect() {
    return effect.orElseGet(() -> effect(0, changes.getAsBoolean()));
  }

  private Deed.Effect effect(int status, boolean changed) {
    Printed all = printed.orElseThrow();
    return new Deed.Effect(status, all.text(), all.isWhole(), changed);
  }
}
