package passerelle.real.space;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The shells that lines of a pipe open within a machine's shell, and answer: when one of them asks,
 * and what its {@code $?} is. They tell it in an escape before their prompt, by what they find in
 * their environment.
 */
final class ShellsWithin {
  private static final String MARK = "passerelle-asks";

  /** So often a shell that reads may be about to show a prompt. */
  private static final int SILENT_LOOKS = 40;

  private final MarkedOutput marked = new MarkedOutput();
  private WithoutPrompts screen = new WithoutPrompts(nothing -> {});
  private KeyReader reader = KeyReader.NOBODY;
  private int looks;

  /**
   * What they find in their environment: bash takes the command, since its startup files set a
   * prompt of their own, dash and ash read the file when they begin.
   */
  static Map<String, String> environment(Typist typist) {
    if (typist == Typist.NOBODY) {
      return Map.of();
    }
    String file = Layers.DIRECTORY + (typist == Typist.LINES ? "/asks" : "/prompt");
    return Map.of("ENV", file, "PROMPT_COMMAND", ". " + file + " 2> /dev/null");
  }

  /** What a line prints is shown there, without prompts and answers. */
  Consumer<byte[]> shownOn(Consumer<byte[]> output) {
    screen = new WithoutPrompts(output);
    marked.expect(ShellWords.beforeStatus(MARK));
    return screen;
  }

  /** Lines are typed to the one that asks. */
  void answer(String typed) {
    screen.answered((int) typed.lines().count());
  }

  /**
   * Passes on what the terminal shows but for what they tell. Who was seen to read before has not
   * read since: that may have been at the prompt before.
   */
  void accept(byte[] bytes, Consumer<byte[]> shows) {
    begin();
    marked.accept(bytes, shows);
  }

  /** Nobody has been seen to read since the line began. */
  void begin() {
    look(KeyReader.NOBODY);
  }

  /** Somebody waits now for what nobody types. */
  void look(KeyReader seen) {
    looks = seen == reader ? looks + 1 : 0;
    reader = seen;
  }

  /** Whether one of them waits for an answer; its prompt may be empty. */
  boolean isAsked() {
    return reader == KeyReader.SHELL && (screen.isPrompted() || looks > SILENT_LOOKS);
  }

  /** What {@code $?} is in the one that asks; 0 when it does not tell. */
  int status() {
    return marked.status().orElse(0);
  }
}
