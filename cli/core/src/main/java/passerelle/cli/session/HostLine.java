package passerelle.cli.session;

/** Has the Docker host run a line. */
@FunctionalInterface
interface HostLine {
  /** Runs it; the answer is its exit status. */
  int run(String line);
}
