package passerelle.cli.session;

import java.util.List;
import java.util.Set;
import passerelle.sim.process.Sink;

/** Takes lines of a session before anybody else does: the lessons. */
public interface LineHandler {
  /** Whether a first word is one that it takes. */
  default boolean takes(String word) {
    return words().contains(word);
  }

  /** Does what the line says; the answer is the exit status. */
  int run(String line, Session session, Sink screen);

  /** The words by which it is called now. */
  Set<String> words();

  /** What may follow the words of a line, the first of which it takes. */
  List<String> after(List<String> words, Session session);
}
