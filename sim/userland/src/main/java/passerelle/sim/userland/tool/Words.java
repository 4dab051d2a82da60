package passerelle.sim.userland.tool;

import java.util.List;

/** The words of a command line, taken one by one as iproute2 takes them (lib/utils.c). */
public final class Words {
  private final List<String> words;
  private int at;

  public Words(List<String> words) {
    this.words = List.copyOf(words);
  }

  public boolean hasNext() {
    return at < words.size();
  }

  /** The next word without taking it; empty text at the end. */
  public String peek() {
    return hasNext() ? words.get(at) : "";
  }

  /** Takes a word that is known to be there. */
  public String next() {
    return words.get(at++);
  }

  /** Takes the argument of an option ({@code NEXT_ARG}). */
  public String argument() throws ToolFailure {
    if (!hasNext()) {
      throw new ToolFailure(255, "Command line is not complete. Try option \"help\"\n");
    }
    return next();
  }

  /** The words that are left. */
  public List<String> rest() {
    return words.subList(at, words.size());
  }

  /** Whether a word abbreviates one of the keywords ({@code matches}). */
  public static boolean matches(String word, String... keywords) {
    if (word.isEmpty()) {
      return false;
    }
    for (String keyword : keywords) {
      if (keyword.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** {@code invarg}: an argument with a wrong value. */
  public static ToolFailure invalid(String message, String argument) {
    return new ToolFailure(255, "Error: argument \"" + argument + "\" is wrong: " + message + "\n");
  }

  /** {@code duparg}: an option given twice. */
  public static ToolFailure duplicate(String key, String argument) {
    return new ToolFailure(
        255, "Error: duplicate \"" + key + "\": \"" + argument + "\" is the second value.\n");
  }

  /** {@code duparg2}: a word that is no option where the one argument was given already. */
  public static ToolFailure garbage(String key, String argument) {
    return new ToolFailure(
        255, "Error: either \"" + key + "\" is duplicate, or \"" + argument + "\" is garbage.\n");
  }

  /** An unsigned number in decimal, octal or hexadecimal notation ({@code get_u32}). */
  public static long number(String text, long most, String complaint) throws ToolFailure {
    try {
      long value = Long.decode(text);
      if (value >= 0 && value <= most && !text.startsWith("#") && !text.startsWith("+")) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      throw invalid(complaint, text);
    }
    throw invalid(complaint, text);
  }

  /**
   * {@code on} or {@code off} (lib/utils.c:parse_on_off).
   *
   * @param failed the status with which the tool ends otherwise
   */
  public boolean onOff(String option, int failed) throws ToolFailure {
    String value = argument();
    if (value.equals("on")) {
      return true;
    }
    if (value.equals("off")) {
      return false;
    }
    throw new ToolFailure(
        failed,
        "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\"\n"
            .formatted(option, value));
  }
}
