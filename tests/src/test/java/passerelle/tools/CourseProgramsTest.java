package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Programs that courses type beside those of networks, in the words of Debian 13's. */
class CourseProgramsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  /** What hping3 3.a2.ds2 prints of an open port, a closed one and nobody. */
  @Test
  void hpingTellsWhatComesBackToASegment() {
    lab.run("docker run -d --name web nginx");
    String hping = "hping3 -n -c 1 -S 172.17.0.2 2> /dev/null -p ";
    String head = "HPING 172.17.0.2 (docker0 172.17.0.2): S set, 40 headers + 0 data bytes\n";
    String open = lab.run(hping + "80");
    assertTrue(open.startsWith(head + "len=44 ip=172.17.0.2 ttl=64 DF id="), open);
    assertTrue(open.contains(" sport=80 flags=SA seq=0 win=64240 rtt="), open);
    String closed = lab.run(hping + "81");
    assertTrue(closed.contains(" DF id=0 sport=81 flags=RA seq=0 win=0 rtt="), closed);
    String silent = lab.run("hping3 -c 2 -S -p 80 192.0.2.99");
    assertTrue(
        silent.contains("2 packets transmitted, 0 packets received, 100% packet loss"), silent);
    assertTrue(silent.endsWith("[1]\n"), silent);
  }

  @Test
  void programsAreWhereTheirPackagesAre() {
    assertTrue(lab.run("docker run --rm debian psql").contains("\"psql\": executable file not"));
    assertTrue(lab.run("docker run --rm alpine nginx").contains("\"nginx\": executable file not"));
    assertEquals("nginx version: nginx/1.29.3\n", lab.run("docker run --rm nginx:alpine nginx -v"));
    lab.run("docker run -d --name web nginx");
    assertEquals(
        """
        nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
        nginx: configuration file /etc/nginx/nginx.conf test is successful
        """,
        lab.run("docker exec web nginx -t"));
  }

  @Test
  void programsAreFoundByTheirWords() {
    lab.run("sleep 100 & sleep 101 &");
    assertEquals("1\n", lab.run("pgrep --full --count 'sleep 101'"));
    String usage = "Try `pgrep --help' for more information.\n[2]\n";
    assertEquals("pgrep: option requires an argument -- 'P'\n" + usage, lab.run("pgrep -P"));
    assertEquals("pgrep: Passerelle does not model option -g\n[2]\n", lab.run("pgrep -g 1"));
  }

  @Test
  void optionsAreReadAsGetoptDoes() {
    assertEquals(lab.run("netstat -tlnp"), lab.run("netstat --tcp --listen --numeric -p --inet"));
    assertEquals(
        "netstat: unrecognized option '--foo'",
        lab.run("netstat --foo").lines().findFirst().orElse(""));
    assertEquals("arp: option requires an argument -- 'i'\n[3]\n", lab.run("arp -i"));
    assertEquals("arp: in 0 entries no match found.\n", lab.run("arp --numeric --device=eth0 -e"));
    assertEquals("", lab.run("mount -t none -o bind /tmp /root"));
    assertEquals(
        "umount: invalid option -- 'Z'\nTry 'umount --help' for more information.\n[1]\n",
        lab.run("umount -Z /root"));
  }

  @Test
  void usersAreMadeAsTheirOptionsSay() {
    assertEquals("", lab.run("useradd -u 1234 -s /bin/bash -c Ann ann; useradd --uid=1300 bob"));
    assertEquals(
        "ann:x:1234:1234:Ann:/home/ann:/bin/bash\nbob:x:1300:1300::/home/bob:/bin/sh\n",
        lab.run("tail -n 2 /etc/passwd"));
    assertEquals("useradd: UID 1234 is not unique\n[4]\n", lab.run("useradd -u 1234 eve"));
    assertEquals("useradd: invalid user ID 'x'\n[3]\n", lab.run("useradd -u x eve"));
    assertEquals("useradd: group 'no' does not exist\n[6]\n", lab.run("useradd -G root,no eve"));
    assertEquals("useradd: option requires an argument -- 'u'\n[2]\n", lab.run("useradd -u"));
    assertEquals("", lab.run("groupadd -g 2222 crew; adduser --gecos '' -D --ingroup crew eve"));
    assertEquals("eve:x:1301:2222::/home/eve:/bin/bash\n", lab.run("tail -n 1 /etc/passwd"));
    assertEquals("eve\n", lab.run("ls /home"));
    assertEquals("groupadd: GID '2222' already exists\n[4]\n", lab.run("groupadd -g 2222 b"));
  }

  @Test
  void usersJoinGroups() {
    assertEquals("", lab.run("groupadd wheel; useradd -m bob; usermod -aG wheel bob"));
    assertEquals("bob : bob wheel\n", lab.run("groups bob"));
    assertEquals(
        "warn: The user `bob' is already a member of `wheel'.\n", lab.run("adduser bob wheel"));
    assertEquals("usermod: user 'eve' does not exist\n[6]\n", lab.run("usermod -aG wheel eve"));
    assertEquals("groupadd: group 'wheel' already exists\n[9]\n", lab.run("groupadd wheel"));
  }

  @Test
  void treesLeaveOutWhatIsNotAskedFor() {
    lab.run("mkdir -p /tmp/d/a /tmp/d/lib; touch /tmp/d/a/x.yml /tmp/d/a/y.conf");
    assertEquals(
        "/tmp/d\n/tmp/d/a\n/tmp/d/a/x.yml\n",
        lab.run("tree -fi --noreport -I 'lib|*.conf' /tmp/d"));
    assertEquals(
        "/tmp/d/\na/\nx.yml\nlib/\n\n3 directories, 1 file\n",
        lab.run("tree -iF -P '*.yml' /tmp/d"));
    assertEquals("tree: Invalid level, must be greater than 0.\n[1]\n", lab.run("tree -L 0"));
  }

  @Test
  void pagersRefuseWhatIsNoText() {
    assertEquals("/etc is a directory\n[1]\n", lab.run("less /etc"));
    assertEquals("127.0.0.1\tlocalhost\n", lab.run("less +/local /etc/hosts | head -1"));
    assertEquals(
        "more: invalid option -- 'z'\nTry 'more --help' for more information.\n[1]\n",
        lab.run("more -z /etc/hosts"));
  }

  @Test
  void topShowsTheProcessesThatItIsAskedFor() {
    assertEquals("1 root init\n", lab.run("top -bn1 -p 1 | tail -1 | awk '{print $1, $2, $12}'"));
    assertEquals("top: bad iterations argument 'x'\n[1]\n", lab.run("top -b -n x"));
    assertEquals("top: bad pid 'x'\n[1]\n", lab.run("top -b -p x"));
  }

  @Test
  void directoriesAreListedWithWhatIsBelow() {
    lab.run("mkdir -p /tmp/d/b/c /tmp/d/a; touch /tmp/d/f /tmp/d/b/g");
    assertEquals(
        "/tmp/d:\na\nb\nf\n\n/tmp/d/a:\n\n/tmp/d/b:\nc\ng\n\n/tmp/d/b/c:\n",
        lab.run("ls -R /tmp/d"));
    assertTrue(lab.run("mktemp -d").matches("/tmp/tmp\\.[A-Za-z0-9]{10}\n"));
    assertEquals("trixie\n", lab.run("lsb_release -cs"));
  }

  /** iperf 2.2.1. */
  @Test
  void iperfMeasuresToo() {
    lab.run("docker run -d --name server nicolaka/netshoot iperf -s -p 9999");
    String told = lab.run("docker run --rm nicolaka/netshoot iperf -c 172.17.0.2 -p 9999 -t 2");
    assertEquals(
        """
        ------------------------------------------------------------
        Client connecting to 172.17.0.2, TCP port 9999
        TCP window size: 16.0 KByte (default)
        ------------------------------------------------------------
        [  1] local 172.17.0.3 port PORT connected with 172.17.0.2 port 9999
        [ ID] Interval       Transfer     Bandwidth
        [  1] 0.0000-2.0000 sec  AMOUNT  AMOUNT/sec
        """,
        told.replaceAll("[0-9.]+ [MGK]?(bits|Bytes)", "AMOUNT")
            .replaceAll("port [0-9]{5}", "port PORT"));
  }

  @Test
  void busyBoxWgetKnowsItsLongOptions() {
    assertTrue(
        lab.run("docker run --rm alpine wget -qO- --timeout=3 http://1.1.1.1")
            .contains("<title>1.1.1.1"));
  }

  /** As coreutils 9.7 prints it: in columns also into a pipe, and blanks escaped. */
  @Test
  void dirIsLsInColumns() {
    lab.run("mkdir d; cd d; touch a b 'c d'");
    assertEquals("a  b  c\\ d\n", lab.run("dir | cat"));
    assertEquals("a\nb\nc\\ d\n", lab.run("dir -1"));
    assertEquals(".  ..  a  b  c\\ d\n", lab.run("dir -a"));
    assertTrue(lab.run("docker run --rm alpine dir").contains("not found"), "BusyBox has none");
  }

  /** As coreutils 9.7 and BusyBox 1.37 print it. */
  @Test
  void catShowsEachOctetThatIsNoLetter() {
    lab.run("printf 'a\\001\\177\\200\\240\\303\\251\\377\\t\\r\\n\\n' > f");
    String shown = "a^A^?M-^@M- M-CM-)M-^?";
    assertEquals(shown + "\t^M\n\n", lab.run("cat -v f"));
    assertEquals(shown + "^I^M$\n$\n", lab.run("cat -A f"));
    assertEquals("M-CM-)$\n", lab.run("docker run --rm alpine sh -c 'echo é | cat -A'"));
  }
}
