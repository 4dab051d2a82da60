package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Person;
import passerelle.sim.process.Sink;

/**
 * What was done in a lab: on its machines before the engine came, and since, in the order in which
 * it was begun. Several people may do something at the same time, each one thing.
 */
public final class History {
  private final Witness witness;
  private final List<Deed> preparation;
  private final Supplier<Person> turn;

  /** What was done in another lab, which this one has followed so far. */
  private final List<Deed> followed = new ArrayList<>();

  private final List<Doing> doings = new ArrayList<>();

  /** What each is doing; what is done while something else is done is part of that. */
  private final Map<Person, Doing> present = new HashMap<>();

  /** What goes on without anybody who waits for it, with what tells of its end. */
  private final Map<Doing, Left> left = new HashMap<>();

  private boolean closed;
  private boolean watched = true;

  /** How many things have begun and ended. */
  private int order;

  /** Keys that are to be pressed while the next deed is done. */
  private List<Keystroke> keys = List.of();

  private int touches;

  /** How one sees that something has ended that nobody waits for, and how. */
  private record Left(BooleanSupplier over, IntSupplier status) {}

  /** Looks on while something is done. */
  public interface Witness {
    /** Nanoseconds since the lab was booted. */
    long now();

    /**
     * Looks at the lab; the answer tells later whether something lasting has changed since.
     *
     * @param typed what is about to be done
     * @param window where; empty for at none. What other windows ask is of no concern
     */
    BooleanSupplier look(Deed.Typed typed, OptionalInt window);

    /** What changed since this was last called was somebody's doing; nobody's where it is empty. */
    void attribute(Optional<Deed.Typed> doing);

    /** Presses Ctrl-C so many nanoseconds from now. */
    void interruptAfter(long nanos);

    /** When Ctrl-C was pressed during the last command, in nanoseconds since it began. */
    List<Long> interrupts();
  }

  /** What keys came to what a deed runs, and how it is done again with them. */
  interface Keyboard extends Doing.Way {
    /** Opens in another lab the windows that were opened before the deed. */
    void prepare(Lab other);

    /** Does it in another lab, and waits for its end if it is told so. */
    void again(Lab other, boolean waited);

    /** How much has been done at the windows since it began, and before the next one. */
    int heard();

    @Override
    default Deed.Course course(List<Keystroke> pressed, boolean ended, int during) {
      Consumer<Lab> redo = lab -> again(lab, ended && during == 0);
      return new Deed.Course(window(), pressed, ended, during, this::heard, this::prepare, redo);
    }
  }

  /**
   * A history that begins after a preparation.
   *
   * @param turn tells whose turn it is
   */
  public History(Witness witness, List<Deed> preparation, Supplier<Person> turn) {
    this.witness = witness;
    this.preparation = List.copyOf(preparation);
    this.turn = turn;
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
    touch();
    return perform(typed, screen, deed, withoutKeyboard(again), true);
  }

  /** The same, but only remembered when it has {@link #touch touched} the lab. */
  public int doneIfTouching(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    return perform(typed, screen, deed, withoutKeyboard(again), false);
  }

  /** The same where keys come from a keyboard, also when it is done again. */
  int doneAt(Keyboard keyboard, Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed) {
    touch();
    return perform(typed, screen, deed, keyboard, true);
  }

  /**
   * Begins something that nobody waits for.
   *
   * @param deed begins it on a screen
   * @param over whether it has ended
   * @param status its exit status then
   */
  void begunAt(
      Keyboard keyboard,
      Deed.Typed typed,
      Sink screen,
      Consumer<Sink> deed,
      BooleanSupplier over,
      IntSupplier status) {
    Printed printed = new Printed(screen);
    Doing doing = begin(typed, printed, keyboard, true);
    left.put(doing, new Left(over, status));
    deed.accept(printed);
  }

  private Doing.Way withoutKeyboard(Consumer<Lab> again) {
    return new Doing.Way() {
      @Override
      public OptionalInt window() {
        return OptionalInt.empty();
      }

      @Override
      public List<Keystroke> pressed() {
        return witness.interrupts().stream()
            .map(nanos -> new Keystroke(nanos, Keystroke.CTRL_C))
            .toList();
      }

      @Override
      public Deed.Course course(List<Keystroke> pressed, boolean ended, int during) {
        Consumer<Lab> redo = withKeys(pressed, again);
        return new Deed.Course(window(), pressed, ended, during, () -> 0, lab -> {}, redo);
      }
    };
  }

  private static Consumer<Lab> withKeys(List<Keystroke> pressed, Consumer<Lab> again) {
    return lab -> {
      lab.keysNext(pressed);
      again.accept(lab);
    };
  }

