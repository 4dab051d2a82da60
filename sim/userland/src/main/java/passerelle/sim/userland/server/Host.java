package passerelle.sim.userland.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.socket.Owner;

/** What an application is given by the process that it belongs to. */
public interface Host {

  /** Whose its sockets are. */
  Owner owner();

  /**
   * The action, put off while the process is frozen and not done once it has ended. All that an
   * application does in answer to an event goes through this.
   */
  Runnable guard(Runnable action);

  /** Calls {@code closer} when the process ends. */
  void closeAtExit(Runnable closer);

  /** The text of a file that the process sees, empty when there is none. */
  Optional<String> file(String path);

  /** The names in a directory that the process sees, sorted; empty when there is none. */
  Optional<List<String>> names(String directory);

  /** What is answered to a request at a Unix socket; empty where nobody listens. */
  Optional<String> local(String socket, String request);

  /** It is going to serve in so many nanoseconds: whoever types waits for that. */
  void announce(long nanos);

  /** Whom the process runs as. */
  int uid();

  /** Makes a directory; why it cannot. */
  Optional<Errno> makeDirectory(String path);

  /** Gives a file to a user; why it cannot. */
  Optional<Errno> give(String path, int uid);

  /** Writes a file; why it cannot. */
  Optional<Errno> write(String path, String text);

  /** What {@code strerror(3)} says in the process. */
  String strerror(Errno errno);

  /** Prints on standard error. */
  void print(String text);

  /** Prints on standard output. */
  void log(String text);

  /** The host name that the process sees. */
  String hostname();

  /** The addresses of its network namespace, in the order of the devices. */
  List<String> addresses();

  /** Calls {@code action} when the process is told to read its configuration again. */
  void onReload(Runnable action);

  /** Ends the process with a status. */
  void exit(int status);

  /** The date and time in the lab. */
  Instant date();
}
