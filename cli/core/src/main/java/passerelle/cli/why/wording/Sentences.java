package passerelle.cli.why.wording;

import java.util.List;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Says what is wrong, in words. */
public final class Sentences {
  private static final String BUNDLE = "passerelle/cli/why/wording/messages";

  private final Messages messages;

  public Sentences(Language language) {
    messages = Messages.of(language, BUNDLE);
  }

  /** The cause with what is to blame, and who put it there. */
  public String of(Diagnosis diagnosis) {
    return diagnosis
        .blamed()
        .map(author -> causes(diagnosis) + " " + messages.get("why.author", author))
        .orElse(causes(diagnosis));
  }

  /** The cause and what is behind it; one command is to blame for all. */
  private String causes(Diagnosis diagnosis) {
    String cause = ended(messages.get(diagnosis.cause().key(), diagnosis.arguments().toArray()));
    return diagnosis.because().map(behind -> cause + " " + causes(behind)).orElse(cause);
  }

  /** Docker ends what it says without a full stop. */
  private static String ended(String sentence) {
    return Character.isLetterOrDigit(sentence.charAt(sentence.length() - 1))
        ? sentence + "."
        : sentence;
  }

  /** The way of a request that arrived. */
  public String way(Attempt attempt) {
    return new Way(attempt, this).told();
  }

  /** Parts of a sentence, one after the other: {@code a, b and c}. */
  String list(List<String> parts) {
    String last = parts.get(parts.size() - 1);
    String others = String.join(", ", parts.subList(0, parts.size() - 1));
    return others.isEmpty() ? last : others + " " + messages.get("why.way.and") + " " + last;
  }

  /** A text of the bundle. */
  public String get(String key, Object... arguments) {
    return messages.get(key, arguments);
  }
}