  private int perform(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Doing.Way way, boolean touching) {
    Person who = turn.get();
    if (present.containsKey(who)) {
      return deed.applyAsInt(screen);
    }
    pressWithoutKeyboard();
    Printed printed = new Printed(screen);
    Doing doing = begin(typed, printed, way, touching);
    present.put(who, doing);
    int[] status = {0};
    try {
      status[0] = deed.applyAsInt(printed);
    } finally {
      present.remove(who);
      end(doing, () -> status[0]);
    }
    return status[0];
  }

  private BooleanSupplier look(Deed.Typed typed, OptionalInt window) {
    return watched ? witness.look(typed, window) : () -> true;
  }

  private Doing begin(Deed.Typed typed, Printed printed, Doing.Way way, boolean touching) {
    endLeft();
    witness.attribute(doings.stream().filter(d -> !d.isOver()).map(Doing::typed).findFirst());
    Doing doing =
        new Doing(witness.now(), order++, typed, way, printed, touching, look(typed, way.window()));
    doings.add(doing);
    return doing;
  }

  /** What changed while several things were done was done by the one that has ended. */
  private void end(Doing doing, IntSupplier status) {
    boolean changed = !closed && doing.end(status, order++);
    if (changed) {
      witness.attribute(Optional.of(doing.typed()));
    }
    if (!doing.isTouched() || closed) {
      doings.remove(doing);
    }
    if (changed) {
      doings.stream()
          .filter(other -> !other.isOver())
          .forEach(d -> d.excuse(look(d.typed(), d.window())));
    }
  }

  private void endLeft() {
    List<Doing> over =
        doings.stream()
            .filter(d -> left.containsKey(d) && left.get(d).over().getAsBoolean())
            .toList();
    over.forEach(doing -> end(doing, left.remove(doing).status()));
  }

  /**
   * Does again what was done in a lab that this one follows. It is remembered once, for both,
   * unless something goes on beside it.
   *
   * @return whether it is
   */
  boolean repeat(Deed deed, Runnable again) {
    boolean first = doings.isEmpty();
    again.run();
    boolean alone = deed.course().ended() && deed.course().during() == 0;
    boolean same = alone && first && doings.size() == 1 && doings.get(0).isOver();
    if (same) {
      doings.clear();
      followed.add(deed);
    }
    return same;
  }

  /** Where nobody reads keys, one is heard. */
  private void pressWithoutKeyboard() {
    keysNow().stream()
        .filter(key -> key.text().contains(Keystroke.CTRL_C))
        .forEach(key -> witness.interruptAfter(key.after()));
  }

  /** Whether it is looked at what each deed changes; each counts as one that does where not. */
  public void watch(boolean watching) {
    watched = watching;
  }

  /** Whether it is. */
  boolean isWatched() {
    return watched;
  }

  /** Keys are to be pressed while the next deed is done. */
  public void keysNext(List<Keystroke> pressed) {
    keys = List.copyOf(pressed);
  }

  /** Those that are to be pressed while the deed is done that begins now. */
  List<Keystroke> keysNow() {
    List<Keystroke> now = keys;
    keys = List.of();
    return now;
  }

  /** How often something was done to the lab. */
  int touches() {
    return touches;
  }

  /** Something is done to the lab. */
  public void touch() {
    touches++;
    Optional.ofNullable(present.get(turn.get())).ifPresent(Doing::touch);
  }

  /**
   * What was done since the engine came, in the order in which it began; what others are doing is
   * among it, but not what is being done by whoever asks.
   */
  public List<Deed> deeds() {
    endLeft();
    List<Doing> all = remembered();
    List<Deed> deeds = new ArrayList<>(followed);
    for (int i = 0; i < all.size(); i++) {
      Doing doing = all.get(i);
      List<Doing> later = all.subList(i + 1, all.size());
      deeds.add(doing.deed((int) later.stream().takeWhile(l -> !doing.endedBefore(l)).count()));
    }
    return deeds;
  }

  private List<Doing> remembered() {
    Doing mine = present.get(turn.get());
    return doings.stream().filter(doing -> doing.isTouched() && doing != mine).toList();
  }

  public void forgetSince(int count) {
    List<Doing> all = remembered();
    int mine = Math.max(0, count - followed.size());
    doings.removeAll(all.subList(Math.min(mine, all.size()), all.size()));
    followed.subList(Math.min(count, followed.size()), followed.size()).clear();
    Optional.ofNullable(present.get(turn.get())).ifPresent(Doing::onlyLooks);
  }

  /** The lab is no more: how things end there is of no interest. */
  public void close() {
    closed = true;
  }

  /** What was typed before the engine came. */
  public List<Deed> preparation() {
    return preparation;
  }
}
