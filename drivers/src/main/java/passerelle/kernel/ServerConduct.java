package passerelle.kernel;

import java.util.OptionalInt;
import java.util.Set;

/** What a server says, and what it does when signals come; it prints on its process's output. */
public interface ServerConduct {
  /** One that says nothing and handles no signal. */
  ServerConduct NONE =
      new ServerConduct() {
        @Override
        public void begin(ProcessOutput own) {
          // It has nothing to say.
        }

        @Override
        public Set<String> handled() {
          return Set.of();
        }

        @Override
        public OptionalInt hear(String signal, ProcessOutput own) {
          return OptionalInt.empty();
        }
      };

  /** It starts. */
  void begin(ProcessOutput own);

  /** The signals that it has handlers for, without SIG. */
  Set<String> handled();

  /**
   * One of them has come.
   *
   * @return the exit status, if it ends
   */
  OptionalInt hear(String signal, ProcessOutput own);
}
