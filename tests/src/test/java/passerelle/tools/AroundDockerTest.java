package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Tools that courses type beside docker, as Debian 13's answered. */
class AroundDockerTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private void answers(String command, String output) {
    assertEquals(output, lab.run(command), command);
  }

  @Test
  void lsnsHasAFormForScripts() {
    answers("lsns -rn -p 1 -t uts -o TYPE,NSFS,COMMAND", "uts  /sbin/init\n");
    lab.run("docker run -d --name c1 alpine sleep 1000");
    answers("lsns -r -t net -o COMMAND | grep sleep", "sleep\\x201000\n");
  }

  @Test
  void procTellsTheUsersAndTheMountsOfAProcess() {
    String all = "         0          0 4294967295\n";
    answers("cat /proc/1/uid_map /proc/self/gid_map", all + all);
    answers(
        "docker run --rm alpine head -1 /proc/mounts | tr -d '\\r'",
        "overlay / overlay rw,relatime 0 0\n");
  }

  @Test
  void sudoTellsWhatOneMayDo() {
    answers(
        "sudo -l | cat",
        """
        Matching Defaults entries for root on host:
            env_reset, mail_badpass, secure_path=/usr/local/sbin\\:/usr/local/bin\\:/usr/sbin\\:/usr/bin\\:/sbin\\:/bin, use_pty

        User root may run the following commands on host:
            (ALL : ALL) ALL
        """);
    answers("sudo -l ls", "/usr/bin/ls\n");
    answers("sudo -l nosuch", "sudo: nosuch: command not found\n[1]\n");
    answers("sudo -l -U nobody", "User nobody is not allowed to run sudo on host.\n");
  }

  @Test
  void treeTellsSizesAndWritesJson() {
    lab.run("mkdir -p /d/s; head -c 5000 /dev/zero > /d/big; ln -s big '/d/q\"'; echo x > /d/s/f");
    answers("tree -s /d | head -2", "[       4096]  /d\n├── [       5000]  big\n");
    answers("tree -hi --noreport /d/s", "[4.0K]  /d/s\n[   2]  f\n");
    answers(
        "tree -Jh /d",
        """
        [
          {"type":"directory","name":"/d","size":"4.0K","contents":[
            {"type":"file","name":"big","size":"4.9K"},
            {"type":"link","name":"q\\"","target":"big","size":"3"},
            {"type":"directory","name":"s","size":"4.0K","contents":[
              {"type":"file","name":"f","size":"2"}
            ]}
          ]}
        ,
          {"type":"report","directories":2,"files":3}
        ]
        """);
  }

  @Test
  void tarPacksWithGzip() {
    lab.run("mkdir /a; echo hi > /a/f; tar czf /x.tgz -C / a");
    answers("tar tf /x.tgz; tar tzf /x.tgz", "a/\na/f\na/\na/f\n");
    answers("tar xzOf /x.tgz a/f", "hi\n");
    String fatal = "tar: Error is not recoverable: exiting now\n[2]\n";
    answers("cat /x.tgz | tar t", "tar: Archive is compressed. Use -z option\n" + fatal);
    answers(
        "tar tzf /a/f",
        "\ngzip: stdin: not in gzip format\ntar: Child returned status 1\n" + fatal);
    lab.run("docker run -d --name c1 -v /a:/a -v /x.tgz:/x.tgz alpine sleep 1000");
    answers("docker exec c1 tar tf /x.tgz", "a/\na/f\n");
    answers("docker exec c1 tar tzf /a/f", "tar: invalid magic\ntar: short read\n[1]\n");
  }

  @Test
  void rulesAreSavedForTheNextBoot() {
    lab.run("docker run -d --name d1 debian sleep 1000; docker exec d1 apt-get update");
    answers(
        "docker exec d1 apt-get install -y iptables-persistent 2>/dev/null | grep ^Setting",
        "Setting up netfilter-persistent (1.0.23) ...\n"
            + "Setting up iptables-persistent (1.0.23) ...\n");
    String plugins = "run-parts: executing /usr/share/netfilter-persistent/plugins.d/";
    answers(
        "iptables -P FORWARD DROP; netfilter-persistent save",
        plugins + "15-ip4tables save\n" + plugins + "25-ip6tables save\n");
    answers("stat -c %a /etc/iptables/rules.v4", "640\n");
    lab.run("netfilter-persistent flush");
    answers("iptables -S", "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n");
    lab.run("netfilter-persistent reload");
    answers("iptables -S FORWARD | head -1", "-P FORWARD DROP\n");
    answers(
        "netfilter-persistent stop",
        "Automatic flush disabled; use '/usr/sbin/netfilter-persistent flush'\n");
  }

  @Test
  void oldReleasesOfAlpineAreWhatTheySay() {
    answers("docker run --rm alpine:3.8 cat /etc/alpine-release", "3.8.5\n");
    answers("docker run --rm alpine:3.10 cat /etc/alpine-release", "3.10.9\n");
    answers("docker run --rm alpine:3 cat /etc/alpine-release", "3.22.2\n");
  }

  @Test
  void nsenterNeedsNoFork() {
    lab.run("docker run -d --name c1 alpine sleep 1000");
    answers(
        "nsenter -t $(docker inspect -f '{{.State.Pid}}' c1) -n -F -- hostname -I",
        "172.17.0.2 \n");
  }

  @Test
  void wordsThatNoKindOfDeviceReadsAreGarbage() {
    String garbage = "Garbage instead of arguments \"peer ...\". Try \"ip link help\".\n[1]\n";
    answers("ip link add x1 type foo peer name x2", garbage);
    answers("ip link add x1 type dummy peer name x2", garbage);
    answers("ip link add x1 type foo", "Error: Unknown device type.\n[2]\n");
  }
}
