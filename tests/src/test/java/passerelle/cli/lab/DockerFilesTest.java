package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.engine.EngineVersion;

/** What docker cp, diff, commit, -u and -w do in a lab, as a real engine 26.1 did it. */
class DockerFilesTest {
  private final HostLab lab = new HostLab(EngineVersion.V26_1);

  @BeforeEach
  void files() {
    run("cd /root; echo one > file; mkdir -p cpd/sub; echo 1 > cpd/one; echo 2 > cpd/sub/two");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return lab.run(line);
  }

  @Test
  void diffTellsWhatTheContainerHasWritten() {
    run("docker run -d --name cc nginx");
    assertEquals("", run("docker diff cc"));
    run("docker exec cc sh -c 'echo a >> /www/index.html; mkdir /new; echo b > /new/b'");
    run("docker exec cc rm /etc/passwd");
    assertEquals(
        "C /etc\nD /etc/passwd\nA /new\nA /new/b\nC /www\nC /www/index.html\n",
        run("docker diff cc"));
    run("docker restart -t 0 cc");
    assertEquals(6, run("docker diff cc").lines().count());
    assertEquals("", run("docker run -d --name other nginx; docker diff other").substring(65));
  }

  @Test
  void copiedDirectoriesLandWhereTheyWouldWithCp() {
    run("docker run -d --name cc nginx");
    run("docker cp cpd cc:/; docker cp cpd/. cc:/tmp; docker cp cpd cc:/made");
    assertEquals(
        "/cpd\n/cpd/one\n/cpd/sub\n/cpd/sub/two\n/made\n/made/one\n/made/sub\n/made/sub/two\n",
        run("docker diff cc | grep -e cpd -e made | cut -d' ' -f2"));
    assertEquals("1\n2\n", run("docker exec cc cat /tmp/one /tmp/sub/two"));
    run("docker cp cc:/cpd out; docker cp cc:/cpd out");
    assertEquals("cpd\none\nsub\n", run("ls out"));
    run("docker stop -t 0 cc; docker cp file cc:/late; docker start cc");
    assertEquals("one\n", run("docker exec cc cat /late"));
  }

