package passerelle.real.sys;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import passerelle.kernel.KernelException;

/**
 * A network namespace, held by a file descriptor. The kernel keeps it while a descriptor, a process
 * or a socket is in it, and takes it down with all its devices when the last is gone
 * (network_namespaces(7)).
 */
public final class Netns implements AutoCloseable {
  private static final String MINE = "/proc/thread-self/ns/net";

  private final String name;
  private final int fd;
  private String identity;

  private Netns(String name, int fd) {
    this.name = name;
    this.fd = fd;
  }

  /** A new, empty namespace, whose {@code lo} is down. */
  public static Netns create(String name) throws KernelException {
    int home = Home.FD;
    SystemCall.check(() -> Libc.unshare(Libc.CLONE_NEWNET));
    try {
      return open(name);
    } finally {
      enter(home);
    }
  }

  /** The namespace that the calling thread is in. */
  public static Netns current(String name) throws KernelException {
    return open(name);
  }

  /**
   * One that somebody else has made. It is opened once more from inside: what a file that it is
   * mounted on stands for is told by no link.
   *
   * @param file its open file, which is closed
   * @throws KernelException EINVAL where that is none
   */
  public static Netns of(String name, int file) throws KernelException {
    try (Netns mounted = new Netns(name, file)) {
      return mounted.visit(() -> open(name));
    }
  }

  private static Netns open(String name) throws KernelException {
    return new Netns(name, SystemCall.check(() -> Libc.open(MINE, Libc.O_RDONLY | Libc.O_CLOEXEC)));
  }

  /** What the lab calls it. */
  public String name() {
    return name;
  }

  public int fd() {
    return fd;
  }

  /** Where other processes of the lab find it, for {@code nsenter --net=}. */
  public Path path() {
    return Path.of("/proc/" + Libc.getpid() + "/fd/" + fd);
  }

  /** What is unique to it on this machine: {@code net:[4026531840]}. */
  public String identity() {
    try {
      if (identity == null) {
        identity = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      }
      return identity;
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Runs something in this namespace, on a thread of its own that ends with it: sockets and capture
   * handles that it opens stay in the namespace, and no other code ever runs on a thread that has
   * entered it. Threads and processes that it starts would be in the namespace too.
   */
  public <T> T call(Inside<T> inside) throws KernelException, IOException {
    return onThread(
        () -> {
          enter(fd);
          return inside.run();
        });
  }

  /** What is done in a namespace. */
  @FunctionalInterface
  public interface Inside<T> {
    T run() throws KernelException, IOException;
  }

  /**
   * A short visit of the calling thread, for the few system calls whose namespace is the caller's:
   * opening sockets and files under {@code /proc/sys}. The thread is back in the namespace of the
   * program before anything else runs on it. {@link #call} would do as well, but costs a thread:
   * 0.1 ms, forty times as much, and more on a busy machine.
   */
  public <T> T visit(Visit<T> visit) throws KernelException {
    int home = Home.FD;
    enter(fd);
    try {
      return visit.run();
    } finally {
      enter(home);
    }
  }

  /** What is done on a visit: system calls only, nothing that may start a thread. */
  @FunctionalInterface
  public interface Visit<T> {
    T run() throws KernelException;
  }

  private static void enter(int fd) throws KernelException {
    SystemCall.check(() -> Libc.setns(fd, Libc.CLONE_NEWNET));
  }

  /** The namespace of the program's first thread, which never leaves it. */
  private static final class Home {
    private static final int FD = Libc.open("/proc/self/ns/net", Libc.O_RDONLY | Libc.O_CLOEXEC);

    private Home() {}
  }

  private static <T> T onThread(Inside<T> task) throws KernelException, IOException {
    FutureTask<T> future = new FutureTask<>(task::run);
    Daemon.start("netns", future);
    try {
      return Uninterrupted.get(future);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof KernelException failed) {
        throw failed;
      } else if (cause instanceof IOException failed) {
        throw failed;
      } else if (cause instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    try {
      Libc.close(fd);
    } catch (LastErrorException e) {
      throw new IllegalStateException("descriptor " + fd + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
