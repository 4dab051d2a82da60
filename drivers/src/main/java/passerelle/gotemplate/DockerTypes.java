package passerelle.gotemplate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The structs that the docker command reads the engine's answers into; templates of {@code docker
 * inspect} run on them first (github.com/docker/docker/api/types).
 *
 * @param container for {@code docker inspect} of a container
 * @param network for {@code docker network inspect}
 * @param image for {@code docker image inspect}
 * @param volume for {@code docker volume inspect}
 */
public record DockerTypes(GoType container, GoType network, GoType image, GoType volume) {
  /** Docker Engine 26.1, API 1.45. */
  public static final DockerTypes V26_1 = of(lines("docker-26.1.types"));

  /** Docker Engine 28.5, API 1.51. */
  public static final DockerTypes V28_5 = of(both("docker-26.1.types", "docker-28.5.types"));

  private static DockerTypes of(List<String> declarations) {
    TypeSchema schema = new TypeSchema(declarations);
    return new DockerTypes(
        schema.root("container"),
        schema.root("network"),
        schema.root("image"),
        schema.root("volume"));
  }

  private static List<String> both(String first, String second) {
    List<String> lines = new ArrayList<>(lines(first));
    lines.addAll(lines(second));
    return lines;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = DockerTypes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