  @Test
  void aContainerThatHasNeverRunHasItsFiles() {
    run("docker create --name cr alpine cat /here");
    run("docker cp file cr:/here");
    assertEquals("A /here\n", run("docker diff cr"));
    assertEquals("one\n", run("docker start -a cr"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file cc:/nosuch/ | no such directory",
        "file cc:/nosuch/x | Error response from daemon: Could not find the file /nosuch in"
            + " container cc",
        "cc:/nosuch . | Error response from daemon: Could not find the file /nosuch in container"
            + " cc",
        "nosuch:/x . | Error response from daemon: No such container: nosuch",
        "file nosuch:/tmp/ | no such directory",
        "file nosuch:/x | Error response from daemon: No such container: nosuch",
        "nofile cc:/ | lstat /root/nofile: no such file or directory",
        "cc:/www/index.html /nosuch/dir/ | invalid output path: directory \"/nosuch\" does not"
            + " exist",
        "cc:/www/index.html /nosuch/dir/x | invalid output path: directory \"/nosuch/dir\" does"
            + " not exist",
        "file file2 | must specify at least one container source",
        "cc:/x cc:/y | copying between containers is not supported",
        "cpd cc:/www/index.html | cannot copy directory",
        "cc:/www file | cannot copy directory",
      })
  void whatCannotBeCopiedIsRefused(String words, String why) {
    run("docker run -d --name cc nginx");
    assertEquals(why + "\n[1]\n", run("docker cp " + words));
  }

  @Test
  void aCommitIsAnImageWithTheContainersLayer() {
    run("docker run -d --name cc nginx");
    run("docker exec cc sh -c 'echo changed > /www/index.html; echo b > /b; rm /etc/passwd'");
    run("docker commit -m msg -a me -c 'ENV A=b' cc web:v1");
    assertEquals(
        "changed\nb\nb\n", run("docker run --rm web:v1 sh -c 'cat /www/index.html /b; echo $A'"));
    assertEquals("msg me b\n", run("docker inspect -f '{{.Comment}} {{.Author}} b' web:v1"));
    assertEquals(
        "httpd -f -p 80 -h /www 10B msg\n 2.03MB Imported from -\n",
        run("docker history --format '{{.CreatedBy}} {{.Size}} {{.Comment}}' web:v1"));
    run("docker run -d --name again web:v1");
    assertEquals("", run("docker diff again"));
    assertEquals(
        "Error response from daemon: FOO is not a valid change command\n[1]\n",
        run("docker commit -c 'FOO bar' cc x"));
    assertEquals(
        "invalid reference format: repository name (library/BAD) must be lowercase\n[1]\n",
        run("docker commit cc BAD"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-w /tmp alpine pwd | /tmp",
        "-w /made/here alpine pwd | /made/here",
        "-u 1000 alpine id | uid=1000 gid=0(root) groups=0(root)",
        "-u 1000:50 alpine id | uid=1000 gid=50 groups=50",
        "-u 0 alpine id | uid=0(root) gid=0(root) groups=0(root)",
        "-u 1000 alpine sh -c 'echo $HOME' | /",
        "alpine sh -c 'echo $HOME' | /root",
      })
  void whoAndWhereAProgramRuns(String words, String expected) {
    assertEquals(expected + "\n", run("docker run --rm " + words));
  }

  @Test
  void whoIsNobodyMayNotDoWhatRootMay() {
    assertEquals(
        "ip: RTNETLINK answers: Operation not permitted\n[2]\n",
        run("docker run --rm --cap-add NET_ADMIN -u 1000 alpine ip link set lo mtu 1400"));
    assertEquals(
        "touch: /x: Permission denied\n[1]\n", run("docker run --rm -u 1000 alpine touch /x"));
    assertEquals("", run("docker run --rm -u 1000 alpine sh -c 'echo a > /tmp/x; rm /tmp/x'"));
  }

  @Test
  void execRunsWhereAndAsWhomItIsTold() {
    run("docker run -d --name cc -w /tmp -u 7 nginx");
    assertEquals("/tmp\n", run("docker exec cc pwd"));
    assertEquals("index.html\n", run("docker exec -w /www cc ls"));
    assertEquals("uid=7 gid=0(root) groups=0(root)\n", run("docker exec cc id"));
    assertEquals("uid=12 gid=0(root) groups=0(root)\n", run("docker exec -u 12 cc id"));
    assertEquals(
        "OCI runtime exec failed: exec failed: unable to start container process: chdir to cwd"
            + " (\"/nosuch\") set in config.json failed: no such file or directory: unknown\n"
            + "[126]\n",
        run("docker exec -w /nosuch cc ls"));
    assertEquals(
        "OCI runtime exec failed: exec failed: Cwd must be an absolute path: unknown\n[126]\n",
        run("docker exec -w rel cc ls"));
    assertEquals(
        "unable to find user nosuch: no matching entries in passwd file\n[126]\n",
        run("docker exec -u nosuch cc id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-w rel | docker: Error response from daemon: the working directory 'rel' is invalid, it"
            + " needs to be an absolute path.",
        "-u nosuch | docker: Error response from daemon: unable to find user nosuch: no matching"
            + " entries in passwd file.",
        "-u root:nosuch | docker: Error response from daemon: unable to find group nosuch: no"
            + " matching entries in group file.",
      })
  void whoAndWhereThatCannotBeAreRefused(String words, String why) {
    String hint = words.startsWith("-w") ? "See 'docker run --help'.\n" : "";
    assertEquals(why + "\n" + hint + "[125]\n", run("docker run --rm " + words + " alpine true"));
  }

  @Test
  void theMachinesKnowRoot() {
    assertEquals("root\nuid=0(root) gid=0(root) groups=0(root)\n", run("whoami; id"));
  }
}
