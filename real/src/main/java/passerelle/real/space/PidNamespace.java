package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;

/**
 * A container's pid namespace, held by a descriptor. It lives as long as its process 1
 * (pid_namespaces(7)).
 *
 * @param fd the descriptor
 * @param first process 1, as the JVM sees it
 */
record PidNamespace(int fd, int first) {
  private static final long PAUSE = 50_000;

  /**
   * Makes the namespace by starting process 1 in it. Only a process inside can mount its /proc, and
   * process 1 is to find it mounted: so process 1 waits at a FIFO before it becomes its program,
   * while another process mounts it.
   *
   * @param gate makes process 1 of a FIFO's path, as it sees it
   */
  static PidNamespace start(SpaceRoot root, Privileges privileges, Spawn first, Path gate)
      throws KernelException {
    AtomicInteger thread = new AtomicInteger();
    SystemCall.check(() -> Calls.mkfifo(gate.toString(), 0600));
    FreshThread.Pending<Integer> starting =
        FreshThread.begin(
            () -> {
              root.enterEarly();
              privileges.apply();
              thread.set(Libc.gettid());
              return first.run();
            });
    Optional<KernelException> failure = Optional.empty();
    int namespace = awaitNamespace(starting, thread);
    try {
      root.complete(namespace);
    } catch (KernelException refused) {
      failure = Optional.of(refused);
    }
    int pid = pass(gate, starting, namespace);
    if (failure.isPresent()) {
      SystemCall.check(() -> Libc.kill(pid, Signals.KILL));
      SystemCall.check(() -> Calls.waitpid(pid, new int[1], 0));
      Descriptors.close(namespace);
      throw failure.get();
    }
    return new PidNamespace(namespace, pid);
  }

  /** The namespace can be opened as soon as it has its first process. */
  private static int awaitNamespace(FreshThread.Pending<Integer> starting, AtomicInteger thread)
      throws KernelException {
    while (!starting.isDone()) {
      if (thread.get() != 0) {
        String path = "/proc/self/task/" + thread.get() + "/ns/pid_for_children";
        try {
          return Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        } catch (LastErrorException notYet) {
          // Process 1 is about to be made.
        }
      }
      LockSupport.parkNanos(PAUSE);
    }
    starting.result();
    throw new KernelException(Errno.ESRCH);
  }

  /** Lets process 1 go on; its pid once it has become its program. */
  private static int pass(Path gate, FreshThread.Pending<Integer> starting, int namespace)
      throws KernelException {
    int opened = SystemCall.check(() -> Libc.open(gate.toString(), Libc.O_RDWR | Libc.O_CLOEXEC));
    try {
      return starting.result();
    } catch (KernelException notStarted) {
      Descriptors.close(namespace);
      throw notStarted;
    } finally {
      Descriptors.close(opened);
    }
  }

  /** All its processes, as the JVM sees them. */
  List<Integer> all() {
    return ProcFiles.inNamespace("pid", Descriptors.target(fd));
  }

  /** Signals all its processes: what Docker does by a freezing cgroup, STOP and CONT do here. */
  void signalAll(int number) {
    all().forEach(pid -> Signals.send(pid, number));
  }

  void close() {
    Descriptors.close(fd);
  }
}
