package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.PsFilter;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.daemon.Engine;
import passerelle.image.Image;

/** The filters of {@code docker images} (daemon/images/images.go). */
final class ImageFilter {
  private static final Set<String> KNOWN =
      Set.of("before", "dangling", "label", "reference", "since", "until");

  private final Engine engine;
  private final Map<String, List<String>> filters = new LinkedHashMap<>();

  ImageFilter(Engine engine, List<String> values) throws EngineException, CliException {
    this.engine = engine;
    for (String value : values) {
      int equals = value.indexOf('=');
      String key = value.substring(0, equals).trim();
      String wanted = value.substring(equals + 1).trim();
      if (!KNOWN.contains(key)) {
        throw new EngineException(EngineException.Kind.BAD_REQUEST, "invalid filter '" + key + "'");
      }
      if (key.equals("until")) {
        throw Unmodelled.refuse("the filter until");
      }
      if (key.equals("dangling") && !wanted.matches("1|0|true|false")) {
        throw new EngineException(
            EngineException.Kind.BAD_REQUEST, "invalid filter 'dangling=[" + wanted + "]'");
      }
      if (key.equals("before") || key.equals("since")) {
        engine.imageStore().get(wanted);
      }
      filters.computeIfAbsent(key, k -> new ArrayList<>()).add(wanted);
    }
  }

  private List<String> wanted(String key) {
    return filters.getOrDefault(key, List.of());
  }

  /** An image, whatever it is called. */
  boolean matches(Image image) {
    return wanted("label").stream().allMatch(l -> PsFilter.labelled(image.labels(), l))
        && wanted("dangling").stream()
            .allMatch(d -> d.matches("1|true") == image.references().isEmpty())
        && wanted("before").stream().allMatch(b -> image.age() > age(b))
        && wanted("since").stream().allMatch(s -> image.age() < age(s));
  }

  private long age(String name) {
    return engine.image(name).map(Image::age).orElse(0L);
  }

  /** A name of an image: with {@code *} and {@code ?} for parts without a slash. */
  boolean matches(String reference) {
    List<String> patterns = wanted("reference");
    String repository = reference.replaceFirst(":[^:/]*$", "");
    return patterns.isEmpty()
        || patterns.stream()
            .anyMatch(
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
