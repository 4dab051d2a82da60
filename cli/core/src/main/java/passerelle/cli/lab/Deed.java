package passerelle.cli.lab;

import java.util.List;
import java.util.function.Consumer;

/**
 * Something that was done in a lab. Since one seed gives one run, doing the same things again at
 * the same times in a fresh lab leads to the same lab.
 *
 * @param at when it began, in nanoseconds since the lab was booted
 * @param prompt the prompt it was typed at, with its blank at the end
 * @param line what was typed
 * @param redo does it in another lab, where nobody looks on
 */
public record Deed(long at, String prompt, String line, Consumer<Lab> redo) {
  /** Prepares a machine, and needs no engine for it: also done before an engine starts. */
  boolean isPreparation() {
    return prompt.endsWith("$ ") && !line.matches("(?s).*\\bdocker\\b.*");
  }

  /** The same, with Ctrl-C each so many nanoseconds after its beginning. */
  Deed interruptedAt(List<Long> moments) {
    return moments.isEmpty()
        ? this
        : new Deed(
            at,
            prompt,
            line,
            lab -> {
              moments.forEach(nanos -> lab.kernel().clock().after(nanos, lab::interrupt));
              redo.accept(lab);
            });
  }

  /** The machine whose prompt it was typed at. */
  public String machine() {
    return prompt.substring(0, prompt.length() - "$ ".length());
  }
}
