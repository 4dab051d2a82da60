package passerelle.cli.real;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.engine.Container;
import passerelle.engine.cli.Detachment;
import passerelle.kernel.KernelProcess;
import passerelle.real.lab.RealKernel;
import passerelle.real.space.Typist;

/** Those who sit at a lab on the real kernel, and whose turn it is. */
final class RealSeats implements AutoCloseable {
  private final RealKernel kernel;
  private final Map<Person, RealSeat> seats = new ConcurrentHashMap<>();
  private final List<RealAttachedShell> attached = new CopyOnWriteArrayList<>();
  private volatile Typist typist;
  private volatile Turns turns = new Turns();

  /** The first one, with the shells in which the machines were prepared. */
  RealSeats(RealKernel kernel, RealShells shells) {
    this.kernel = kernel;
    typist = shells.typist();
    seats.put(Person.FIRST, new RealSeat(Person.FIRST, kernel.clock(), shells));
  }

  /** Nothing is known to the kernel of turns: its time passes by itself. */
  void share(Turns theirs) {
    turns = theirs;
    theirs.serve(person -> {}, () -> {});
  }

  Turns turns() {
    return turns;
  }

  Typist typist() {
    return typist;
  }

  /** Who sits at shells that are opened from now on. */
  void setTypist(Typist who) {
    typist = who;
    seats.values().forEach(seat -> seat.shells().setTypist(who));
  }

  RealSeat of(Person person) {
    return seats.computeIfAbsent(person, this::another);
  }

  private RealSeat another(Person person) {
    RealShells shells = new RealShells(kernel.spaces());
    shells.setTypist(typist);
    return new RealSeat(person, kernel.clock(), shells);
  }

  /** That of whoever has the turn. */
  RealSeat present() {
    return of(turns.present());
  }

  /** The shells of whoever has the turn. */
  RealShells shells() {
    return present().shells();
  }

  /** The shells that docker has handed a terminal over to. */
  List<AttachedShell> attached() {
    return List.copyOf(attached);
  }

  /**
   * Hands the terminal over to a process of a container: another shell there takes its place, line
   * by line.
   *
   * @param script the process of the docker command
   * @param detachment what takes it back
   * @return false when nobody answers it, or it is no shell
   */
  boolean attach(int script, Container container, KernelProcess process, Detachment detachment) {
    if (typist == Typist.NOBODY || !RealAttachedShell.isShell(process)) {
      return false;
    }
    RealSeat seat =
        seats.values().stream()
            .filter(one -> one.shells().isHomeOf(script))
            .findFirst()
            .orElseGet(this::present);
    attached.add(new RealAttachedShell(container, process, seat, detachment, attached));
    return true;
  }

  /**
   * A person's terminal is no more. The seat stays taken: a line that was on its way when that
   * happened finds no other.
   */
  void leave(Person person) {
    of(person).leave();
  }

  @Override
  public void close() {
    seats.values().forEach(seat -> seat.shells().close());
  }
}
