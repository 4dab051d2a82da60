package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Docker's API on its Unix socket, as curl asks it. */
class DockerApiTest {
  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @AfterEach
  void close() {
    lab.close();
  }

  private String ask(String path, String filter) {
    String curl = "curl -s --unix-socket /var/run/docker.sock 'http://localhost" + path + "'";
    return lab.run(curl + (filter.isEmpty() ? "" : " | jq -c '" + filter + "'"));
  }

  @Test
  void theEngineSaysWhoItIs() {
    assertEquals("OK", ask("/_ping", ""));
    assertEquals("[\"linux\",\"amd64\"]\n", ask("/version", "[.Os,.Arch]"));
    assertEquals(
        lab.run("docker version -f '{{.Server.Version}}'"),
        ask("/v1.41/version", ".Version").replace("\"", ""));
  }

  @Test
  void whatInfoSaysIsTheEnginesPartOfIt() {
    lab.run("docker run -d --name web nginx");
    assertEquals("[1,false]\n", ask("/info", "[.Containers, has(\"ClientInfo\")]"));
  }

  @Test
  void networksAreThoseOfInspect() {
    assertEquals("[\"bridge\",\"host\",\"none\"]\n", ask("/networks", "[.[].Name]"));
    assertEquals(
        lab.run("docker network inspect -f '{{json .IPAM}}' bridge"),
        ask("/networks/bridge", ".IPAM"));
    assertEquals("{\"message\":\"network nosuch not found\"}\n", ask("/networks/nosuch", ""));
  }

  @Test
  void containersAreListedAndLookedAt() {
    assertEquals("[]\n", ask("/containers/json", ""));
    lab.run("docker run -d --name web -p 8080:80 nginx; docker create --name idle nginx");
    assertEquals(
        "[[\"/web\"],\"nginx\",\"running\","
            + "[{\"IP\":\"0.0.0.0\",\"PrivatePort\":80,\"PublicPort\":8080,\"Type\":\"tcp\"},"
            + "{\"IP\":\"::\",\"PrivatePort\":80,\"PublicPort\":8080,\"Type\":\"tcp\"}]]\n",
        ask("/containers/json", ".[0] | [.Names,.Image,.State,.Ports]"));
    assertEquals("2\n", ask("/containers/json?all=true", "length"));
    assertEquals(
        "\"172.17.0.2\"\n",
        ask("/containers/web/json", ".NetworkSettings.Networks.bridge.IPAddress"));
    assertEquals("{\"message\":\"No such container: x\"}\n", ask("/containers/x/json", ""));
    assertEquals("{\"message\":\"page not found\"}\n", ask("/nosuch", ""));
  }

  private String post(String path, String body) {
    return lab.run(
        "curl -s -X POST -w '%{http_code}' --unix-socket /var/run/docker.sock -H 'Content-Type:"
            + " application/json' -d '"
            + body
            + "' 'http://d"
            + path
            + "'");
  }

  @Test
  void whatIsDoneByTheApiIsSeenByTheCommand() {
    assertTrue(post("/networks/create", "{\"Name\":\"net\"}").endsWith("201"));
    String body =
        "{\"Image\":\"nginx\",\"Cmd\":[\"sleep\",\"9\"],\"HostConfig\":{\"NetworkMode\":\"net\"}}";
    assertTrue(post("/containers/create?name=web", body).endsWith("201"));
    assertEquals("204", post("/containers/web/start", ""));
    assertEquals("304", post("/containers/web/start", ""));
    assertEquals(
        "net sleep 9\n",
        lab.run("docker ps --no-trunc --format '{{.Networks}} {{.Command}}'").replace("\"", ""));
  }

  @Test
  void anEntryPointMayHaveSeveralWords() {
    post(
        "/containers/create?name=web",
        "{\"Image\":\"nginx\",\"Entrypoint\":[\"sh\",\"-c\"],\"Cmd\":[\"ls\"]}");
    assertEquals(
        "[sh -c] [ls]\n",
        lab.run("docker inspect -f '{{.Config.Entrypoint}} {{.Config.Cmd}}' web"));
  }

  @Test
  void aRefusalHasItsStatus() {
    assertTrue(post("/networks/create", "{\"Name\":\"host\"}").endsWith("403"));
    assertTrue(post("/networks/nosuch/connect", "{\"Container\":\"x\"}").endsWith("404"));
    assertTrue(post("/containers/create", "{").endsWith("400"));
    lab.run("docker create --name web nginx");
    assertTrue(post("/containers/web/kill", "").endsWith("409"));
    assertTrue(post("/containers/create?name=web", "{\"Image\":\"nginx\"}").endsWith("409"));
  }

