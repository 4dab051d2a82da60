package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import passerelle.sim.process.Sink;

/** What was done in a lab: on its machines before the engine came, and since. */
public final class History {
  private final Witness witness;
  private final List<Deed> preparation;
  private final List<Deed> deeds = new ArrayList<>();

  /** How many deeds are being done, one within another. */
  private int depth;

  private boolean touched;

  /** Looks on while something is done. */
  public interface Witness {
    /** Nanoseconds since the lab was booted. */
    long now();

    /** Looks at the lab; the answer tells later whether something lasting has changed since. */
    BooleanSupplier look();

    /** When Ctrl-C was pressed during the last command, in nanoseconds since it began. */
    List<Long> interrupts();
  }

  /** A history that begins after a preparation. */
  public History(Witness witness, List<Deed> preparation) {
    this.witness = witness;
    this.preparation = List.copyOf(preparation);
  }

  /**
   * Does something, and remembers how to do it again: with Ctrl-C when it came. What is done while
   * something else is done is part of that.
   *
   * @param screen takes what it prints
   * @param deed does it on a screen; the answer is an exit status
   * @param again does it in another lab
   */
  public int done(Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    touched = true;
    return perform(typed, screen, deed, again);
  }

  /** The same, but only remembered when it has {@link #touch touched} the lab. */
  public int doneIfTouching(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    touched &= depth > 0;
    return perform(typed, screen, deed, again);
  }

  private int perform(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    if (depth > 0) {
      return deed.applyAsInt(screen);
    }
    long start = witness.now();
    BooleanSupplier changes = witness.look();
    Printed printed = new Printed(screen);
    depth++;
    int status;
    try {
      status = deed.applyAsInt(printed);
    } finally {
      depth--;
    }
    if (touched) {
      Deed.Effect effect =
          new Deed.Effect(status, printed.text(), printed.isWhole(), changes.getAsBoolean());
      deeds.add(new Deed(start, typed, interrupted(again), effect));
    }
    return status;
  }

  /** Something is done to the lab. */
  public void touch() {
    touched = true;
  }

  private Consumer<Lab> interrupted(Consumer<Lab> again) {
    List<Long> moments = witness.interrupts();
    return moments.isEmpty()
        ? again
        : lab -> {
          moments.forEach(nanos -> lab.kernel().clock().after(nanos, lab::interrupt));
          again.accept(lab);
        };
  }

  /** What was done since the engine came, oldest first. */
  public List<Deed> deeds() {
    return List.copyOf(deeds);
  }

  public void forgetSince(int count) {
    deeds.subList(Math.min(count, deeds.size()), deeds.size()).clear();
  }

  /** What was typed before the engine came. */
  public List<Deed> preparation() {
    return preparation;
  }
}
