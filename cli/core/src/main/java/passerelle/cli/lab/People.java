package passerelle.cli.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.sim.process.Foreground;
import passerelle.sim.process.Scheduler;

/** Those who sit at a simulated lab: whose turn it is, and whom Ctrl-C of each reaches. */
final class People {
  private final Scheduler scheduler;
  private final Map<Person, Foreground> foregrounds = new ConcurrentHashMap<>();
  private volatile Turns turns = new Turns();

  /** Second labs of theirs, in which something is done that was done in this one. */
  private final Map<Person, List<Runnable>> others = new ConcurrentHashMap<>();

  /** Who waits for what is found out in other labs, and whether he has given it up. */
  private final Map<Person, Boolean> asides = new ConcurrentHashMap<>();

  /** Those at the labs in which it is found out. */
  private final Map<Person, List<People>> copies = new ConcurrentHashMap<>();

  People(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** From now on they take these turns. */
  void share(Turns theirs) {
    turns = theirs;
    theirs.serve(
        person -> scheduler.setForeground(foreground(person)), () -> scheduler.post(() -> {}));
    scheduler.setCourtesy(theirs::giveWay, theirs::breathe);
  }

  /** A second lab of people who take turns elsewhere: it lets others have the processor, too. */
  void breatheLike(People others) {
    Runnable breath = others.turns::breathe;
    scheduler.setCourtesy(breath, breath);
  }

  private Foreground foreground(Person person) {
    return foregrounds.computeIfAbsent(person, who -> scheduler.anotherForeground());
  }

  /** Who has the turn. */
  Person present() {
    return turns.present();
  }

  /** Ctrl-C of whoever has the turn. */
  void interrupt() {
    scheduler.requestInterrupt();
    interruptOther(present());
  }

  /** Ctrl-C of one of them. */
  void interrupt(Person person) {
    scheduler.requestInterrupt(foreground(person));
    interruptOther(person);
  }

  private void interruptOther(Person person) {
    asides.replace(person, true);
    others.getOrDefault(person, List.of()).forEach(Runnable::run);
  }

  /** Who is interrupted, too, by Ctrl-C of whoever calls; nobody any more without one. */
  void alsoInterrupt(Optional<Runnable> next) {
    Person who = turns.mine();
    next.ifPresentOrElse(
        other -> others.computeIfAbsent(who, w -> new CopyOnWriteArrayList<>()).add(other),
        () -> others.remove(who));
  }

  /** Whoever calls finds something out in other labs, all of which hear Ctrl-C from now on. */
  void asideBegins() {
    asides.put(turns.mine(), false);
  }

  /** That is over. */
  void asideEnds() {
    asides.remove(turns.mine());
    alsoInterrupt(Optional.empty());
    Optional.ofNullable(copies.remove(turns.mine())).ifPresent(c -> c.forEach(People::asideEnds));
  }

  boolean isAside() {
    return asides.containsKey(turns.mine());
  }

  /** What is made of a copy is for the same question. */
  void goesOnIn(People copy) {
    copies.computeIfAbsent(turns.mine(), who -> new CopyOnWriteArrayList<>()).add(copy);
    copy.asideBegins();
  }

  /**
   * Goes on, unless whoever calls has given up what is found out in other labs.
   *
   * @throws GivenUp when that is so
   */
  void unlessGivenUp() {
    if (asides.getOrDefault(turns.mine(), false)) {
      throw new GivenUp();
    }
  }
}
