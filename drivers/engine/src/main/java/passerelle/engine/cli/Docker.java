package passerelle.engine.cli;

import java.util.List;

/** The client, for commands that are made of other commands of it. */
@FunctionalInterface
public interface Docker {
  /**
   * Runs a command line.
   *
   * @param argv the words behind {@code docker}
   * @return the exit status
   */
  int run(List<String> argv, DockerIo io);
}
