package passerelle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;

/** nginx serves as the configuration says that is mounted or written into its container. */
class NginxTest {
  private final SimLab lab;

  NginxTest() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
  }

  @BeforeEach
  void aNetworkWithTwoServers() {
    run("docker network create front");
    run("docker run -d --name one --network front hashicorp/http-echo -text=one -listen=:80");
    run("docker run -d --name two --network front hashicorp/http-echo -text=two -listen=:80");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line).replace("\r\n", "\n");
  }

  /** Runs a proxy whose server block has {@code inside}, published on 8080. */
  private void proxy(String before, String inside) {
    run("echo '" + before + " server { listen 80; " + inside + " }' > site.conf");
    run(
        "docker run -d --name proxy --network front -p 8080:80"
            + " -v $PWD/site.conf:/etc/nginx/conf.d/default.conf nginx");
  }

  private String log() {
    return run("docker logs proxy 2>&1 | grep -v notice | grep -v entrypoint | grep -v listen-on");
  }

  /** The connection stays open behind an answer that has no body and tells no length. */
  @Test
  void anAnswerWithoutBodyIsWhole() {
    run("echo 'server { listen 80; return 204; }' > none.conf");
    run(
        "docker run -d --name none --network front -v $PWD/none.conf:/etc/nginx/conf.d/default.conf"
            + " nginx");
    String kept = " proxy_http_version 1.1; proxy_set_header Connection \"\";";
    proxy("", "location / { proxy_pass http://none;" + kept + " }");
    String timed = run("curl -s -w '%{http_code} %{time_total}' localhost:8080/");
    assertTrue(timed.startsWith("204 0.0"), timed);
  }

  @Test
  void aProxyHandsRequestsOnByName() {
    proxy("", "location / { proxy_pass http://one; } location /b/ { proxy_pass http://two/; }");
    assertEquals("one\n", run("curl -s localhost:8080/"));
    assertEquals("two\n", run("curl -s localhost:8080/b/x"));
    assertTrue(run("docker logs two").contains("\"GET /x HTTP/1.0\" 200"));
  }

  @Test
  void anUpstreamsServersTakeTurnsByTheirWeights() {
    proxy(
        "upstream both { server one weight=2; server two; }",
        "location / { proxy_pass http://both; }");
    String six = run("for i in 1 2 3 4 5 6; do curl -s localhost:8080/; done");
    assertEquals("one\ntwo\none\none\ntwo\none\n", six);
  }

  @Test
  void whoIsNotThereIsLeftOutAndLogged() {
    proxy("upstream both { server one:81; server two; }", "location / { proxy_pass http://both; }");
    assertEquals("two\n", run("curl -s localhost:8080/"));
    assertTrue(
        log()
            .contains(
                "connect() failed (111: Connection refused) while connecting to upstream,"
                    + " client: 172.18.0.1, server: , request: \"GET / HTTP/1.1\","
                    + " upstream: \"http://172.18.0.2:81/\", host: \"localhost:8080\""),
        log());
  }

  @Test
  void fourHundredFortyFourHangsUp() {
    proxy("", "location / { return 444; }");
    assertTrue(run("curl -sS localhost:8080/ 2>&1").startsWith("curl: (52) Empty reply"));
    assertTrue(log().contains("\"GET / HTTP/1.1\" 444 0 "), log());
  }

  @Test
  void withoutAnyUpstreamTheGatewayIsBad() {
    proxy("", "location / { proxy_pass http://one:81; }");
    assertEquals("502", run("curl -s -o /dev/null -w '%{http_code}' localhost:8080/"));
  }

  @Test
  void aNameThatNobodyKnowsEndsItAtTheStart() {
    proxy("", "location / { proxy_pass http://nobody; }");
    String message = "host not found in upstream \"nobody\" in /etc/nginx/conf.d/default.conf:1\n";
    String[] lines = log().split("(?<=\n)");
    assertTrue(lines[0].endsWith(" [emerg] 1#1: " + message), log());
    assertEquals("nginx: [emerg] " + message, lines[1]);
    assertTrue(run("docker ps -a --filter name=proxy").contains("Exited (1)"));
  }

  @Test
  void whatIsNoDirectiveIsRefused() {
    proxy("", "lissten 81;");
    assertTrue(log().contains("unknown directive \"lissten\" in /etc/nginx/conf.d/default.conf:1"));
  }

  @Test
  void aServerIsChosenByTheName() {
    proxy(
        "server { listen 80; server_name a.test; return 200 a; }",
        "server_name b.test *.b.test; return 200 b;");
    assertEquals("a", run("curl -s localhost:8080/"));
    assertEquals("b", run("curl -s -H 'Host: b.test' localhost:8080/"));
    assertEquals("b", run("curl -s -H 'Host: x.b.test:8080' localhost:8080/"));
  }

  @Test
  void locationsAreChosenAsNginxChooses() {
    proxy(
        "",
        "location / { return 200 root; } location = /x { return 200 exact; }"
            + " location /x { return 200 prefix; } location ^~ /p/ { return 200 first; }"
            + " location ~ [.]php$ { return 200 php; } location /r { return 302 /x; }");
    assertEquals("root", run("curl -s localhost:8080/other"));
    assertEquals("exact", run("curl -s localhost:8080/x"));
    assertEquals("prefix", run("curl -s localhost:8080/xy"));
    assertEquals("php", run("curl -s localhost:8080/xy.php"));
    assertEquals("first", run("curl -s localhost:8080/p/a.php"));
    assertEquals(
        "302 http://localhost/x",
        run("curl -s -o /dev/null -w '%{http_code} %{redirect_url}' localhost:8080/r"));
  }

  @Test
  void filesComeFromTheRootOfTheLocation() {
    run("mkdir site; echo hello > site/index.html; echo lost > site/404.html");
    run("echo 'server { listen 80; root /srv; error_page 404 /404.html; }' > site.conf");
    run(
        "docker run -d --name proxy -p 8080:80 -v $PWD/site:/srv"
            + " -v $PWD/site.conf:/etc/nginx/conf.d/default.conf nginx");
    assertEquals("hello\n", run("curl -s localhost:8080/"));
    assertEquals("lost\n404", run("curl -s -w '%{http_code}' localhost:8080/nope"));
    assertTrue(log().contains("open() \"/srv/nope\" failed (2: No such file or directory)"));
  }

  @Test
  void itIsToldToReadItsConfigurationAgain() {
    proxy("", "return 200 before;");
    assertEquals("before", run("curl -s localhost:8080/"));
    run("echo 'server { listen 80; return 200 after; }' > site.conf");
    assertEquals("before", run("curl -s localhost:8080/"));
    run("docker exec proxy nginx -s reload");
    assertEquals("after", run("curl -s localhost:8080/"));
    run("echo 'server { listen 80; retrun 200 after; }' > site.conf");
    assertTrue(
        run("docker exec proxy nginx -t 2>&1").contains("/etc/nginx/nginx.conf test failed"));
    run("docker exec proxy nginx -s reload");
    assertEquals("after", run("curl -s localhost:8080/"));
  }

  @Test
  void itListensWhereItSays() {
    proxy("server { listen 8000; }", "return 204;");
    String sockets = run("docker run --rm --network container:proxy nicolaka/netshoot ss -tlnH");
    assertTrue(sockets.contains("0.0.0.0:8000") && sockets.contains("0.0.0.0:80 "), sockets);
    assertTrue(!sockets.contains("[::]"), sockets);
  }

  @Test
  void aDirectoryWithoutAnIndexIsForbiddenAndOneThatIsMissingIsNotFound() {
    run("mkdir empty");
    run("docker run -d --name site -p 8081:80 -v $PWD/empty:/usr/share/nginx/html nginx");
    assertEquals("403", run("curl -s -o /dev/null -w '%{http_code}' localhost:8081/"));
    assertTrue(
        run("docker logs site 2>&1")
            .contains("directory index of \"/usr/share/nginx/html/\" is forbidden"));
    assertEquals("404", run("curl -s -o /dev/null -w '%{http_code}' localhost:8081/none/"));
  }

  @Test
  void aServerErrorHasThePageThatTheImageBrings() {
    run("docker run -d --name site -p 8081:80 nginx");
    run(
        "docker exec site sed -i 's,index  index.*,proxy_pass http://one:81;,'"
            + " /etc/nginx/conf.d/default.conf");
    run("docker network connect front site");
    run("docker exec site nginx -s reload");
    assertTrue(run("curl -si localhost:8081/").contains("<h1>An error occurred.</h1>"));
  }

  @Test
  void aReloadClosesThePortsThatAreNoLongerWanted() {
    run("docker run -d --name site -p 8081:80 nginx");
    run(
        "docker exec site sed -i 's/listen       80/listen 81/;/::/d'"
            + " /etc/nginx/conf.d/default.conf");
    run("docker exec site nginx -s reload");
    assertEquals(
        "200", run("docker exec site curl -s -o /dev/null -w '%{http_code}' localhost:81"));
    assertTrue(run("docker exec site curl localhost:80").contains("Could not connect to server"));
  }

  @Test
  void aStreamPassesConnectionsOnAndSaysWhichServerDidNotAnswer() {
    run("docker run -d --name back redis");
    String back = "$(docker inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}' back)";
    run(
        "printf 'events {}\\n"
            + "stream {\\n"
            + "log_format short \"$protocol $status $bytes_sent $bytes_received"
            + " $upstream_addr\";\\n"
            + "upstream two { server %s:6380; server %s:6379; }\\n"
            + "server { listen 6379; proxy_pass two; access_log /dev/stdout short; }\\n"
            + "}\\n"
            + "' "
            + (back + " " + back + " > /root/stream.conf"));
    run(
        "docker run -d --name front -p 6379:6379 -v /root/stream.conf:/etc/nginx/nginx.conf"
            + " nginx");
    assertTrue(run("printf 'PING\\r\\n' | nc -w 1 127.0.0.1 6379").contains("+PONG"));
    run("sleep 1");
    String logs = run("docker logs front 2>&1");
    assertTrue(
        logs.contains(
            "[error] 29#29: *1 connect() failed (111: Connection refused) while connecting to"
                + " upstream, client: 172.17.0.1, server: 0.0.0.0:6379, upstream:"
                + " \"172.17.0.2:6380\", bytes from/to client:0/0, bytes from/to upstream:0/0"),
        logs);
    assertTrue(logs.contains("[warn] 29#29: *1 upstream server temporarily disabled"), logs);
    assertTrue(logs.contains("TCP 200 7 6 172.17.0.2:6380, 172.17.0.2:6379"), logs);
  }

  @Test
  void aRangeIsAPartOfAFile() {
    run("docker run -d --name site -p 8081:80 nginx");
    assertEquals("<!DOCTYPE html>", run("curl -s -r 0-14 localhost:8081"));
    assertTrue(run("curl -si -r 600- localhost:8081").contains("Content-Range: bytes 600-614/615"));
    assertTrue(run("curl -si -r 999- localhost:8081").contains("Content-Range: bytes */615"));
    assertEquals(
        "206 20",
        run("curl -s -r -20 -o /dev/null -w '%{http_code} %{size_download}' localhost:8081"));
  }

  /** Looked at: nginx 1.26 of Debian, and how its clock stands until events come. */
  @Test
  void aTakenPortIsTriedFiveTimesInTwoAndAHalfSeconds() {
    run("docker run -d --name web --network front nginx");
    run("docker run -d --name second --network container:web nginx");
    assertEquals("running\n", run("sleep 2; docker inspect -f '{{.State.Status}}' second"));
    assertEquals("exited 1\n", run(ENDED));
    String[] lines =
        run("docker logs second 2>&1 | grep -v /docker-entrypoint | sed 1,2d").split("\n");
    String taken = "[emerg] 1#1: bind() to 0.0.0.0:80 failed (98: Address already in use)";
    assertEquals(taken, lines[0].substring(20));
    assertEquals("nginx: " + taken.replace("1#1: ", ""), lines[1]);
    assertEquals("nginx: " + taken.replace("1#1: ", "").replace("0.0.0.0", "[::]"), lines[3]);
    assertEquals("[notice] 1#1: try again to bind() after 500ms", lines[4].substring(20));
    assertEquals(27, lines.length);
    assertEquals("[emerg] 1#1: still could not bind()", lines[25].substring(20));
    assertEquals(lines[0].substring(0, 19), lines[25].substring(0, 19));
    assertEquals("nginx: [emerg] still could not bind()", lines[26]);
  }

  private static final String ENDED =
      "sleep 1; docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' second";

  @Test
  void aPortThatIsFreedMeanwhileIsTaken() {
    run("docker run -d --name web --network front --entrypoint sh nginx -c 'sleep 100'");
    run("docker exec -d web sh -c 'nc -l -p 80'");
    run("docker run -d --name second --network container:web nginx");
    run("sleep 1; docker exec web sh -c 'echo hi | nc -w1 127.0.0.1 80'; sleep 2");
    assertEquals("running 0\n", run(ENDED));
    assertTrue(run("docker exec web curl -s localhost").contains("Welcome to nginx!"));
  }

  @Test
  void aReloadThatFindsAPortTakenGoesOnAsBefore() {
    proxy("", "return 200 before;");
    run("docker run -d --name other --network container:proxy redis --port 81");
    run("echo 'server { listen 82; listen 81; return 200 after; }' > site.conf");
    run("docker exec proxy nginx -s reload; sleep 3");
    assertEquals("before", run("curl -s localhost:8080"));
    assertTrue(log().contains("[emerg] 1#1: still could not bind()\n"), log());
    assertEquals("7\n", run("docker exec proxy curl -s localhost:82; echo $?"));
  }
}
