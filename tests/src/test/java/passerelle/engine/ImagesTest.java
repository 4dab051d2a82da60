package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images that an engine has, and how they come and go. */
class ImagesTest {

  private static Session fresh(String engine) {
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(engine).orElseThrow());
    Session session = new Session(Settings.withEmptyStore(settings), "course");
    session.kernel.registry = true;
    return session;
  }

  @Test
  void onAFreshMachineAnImageIsPulledWhenItIsNeeded() {
    Session session = fresh("26.1");
    assertEquals("", session.run("images -q"));
    String answer = session.run("run -d nginx");
    assertTrue(
        answer.startsWith(
            "Unable to find image 'nginx:latest' locally\nlatest: Pulling from library/nginx\n"),
        answer);
    assertTrue(answer.contains("\nStatus: Downloaded newer image for nginx:latest\n"), answer);
    assertEquals("nginx:latest\n", session.run("images --format {{.Repository}}:{{.Tag}}"));
  }

  @Test
  void whatWasThereAtFirstIsNoChangeUntilAnImageComesOrGoes() {
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    Session session = new Session(settings, "course");
    assertEquals(List.of(), session.engine.imageStore().changed());
    session.run("images");
    assertEquals(List.of(), session.engine.imageStore().changed());
    int all = session.engine.images().size();
    session.run("rmi redis");
    assertEquals(all - 1, session.engine.imageStore().changed().size());
  }

  @Test
  void theTreeOfClient28HasTheNamesOfAnImageAboveEachOther() {
    Session session = fresh("28.5");
    session.run("pull nginx");
    session.run("tag nginx web:1");
    session.run("run -d nginx");
    assertEquals(
        """
        WARNING: This is an experimental feature. The output may change and shouldn't be depended on.
                                                                   i Info →   U  In Use\s

        IMAGE          ID             DISK USAGE   CONTENT SIZE   EXTRA
        nginx:latest
        web:1          ID        SIZE             0B    U  \s
        """,
        session.run("images --tree").replaceFirst("[0-9a-f]{12} +[0-9.]+MB", "ID        SIZE"));
    assertEquals(
        "--quiet is not yet supported with --tree\n[1]\n", session.run("images --tree -q"));
  }

  @Test
  void layersThatAreHereAreNotPulledAgain() {
    Session session = fresh("26.1");
    session.run("pull nginx");
    assertTrue(session.run("pull httpd").contains(": Already exists \n"));
    assertTrue(
        session
            .run("pull nginx")
            .endsWith(
                "Status: Image is up to date for nginx:latest\ndocker.io/library/nginx:latest\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "26.1 | nginx:nosuch | manifest for nginx:nosuch not found: manifest unknown: manifest"
            + " unknown",
        "28.5 | nosuch:1 | pull access denied for nosuch, repository does not exist or may require"
            + " 'docker login': denied: requested access to the resource is denied",
        "29.1 | nginx:nosuch | failed to resolve reference \"docker.io/library/nginx:nosuch\":"
            + " docker.io/library/nginx:nosuch: not found",
        "29.1 | nosuch:1 | failed to resolve reference \"docker.io/library/nosuch:1\": pull access"
            + " denied, repository does not exist or may require authorization: server message:"
            + " insufficient_scope: authorization failed",
      })
  void whatTheRegistryDoesNotHaveIsRefusedInTheEnginesWords(
      String engine, String image, String why) {
    assertEquals(
        "Error response from daemon: " + why + "\n[1]\n", fresh(engine).run("pull " + image));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28.5 | Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on"
            + " 198.51.100.53:53: no such host",
        "29.1 | failed to resolve reference \"docker.io/library/nginx:1\": failed to do request:"
            + " Head \"https://registry-1.docker.io/v2/library/nginx/manifests/1\": dial tcp:"
            + " lookup registry-1.docker.io on 198.51.100.53:53: no such host",
      })
  void withoutTheRegistrysNameNothingIsPulled(String engine, String why) {
    assertEquals(
        "Error response from daemon: " + why + "\n[1]\n", new Session(engine).run("pull nginx:1"));
  }

  @Test
  void anImageGoesWithItsLastName() {
    Session session = new Session("26.1");
    session.run("tag nginx web:1");
    assertEquals("Untagged: web:1\n", session.run("rmi web:1"));
    String id = session.run("images -q --no-trunc nginx").strip();
    String answer = session.run("rmi nginx");
    assertTrue(answer.startsWith("Untagged: nginx:latest\nDeleted: " + id + "\n"), answer);
    assertEquals(
        "Error response from daemon: No such image: nginx:latest\n[1]\n", session.run("rmi nginx"));
    assertEquals(
        "Error response from daemon: No such image: nginx:latest\n", session.run("rmi -f nginx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void anImageThatAContainerIsOfStays(String engine) {
    Session session = new Session(engine);
    String web = session.run("run -d --name web nginx").substring(0, 12);
    String id = session.run("images -q nginx").strip();
    String what =
        engine.equals("29.1")
            ? "unable to delete nginx:latest (must be forced)"
            : "unable to remove repository reference \"nginx\" (must force)";
    assertEquals(
        ("Error response from daemon: conflict: " + what + " - container " + web)
            + (" is using its referenced image " + id + "\n[1]\n"),
        session.run("rmi nginx"));
    assertEquals(
        ("Error response from daemon: conflict: unable to delete " + id + " (cannot be forced) -")
            + (" image is being used by running container " + web + "\n[1]\n"),
        session.run("rmi -f " + id));
    session.run("stop -t 0 web");
    assertEquals(
        ("Error response from daemon: conflict: unable to delete " + id + " (must be forced) -")
            + (" image is being used by stopped container " + web + "\n[1]\n"),
        session.run("rmi " + id));
  }

  @Test
  void anImageOfSeveralRepositoriesIsNotDeletedByItsId() {
    Session session = new Session("28.5");
    session.run("tag nginx web");
    String id = session.run("images -q nginx").strip();
    assertEquals(
        ("Error response from daemon: conflict: unable to delete " + id + " (must be forced) -")
            + " image is referenced in multiple repositories\n[1]\n",
        session.run("rmi " + id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pull UPPER | invalid reference format: repository name (library/UPPER) must be lowercase",
        "pull a:b:c | invalid reference format",
        "pull '' | invalid reference format",
        "tag nginx BAD | Error parsing reference: \"BAD\" is not a valid repository/tag: invalid"
            + " reference format: repository name (library/BAD) must be lowercase",
        "tag nosuch x | Error response from daemon: No such image: nosuch:latest",
        "history nosuch | Error response from daemon: No such image: nosuch:latest",
        "images --filter nosuch=1 | Error response from daemon: invalid filter 'nosuch'",
      })
  void whatIsNoImageIsRefused(String words, String why) {
    assertEquals(why + "\n[1]\n", new Session("26.1").run(words));
  }

  @Test
  void imagesWithoutUseArePruned() {
    Session session = fresh("26.1");
    session.run("run --rm alpine true");
    session.run("run -d nginx");
    assertEquals("Total reclaimed space: 0B\n", session.run("image prune -f"));
    String answer = session.run("image prune -af");
    assertTrue(answer.startsWith("Deleted Images:\nuntagged: alpine:latest\n"), answer);
    assertEquals("nginx\n", session.run("images --format {{.Repository}}"));
  }

  @Test
  void historyTellsTheStepsOfTheBuildNewestFirst() {
    Session session = new Session(EngineSettings.defaults(EngineVersion.V26_1.profile()), "course");
    String first =
        session
            .run("history --format '{{.ID}} {{.CreatedBy}}' nginx")
            .lines()
            .findFirst()
            .orElseThrow();
    assertEquals(
        session.run("images -q nginx:latest").lines().findFirst().orElseThrow()
            + " CMD [\"nginx\" \"-g\" \"daemon off;\"]",
        first);
    assertTrue(session.run("history -q nginx").endsWith("<missing>\n"));
  }
}
