package passerelle.sim.process;

import java.util.Optional;

/** Who listens at a Unix socket (unix(7)) and answers one request at a time. */
@FunctionalInterface
public interface LocalServer {
  /** The answer to a request; empty when nobody listens now. */
  Optional<String> answer(String request);
}
