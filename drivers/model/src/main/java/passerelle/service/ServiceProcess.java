package passerelle.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/**
 * The process that a service runs in, as the service sees it: the sockets of its network namespace,
 * its timers, files and output. Whatever a service is told through it is told one event after the
 * other, and not at all while the process is frozen or once it has ended; its end closes all that
 * it has open.
 */
public interface ServiceProcess {

  /**
   * Listens for TCP connections, with SO_REUSEADDR as servers set it.
   *
   * @param address {@code ::} takes both families
   * @param v6only {@code ::} takes IPv6 alone
   * @param backlog listen(2)'s
   * @param accepted is handed each connection
   * @return closes the socket; connections that it has accepted stay
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL
   */
  Runnable listen(SocketAddress address, boolean v6only, int backlog, Consumer<Connection> accepted)
      throws KernelException;

  /**
   * Begins a TCP connection; {@link Connection#listen} tells when it is there.
   *
   * @throws KernelException when there is no way to the peer (ENETUNREACH and the like)
   */
  Connection connect(SocketAddress peer) throws KernelException;

  /**
   * Takes the datagrams that come to an address and port.
   *
   * @param address {@code ::} takes both families
   * @param v6only {@code ::} takes IPv6 alone
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL
   */
  UdpPort bind(SocketAddress address, boolean v6only, UdpPort.Listener listener)
      throws KernelException;

  /**
   * Exchanges datagrams with one peer, from a port of the kernel's choice.
   *
   * @param fromHost from the network namespace of the lab's host instead of the process's own
   * @throws KernelException when there is no way to the peer (ENETUNREACH and the like)
   */
  UdpPort connect(SocketAddress peer, boolean fromHost, UdpPort.Listener listener)
      throws KernelException;

  /** Calls {@code action} once, {@code nanos} nanoseconds from now. */
  Timer after(long nanos, Runnable action);

  /**
   * Asks what somebody else keeps (names, files), who may have other things to do first.
   *
   * @param then is told the answer, as an event of this process
   */
  <T> void ask(Supplier<T> question, Consumer<T> then);

  /**
   * The text of a file that the process sees, empty when there is none; to be asked by {@link
   * #ask}.
   */
  Optional<String> file(String path);

  /** The names in a directory that the process sees, sorted; as {@link #file}. */
  Optional<List<String>> names(String directory);

  /**
   * What is answered to a request at a Unix socket (unix(7)); empty where nobody listens, as
   * everywhere on the real kernel, whose engine has no API.
   */
  default Optional<String> local(String socket, String request) {
    return Optional.empty();
  }

  /**
   * Calls {@code action} once it is prepared for its work, as a database does when it first starts.
   * Whoever types waits for that. On the real kernel it takes no time.
   *
   * @param nanos how long that takes
   */
  default void prepare(long nanos, Runnable action) {
    action.run();
  }

  /** Whom the process runs as. */
  default int uid() {
    return 0;
  }

  /** Makes a directory, if it is not there; why it cannot. Where no files are kept, it can. */
  default Optional<Errno> makeDirectory(String path) {
    return Optional.empty();
  }

  /** Gives a file or directory to a user; why it cannot. */
  default Optional<Errno> give(String path, int uid) {
    return Optional.empty();
  }

  /** Writes a file; why it cannot. */
  default Optional<Errno> write(String path, String text) {
    return Optional.empty();
  }

  /** Prints on standard error. */
  void print(String text);

  /** What {@code strerror(3)} says in the process. */
  default String strerror(Errno errno) {
    return errno.text();
  }

  /** Prints on standard output. */
  void log(String text);

  /** What the machine is called that the process sees. */
  String hostname();

  /** The addresses of the machine, in the order of its devices; the loopback's first. */
  List<String> addresses();

  /**
   * Does something when the process is told to read its configuration again (SIGHUP). Where the
   * process hears no signals, it never is.
   */
  default void onReload(Runnable action) {}

  /** Ends the process with a status. */
  void exit(int status);

  /** The date and time in the lab. */
  Instant date();

  /** Something that is to happen. */
  interface Timer {
    /** It shall not; nothing if it has. */
    void cancel();
  }
}
