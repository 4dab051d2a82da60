package passerelle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.Labs;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;

/** Whom the images know: the accounts of their distributions, and their program's own. */
class UsersTest {
  private final SimLab lab;

  UsersTest() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line).replace("\r\n", "\n");
  }

  /** Root is in the groups that list him, whether he is named or not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpine | 0(root),1(bin),2(daemon),3(sys),4(adm),6(disk),10(wheel),11(floppy),20(dialout),"
            + "26(tape),27(video)",
        "busybox | 0(root),10(wheel)",
        "debian | 0(root)",
        "-u 0 busybox | 0(root),10(wheel)",
        "-u 0:0 busybox | 0(root)",
      })
  void rootIsInTheGroupsOfTheImage(String words, String groups) {
    assertEquals(
        "uid=0(root) gid=0(root) groups=" + groups + "\n", run("docker run --rm " + words + " id"));
  }

  @Test
  void aProgramsOwnUserStandsBehindThoseOfTheDistribution() {
    run("docker run -d --name web nginx");
    assertEquals(
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nnginx\n",
        run("docker exec web tail -n 2 /etc/passwd | sed 's/^nginx:.*/nginx/'"));
  }

  @Test
  void accountsOfTheDistributionMayBeNamed() {
    assertEquals("33\n", run("docker run --rm -u www-data debian id -u"));
    assertEquals(
        "uid=405(guest) gid=100(users) groups=100(users)\n",
        run("docker run --rm -u guest alpine id"));
  }

  @Test
  void whatIsMadeOfAnImageKnowsThemToo() {
    run("docker run -d --name web nginx; docker commit web mine");
    assertEquals("101\n", run("docker run --rm -u nginx --entrypoint id mine -u"));
    run("mkdir b; printf 'FROM nginx\\nRUN true\\n' > b/Dockerfile; docker build -q -t made b");
    assertEquals("101\n", run("docker run --rm -u nginx --entrypoint id made -u"));
  }

  @Test
  void theHostKnowsDockersGroupBesideDebians() {
    assertEquals(
        "www-data\ndocker\n", run("grep -E '^(www-data|docker):' /etc/group | cut -d: -f1"));
  }
}
