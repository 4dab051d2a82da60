package passerelle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseImagesTest {
  private final ImageCatalogue course = ImageCatalogue.builtIn("course");

  private Image image(String name) {
    return course.find(name).orElseThrow(() -> new AssertionError("no image " + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx:1.25-alpine",
        "python:3.12-slim-bookworm",
        "ubuntu:jammy",
        "debian:bookworm-slim",
        "redis:7-alpine3.20",
        "postgres:16.4",
        "mcr.microsoft.com/dotnet/sdk:9.0",
        "registry.k8s.io/pause:3.9",
        "golang:1.23rc1",
        "traefik:v3.1"
      })
  void anyTagThatLooksLikeOneIsThere(String name) {
    assertEquals(List.of(name), image(name).references());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx:nope", "nginx:", "nginx:1.25-foo", "nosuch:1.0", "redis:7-", "x"})
  void whatLooksLikeNoneIsNot(String name) {
    assertTrue(course.find(name).isEmpty());
  }

  @Test
  void labsThatRunBesideEachOtherMayAskForTagsAtOnce() {
    List<String> tags = IntStream.range(0, 400).mapToObj(n -> "nginx:1." + n).toList();
    List<String> found = tags.parallelStream().map(tag -> image(tag).references().get(0)).toList();
    assertEquals(tags, found);
  }

  @Test
  void aBareDistributionLacksTheToolsOfTheNetwork() {
    for (String name : List.of("debian", "ubuntu", "nginx", "httpd", "redis", "postgres")) {
      assertTrue(
          image(name)
              .userland()
              .programs()
              .lacking()
              .containsAll(List.of("ip", "ping", "ss", "netstat", "nslookup", "traceroute")),
          name);
    }
    assertFalse(image("nginx").userland().programs().lacking().contains("curl"));
    assertTrue(image("debian").userland().programs().lacking().contains("curl"));
    assertTrue(
        image("nicolaka/netshoot").userland().programs().lacking().stream()
            .noneMatch(
                List.of("ip", "ping", "nmap", "iperf3", "tshark", "drill", "mtr")::contains));
    assertTrue(
        image("nicolaka/netshoot")
            .userland()
            .programs()
            .lacking()
            .containsAll(List.of("psql", "mysql", "nginx")));
  }

  @Test
  void aVariantHasToolsOfItsOwn() {
    assertEquals("alpine", image("nginx:1.25-alpine").toolset());
    assertTrue(image("python:3.12").userland().programs().lacking().contains("ip"));
    assertFalse(image("python:3.12").userland().programs().lacking().contains("curl"));
    assertTrue(image("python:3.12-slim").userland().programs().lacking().contains("curl"));
  }

  @Test
  void aTagGivesTheVersion() {
    assertTrue(image("nginx:1.25").process().environment().contains("NGINX_VERSION=1.25.5"));
    assertTrue(image("nginx:1.19").process().environment().contains("NGINX_VERSION=1.19.0"));
    assertTrue(image("redis:6-alpine").process().environment().contains("REDIS_VERSION=6.2.21"));
    assertTrue(image("nginx").process().environment().contains("NGINX_VERSION=1.29.3"));
  }

  @Test
  void anEntrypointScriptHandsOver() {
    Image redis = image("redis");
    assertTrue(Invocation.of(redis, List.of("docker-entrypoint.sh", "redis-server")).serves());
    assertTrue(Invocation.of(redis, List.of("docker-entrypoint.sh", "--port", "7000")).serves());
    Invocation shell = Invocation.of(redis, List.of("docker-entrypoint.sh", "sh"));
    assertFalse(shell.serves());
    assertEquals(List.of("sh"), shell.argv());
    assertEquals(
        List.of("curl", "-s", "x"),
        Invocation.of(image("curlimages/curl"), List.of("/entrypoint.sh", "-s", "x")).argv());
    assertEquals(
        List.of("sleep", "infinity"),
        Invocation.of(image("curlimages/curl"), List.of("/entrypoint.sh", "sleep", "infinity"))
            .argv());
  }

  @Test
  void theRecordedCatalogueHasOnlyWhatItNames() {
    ImageCatalogue standIn = ImageCatalogue.builtIn("stand-in");
    assertTrue(standIn.find("nginx").isPresent());
    assertTrue(standIn.find("nginx:1.25").isEmpty());
  }

  @Test
  void whatIsWrongIsToldWithFileLineAndKey() {
    CatalogueException wrong =
        assertThrows(
            CatalogueException.class,
            () ->
                ImageCatalogue.parse(
                    "mine.yaml", "images:\n  - names: [x]\n    packages: [nosuch]\n"));
    assertTrue(
        wrong.getMessage().startsWith("mine.yaml:3: packages: no such package: nosuch"),
        wrong.getMessage());
  }
}
