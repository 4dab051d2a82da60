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

  /** Who is interrupted, too: a second lab, while in that is done what was done in this one. */
  private volatile Optional<Runnable> other = Optional.empty();

  People(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** From now on they take these turns. */
  void share(Turns theirs) {
    turns = theirs;
    theirs.serve(
        person -> scheduler.setForeground(foreground(person)), () -> scheduler.post(() -> {}));
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
    other.ifPresent(Runnable::run);
  }

  /** Ctrl-C of one of them. */
  void interrupt(Person person) {
    scheduler.requestInterrupt(foreground(person));
    other.filter(lab -> person.equals(present())).ifPresent(Runnable::run);
  }

  void alsoInterrupt(Optional<Runnable> next) {
    other = next;
  }
}
