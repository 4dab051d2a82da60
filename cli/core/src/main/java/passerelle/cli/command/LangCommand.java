package passerelle.cli.command;

import java.util.List;
import java.util.Optional;
import passerelle.text.Language;

/** {@code lang fr|en}: the language of Passerelle's own words. */
final class LangCommand implements LabCommand {
  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (words.isEmpty()) {
      out.line(bench.language().code());
      return 0;
    }
    Optional<Language> language = Language.of(words.get(0));
    if (words.size() > 1 || language.isEmpty()) {
      throw bench.error("lang.usage", String.join(" ", words));
    }
    bench.speak(language.get());
    out.line(bench.text("lang.now"));
    return 0;
  }
}
