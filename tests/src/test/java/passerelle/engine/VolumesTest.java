package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/** Volumes and mounts, in the words and the order of a real engine 26.1. */
class VolumesTest {
  private static final String CREATE =
      "includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are"
          + " allowed. If you intended to pass a host directory, use absolute path";

  private final Session session = new Session("26.1");

  @Test
  void aVolumeIsADirectoryOfTheHostThatStaysUntilNothingUsesIt() {
    assertEquals("data\n", session.run("volume create data"));
    String web = session.run("run -d --name web -v data:/srv nginx").strip();
    assertEquals("DRIVER    VOLUME NAME\nlocal     data\n", session.run("volume ls"));
    assertEquals(
        "Error response from daemon: remove data: volume is in use - [" + web + "]\n[1]\n",
        session.run("volume rm data"));
    session.run("rm -fv web");
    assertEquals("data\n", session.run("volume rm data"));
    assertEquals(
        "Error response from daemon: get data: no such volume\n[1]\n",
        session.run("volume rm data"));
    assertEquals("data\n", session.run("volume rm -f data"));
  }

  @Test
  void aNewVolumeIsFilledWithWhatTheImageHasThere() throws KernelException {
    session.run("run -d -v data:/www nginx");
    session.run("run -d -v empty:/www:nocopy nginx");
    FileTree host = session.kernel.files("host").orElseThrow();
    assertEquals("[index.html]", host.list("/var/lib/docker/volumes/data/_data").toString());
    assertEquals("[]", host.list("/var/lib/docker/volumes/empty/_data").toString());
  }

  @Test
  void whatIsWrittenToABindIsWrittenOnTheHost() throws KernelException {
    String web = session.run("run -d --name web -v /site:/www -v /site:/ro:ro nginx").strip();
    FileTree host = session.kernel.files("host").orElseThrow();
    assertEquals(FileTree.Kind.DIRECTORY, host.kind("/site"));
    FileTree container = session.kernel.files(web).orElseThrow();
    container.write("/www/a", new byte[] {65}, false);
    assertEquals("[a]", host.list("/site").toString());
    assertEquals("[a]", container.list("/ro").toString());
    KernelException refused =
        assertThrows(KernelException.class, () -> container.write("/ro/b", new byte[0], false));
    assertEquals("EROFS", refused.errno().name());
  }

  @Test
  void aVolumeWithoutANameGoesWithItsContainer() {
    session.run("run -d --name web -v /data nginx");
    session.run("run --rm -v /data alpine true");
    assertEquals(1, session.run("volume ls -q").lines().count());
    session.run("rm -f web");
    assertEquals(1, session.run("volume ls -q").lines().count());
    assertTrue(session.run("volume prune -f").startsWith("Deleted Volumes:\n"));
    session.run("run -d --name web -v /data nginx");
    session.run("rm -fv web");
    assertEquals("", session.run("volume ls -q"));
  }

