package passerelle.kernel;

import java.util.Set;

/** What a server says, and what it does when signals come. */
public interface ServerConduct {
  /** One that says nothing and handles no signal. */
  ServerConduct NONE =
      new ServerConduct() {
        @Override
        public void begin(ServerProcess own) {
          // It has nothing to say.
        }

        @Override
        public Set<String> handled() {
          return Set.of();
        }

        @Override
        public void hear(String signal, ServerProcess own) {
          // None comes to it.
        }
      };

  /** It starts. */
  void begin(ServerProcess own);

  /** All that it listens with is open. */
  default void ready(ServerProcess own) {}

  /** The signals that it has handlers for, without SIG. */
  Set<String> handled();

  /** One of them has come. */
  void hear(String signal, ServerProcess own);
}
