package passerelle.real.lab;

import java.util.List;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * A sentence that waits for its language.
 *
 * @param key in the bundle {@code passerelle/real/messages}
 * @param arguments of the sentence, in its order
 */
public record Said(String key, List<String> arguments) {
  private static final String BUNDLE = "passerelle/real/messages";

  public Said {
    arguments = List.copyOf(arguments);
  }

  static Said of(String key, String... arguments) {
    return new Said(key, List.of(arguments));
  }

  public String in(Language language) {
    return Messages.of(language, BUNDLE).get(key, arguments.toArray());
  }
}
