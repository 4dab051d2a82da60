package passerelle.cli.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import passerelle.files.OwnProgram;
import passerelle.scenarios.replay.LabException;

/**
 * A program of its own that serves the page of the lab that this one is about to open. It stays
 * outside where a lab on the real kernel goes into an enclosure, in which 127.0.0.1 is the lab's.
 */
final class Beside {
  /** The system property by which it knows whose page it is to serve. */
  private static final String WHOSE = "passerelle.beside";

  private Beside() {}

  /** The process whose lab this program is to serve the page of; empty for any other program. */
  static OptionalLong whose() {
    Long pid = Long.getLong(WHOSE);
    return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  /**
   * Starts it. It ends with the lab, or with this process.
   *
   * @param arguments those of its command line
   * @return the address of the page
   * @throws LabException says why there is none
   */
  static String start(Path home, List<String> arguments) throws LabException, IOException {
    List<String> words = new ArrayList<>(List.of("passerelle.cli.Main"));
    words.addAll(arguments);
    String line =
        OwnProgram.start(
            List.of(
                WHOSE + "=" + ProcessHandle.current().pid(),
                "passerelle.home=" + home.toAbsolutePath()),
            words);
    if (!line.startsWith("http://")) {
      throw new LabException(line.isEmpty() ? "java" : line.replaceFirst("^passerelle: ", ""));
    }
    return line;
  }
}