  @Test
  void whatIsAskedForAmongOthersIsFiltered() {
    lab.run("docker run -d --name one --label x=y nginx; docker run -d --name two nginx");
    assertEquals(
        "[\"/one\"]\n",
        ask("/containers/json?filters=%7B%22label%22%3A%5B%22x%3Dy%22%5D%7D", ".[].Names"));
    assertEquals(
        "{\"message\":\"invalid filter 'bogus'\"}\n",
        ask("/networks?filters=%7B%22bogus%22%3A%5B%22a%22%5D%7D", ""));
  }

  private String said(String path, String body) {
    return lab.run(
        "curl -s -X POST --unix-socket /var/run/docker.sock -H 'Content-Type: application/json'"
            + (" -d '" + body + "' 'http://localhost" + path + "'"));
  }

  private String made(String body) {
    return said("/containers/web/exec", body).replaceAll(".*:\"|\"}\n", "");
  }

  @Test
  void aCommandIsMadeRunAndLookedAt() {
    lab.run("docker run -d --name web nginx");
    String id =
        made("{\"Cmd\":[\"sh\",\"-c\",\"echo hi; exit 3\"],\"AttachStdout\":true,\"Tty\":true}");
    assertEquals("[false,null]\n", ask("/exec/" + id + "/json", "[.Running,.ExitCode]"));
    assertEquals("hi\n", said("/exec/" + id + "/start", "{}").replace("\r", ""));
    assertEquals(
        "[3,\"sh\"]\n", ask("/exec/" + id + "/json", "[.ExitCode,.ProcessConfig.entrypoint]"));
    assertEquals(
        "{\"message\":\"exec command ID has already run\"}\n",
        said("/exec/" + id + "/start", "{\"Detach\":true}").replace(id, "ID"));
    assertEquals(
        "{\"message\":\"No such exec instance: nosuch\"}\n", said("/exec/nosuch/start", "{}"));
  }

  @Test
  void aPartOfAStreamTellsItsOctets() {
    lab.run("docker run -d --name web nginx");
    String id = made("{\"Cmd\":[\"printf\",\"%0231d\",\"1\"],\"AttachStdout\":true}");
    assertEquals(
        "0000000 001  \\0  \\0  \\0  \\0  \\0  \\0 347   0   0   0   0   0   0   0   0\n",
        lab.run(
            "curl -s -X POST --unix-socket /var/run/docker.sock -H 'Content-Type: application/json'"
                + (" -d '{}' http://localhost/exec/" + id + "/start | od -c | head -1")));
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertEquals(
        "{\"message\":\"invalid JSON: json: cannot unmarshal string into Go struct field"
            + " CreateRequest.Internal of type bool\"}\n",
        said("/networks/create", "{\"Name\":\"n\",\"Internal\":\"yes\"}"));
    assertEquals(
        "{\"message\":\"invalid JSON: json: cannot unmarshal number 1.5 into Go struct field"
            + " .StopTimeout of type int\"}\n",
        said("/containers/create", "{\"Image\":\"nginx\",\"StopTimeout\":1.5}"));
    assertEquals(
        "{\"message\":\"unexpected content after JSON\"}\n",
        said("/networks/create", "{\"Name\":\"n\"} x"));
  }

  @Test
  void mountsLimitsAndChecksAreTheContainers() {
    said(
        "/containers/create?name=made",
        "{\"Image\":\"alpine\",\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"true\"],\"Retries\":3},"
            + "\"HostConfig\":{\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"kept\",\"Target\":\"/d\"}],"
            + "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":1,\"Hard\":2}]}}");
    assertEquals(
        "[\"/d\",2,3]\n",
        ask(
            "/containers/made/json",
            "[.HostConfig.Mounts[0].Target,.HostConfig.Ulimits[0].Hard,.Config.Healthcheck.Retries]"));
  }

  @Test
  void imagesAreTaggedAndWhatNobodyUsesGoes() {
    said("/images/alpine/tag?repo=foo&tag=bar", "");
    String delete = "curl -s -X DELETE --unix-socket /var/run/docker.sock http://localhost";
    assertEquals("[{\"Untagged\":\"foo:bar\"}]\n", lab.run(delete + "/images/foo:bar"));
    assertEquals(
        "{\"message\":\"No such image: nosuch:latest\"}\n", lab.run(delete + "/images/nosuch"));
    lab.run("docker volume create kept");
    assertEquals(
        "{\"VolumesDeleted\":[\"kept\"],\"SpaceReclaimed\":0}\n",
        said("/volumes/prune?filters=%7B%22all%22%3A%5B%22true%22%5D%7D", ""));
  }

  @Test
  void aSocketThatIsNotThereIsRefused() {
    assertEquals(
        "curl: (7) Failed to connect to localhost port 80 after 0 ms: Could not connect to server\n"
            + "[7]\n",
        lab.run("curl -sS --unix-socket /nosuch http://localhost/"));
    assertTrue(ask("/_ping", "").equals("OK"));
    lab.run("systemctl stop docker docker.socket");
    assertEquals("[56]\n", ask("/_ping", ""));
  }
}
