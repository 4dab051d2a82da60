package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A site whose pages stand in a service's settings, by their paths. */
final class SettingsSite implements HttpSoftware.Site {
  private static final String PREFIX = "body:";
  private final Map<String, String> settings;
  private final long modified;

  SettingsSite(Map<String, String> settings, long modified) {
    this.settings = settings;
    this.modified = modified;
  }

  @Override
  public Optional<HttpSoftware.Resource> find(String path) {
    return Optional.ofNullable(settings.get(path))
        .or(() -> Optional.ofNullable(settings.get(PREFIX + path)))
        .map(b -> new HttpSoftware.Resource(b.getBytes(StandardCharsets.UTF_8), modified));
  }
}
