package passerelle.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.text.Language;

/** Finds the language before anything else is read, since errors are told in it. */
final class Languages {
  private static final String OPTION = "--lang";

  private Languages() {}

  /** {@code --lang}, then LC_ALL, LC_MESSAGES and LANG, as setlocale(3) looks; then English. */
  static Language wanted(List<String> args, Map<String, String> environment) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).startsWith(OPTION + "=")) {
        return Language.of(args.get(i).substring(OPTION.length() + 1)).orElse(Language.EN);
      }
      if (args.get(i).equals(OPTION) && i + 1 < args.size()) {
        return Language.of(args.get(i + 1)).orElse(Language.EN);
      }
    }
    for (String name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return Optional.of(value).flatMap(Language::of).orElse(Language.EN);
      }
    }
    return Language.EN;
  }
}
