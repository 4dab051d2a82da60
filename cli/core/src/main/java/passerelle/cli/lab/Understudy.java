package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import passerelle.cli.terminal.Desk;
import passerelle.cli.terminal.Person;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Patience;

/**
 * A copy of a lab that is made before somebody asks for it: it follows what is done there, some way
 * behind, and is then led to where the lab is. Since doing the same again leads to the same lab, it
 * is the copy that would be made otherwise. One thread may let it follow while another one works in
 * the lab.
 */
final class Understudy {
  private final Maker maker;
  private final int behind;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Optional<Copy> copy = Optional.empty();
  private volatile boolean wanted;

  /**
   * What a copy takes over of a lab beside what was done there.
   *
   * @param forgotten how often keys that were typed have become keys of another line
   */
  record Seating(
      boolean interactive, Patience patience, Map<Person, Desk.Seat> seats, int forgotten) {}

  /** Makes labs. */
  interface Maker {
    /** One in which nothing has been done, and of whose rules nobody asks who wrote them. */
    SimLab begin(Recipe recipe, Seating seating) throws LabException;
  }

  /** A lab on its way. */
  private static final class Copy {
    private final SimLab lab;
    private final Recipe beginning;
    private final Seating seating;
    private final List<Deed> done;

    /** How much belonged to what was done last. */
    private int heard;

    private Copy(SimLab lab, Recipe beginning, Seating seating, List<Deed> done) {
      this.lab = lab;
      this.beginning = beginning;
      this.seating = seating;
      this.done = new ArrayList<>(done);
      heard = heard();
    }

    /** How much belongs to it by now: no key can come any more to what is before it. */
    private int heard() {
      return done.isEmpty() ? 0 : done.get(done.size() - 1).course().heard().getAsInt();
    }

    /** Whether going on from here leads to a lab; deeds are the same if they have ended since. */
    boolean leadsTo(Recipe recipe, Seating there) {
      boolean same =
          beginning.settings().equals(recipe.settings())
              && beginning.preparation().equals(recipe.preparation())
              && seating.equals(there)
              && done.size() <= recipe.deeds().size();
      for (int i = 0; same && i < done.size(); i++) {
        same = done.get(i) == recipe.deeds().get(i);
      }
      return same && heard == heard();
    }

    void redo(Deed deed) {
      done.add(deed);
      heard = heard();
      lab.repeat(deed);
    }
  }

  /**
   * Begins when somebody lets it follow.
   *
   * @param behind so many of the last things are left out
   */
  Understudy(Maker maker, int behind) {
    this.maker = maker;
    this.behind = behind;
  }

  /**
   * Follows what was done in a lab. Ends early when a copy is asked for.
   *
   * @param spare asked before each thing: whether there is time for it
   */
  void follow(Recipe recipe, Seating seating, BooleanSupplier spare) {
    if (wanted || !spare.getAsBoolean() || !lock.tryLock()) {
      return;
    }
    try {
      if (copy.filter(c -> c.leadsTo(recipe, seating)).isEmpty()) {
        close(copy);
        copy = Optional.empty();
        SimLab lab = maker.begin(recipe, seating);
        copy = Optional.of(new Copy(lab, recipe, seating, List.of()));
      }
      List<Deed> settled = settled(recipe.deeds());
      for (int i = copy.get().done.size();
          i < settled.size() && spare.getAsBoolean() && !wanted;
          i++) {
        copy.get().redo(settled.get(i));
      }
    } catch (LabException | RuntimeException impossible) {
      // Whoever asks for a copy makes one, and hears why there is none.
      close(copy);
      copy = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Those before any that has not ended; some fewer. */
  private List<Deed> settled(List<Deed> deeds) {
    int count = deeds.size() - behind;
    int first = 0;
    while (first < count && deeds.get(first).course().ended()) {
      first++;
    }
    return deeds.subList(0, first);
  }

  /**
   * A lab that is to become as a recipe says, and what has not been done there yet. It is the
   * caller's; there is none where nothing has been followed that leads there.
   */
  Optional<Begun> take(Recipe recipe, Seating seating) {
    wanted = true;
    lock.lock();
    try {
      Optional<Copy> taken = copy.filter(c -> c.leadsTo(recipe, seating));
      if (taken.isPresent()) {
        copy = Optional.empty();
      }
      List<Deed> deeds = recipe.deeds();
      return taken.map(c -> new Begun(c.lab, deeds.subList(c.done.size(), deeds.size())));
    } finally {
      wanted = false;
      lock.unlock();
    }
  }

  /**
   * A lab that somebody leads on.
   *
   * @param left what is still to be done there
   */
  record Begun(SimLab lab, List<Deed> left) {}

  /** A copy that somebody else has led to where a recipe leads takes the place of what there is. */
  void replace(SimLab lab, Recipe recipe, Seating seating) {
    lock.lock();
    try {
      close(copy);
      copy = Optional.of(new Copy(lab, recipe, seating, recipe.deeds()));
    } finally {
      lock.unlock();
    }
  }

  /** Ctrl-C of whoever waits for it. */
  void interrupt() {
    copy.ifPresent(c -> c.lab.interrupt());
  }

  /** The lab is no more; who follows ends soon. */
  void close() {
    wanted = true;
    interrupt();
    lock.lock();
    try {
      close(copy);
      copy = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private static void close(Optional<Copy> some) {
    some.ifPresent(c -> c.lab.close());
  }
}
