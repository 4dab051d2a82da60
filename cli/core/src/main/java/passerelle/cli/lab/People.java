package passerelle.cli.lab;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<Person, Runnable> others = new ConcurrentHashMap<>();

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
    scheduler.setCourtesy(others.turns::breathe, others.turns::breathe);
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
    Optional.ofNullable(others.get(person)).ifPresent(Runnable::run);
  }

  /** Who is interrupted, too, by Ctrl-C of whoever calls. */
  void alsoInterrupt(Optional<Runnable> next) {
    Person who = turns.mine();
    next.ifPresentOrElse(other -> others.put(who, other), () -> others.remove(who));
  }
}
