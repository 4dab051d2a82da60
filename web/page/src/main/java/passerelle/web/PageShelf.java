package passerelle.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.files.Kept;
import passerelle.lessons.Shelf;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.text.Language;

/** The lessons that the page holds, and what it keeps of how they are taken. */
final class PageShelf implements Shelf {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> kept = new HashMap<>();

  void add(String language, String name, String text) {
    texts.put(language + "/" + name, text);
  }

  /** What was kept the last time. */
  void remember(String name, String text) {
    kept.put(name, text);
  }

  @Override
  public List<String> names(Language language) {
    List<String> names = new ArrayList<>();
    String start = language.code() + "/";
    for (String path : texts.keySet()) {
      if (path.startsWith(start)) {
        names.add(path.substring(start.length()));
      }
    }
    return names;
  }

  @Override
  public Transcript read(Language language, String name) throws TranscriptException {
    return Transcript.parse(name + ".md", texts.get(language.code() + "/" + name));
  }

  Optional<Kept> state(String name) {
    return Optional.of(
        new Kept() {
          @Override
          public Optional<String> read() {
            return Optional.ofNullable(kept.get(name));
          }

          @Override
          public boolean write(String text) {
            kept.put(name, text);
            return Page.keep(name, text);
          }
        });
  }
}
