package passerelle.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Spaces, their files, and the processes in them. */
public interface Spaces {

  /** Makes a space; its network namespace exists already. */
  void create(Space space) throws KernelException;

  /** Ends all processes of the space with SIGKILL and forgets it with its files. */
  void remove(String space);

  /** Ends all processes of the space with SIGKILL; its files stay until {@link #remove}. */
  void stop(String space);

  /** Takes a stopped space, with its files, into a network namespace and the settings given. */
  void restart(Space space) throws KernelException;

  /** Writes a whole text file, making the directories above it. */
  void writeFile(String space, String path, String text);

  /** The text of a file, empty when there is none. */
  Optional<String> readFile(String space, String path);

  /**
   * The processes of a space, in the order of their start.
   *
   * @return empty where this kernel does not tell
   */
  default Optional<List<ProcessView>> processes(String space) {
    return Optional.empty();
  }

  /**
   * The files of a space, made where there are none yet, so that they can be filled before the
   * space is.
   *
   * @return empty where this kernel hands out no files but single texts
   */
  default Optional<FileTree> files(String space) {
    return Optional.empty();
  }

  /**
   * Connects a daemon of a space to a TCP port by name, and ends the connection.
   *
   * @param outcome hears once: nothing when it worked, or why not in the words of Go's package net,
   *     such as {@code dial tcp: lookup NAME on SERVER:53: no such host}
   * @return false where this kernel cannot do it
   */
  default boolean dial(String space, String name, int port, Consumer<Optional<String>> outcome) {
    return false;
  }

  /**
   * Starts the process of the machine that keeps a container's: seen from the machine, those that
   * are started there from now on are its children. It ends with {@link #stop}. A kernel that shows
   * processes of its own starts none.
   *
   * @param shim its command line
   */
  default void keep(String space, List<String> shim) {
    // A real machine has other processes.
  }

  /**
   * Starts a process. The first process of a container's space, started here or by {@link
   * #startServices}, is process 1 of its pid namespace: signals that it has no handler for do
   * nothing to it, KILL and STOP aside, and its end is the end of all others (pid_namespaces(7)).
   *
   * @param output takes what it prints
   * @throws KernelException ENOENT when there is no such command
   */
  KernelProcess start(ProcessSpec spec, ProcessOutput output) throws KernelException;

  /**
   * Starts what an image's catalogue entry serves: sockets that listen and answer.
   *
   * @throws KernelException EADDRINUSE or EADDRNOTAVAIL when an address cannot be bound by a
   *     service without the setting {@code inUse}; with it, the process prints that text and ends
   *     with 1
   */
  KernelProcess startServices(String space, List<ServiceSpec> services, ProcessOutput output)
      throws KernelException;

  /**
   * Starts a server that says what its conduct says, and hears signals so.
   *
   * @throws KernelException as {@link #startServices}
   */
  KernelProcess startServer(ServerSpec server, ProcessOutput output) throws KernelException;

  /**
   * Gives a space, when it is made or taken up again, the program of its image: whoever runs it
   * there runs a server. A kernel on which programs are the machine's gives none.
   *
   * @param program its name
   * @param choice which server it is then
   */
  default void offer(String space, String program, ServerChoice choice) {
    // The machine's own programs are there.
  }

  /**
   * Starts the embedded DNS server of a space: UDP and TCP sockets on 127.0.0.11 that ask {@code
   * names} for every question, and forward what it does not know.
   *
   * @param ports the ports that the sockets bind
   */
  KernelProcess startNames(String space, ResolverPorts ports, NameService names)
      throws KernelException;
}
