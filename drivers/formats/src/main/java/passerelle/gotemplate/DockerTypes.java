package passerelle.gotemplate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import passerelle.text.Resources;

/**
 * The structs that the docker command reads the engine's answers into; templates of {@code docker
 * inspect} run on them first (github.com/docker/docker/api/types).
 *
 * @param container for {@code docker inspect} of a container
 * @param network for {@code docker network inspect}
 * @param image for {@code docker image inspect}
 * @param volume for {@code docker volume inspect}
 * @param event for {@code docker events}
 * @param info for {@code docker info}
 * @param version for {@code docker version}
 */
public record DockerTypes(
    GoType container,
    GoType network,
    GoType image,
    GoType volume,
    GoType event,
    GoType info,
    GoType version) {
  /** Read once, by the last version; labs may run in several threads. */
  private static final Map<String, DockerTypes> READ = new ConcurrentHashMap<>();

  /**
   * The types of an engine version.
   *
   * @param lineage this version and those before it, oldest first: each has a resource {@code
   *     docker-VERSION.types} with what it changed
   */
  public static DockerTypes of(List<String> lineage) {
    return READ.computeIfAbsent(lineage.get(lineage.size() - 1), last -> read(lineage));
  }

  private static DockerTypes read(List<String> lineage) {
    TypeSchema schema =
        new TypeSchema(lineage.stream().flatMap(v -> lines("docker-" + v + ".types")).toList());
    return new DockerTypes(
        schema.root("container"),
        schema.root("network"),
        schema.root("image"),
        schema.root("volume"),
        schema.root("event"),
        schema.root("info"),
        schema.root("version"));
  }

  private static Stream<String> lines(String resource) {
    return Resources.text(DockerTypes.class, resource).lines();
  }
}
