package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A site whose pages stand in a service's settings, by their paths; {@code body:*} is every other
 * path's. Pages are templates.
 */
record SettingsSite(
    Map<String, String> settings, long modified, Function<HttpRequest, Template.Values> values)
    implements HttpSoftware.Site {
  private static final String PREFIX = "body:";

  @Override
  public Optional<HttpSoftware.Resource> find(HttpRequest request) {
    return text(request.path())
        .map(text -> text.contains("$") ? values.apply(request).fill(text) : text)
        .map(this::resource);
  }

  @Override
  public Optional<HttpSoftware.Resource> find(String path) {
    return text(path).map(this::resource);
  }

  private Optional<String> text(String path) {
    return Optional.ofNullable(settings.get(path))
        .or(() -> Optional.ofNullable(settings.get(PREFIX + path)))
        .or(() -> Optional.ofNullable(settings.get(PREFIX + "*")));
  }

  private HttpSoftware.Resource resource(String text) {
    return new HttpSoftware.Resource(text.getBytes(StandardCharsets.UTF_8), modified);
  }
}
