package passerelle.engine.cli;

import java.util.Arrays;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineVersion;
import passerelle.text.Digits;

/**
 * The version of the engine's API that a client speaks: the newest that both know, or the one that
 * {@code DOCKER_API_VERSION} says.
 *
 * @param minor the number behind {@code 1.}
 */
public record ApiVersion(int minor) {
  public static final String VARIABLE = "DOCKER_API_VERSION";

  /** From here on errors are JSON to clients (client/request.go: checkResponseErr). */
  private static final int FIRST_WITH_JSON_ERRORS = 24;

  /** The newest version that an engine speaks. */
  public static ApiVersion newest(EngineProfile engine) {
    return parse(engine.versions().api()).orElseThrow();
  }

  /**
   * The version that is spoken.
   *
   * @param asked the variable's value
   * @throws EngineException the engine does not speak it (api/server/middleware/version.go)
   */
  public static ApiVersion of(Optional<String> asked, EngineProfile engine) throws EngineException {
    ApiVersion newest = newest(engine);
    if (asked.filter(text -> !text.isEmpty()).isEmpty()) {
      return newest;
    }
    String text = asked.get().replaceFirst("^v", "");
    if (!text.matches("[0-9]{1,3}\\.[0-9]{1,3}")) {
      throw EngineException.notFound("{\"message\":\"page not found\"}");
    }
    int minor = Integer.parseInt(text.substring(text.indexOf('.') + 1));
    int major = Integer.parseInt(text.substring(0, text.indexOf('.')));
    ApiVersion oldest = parse(engine.versions().oldestApi()).orElseThrow();
    if (major < 1 || major == 1 && minor < oldest.minor()) {
      String why =
          "old. Minimum supported API version is "
              + oldest
              + ", please upgrade your client to a newer version";
      throw refused(text, why, major < 1 || minor < FIRST_WITH_JSON_ERRORS);
    }
    if (major > 1 || minor > newest.minor()) {
      throw refused(text, "new. Maximum supported API version is " + newest, false);
    }
    return new ApiVersion(minor);
  }

  /**
   * The engine's refusal.
   *
   * @param raw the client takes no JSON for an error at that version, and shows it as it came
   */
  private static EngineException refused(String version, String why, boolean raw) {
    String message = "client version " + version + " is too " + why;
    return EngineException.bad(raw ? "{\"message\":\"" + message + "\"}" : message);
  }

  private static Optional<ApiVersion> parse(String text) {
    return text.startsWith("1.") && Digits.are(text.substring(2), 3)
        ? Optional.of(new ApiVersion(Integer.parseInt(text.substring(2))))
        : Optional.empty();
  }

  /** The engine whose answers have the fields of this version. */
  public EngineVersion answers() {
    return Arrays.stream(EngineVersion.values())
        .filter(v -> parse(v.profile().versions().api()).orElseThrow().minor() <= minor)
        .reduce((before, after) -> after)
        .orElse(EngineVersion.values()[0]);
  }

  @Override
  public String toString() {
    return "1." + minor;
  }
}
