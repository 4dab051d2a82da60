package passerelle.engine.cli.image;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Filters;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.daemon.Engine;
import passerelle.image.Image;

/** The filters of {@code docker images} (daemon/images/images.go). */
final class ImageFilter {
  private static final Set<String> KNOWN =
      Set.of("before", "dangling", "label", "reference", "since", "until");

  private final Engine engine;
  private final Filters filters;
  private final Optional<Boolean> dangling;

  ImageFilter(Engine engine, List<String> values) throws EngineException, CliException {
    this.engine = engine;
    this.filters = new Filters(values, KNOWN);
    this.dangling = filters.yesOrNo("dangling");
    if (filters.has("until")) {
      throw Unmodelled.refuse("the filter until");
    }
    for (String key : List.of("before", "since")) {
      for (String image : filters.of(key)) {
        engine.imageStore().get(image);
      }
    }
  }

  /** Whether it asks for names. */
  boolean asksForNames() {
    return filters.has("reference");
  }

  /** An image, whatever it is called. */
  boolean matches(Image image) {
    return filters.label(image.labels())
        && dangling.orElse(image.references().isEmpty()) == image.references().isEmpty()
        && filters.all("before", other -> image.age() > age(other))
        && filters.all("since", other -> image.age() < age(other));
  }

  private long age(String name) {
    return engine.image(name).map(Image::age).orElse(0L);
  }

  /** A name of an image: with {@code *} and {@code ?} for parts without a slash. */
  boolean matches(String reference) {
    String repository = reference.replaceFirst(":[^:/]*$", "");
    return filters.any(
        "reference",
        p -> glob(p).matcher(reference).matches() || glob(p).matcher(repository).matches());
  }

  private static Pattern glob(String text) {
    StringBuilder pattern = new StringBuilder();
    for (char c : text.toCharArray()) {
      pattern.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(pattern.toString());
  }
}
