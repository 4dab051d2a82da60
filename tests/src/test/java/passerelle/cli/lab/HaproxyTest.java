package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** HAProxy does what its configuration says; its words are those of 3.2.26. */
class HaproxyTest {
  private static final String FILE = "/usr/local/etc/haproxy/haproxy.cfg";
  private static final String TIMES =
      "defaults\n  timeout connect 5s\n  timeout client 50s\n  timeout server 50s\n  mode http\n";

  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  HaproxyTest() {
    lab.run("docker network create net");
    lab.run("docker run -d --name one --network net hashicorp/http-echo -text=one");
    lab.run("docker run -d --name two --network net hashicorp/http-echo -text=two");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  /** Starts it with a configuration. */
  private void start(String configuration) {
    lab.run("cat > haproxy.cfg <<'EOF'\n" + configuration + "EOF");
    lab.run(
        "docker run -d --name lb --network net -p 8080:80 -p 8404:8404 -v"
            + (" ./haproxy.cfg:" + FILE + ":ro haproxy:3.2"));
    lab.run("sleep 1");
  }

  private String answers(int count) {
    return lab.run("for i in $(seq " + count + "); do curl -s localhost:8080; done")
        .replace('\n', ' ')
        .strip();
  }

  private String logs() {
    return lab.run("docker logs lb 2>&1");
  }

  private static String backend(String one, String two) {
    return TIMES
        + "frontend front\n  bind *:80\n  default_backend web\nbackend web\n  balance roundrobin\n"
        + ("  server s1 one:5678 " + one + "\n  server s2 two:5678 " + two + "\n");
  }

  @Test
  void serversTakeTurnsByWeight() {
    start(backend("check", "check"));
    assertEquals("one two one two", answers(4));
    assertEquals(
        "[NOTICE]   (1) : Initializing new worker (8)\n[NOTICE]   (1) : Loading success.\n",
        logs());
  }

  @Test
  void threeTurnsInFourAreThoseOfTheHeavier() {
    start(backend("weight 3", "weight 1"));
    assertEquals("one one one two one one one two", answers(8));
  }

  @Test
  void whoHasTheGreaterWeightBegins() {
    start(backend("weight 1", "weight 2"));
    assertEquals("two two one", answers(3));
  }

  @Test
  void aServerThatIsGoneIsFoundDownAndUpAgain() {
    start(backend("check", "check"));
    lab.run("docker stop -t 0 two; sleep 12");
    assertEquals("one one", answers(2));
    assertTrue(
        logs().contains("[WARNING]  (8) : Server web/s2 is DOWN, reason: Layer4 "), this::logs);
    assertTrue(
        logs()
            .contains(
                " 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in"
                    + " queue.\n"),
        this::logs);
    lab.run("docker start two; sleep 10");
    assertTrue(
        logs()
            .contains(
                "[WARNING]  (8) : Server web/s2 is UP, reason: Layer4 check passed, check duration:"
                    + " 0ms. 2 active and 0 backup servers online. 0 sessions requeued, 0 total in"
                    + " queue.\n"),
        this::logs);
  }

  @Test
  void thePathChoosesTheBackendAndTheLogSaysSo() {
    start(
        "global\n  log stdout format raw local0\n"
            + TIMES
            + "  log global\n  option httplog\nfrontend front\n  bind *:80\n"
            + "  acl api path_beg /api\n  use_backend api if api\n  default_backend web\n"
            + "backend web\n  cookie SRV insert indirect nocache\n"
            + "  server s1 one:5678 cookie s1\nbackend api\n  server s2 two:5678\n");
    assertEquals("two\n", lab.run("curl -s localhost:8080/api/x"));
    String head = lab.run("curl -si localhost:8080/").replace("\r", "");
    assertTrue(head.contains("\nset-cookie: SRV=s1; path=/\ncache-control: private\n"), head);
    assertTrue(head.contains("\nx-app-name: http-echo\n"), head);
    assertEquals(
        "front api/s2 TIMES 200 160 - - ---- 1/1/0/0/0 0/0 \"GET /api/x HTTP/1.1\"\n"
            + "front web/s1 TIMES 200 160 - - --NI 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"\n",
        lab.run("docker logs lb 2>/dev/null")
            .replaceAll("(?m)^[^]]*] |(?<= )0/0/[0-9/]+(?= 200)", "")
            .replaceAll("(/s[12])  200", "$1 TIMES 200"));
  }

  @Test
  void rulesAnswerThemselves() {
    start(
        TIMES
            + "listen front\n  bind *:80\n  http-request deny if { path /no }\n"
            + "  http-request return status 200 content-type text/plain string hi if { path /hi }\n"
            + "  redirect location http://x/ code 301\n");
    assertEquals(
        "HTTP/1.1 403 Forbidden\n"
            + "content-length: 93\n"
            + "cache-control: no-cache\n"
            + "content-type: text/html\n\n"
            + "<html><body><h1>403 Forbidden</h1>\n"
            + "Request forbidden by administrative rules.\n"
            + "</body></html>\n",
        lab.run("curl -si localhost:8080/no").replace("\r", ""));
    assertEquals("hi", lab.run("curl -s localhost:8080/hi"));
    assertEquals(
        "HTTP/1.1 301 Moved Permanently\ncontent-length: 0\nlocation: http://x/\n\n",
        lab.run("curl -si localhost:8080/else").replace("\r", ""));
  }

  @Test
  void statisticsTellOfEachServer() {
    start(backend("check", "") + "listen stats\n  bind *:8404\n  stats enable\n  stats uri /s\n");
    assertTrue(lab.run("curl -s localhost:8404/s").contains("Statistics Report for HAProxy"));
    assertEquals(
        "# pxname,svname,status\nfront,FRONTEND,OPEN\nweb,s1,UP\nweb,s2,no check\nweb,BACKEND,UP\n"
            + "stats,FRONTEND,OPEN\nstats,BACKEND,UP\n",
        lab.run("curl -s 'localhost:8404/s;csv' | cut -d, -f1,2,18"));
    assertEquals("503", lab.run("curl -s -o /dev/null -w '%{http_code}' localhost:8404/"));
  }

  @Test
  void connectionsAreHandedOn() {
    start(
        "global\n  log stdout format raw local0\n"
            + TIMES.replace("http", "tcp")
            + "  log global\n  option tcplog\nlisten front\n  bind *:80\n"
            + "  server s1 one:5678\n");
    assertEquals("one\n", lab.run("curl -s localhost:8080; sleep 1"));
    assertTrue(logs().contains(" front front/s1 1/0/"), this::logs);
  }

  @Test
  void whatIsWrongEndsIt() {
    start(TIMES + "frontend front\n  bind *:80\n  servr s1 one:80\n");
    assertEquals(
        "[NOTICE]   (8) : haproxy version is V\n"
            + "[NOTICE]   (8) : path to executable is /usr/local/sbin/haproxy\n"
            + ("[ALERT]    (8) : config : parsing [" + FILE + ":8] : unknown keyword 'servr' in")
            + " 'frontend' section\n"
            + ("[ALERT]    (8) : config : Error(s) found in configuration file : " + FILE + "\n")
            + "[ALERT]    (8) : config : Fatal errors found in configuration.\n"
            + "[NOTICE]   (1) : Initializing new worker (8)\n"
            + "[NOTICE]   (1) : haproxy version is V\n"
            + "[NOTICE]   (1) : path to executable is /usr/local/sbin/haproxy\n"
            + "[WARNING]  (1) : Failed to load worker (8) exited with code 1 (Exit)\n",
        logs().replaceAll("version is .*", "version is V"));
    assertEquals("1\n", lab.run("docker inspect -f '{{.State.ExitCode}}' lb"));
  }

  @Test
  void aServerThatNobodyKnowsEndsIt() {
    start(TIMES + "listen front\n  bind *:80\n  server s1 nobody:80\n");
    assertTrue(
        logs()
            .contains(
                ("[ALERT]    (8) : [" + FILE + ":8] : 'server front/s1' : could not resolve")
                    + " address 'nobody'.\n"
                    + "[ALERT]    (8) : Failed to initialize server(s) addr.\n"),
        this::logs);
  }
}
