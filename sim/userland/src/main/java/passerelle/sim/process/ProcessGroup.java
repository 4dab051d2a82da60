package passerelle.sim.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Processes that a terminal's keys reach together, such as those of a pipeline ({@code
 * PIDTYPE_PGID} of kernel/pid.c). Every group belongs to a session: what was started, directly or
 * not, from one terminal.
 */
public final class ProcessGroup {
  private final List<Process> members = new ArrayList<>(1);
  private final WaitList changed = new WaitList();
  private final Map<Process, Set<Process>> waits = new LinkedHashMap<>();
  private final Session session;
  private Optional<ProcessGroup> job = Optional.empty();
  private int endless;
  private int id;

  /** A session ({@code setsid(2)}); its identity is all that it has. */
  private static final class Session {}

  private ProcessGroup(Session session) {
    this.session = session;
  }

  /** The group of a process that begins a session. */
  static ProcessGroup ofNewSession() {
    return new ProcessGroup(new Session());
  }

  /** A new group in the same session ({@code setpgid(2)}), for processes still to come. */
  public ProcessGroup another() {
    return new ProcessGroup(session);
  }

  /** The number of its first process, as the machine sees it; 0 before there is one. */
  public int id() {
    return id;
  }

  /** The processes that run, in the order of their start. */
  public List<Process> members() {
    return List.copyOf(members);
  }

  /** Whether both were started from one terminal. */
  public boolean isOfSameSession(ProcessGroup other) {
    return session == other.session;
  }

  /** Some of it runs, and that is stopped. */
  public boolean isStopped() {
    return !members.isEmpty() && members.stream().allMatch(Process::isSuspended);
  }

  /** All have ended. */
  public boolean isEnded() {
    return members.isEmpty();
  }

  /** Woken when a process of it has ended, stopped or gone on. */
  public WaitList changed() {
    return changed;
  }

  /**
   * Delivers a signal to all ({@code kill_pgrp}). Whoever handles it still finds open what those
   * held that end by it: they are on their way out.
   */
  public void signal(Signal signal) {
    boolean handled = members.stream().anyMatch(process -> process.signalHandlers().has(signal));
    for (Process process : members()) {
      process.life().setLingering(handled);
      process.signal(signal);
      process.life().setLingering(false);
    }
  }

  /** Delivers a signal to a member and to those members that it has started. */
  public void signalBranch(Process root, Signal signal) {
    members().stream()
        .filter(member -> member.parent().filter(root::equals).isPresent())
        .forEach(child -> signalBranch(child, signal));
    root.signal(signal);
  }

  /**
   * Lets a process wait until those that it has started have ended, or are stopped ({@code
   * waitpid(2)}): what they have left in the background goes on.
   */
  public void await(Process waiting) {
    waiting.awaitWoken(
        changed,
        () ->
            members.stream()
                .filter(member -> member.parent().filter(waiting::equals).isPresent())
                .allMatch(Process::isSuspended));
  }

  /** Says which job its shell waits for, so that Ctrl-C reaches it where there is no terminal. */
  public void setJob(Optional<ProcessGroup> waitedFor) {
    job = waitedFor;
  }

  Optional<ProcessGroup> job() {
    return job;
  }

  /**
   * Ctrl-C for what a shell of this group is doing that runs on the thread of the driver: the
   * others and the job that it waits for get the signal, while the shell itself only gives up its
   * command.
   */
  void interruptAround(Process shell, Signal signal) {
    members().stream().filter(other -> other != shell).forEach(other -> other.signal(signal));
    job.ifPresent(waitedFor -> waitedFor.signal(signal));
    shell.life().interrupt(signal);
  }

  /** Some of it runs that does not end by itself, or before others do that do not. */
  boolean isEndless() {
    return endless > 0
        || waits.values().stream()
            .flatMap(Set::stream)
            .anyMatch(other -> other.endlessness.isInBranch());
  }

  /** One more of its processes does not end by itself, or one less: that has ended. */
  void countEndless(int more) {
    endless += more;
  }

  /** Says that one of its processes does not end before another one does, which may be endless. */
  public void addWait(Process waiting, Process awaited) {
    waits.computeIfAbsent(waiting, process -> new LinkedHashSet<>()).add(awaited);
  }

  void add(Process process) {
    id = id == 0 ? process.hostPid() : id;
    members.add(process);
  }

  void remove(Process process) {
    members.remove(process);
    waits.remove(process);
    changed.wake();
  }
}
