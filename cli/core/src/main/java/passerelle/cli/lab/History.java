package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import passerelle.cli.terminal.Keystroke;
import passerelle.sim.process.Sink;

/** What was done in a lab: on its machines before the engine came, and since. */
public final class History {
  private final Witness witness;
  private final List<Deed> preparation;
  private final List<Deed> deeds = new ArrayList<>();

  /** How many deeds are being done, one within another. */
  private int depth;

  private boolean touched;

  /** Keys that are to be pressed while the next deed is done. */
  private List<Keystroke> keys = List.of();

  /** Looks on while something is done. */
  public interface Witness {
    /** Nanoseconds since the lab was booted. */
    long now();

    /** Looks at the lab; the answer tells later whether something lasting has changed since. */
    BooleanSupplier look();

    /** Presses Ctrl-C so many nanoseconds from now. */
    void interruptAfter(long nanos);

    /** When Ctrl-C was pressed during the last command, in nanoseconds since it began. */
    List<Long> interrupts();
  }

  /**
   * How keys come to what a deed runs, and which did.
   *
   * @param window whose keys they are
   * @param press presses some later
   * @param pressed those that were pressed in the last deed; who does it again presses them
   * @param prepare opens in another lab the windows that were opened before the deed
   */
  record Keyboard(
      int window,
      Consumer<Keystroke> press,
      Supplier<List<Keystroke>> pressed,
      Consumer<Lab> prepare) {}

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
    return perform(typed, screen, deed, () -> withoutKeyboard(again));
  }

  /** The same, but only remembered when it has {@link #touch touched} the lab. */
  public int doneIfTouching(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    touched &= depth > 0;
    return perform(typed, screen, deed, () -> withoutKeyboard(again));
  }

  /** The same where keys come from a keyboard, also when it is done again. */
  int doneAt(
      Keyboard keyboard,
      Deed.Typed typed,
      Sink screen,
      ToIntFunction<Sink> deed,
      Consumer<Lab> again) {
    touched = true;
    keys.forEach(keyboard.press());
    keys = List.of();
    Supplier<Deed.Course> course =
        () ->
            new Deed.Course(
                OptionalInt.of(keyboard.window()),
                keyboard.pressed().get(),
                keyboard.prepare(),
                again);
    return perform(typed, screen, deed, course);
  }

  private Deed.Course withoutKeyboard(Consumer<Lab> again) {
    List<Keystroke> pressed =
        witness.interrupts().stream().map(nanos -> new Keystroke(nanos, Keystroke.CTRL_C)).toList();
    Consumer<Lab> withKeys =
        lab -> {
          lab.keysNext(pressed);
          again.accept(lab);
        };
    return new Deed.Course(OptionalInt.empty(), pressed, lab -> {}, withKeys);
  }

  private int perform(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Supplier<Deed.Course> course) {
    if (depth > 0) {
      return deed.applyAsInt(screen);
    }
    pressWithoutKeyboard();
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
      deeds.add(new Deed(start, typed, course.get(), effect));
    }
    return status;
  }

  /** Where nobody reads keys, one is heard. */
  private void pressWithoutKeyboard() {
    List<Keystroke> pressed = keys;
    keys = List.of();
    pressed.stream()
        .filter(key -> key.text().contains(Keystroke.CTRL_C))
        .forEach(key -> witness.interruptAfter(key.after()));
  }

  /** Keys are to be pressed while the next deed is done. */
  public void keysNext(List<Keystroke> pressed) {
    keys = List.copyOf(pressed);
  }

  /** Something is done to the lab. */
  public void touch() {
    touched = true;
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
