package passerelle.engine.cli;

import java.util.Arrays;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineVersion;

/**
 * The version of the engine's API that a client speaks: the newest that both know, or the one that
 * {@code DOCKER_API_VERSION} says.
 *
 * @param minor the number behind {@code 1.}
 */
record ApiVersion(int minor) {
  static final String VARIABLE = "DOCKER_API_VERSION";

  /**
   * The version that is spoken.
   *
   * @param asked the variable's value
   * @throws EngineException the engine does not speak it (api/server/middleware/version.go)
   */
  static ApiVersion of(Optional<String> asked, EngineProfile engine) throws EngineException {
    ApiVersion newest = parse(engine.versions().api()).orElseThrow();
    Optional<ApiVersion> wanted = asked.flatMap(ApiVersion::parse);
    if (wanted.isEmpty()) {
      return newest;
    }
    ApiVersion oldest = parse(engine.versions().oldestApi()).orElseThrow();
    if (wanted.get().minor() < oldest.minor()) {
      throw refused(
          wanted.get(),
          "old. Minimum supported API version is "
              + oldest
              + ", please upgrade your client to a newer version");
    }
    if (wanted.get().minor() > newest.minor()) {
      throw refused(wanted.get(), "new. Maximum supported API version is " + newest);
    }
    return wanted.get();
  }

  private static EngineException refused(ApiVersion version, String why) {
    return new EngineException(
        EngineException.Kind.BAD_REQUEST, "client version " + version + " is too " + why);
  }

  private static Optional<ApiVersion> parse(String text) {
    return text.matches("1\\.[0-9]{1,3}")
        ? Optional.of(new ApiVersion(Integer.parseInt(text.substring(2))))
        : Optional.empty();
  }

  /** The engine whose answers have the fields of this version. */
  EngineVersion answers() {
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
