package passerelle.scenarios.format;

/** A stretch of a transcript's source. */
public sealed interface Part {
  /** The characters of the file, line ends included. */
  String source();

  /**
   * What is there for people: front matter, prose, the fences themselves, other fences' content.
   */
  record Prose(String source) implements Part {}

  /**
   * A command and what it should answer.
   *
   * @param line the line of its prompt in the file, from 1
   * @param place where it runs
   * @param command the command as typed, without prompts; lines joined by {@code \n}, their
   *     backslashes kept, as a shell reads them
   * @param commandSource the same with prompts, as it stands in the file
   * @param expectation what it should answer
   */
  record Step(int line, Place place, String command, String commandSource, Expectation expectation)
      implements Part {
    @Override
    public String source() {
      return commandSource + expectation.source();
    }

    /** The same command with another expectation. */
    public Step expecting(Expectation other) {
      return new Step(line, place, command, commandSource, other);
    }

    /** What ends the lines around this command. */
    public String lineEnd() {
      return commandSource.endsWith("\r\n") ? "\r\n" : "\n";
    }
  }
}