  @Test
  void inspectTellsWhatIsMountedAndWhatWasAskedFor() {
    session.run("run -d --name web -v data:/srv -v /site:/www:ro nginx");
    assertEquals(
        "[{\"Type\":\"volume\",\"Name\":\"data\",\"Source\":\"/var/lib/docker/volumes/data/_data\","
            + "\"Destination\":\"/srv\",\"Driver\":\"local\",\"Mode\":\"z\",\"RW\":true,"
            + "\"Propagation\":\"\"},{\"Type\":\"bind\",\"Source\":\"/site\",\"Destination\":\"/www\","
            + "\"Mode\":\"ro\",\"RW\":false,\"Propagation\":\"rprivate\"}]"
            + " [\"data:/srv\",\"/site:/www:ro\"]\n",
        session.run("inspect -f '{{json .Mounts}} {{json .HostConfig.Binds}}' web"));
    session.run("run -d --name db --mount source=data,target=/d,readonly -v /anon nginx");
    assertEquals(
        "null [{\"Type\":\"volume\",\"Source\":\"data\",\"Target\":\"/d\",\"ReadOnly\":true}]"
            + " {\"/anon\":{}}\n",
        session.run(
            "inspect -f '{{json .HostConfig.Binds}} {{json .HostConfig.Mounts}}"
                + " {{json .Config.Volumes}}' db"));
    assertEquals("db\nweb\n", session.run("ps --filter volume=data --format {{.Names}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-v rel/dir:/x | Error response from daemon: create rel/dir: \"rel/dir\" *",
        "-v v1:x | Error response from daemon: invalid volume specification: 'v1:x': invalid mount"
            + " config for type \"volume\": invalid mount path: 'x' mount path must be absolute",
        "-v v1:/ | Error response from daemon: invalid volume specification: 'v1:/': invalid mount"
            + " config for type \"volume\": invalid specification: destination can't be '/'",
        "-v v1:/x:zz | Error response from daemon: invalid mode: zz",
        "-v v1:/x:ro:foo | invalid spec: v1:/x:ro:foo: too many colons",
        "-v ::x | invalid spec: ::x: empty section between colons",
        "-v '' | invalid empty volume spec",
        "-v v1:/x -v v9:/x | Error response from daemon: Duplicate mount point: /x",
        "-v /a:ro | Error response from daemon: invalid volume specification: '/a:ro'",
        "-v v1:/x:rshared | Error response from daemon: invalid volume specification:"
            + " 'v1:/x:rshared': invalid mount config for type \"volume\": field BindOptions must"
            + " not be specified",
        "--volumes-from nosuch | Error response from daemon: No such container: nosuch",
        "--mount type=bind,source=/no,target=/y | Error response from daemon: invalid mount config"
            + " for type \"bind\": bind source path does not exist: /no",
        "--mount type=bind,source=rel,target=/y | Error response from daemon: invalid mount config"
            + " for type \"bind\": invalid mount path: 'rel' mount path must be absolute",
        "--mount type=foo,target=/y | Error response from daemon: invalid mount config for type"
            + " \"foo\": mount type unknown",
        "--mount type=tmpfs,source=x,target=/y | Error response from daemon: invalid mount config"
            + " for type \"tmpfs\": field Source must not be specified",
      })
  void aMountThatCannotBeIsRefused(String words, String refusal) {
    String expected = refusal.replace("*", CREATE);
    assertEquals(
        "docker: " + expected + ".\nSee 'docker run --help'.\n[125]\n",
        session.run("run --rm " + words + " alpine true"));
    assertEquals("", session.run("ps -aq"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source=v1 | target is required",
        "foo=v1,target=/x | unexpected key 'foo' in 'foo=v1'",
        "foo | invalid field 'foo' must be a key=value pair",
        "target=/x,readonly=foo | invalid value for readonly: foo",
        "type=bind,source=/tmp,target=/x,volume-nocopy | cannot mix 'volume-*' options with mount"
            + " type 'bind'",
        "target=/x,bind-propagation=shared | cannot mix 'bind-*' options with mount type 'volume'",
      })
  void aMountOptionThatCannotBeReadIsTheClientsError(String value, String why) {
    assertEquals(
        ("invalid argument \"" + value + "\" for \"--mount\" flag: " + why)
            + "\nSee 'docker run --help'.\n[125]\n",
        session.run("run --mount " + value + " alpine true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-d nosuch v3 | create v3: error looking up volume plugin nosuch: plugin \"nosuch\" not"
            + " found",
        "x | create x: volume name is too short, names should be at least two alphanumeric"
            + " characters",
        "--opt foo=bar zz | create zz: invalid option: \"foo\"",
        "bad/name | create bad/name: \"bad/name\" *",
      })
  void aVolumeThatCannotBeMadeIsRefused(String words, String refusal) {
    assertEquals(
        "Error response from daemon: " + refusal.replace("*", CREATE) + "\n[1]\n",
        session.run("volume create " + words));
  }
}
