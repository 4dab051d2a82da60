package passerelle.real.space;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServiceSpec;
import passerelle.real.sys.Netns;
import passerelle.service.OnceOpen;

/**
 * Who serves what an image's catalogue entry offers: sockets in a container's network namespace
 * that are answered by this JVM.
 */
public interface ServiceHost {

  /**
   * Opens the sockets of services and answers on them.
   *
   * @param home what the services' process sees, and who takes what it prints
   * @param open is run once all are open
   * @throws KernelException EADDRINUSE or EADDRNOTAVAIL when an address cannot be bound by a
   *     service without the setting {@code inUse}; with it, that text is printed and the exit
   *     status is 1
   */
  Running startServices(Netns netns, List<ServiceSpec> services, Home home, OnceOpen open)
      throws KernelException;

  /**
   * Where services run.
   *
   * @param hostname of the container or machine
   * @param files the text of a file, by its path
   * @param names what is in a directory, by its path; empty when there is none
   * @param output takes what is printed
   */
  record Home(
      String hostname,
      Function<String, Optional<String>> files,
      Function<String, Optional<List<String>>> names,
      ProcessOutput output) {
    /** No files, and nobody who listens. */
    public static final Home NOBODYS =
        new Home("", path -> Optional.empty(), path -> Optional.empty(), ProcessOutput.none());
  }

  /** Opens the embedded DNS server's sockets on 127.0.0.11 and answers by {@code names}. */
  Running startNames(Netns netns, ResolverPorts ports, NameService names) throws KernelException;

  /** Services that are open. */
  interface Running extends AutoCloseable {

    /** Calls {@code listener} with that status when it ends by itself; at once when it has. */
    void onExit(IntConsumer listener);

    /** The process is stopped (SIGSTOP), and answers nothing, until it goes on (SIGCONT). */
    default void freeze(boolean frozen) {}

    /** Closes all sockets; does nothing the second time. */
    @Override
    void close();
  }
}
