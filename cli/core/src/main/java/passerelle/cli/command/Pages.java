package passerelle.cli.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.text.FrenchTypography;
import passerelle.text.Language;
import passerelle.text.Resources;

/** The pages of {@code man WORD}: what a word does here. They are data, in pages.txt. */
public final class Pages {
  private static final String RESOURCE = "/passerelle/cli/pages.txt";
  private static final Map<String, Page> PAGES = read();

  private Pages() {}

  /**
   * A page.
   *
   * @param names the words that it is about
   * @param texts what they do, by language; none where a lab command's own help says it
   * @param options those that are modelled
   * @param examples lines with a prompt, which work in a fresh lab one after the other
   */
  public record Page(
      List<String> names,
      Map<Language, String> texts,
      List<String> options,
      List<String> examples) {

    private Page(List<String> names) {
      this(names, new EnumMap<>(Language.class), new ArrayList<>(), new ArrayList<>());
    }

    private void add(String line) {
      int blank = line.indexOf(' ');
      String rest = line.substring(blank + 1);
      switch (line.substring(0, blank)) {
        case "en" -> texts.merge(Language.EN, rest, (before, more) -> before + " " + more);
        case "fr" ->
            texts.merge(
                Language.FR, FrenchTypography.of(rest), (before, more) -> before + " " + more);
        case "o" -> options.addAll(List.of(rest.split(" ")));
        case "$" -> examples.add(rest);
        default -> throw new IllegalStateException(RESOURCE + ": " + line);
      }
    }
  }

  /** All words that there is a page about. */
  public static Set<String> names() {
    return PAGES.keySet();
  }

  /**
   * The page about some words: {@code docker run}, {@code docker-run} as manual pages are called,
   * or the words before, as {@code ip} for {@code ip addr}; {@code docker container run} is {@code
   * docker run}.
   */
  public static Optional<Page> of(List<String> words) {
    for (int length = words.size(); length > 0; length--) {
      String name = String.join(" ", words.subList(0, length));
      for (String other : List.of(name, name.replace('-', ' '), ungrouped(name))) {
        if (PAGES.containsKey(other)) {
          return Optional.of(PAGES.get(other));
        }
      }
    }
    return Optional.empty();
  }

  private static String ungrouped(String name) {
    return name.replaceFirst("^docker[ -](?:container|image|system)[ -]", "docker ");
  }

  private static Map<String, Page> read() {
    Map<String, Page> pages = new LinkedHashMap<>();
    Page page = new Page(List.of());
    for (String line : resource().lines().toList()) {
      if (line.startsWith("= ")) {
        page = new Page(names(line.substring(2)));
        for (String name : page.names()) {
          if (pages.put(name, page) != null) {
            throw new IllegalStateException(RESOURCE + ": two pages about " + name);
          }
        }
      } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("==")) {
        page.add(line);
      }
    }
    return pages;
  }

  /** The names of a page; those of docker's commands begin with docker. */
  private static List<String> names(String line) {
    return line.startsWith("docker ")
        ? List.of(line.split(" (?=docker )"))
        : List.of(line.split(" "));
  }

  private static String resource() {
    return Resources.text(Pages.class, RESOURCE);
  }
}
