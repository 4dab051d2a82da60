package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.lab.HostLab;

/** Volumes of the driver local that are mounted with options (volume/local/local_unix.go). */
class VolumeOptionsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private void answers(String command, String output) {
    assertEquals(output, lab.run(command), command);
  }

  @Test
  void memoryIsOneForAllWhoMountItAndGoneWithTheLast() {
    lab.run("docker volume create -o type=tmpfs -o device=tmpfs -o o=size=100m,uid=1000 mem");
    lab.run("docker run -d --name first -v mem:/m alpine sleep 1000");
    answers("docker exec first sh -c 'echo hi > /m/f; stat -c %u /m'", "1000\n");
    answers("docker run --rm -v mem:/m alpine cat /m/f", "hi\n");
    answers("docker exec first df -h /m | tail -1 | awk '{print $1, $2}'", "tmpfs 100.0M\n");
    lab.run("docker rm -f first");
    answers("docker run --rm -v mem:/m alpine ls /m", "");
  }

  @Test
  void aDirectoryOfTheHostIsTheVolume() {
    lab.run("mkdir /data; docker volume create -o type=none -o device=/data -o o=bind web");
    lab.run("docker run --rm -v web:/usr/share/nginx/html nginx true");
    answers("ls /data", "50x.html\nindex.html\n");
    lab.run("docker run --rm -v web:/w alpine sh -c 'echo mine > /w/index.html'");
    answers("cat /data/index.html", "mine\n");
  }

  @Test
  void aDirectoryThatIsNotThereCannotBeMounted() {
    lab.run("docker volume create -o type=none -o device=/nope -o o=bind bad");
    answers(
        "docker create -v bad:/x alpine",
        "Error response from daemon: failed to populate volume: error while mounting volume"
            + " '/var/lib/docker/volumes/bad/_data': failed to mount local volume: mount"
            + " /nope:/var/lib/docker/volumes/bad/_data, flags: 0x1000: no such file or"
            + " directory\n[1]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-o type=tmpfs, 'missing required option: \"device\"'",
    "-o o=bind, 'missing required option: \"device\"'",
    "-o device=/x, 'missing required option: \"type\"'",
    "-o size=1g, quota size requested but no quota support",
    "-o nosuch=1, 'invalid option: \"nosuch\"'"
  })
  void whatLacksSomethingIsRefused(String options, String why) {
    answers(
        "docker volume create " + options + " vol",
        "Error response from daemon: create vol: " + why + "\n[1]\n");
  }
}
