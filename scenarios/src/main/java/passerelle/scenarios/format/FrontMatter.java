package passerelle.scenarios.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import passerelle.text.Language;

/**
 * What a transcript says about itself between {@code ---} lines at its top.
 *
 * @param title a title for people
 * @param engine the engine version whose answers it holds, one of {@link
 *     passerelle.engine.EngineVersion}
 * @param kernels where it may run, never empty
 * @param images the image catalogue it wants: course, stand-in, or a file relative to the
 *     transcript
 * @param language in which Passerelle's own words are expected
 * @param tags words to find it by
 * @param seed what all that is random in its lab grows from
 * @param typing who types its commands
 */
public record FrontMatter(
    Optional<String> title,
    Optional<String> engine,
    Set<KernelKind> kernels,
    Optional<String> images,
    Language language,
    List<String> tags,
    OptionalLong seed,
    Typing typing) {
  /** What holds when a transcript says nothing. */
  public static final FrontMatter NONE =
      new FrontMatter(
          Optional.empty(),
          Optional.empty(),
          EnumSet.allOf(KernelKind.class),
          Optional.empty(),
          Language.EN,
          List.of(),
          OptionalLong.empty(),
          Typing.SCRIPT);

  /** With the usual seed, typed by a script. */
  public FrontMatter(
      Optional<String> title,
      Optional<String> engine,
      Set<KernelKind> kernels,
      Optional<String> images,
      Language language,
      List<String> tags) {
    this(title, engine, kernels, images, language, tags, OptionalLong.empty(), Typing.SCRIPT);
  }

  /** Its lines, with those that part it from the rest; nothing for what it leaves open. */
  public String source() {
    StringBuilder lines = new StringBuilder("---\n");
    title.ifPresent(text -> lines.append("title: ").append(quoted(text)).append('\n'));
    engine.ifPresent(version -> lines.append("engine: ").append(quoted(version)).append('\n'));
    if (kernels.size() == 1) {
      lines.append("kernel: ").append(kernels.iterator().next().word()).append('\n');
    }
    images.ifPresent(name -> lines.append("images: ").append(quoted(name)).append('\n'));
    lines.append(language == Language.EN ? "" : "lang: " + language.code() + "\n");
    seed.ifPresent(number -> lines.append("seed: ").append(number).append('\n'));
    lines.append(typing == Typing.SCRIPT ? "" : "terminal: " + typing.word() + "\n");
    return lines.append("---\n").toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
