package passerelle.scenarios.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
 */
public record FrontMatter(
    Optional<String> title,
    Optional<String> engine,
    Set<KernelKind> kernels,
    Optional<String> images,
    Language language,
    List<String> tags) {
  /** What holds when a transcript says nothing. */
  public static final FrontMatter NONE =
      new FrontMatter(
          Optional.empty(),
          Optional.empty(),
          EnumSet.allOf(KernelKind.class),
          Optional.empty(),
          Language.EN,
          List.of());
}
