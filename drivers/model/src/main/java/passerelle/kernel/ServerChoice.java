package passerelle.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which server a program is that somebody runs. */
@FunctionalInterface
public interface ServerChoice {
  /**
   * The server.
   *
   * @param argv the command line
   * @param environment the variables of the process
   * @param alone whether the place has no other program of that name: a BusyBox that serves in an
   *     image is a client, too
   * @return empty when these arguments want something else of the program than to serve
   */
  Optional<ServerSpec> of(List<String> argv, Map<String, String> environment, boolean alone);
}
